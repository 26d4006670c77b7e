import { useQuery } from '@tanstack/react-query'
import { request } from '../../api/request'
import type { BilingualText } from '../../i18n/use-text'

export type FactGroup =
  | 'registration'
  | 'balance-sheet'
  | 'income'
  | 'cash-flow'
  | 'judicial'
  | 'compliance'
  | 'reputation'
  | 'external'

interface SourcedValue {
  value: string
  /** The currency of an amount, else the kind of unit. */
  unit: string
  source: string
  validOn: string
  periodMonths: number
  evidence: string | null
  confidence: number
  recordedAt: string
  recordedBy: string
}

interface FactItem {
  item: string
  label: BilingualText
  group: FactGroup
  kind: string
}

export interface Fact extends FactItem, SourcedValue {
  valueLabel: BilingualText
  ageDays: number
  stale: boolean
  conflicts: readonly SourcedValue[]
}

export interface FinancialStatement {
  source: string
  validOn: string
  figures: readonly (FactItem & SourcedValue)[]
  warnings: readonly { code: string; message: BilingualText }[]
}

export interface Facts {
  asOf: string
  completeness: { known: number; stale: number; total: number }
  items: readonly Fact[]
  statements: readonly FinancialStatement[]
}

/** What is known about a customer, with source and age. */
export function useFacts(code: string) {
  return useQuery({
    queryKey: ['customer', code, 'facts'],
    queryFn: ({ signal }) =>
      request<Facts>('GET', `/api/v1/customers/${encodeURIComponent(code)}/facts`, { signal }),
  })
}
