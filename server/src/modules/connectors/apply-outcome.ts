import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { CashEffects } from '../cash-application/cash-effects.js'
import type { CustomerEffects } from '../customers/upsert-customers.js'
import type { LimitEffects } from '../limits/limit-effects.js'
import { columnOf, type ImportContext } from './domain/import-context.js'
import type { ImportFault } from './domain/import-fault.js'

/** What later modules do in the same transaction when an import changes customers, limits or what is paid. */
export type ImportEffects = CustomerEffects & LimitEffects & CashEffects

/** Who imports, when and for whom. */
export interface ApplyContext {
  readonly actor: Principal
  readonly at: Date
  readonly today: CalendarDay
  readonly effects: ImportEffects
  readonly file: ImportContext
  /** How often a bank line that the bank gives no number came in this file, by its content. */
  readonly unnumbered: Map<string, number>
  /** Customers found to exist, by code: of one attempt, because a rolled back one may have created them. */
  readonly known: Set<string>
  /** Keys of the margins stated so far in this attempt. */
  readonly stated: Set<string>
}

/** What became of the rows of a batch. */
export interface ApplyOutcome {
  readonly rowsApplied: number
  readonly rowsUnchanged: number
  readonly rowsFaulty: number
  readonly faults: readonly ImportFault[]
}

/** A use case's refusal as the fault of a row, or of one of its columns. */
export function refusedRow(rowNo: number, refusal: Refusal, value = '', column = ''): ImportFault {
  return { rowNo, column, value, code: refusal.code, expected: refusal.text }
}

/** A row that names a customer who does not exist. */
export function unknownCustomer(rowNo: number, code: string, file: ImportContext): ImportFault {
  return refusedRow(rowNo, new Refusal('customer_not_found', { code }), code, columnOf(file, 'customerCode'))
}

/** A row that names a segment that does not exist. */
export function unknownSegment(rowNo: number, code: string, file: ImportContext): ImportFault {
  return refusedRow(rowNo, new Refusal('segment_not_found', { code }), code, columnOf(file, 'segment'))
}
