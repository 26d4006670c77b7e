import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { waitingKey } from '../../api/query-client'
import { noticeKeys, stateKey, type InboxState } from './api'

/** What is asked again when a list changed. */
const keysOf: Readonly<Record<string, readonly (readonly string[])[]>> = {
  holds: [['list', 'holds'], ['hold'], ['home', 'holds']],
  proposals: [['list', 'proposals']],
  approvals: [
    ...[['list', 'approvals'], ['list', 'customer-cases'], ['approval-case'], ['approval-cases']],
    ...[['inbox-counts'], ['approval-statistics']],
  ],
}

const retryMs = 30_000
/** Changes that come one after the other are looked up together. */
const gatherMs = 400

/**
 * Listens to the server's events while the page is open: the bell and the counts of the menu follow at once. Without
 * the stream everything goes on by asking every minute. `arrived` is called when there is something newer than before.
 */
export function useLive(arrived: () => void): void {
  const queries = useQueryClient()
  const onArrival = useRef(arrived)
  useEffect(() => {
    onArrival.current = arrived
  }, [arrived])
  useEffect(() => {
    let source: EventSource | undefined
    let retry: number | undefined
    let gathering: number | undefined
    const topics = new Set<string>()
    const refresh = () => {
      gathering = undefined
      void queries.invalidateQueries({ queryKey: waitingKey })
      for (const topic of topics)
        for (const queryKey of keysOf[topic] ?? []) void queries.invalidateQueries({ queryKey })
      topics.clear()
    }
    const open = () => {
      source = new EventSource('/api/v1/events')
      source.addEventListener('inbox', (event: MessageEvent<string>) => {
        const state = JSON.parse(event.data) as InboxState
        const before = queries.getQueryData<InboxState>(stateKey)
        queries.setQueryData<InboxState>(stateKey, state)
        for (const queryKey of noticeKeys) void queries.invalidateQueries({ queryKey })
        if (before !== undefined && BigInt(state.latest) > BigInt(before.latest)) onArrival.current()
      })
      source.addEventListener('changed', (event: MessageEvent<string>) => {
        topics.add((JSON.parse(event.data) as { topic: string }).topic)
        gathering ??= window.setTimeout(refresh, gatherMs)
      })
      source.addEventListener('error', () => {
        // A refused stream is closed for good; one that broke connects again by itself.
        if (source?.readyState === EventSource.CLOSED) retry = window.setTimeout(open, retryMs)
      })
    }
    open()
    return () => {
      window.clearTimeout(retry)
      window.clearTimeout(gathering)
      source?.close()
    }
  }, [queries])
}
