import type { DayOrder } from './cell-day.js'
import type { AmountUnit } from './import-field.js'

/** How a column is read. */
export interface ColumnMapping {
  /** Index of the column, from 0. */
  readonly column: number
  /** Reading of 3/5/2026 in this column. */
  readonly dayOrder: DayOrder
  readonly unit: AmountUnit
  readonly decimalComma: boolean
}

/** Everything that a person decides about an import; remembered per kind and layout. */
export interface ImportSettings {
  /** Column by field key. */
  readonly columns: Readonly<Record<string, ColumnMapping>>
  /** Segment of rows that name none; null when there is only one. */
  readonly segment: string | null
  /** Currency of rows that name none; null takes that of the segment. */
  readonly currency: string | null
  /** Source under which documents are recorded. */
  readonly source: string
  /** Whether customers that do not exist are created. */
  readonly createMissing: boolean
}

export const importModes = ['valid-rows', 'all-or-nothing'] as const
/** Whether faulty rows are left out, or nothing is imported when there is one. */
export type ImportMode = (typeof importModes)[number]
