import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Answer, Item, Sent } from '../../api/answer'
import { request, toQueryString } from '../../api/request'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'

export type ReceiptRow = Item<'/api/v1/receipts'>
export type Receipt = Answer<'/api/v1/receipts/{id}'>
export type CashMatch = Receipt['matches'][number]
export type OpenItem = Receipt['openItems'][number]
export type BankLine = Item<'/api/v1/bank-lines'>
export type InvoiceRow = Item<'/api/v1/invoices'>
export type Invoice = Answer<'/api/v1/invoices/{id}'>
export type Settings = Sent<'/api/v1/matching-settings', 'put'>

export const receiptStates = ['open', 'review', 'applied', 'all'] as const
export const bankLineStates = ['open', 'recorded', 'set_aside'] as const
export const invoiceStates = ['open', 'overdue', 'settled', 'all'] as const
export const invoiceKinds = ['sale', 'interest'] as const

/** The server counts no further. */
const COUNTED_MAX = 10_000

const first = (state: ListState, key: string) => state.filters[key]?.[0]
const paging = ({ page, pageSize }: ListState) => ({ page, pageSize })

function capped<Row>(answer: { items: readonly Row[]; total?: number | undefined }): ListPage<Row> {
  const { items, total } = answer
  return { items, total, totalExceeded: total !== undefined && total >= COUNTED_MAX }
}

function receiptFilter(state: ListState) {
  return { state: first(state, 'state') ?? 'open', search: state.search }
}

export async function listReceipts(state: ListState, signal: AbortSignal): Promise<ListPage<ReceiptRow>> {
  const filter = receiptFilter(state)
  const sort = filter.state === 'review' ? 'confidence' : 'date'
  const query = { ...filter, ...paging(state), sort }
  return capped(await request<Answer<'/api/v1/receipts'>>('GET', '/api/v1/receipts', { query, signal }))
}

export function receiptsFile(state: ListState, language: string): string {
  return `/api/v1/receipts.csv${toQueryString({ ...receiptFilter(state), language })}`
}

/** How many wait, and what is unapplied. */
export function useReceiptCounts() {
  return useQuery({
    queryKey: ['list', 'receipt-counts'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/receipts'>>('GET', '/api/v1/receipts', { query: { pageSize: 1 }, signal }),
  })
}

export function useReceipt(id: string) {
  return useQuery({
    queryKey: ['receipt', id],
    queryFn: ({ signal }) => request<Receipt>('GET', `/api/v1/receipts/${id}`, { signal }),
  })
}

export function matchByHand(id: string, body: Sent<'/api/v1/receipts/{id}/matches'>): Promise<Receipt> {
  return request('POST', `/api/v1/receipts/${id}/matches`, { body })
}

export function decideMatch(id: string, act: 'accept' | 'reject' | 'undo', body: object): Promise<Receipt> {
  return request('POST', `/api/v1/cash-matches/${id}/${act}`, { body })
}

/** What the customer kept back of a match that stands. */
export function deductLater(
  id: string,
  body: Sent<'/api/v1/cash-matches/{id}/deductions'>,
): Promise<Receipt> {
  return request('POST', `/api/v1/cash-matches/${id}/deductions`, { body })
}

export function acceptMany(
  receiptIds: readonly string[],
): Promise<Answer<'/api/v1/cash-matches/accept', 'post'>> {
  return request('POST', '/api/v1/cash-matches/accept', { body: { receiptIds } })
}

/** The latest run of the matching; asked again every second while it works. */
export function useLatestRun(enabled: boolean) {
  return useQuery({
    queryKey: ['matching-run'],
    enabled,
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/matching-runs/latest'>>('GET', '/api/v1/matching-runs/latest', { signal }),
    refetchInterval: (query) => (isBusy(query.state.data?.run?.status) ? 1000 : false),
  })
}

export function isBusy(status: string | undefined): boolean {
  return status === 'queued' || status === 'running'
}

export function startMatching(): Promise<Answer<'/api/v1/matching-runs', 'post'>> {
  return request('POST', '/api/v1/matching-runs')
}

/** Everything about receipts is asked again. */
export function useReceiptsChanged(): () => void {
  const queries = useQueryClient()
  return () => {
    for (const key of ['list', 'receipt', 'invoice', 'matching-run']) {
      void queries.invalidateQueries({ queryKey: [key] })
    }
  }
}

export async function listBankLines(state: ListState, signal: AbortSignal): Promise<ListPage<BankLine>> {
  const query = { state: first(state, 'state') ?? 'open', search: state.search, ...paging(state) }
  return capped(await request<Answer<'/api/v1/bank-lines'>>('GET', '/api/v1/bank-lines', { query, signal }))
}

export function decideLine(
  id: string,
  act: 'assign' | 'set-aside' | 'reopen',
  body: object,
): Promise<BankLine> {
  return request('POST', `/api/v1/bank-lines/${id}/${act}`, { body })
}

export function useMatchingSettings() {
  return useQuery({
    queryKey: ['matching-settings'],
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/matching-settings'>>('GET', '/api/v1/matching-settings', { signal }),
  })
}

export function saveMatchingSettings(body: Settings): Promise<Answer<'/api/v1/matching-settings', 'put'>> {
  return request('PUT', '/api/v1/matching-settings', { body })
}

export async function listInvoices(state: ListState, signal: AbortSignal): Promise<ListPage<InvoiceRow>> {
  const query = {
    state: first(state, 'state') ?? 'open',
    kind: first(state, 'kind'),
    search: state.search,
    ...paging(state),
  }
  return capped(await request<Answer<'/api/v1/invoices'>>('GET', '/api/v1/invoices', { query, signal }))
}

export function useInvoice(id: string) {
  return useQuery({
    queryKey: ['invoice', id],
    queryFn: ({ signal }) => request<Invoice>('GET', `/api/v1/invoices/${id}`, { signal }),
  })
}

/** In which order the law counts a payment that names no debt, with the late interest owed on its day. */
export function usePaymentOrder(
  { code, ...payment }: { code: string; amount: string; currency: string; on: string },
  enabled: boolean,
) {
  return useQuery({
    queryKey: ['payment-order', code, payment],
    enabled,
    queryFn: ({ signal }) =>
      request<Answer<'/api/v1/customers/{code}/payment-order'>>(
        'GET',
        `/api/v1/customers/${encodeURIComponent(code)}/payment-order`,
        { query: payment, signal },
      ),
  })
}
