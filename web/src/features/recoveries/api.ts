import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'

export type HandOverRow = Item<'/api/v1/hand-overs'>
export type HandOver = Answer<'/api/v1/hand-overs/{id}'>
export type WriteOffRow = Item<'/api/v1/write-offs'>
export type WriteOff = Answer<'/api/v1/write-offs/{id}'>
export type EvidenceRow = WriteOff['evidence'][number]
export type BadDebtRow = Item<'/api/v1/bad-debt-cases'>
export type BadDebt = Answer<'/api/v1/bad-debt-cases/{id}'>
export type WriteOffReason = Item<'/api/v1/write-off-reasons'>
export type Signal = BadDebt['signals'][number]
export type OpenItem = Answer<'/api/v1/customers/{code}/collection'>['items'][number]
export type HandOverBody = Sent<'/api/v1/customers/{code}/hand-overs'>
export type WriteOffBody = Sent<'/api/v1/customers/{code}/write-offs'>
export type StageBody = Sent<'/api/v1/hand-overs/{id}/stages'>
export type CostBody = Sent<'/api/v1/hand-overs/{id}/costs'>
export type RecoveryBody = Sent<'/api/v1/write-offs/{id}/recoveries'>
export type PostMortemBody = Sent<'/api/v1/write-offs/{id}/post-mortem'>

export const kinds = ['lawsuit', 'arbitration', 'payment-order', 'agency'] as const
export const outcomes = ['paid', 'partly', 'settled', 'uncollectible', 'lost', 'withdrawn'] as const
export const costKinds = [
  ...(['court-fee', 'preservation', 'lawyer', 'commission', 'enforcement', 'travel', 'other'] as const),
]

export const evidenceKinds = [
  ...(['contract', 'order', 'delivery', 'invoice', 'statement', 'demand', 'correspondence'] as const),
  ...(['special-report', 'bankruptcy-notice', 'judgment', 'deregistration', 'death-certificate'] as const),
  ...(['restructuring', 'debtor-tax-statement', 'disaster-statement', 'waiver'] as const),
]

const first = (state: ListState, key: string) => state.filters[key]?.[0]
const pageOf = ({ page, pageSize }: ListState) => ({ page, pageSize })
const ofCustomer = (code: string) => `/api/v1/customers/${encodeURIComponent(code)}`

export function listHandOvers(state: ListState, signal: AbortSignal) {
  const query = { state: first(state, 'state'), kind: first(state, 'kind'), ...pageOf(state) }
  return request<Answer<'/api/v1/hand-overs'>>('GET', '/api/v1/hand-overs', { query, signal })
}

export function listWriteOffs(state: ListState, signal: AbortSignal) {
  const status = first(state, 'status')
  const query = {
    ...(status === 'unlearnt' ? { unlearnt: true } : { status }),
    ...{ reasonCode: first(state, 'reason'), ...pageOf(state) },
  }
  return request<Answer<'/api/v1/write-offs'>>('GET', '/api/v1/write-offs', { query, signal })
}

const libraryQuery = (state: ListState) => ({
  cause: first(state, 'cause'),
  industry: first(state, 'industry'),
  search: state.search === '' ? undefined : state.search,
})

export function listBadDebts(state: ListState, signal: AbortSignal) {
  const query = { ...libraryQuery(state), ...pageOf(state) }
  return request<Answer<'/api/v1/bad-debt-cases'>>('GET', '/api/v1/bad-debt-cases', { query, signal })
}

/** Address of the cases that are filtered, as CSV. */
export function badDebtsFile(state: ListState, language: string): string {
  const asked = Object.entries({ ...libraryQuery(state), language }).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value]],
  )
  return `/api/v1/bad-debt-cases.csv?${new URLSearchParams(asked).toString()}`
}

export function useHandOver(id: string) {
  return useQuery({
    queryKey: ['recoveries', 'hand-over', id],
    queryFn: ({ signal }) => request<HandOver>('GET', `/api/v1/hand-overs/${id}`, { signal }),
  })
}

export function useWriteOff(id: string) {
  return useQuery({
    queryKey: ['recoveries', 'write-off', id],
    queryFn: ({ signal }) => request<WriteOff>('GET', `/api/v1/write-offs/${id}`, { signal }),
  })
}

export function useBadDebt(id: string) {
  return useQuery({
    queryKey: ['recoveries', 'bad-debt', id],
    queryFn: ({ signal }) => request<BadDebt>('GET', `/api/v1/bad-debt-cases/${id}`, { signal }),
  })
}

/** What was on record before a loss, with the causes that one may choose. */
export function useSignals(id: string) {
  return useQuery({
    queryKey: ['recoveries', 'signals', id],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/write-offs/{id}/signals'>>('GET', `/api/v1/write-offs/${id}/signals`, {
        signal,
      }),
  })
}

export function useLibraryWords() {
  return useQuery({
    queryKey: ['recoveries', 'library-words'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/bad-debt-cases'>>('GET', '/api/v1/bad-debt-cases', {
        ...{ query: { pageSize: 1 }, signal },
      }),
    select: ({ causes, industries }) => ({ causes, industries }),
  })
}

export function useReasons() {
  return useQuery({
    queryKey: ['recoveries', 'reasons'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/write-off-reasons'>>('GET', '/api/v1/write-off-reasons', { signal }),
    select: ({ items }) => items,
  })
}

export function useFigures() {
  return useQuery({
    queryKey: ['recoveries', 'figures'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/recovery-figures'>>('GET', '/api/v1/recovery-figures', { signal }),
  })
}

export function useOpenItems(code: string | undefined) {
  return useQuery({
    enabled: code !== undefined,
    queryKey: ['recoveries', 'items', code],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/customers/{code}/collection'>>('GET', `${ofCustomer(code ?? '')}/collection`, {
        signal,
      }),
    select: ({ items }) => items,
  })
}

export const putReason = (code: string, body: Sent<'/api/v1/write-off-reasons/{code}', 'put'>) =>
  request('PUT', `/api/v1/write-off-reasons/${encodeURIComponent(code)}`, { body })

export const orderReasons = (codes: readonly string[]) =>
  request('PUT', '/api/v1/write-off-reason-order', { body: { codes } })

export const handOver = (code: string, body: HandOverBody) =>
  request<HandOver>('POST', `${ofCustomer(code)}/hand-overs`, { body })

export const reachStage = (id: string, body: StageBody) =>
  request<HandOver>('POST', `/api/v1/hand-overs/${id}/stages`, { body })

export const noteCost = (id: string, body: CostBody) =>
  request<HandOver>('POST', `/api/v1/hand-overs/${id}/costs`, { body })

export const requestWriteOff = (code: string, body: WriteOffBody) =>
  request<Answer<'/api/v1/customers/{code}/write-offs', 'post'>>('POST', `${ofCustomer(code)}/write-offs`, {
    body,
  })

export const withdrawWriteOff = (id: string, reason: string) =>
  request('POST', `/api/v1/write-offs/${id}/withdraw`, { body: { reason } })

export const recordRecovery = (id: string, body: RecoveryBody) =>
  request('POST', `/api/v1/write-offs/${id}/recoveries`, { body })

export const undoRecovery = (id: string, reason: string) =>
  request('POST', `/api/v1/recoveries/${id}/undo`, { body: { reason } })

export const writePostMortem = (id: string, body: PostMortemBody) =>
  request<BadDebt>('POST', `/api/v1/write-offs/${id}/post-mortem`, { body })

export const changePostMortem = (id: string, body: PostMortemBody) =>
  request<BadDebt>('PUT', `/api/v1/bad-debt-cases/${id}`, { body })

/** Uploads a file for the customer and attaches it to the checklist. */
export async function attachFile(
  of: { subject: 'hand-overs' | 'write-offs'; id: string; customerCode: string },
  kind: EvidenceRow['kind'],
  file: File,
): Promise<void> {
  const body = new FormData()
  body.append('file', file)
  const { id } = await request<{ id: string }>('POST', `${ofCustomer(of.customerCode)}/evidence`, { body })
  await request('POST', `/api/v1/${of.subject}/${of.id}/evidence`, { body: { kind, fileIds: [id] } })
}

/** After an act all that shows cases, write-offs or the customer is asked again. */
export function useActed(): () => void {
  const queries = useQueryClient()
  return () => {
    for (const queryKey of [
      ...[['recoveries'], ['list', 'hand-overs'], ['list', 'write-offs'], ['list', 'bad-debts']],
      ...[['worklist'], ['customer']],
    ])
      void queries.invalidateQueries({ queryKey })
  }
}
