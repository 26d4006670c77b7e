import type { Permission, Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Customer } from '../customers/customer-store.js'
import type { Organisation } from '../identity/organisation-store.js'

/** Who reads which customer's report, and when. */
export interface ReportFrame {
  readonly customer: Customer
  readonly organisation: Organisation
  readonly reader: Principal
  readonly asOf: CalendarDay
  readonly at: Date
  /** Whether the reader may, for this customer. */
  may(permission: Permission): boolean
}
