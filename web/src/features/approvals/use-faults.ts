import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useText } from '../../i18n/use-text'
import { validateFlow } from './flow-api'
import { findGaps } from './flow-gaps'
import type { Flow } from './flow-types'

const pauseMs = 400

function useSettled(flow: Flow): Flow {
  const [settled, setSettled] = useState(flow)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(flow), pauseMs)
    return () => clearTimeout(timer)
  }, [flow])
  return settled
}

export interface Faults {
  /** In words, by node; under '' those of the flow as a whole. */
  byNode: ReadonlyMap<string, readonly string[]>
  count: number
  /** Something is not filled in: the server cannot read the document, so it cannot be saved. */
  incomplete: boolean
  checking: boolean
}

/** What is wrong with the flow, in words, while it is drawn: gaps at once, the rest as the server finds it. */
export function useFaults(flow: Flow): Faults {
  const { t } = useTranslation('approvals')
  const textOf = useText()
  const gaps = useMemo(() => findGaps(flow), [flow])
  const settled = useSettled(flow)
  const incomplete = gaps.size > 0
  const readable = useMemo(() => findGaps(settled).size === 0, [settled])
  const checked = useQuery({
    queryKey: ['approval-flow-faults', settled],
    queryFn: ({ signal }) => validateFlow(settled, signal),
    enabled: readable,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  })
  const byNode = new Map<string, string[]>()
  const put = (node: string, words: string) => byNode.set(node, [...(byNode.get(node) ?? []), words])
  for (const [node, found] of gaps) for (const gap of found) put(node, t(`gap.${gap}`))
  const ids = new Set(flow.nodes.map(({ id }) => id))
  if (!incomplete)
    for (const { nodeId, message } of checked.data?.faults ?? []) {
      const node = nodeId !== null && ids.has(nodeId) ? nodeId : ''
      if (!(byNode.get(node) ?? []).includes(textOf(message))) put(node, textOf(message))
    }
  return {
    byNode,
    count: [...byNode.values()].reduce((sum, list) => sum + list.length, 0),
    incomplete,
    checking: checked.isFetching || settled !== flow,
  }
}
