import type { Bilingual } from '../../../kernel/bilingual.js'
import type { Id } from '../../../kernel/ids.js'
import type { ColumnProfile } from './column-profile.js'
import type { ImportKind } from './import-field.js'
import type { ImportMode, ImportSettings } from './import-settings.js'

/** What was found in a file before anything is imported. */
export interface ImportAnalysis {
  readonly format: 'csv' | 'xlsx' | 'camt.053'
  readonly encoding: string | null
  readonly delimiter: string | null
  readonly sheet: string | null
  /** Sheets to choose from; imports of earlier versions do not have them. */
  readonly sheets?: readonly string[]
  readonly headerRowNo: number
  readonly columns: readonly ColumnProfile[]
  /** Rows below the header. */
  readonly rows: number
  /** The first of them. */
  readonly preview: readonly { readonly rowNo: number; readonly cells: readonly string[] }[]
  /** False when dates such as 3/5/2026 could be read both ways, so that a person should look. */
  readonly dayOrderCertain: boolean
  /** True when the settings are those of an earlier import of the same layout, not guesses. */
  readonly remembered: boolean
}

export type ImportStatus = 'analysed' | 'validating' | 'validated' | 'running' | 'finished' | 'failed'

/** Counts of rows of the file. */
export interface ImportProgress {
  readonly rowsRead: number
  readonly rowsApplied: number
  readonly rowsUnchanged: number
  readonly rowsFaulty: number
}

export const noProgress: ImportProgress = { rowsRead: 0, rowsApplied: 0, rowsUnchanged: 0, rowsFaulty: 0 }

/** Sum of the amounts of readable rows, a canonical decimal. */
export interface ImportTotal {
  readonly currency: string
  readonly amount: string
  readonly rows: number
}

export interface ImportRun extends ImportProgress {
  readonly id: Id
  readonly kind: ImportKind
  readonly fileName: string
  readonly fileBytes: bigint
  readonly fileHash: string
  readonly layoutHash: string
  readonly analysis: ImportAnalysis
  readonly settings: ImportSettings
  readonly status: ImportStatus
  readonly mode: ImportMode | null
  readonly rowsTotal: number
  readonly totals: readonly ImportTotal[]
  readonly failure: (Bilingual & { readonly code: string }) | null
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly finishedAt: Date | null
}

/** What may be started in which state; `running` and `validating` are left by the job alone. */
export const importTransitions: Readonly<Record<ImportStatus, readonly ImportStatus[]>> = {
  analysed: ['analysed', 'validating', 'running'],
  validating: ['validated', 'failed'],
  validated: ['analysed', 'validating', 'running'],
  running: ['finished', 'failed'],
  finished: [],
  failed: ['analysed', 'validating', 'running'],
}
