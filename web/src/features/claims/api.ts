import { useQuery } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'

export type ClockPage = Answer<'/api/v1/claims'>
export type Clock = Item<'/api/v1/claims'>
export type Claim = Answer<'/api/v1/claims/{id}'>['items'][number]
export type Interest = NonNullable<Claim['interest']>
export type CalculationLine = Interest['lines'][number]
export type Act = Sent<'/api/v1/claims/events'>
export type Letter = Answer<'/api/v1/customers/{code}/claim-letters'>['items'][number]
export type Guarantee = Answer<'/api/v1/customers/{code}/guarantees'>['items'][number]
export type ReferenceRates = Answer<'/api/v1/reference-rates'>
export type ReferenceRate = ReferenceRates['items'][number]
export type ClaimRules = Answer<'/api/v1/claim-rules'>
export type RulesVersion = ClaimRules['items'][number]

export type Waiver = Item<'/api/v1/interest-waivers'>
export type WaiverAnswer = Answer<'/api/v1/customers/{code}/interest-waivers', 'post'>

export type InterestNote = Item<'/api/v1/interest-notes'>

export type CountedDebt = Answer<'/api/v1/customers/{code}/payment-order'>['items'][number]

export const windows = ['expired', 'd30', 'd90', 'd180', 'later', 'stopped'] as const
export const proofs = ['contract', 'delivery', 'statement', 'demand'] as const

const first = (state: ListState, key: string) => state.filters[key]?.[0]

export function listClocks(state: ListState, signal: AbortSignal): Promise<ClockPage> {
  const query = {
    window: first(state, 'window'),
    missing: first(state, 'missing'),
    segment: first(state, 'segment'),
    search: state.search,
    ...{ page: state.page, pageSize: state.pageSize },
  }
  return request('GET', '/api/v1/claims', { query, signal })
}

export function useClockCounts() {
  return useQuery({
    queryKey: ['list', 'claims', 'counts'],
    queryFn: ({ signal }) => request<ClockPage>('GET', '/api/v1/claims', { query: { pageSize: 1 }, signal }),
    select: ({ counts }) => counts,
  })
}

/** The claims of an invoice, with interest up to and with `until` (today when left out). */
export function useClaims(documentId: string, until?: string) {
  return useQuery({
    queryKey: ['claims', documentId, until],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/claims/{id}'>>('GET', `/api/v1/claims/${documentId}`, {
        query: { until },
        signal,
      }),
    placeholderData: (previous) => previous,
  })
}

export function recordAct(body: Act): Promise<unknown> {
  return request('POST', '/api/v1/claims/events', { body })
}

const ofCustomer = (code: string, what: string) => `/api/v1/customers/${encodeURIComponent(code)}/${what}`

export function useLetters(code: string) {
  return useQuery({
    queryKey: ['claims', 'letters', code],
    queryFn: ({ signal }) =>
      request<{ items: readonly Letter[] }>('GET', ofCustomer(code, 'claim-letters'), { signal }),
    select: ({ items }) => items,
  })
}

export function writeLetter(code: string, body: object): Promise<Letter> {
  return request('POST', ofCustomer(code, 'claim-letters'), { body })
}

export const letterHref = (id: string) => `/api/v1/claim-letters/${id}.pdf`

export function recordTerms(code: string, body: object): Promise<unknown> {
  return request('POST', ofCustomer(code, 'claim-terms'), { body })
}

export function useGuarantees(code: string) {
  return useQuery({
    queryKey: ['claims', 'guarantees', code],
    queryFn: ({ signal }) =>
      request<{ items: readonly Guarantee[] }>('GET', ofCustomer(code, 'guarantees'), { signal }),
    select: ({ items }) => items,
  })
}

export function useWaivers(code: string) {
  return useQuery({
    queryKey: ['claims', 'waivers', code],
    queryFn: ({ signal }) =>
      request<{ items: readonly Waiver[] }>('GET', '/api/v1/interest-waivers', {
        query: { customerCode: code, limit: 200 },
        signal,
      }),
    select: ({ items }) => items,
  })
}

export function requestWaiver(code: string, body: object): Promise<WaiverAnswer> {
  return request('POST', ofCustomer(code, 'interest-waivers'), { body })
}

export function withdrawWaiver(id: string, reason: string): Promise<unknown> {
  return request('POST', `/api/v1/interest-waivers/${id}/withdraw`, { body: { reason } })
}

export function useNotes(code: string) {
  return useQuery({
    queryKey: ['claims', 'notes', code],
    queryFn: ({ signal }) =>
      request<{ items: readonly InterestNote[] }>('GET', '/api/v1/interest-notes', {
        query: { customerCode: code, limit: 200 },
        signal,
      }),
    select: ({ items }) => items,
  })
}

export function billInterest(code: string, body: object): Promise<{ notes: readonly InterestNote[] }> {
  return request('POST', ofCustomer(code, 'interest-notes'), { body })
}

export function cancelNote(id: string, reason: string): Promise<InterestNote> {
  return request('POST', `/api/v1/interest-notes/${id}/cancel`, { body: { reason } })
}

export function recordGuarantee(code: string, body: object): Promise<unknown> {
  return request('POST', ofCustomer(code, 'guarantees'), { body })
}

export function recordGuaranteeAct(id: string, body: object): Promise<unknown> {
  return request('POST', `/api/v1/guarantees/${id}/acts`, { body })
}

/** How the law would count a payment; null while what was typed is no amount. */
export function usePaymentOrder(
  code: string,
  payment: { amount: string; currency: string; on: string } | null,
) {
  return useQuery({
    queryKey: ['claims', 'payment-order', code, payment],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/customers/{code}/payment-order'>>('GET', ofCustomer(code, 'payment-order'), {
        query: { ...payment },
        signal,
      }),
    enabled: payment !== null,
    placeholderData: (previous) => previous,
  })
}

export function useReferenceRates() {
  return useQuery({
    queryKey: ['reference-rates'],
    queryFn: ({ signal }) => request<ReferenceRates>('GET', '/api/v1/reference-rates', { signal }),
  })
}

export function putReferenceRate(
  kind: ReferenceRate['kind'],
  validFrom: string,
  body: { percent: string; source: string; verified: boolean },
): Promise<unknown> {
  return request('PUT', `/api/v1/reference-rates/${kind}/${validFrom}`, { body })
}

export function removeReferenceRate({ kind, validFrom }: ReferenceRate): Promise<unknown> {
  return request('DELETE', `/api/v1/reference-rates/${kind}/${validFrom}`)
}

export function useClaimRules() {
  return useQuery({
    queryKey: ['claim-rules'],
    queryFn: ({ signal }) => request<ClaimRules>('GET', '/api/v1/claim-rules', { signal }),
  })
}

export function publishRules(body: object): Promise<unknown> {
  return request('POST', '/api/v1/claim-rules', { body })
}
