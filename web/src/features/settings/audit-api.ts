import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMutation } from '../../api/use-mutation'
import type { Answer } from '../../api/answer'
import { request } from '../../api/request'
import type { AuditEntry } from '../../ui/audit/audit-api'
import { dayBounds } from '../../ui/data-list/day-bounds'
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

/** One page of the trail, by the list's filters and those beside it in the URL. */
export function listAudit(
  params: URLSearchParams,
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<AuditEntry>> {
  const { from, until } = dayBounds(params)
  const query = {
    cursor: state.cursor,
    limit: state.pageSize,
    objectType: state.filters['objectType']?.[0],
    kind: state.filters['kind']?.[0],
    objectId: state.search === '' ? undefined : state.search,
    actor: params.get('actor') ?? undefined,
    requestId: params.get('requestId') ?? undefined,
    from,
    to: until,
  }
  return request('GET', '/api/v1/audit', { query, signal })
}
