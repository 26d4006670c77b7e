import type { Money } from '../../api/money'
import { request } from '../../api/request'
import type { BilingualText } from '../../i18n/use-text'
import type { ListState } from '../../ui/data-list/list-state'
import type { ListPage } from '../../ui/data-list/list-types'
import type { Outcome } from '../../ui/outcome-tag'

export interface ControlReason {
  code: string
  actual: string | null
  threshold: string | null
  message: BilingualText
}

interface DocumentName {
  source: string
  type: string
  number: string
  version: number
}

export interface Decision {
  id: string
  checkpoint: 'order' | 'delivery' | 'invoice'
  outcome: Outcome
  segment: string
  document: DocumentName
  amount: Money
  reasons: readonly ControlReason[]
  decidedAt: string
}

export interface Hold {
  id: string
  status: 'open' | 'released' | 'rejected' | 'superseded'
  segment: string
  document: DocumentName
  amount: Money
  reasons: readonly ControlReason[]
  openedAt: string
  closed: { by: string; at: string | null; reason: string | null } | null
}

function cursorQuery(customerCode: string, state: ListState) {
  return { customerCode, cursor: state.cursor, limit: state.pageSize }
}

export function listDecisions(
  customerCode: string,
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<Decision>> {
  return request('GET', '/api/v1/credit-checks', { query: cursorQuery(customerCode, state), signal })
}

export function listHolds(
  customerCode: string,
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<Hold>> {
  return request('GET', '/api/v1/holds', { query: cursorQuery(customerCode, state), signal })
}

export const documentTypes = ['order', 'delivery', 'invoice', 'receipt', 'credit-note', 'write-off'] as const

export interface BusinessDocument {
  source: string
  type: (typeof documentTypes)[number]
  number: string
  segment: string
  date: string
  status: 'open' | 'closed' | 'cancelled'
  dueDate: string | null
  total: Money
  open: Money
  disputed: boolean
}

export function listDocuments(
  customerCode: string,
  state: ListState,
  signal: AbortSignal,
): Promise<ListPage<BusinessDocument>> {
  const query = {
    ...cursorQuery(customerCode, state),
    type: state.filters['type']?.[0],
    bucket: state.filters['exposureBucket']?.[0],
    segment: state.filters['segment']?.[0],
  }
  return request('GET', '/api/v1/documents', { query, signal })
}
