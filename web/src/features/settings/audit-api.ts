import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import type { AuditEntry } from '../../ui/audit/audit-api'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export type SealState = Answer<'/api/v1/audit/verification'>
export type Verification = NonNullable<SealState['latest']>

const path = '/api/v1/audit/verification'
const asking = ['audit-verification']

export function isUnderWay(run: Verification | null): boolean {
  return run?.status === 'queued' || run?.status === 'running'
}

/** How far the trail is sealed and what the latest verification found; asked again while one is under way. */
export function useSealState() {
  return useQuery({
    queryKey: asking,
    queryFn: ({ signal }) => request<SealState>('GET', path, { signal }),
    refetchInterval: ({ state }) => (isUnderWay(state.data?.latest ?? null) ? 1_000 : 30_000),
  })
}

export function useVerifyNow() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (expectRoot: string) =>
      request<Verification>('POST', path, { body: expectRoot === '' ? {} : { expectRoot } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: asking }),
  })
}

/** A day of the reader's time zone as an instant; `after` days later. */
function instantOf(day: string | null, after: number): string | undefined {
  if (day === null) return undefined
  const start = new Date(`${day}T00:00:00`)
  if (Number.isNaN(start.getTime())) return undefined
  start.setDate(start.getDate() + after)
  return start.toISOString()
}

/** One page of the trail, by the list's filters and those beside it in the URL. */
export function listAudit(
  params: URLSearchParams,
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<AuditEntry>> {
  const query = {
    cursor: state.cursor,
    limit: state.pageSize,
    objectType: state.filters['objectType']?.[0],
    kind: state.filters['kind']?.[0],
    objectId: state.search === '' ? undefined : state.search,
    actor: params.get('actor') ?? undefined,
    requestId: params.get('requestId') ?? undefined,
    from: instantOf(params.get('from'), 0),
    to: instantOf(params.get('to'), 1),
  }
  return request('GET', '/api/v1/audit', { query, signal })
}
