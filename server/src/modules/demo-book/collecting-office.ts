import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Database } from '../../platform/db/types.js'
import type { Approvals } from '../approvals/subject.js'
import type { BookParams, DemoCustomer } from './domain/book.js'

/** Who collects in the demo office, and what they know. */
export interface CollectingOffice {
  readonly db: Database
  readonly params: BookParams
  readonly timeZone: string
  readonly approvals: Approvals
  readonly customers: ReadonlyMap<string, DemoCustomer>
  /** The day on which an invoice will be paid, as the book has it. */
  readonly paidOn: ReadonlyMap<string, CalendarDay>
  readonly people: ReadonlyMap<string, Principal>
  readonly manager: Principal
}
