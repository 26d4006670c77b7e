import type { Principal } from '../../kernel/access.js'
import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Queryable } from '../../platform/db/types.js'
import { findCustomer, type Customer } from '../customers/customer-store.js'
import { getOrganisation } from '../identity/organisation-store.js'

/** A customer that the caller may see; refuses `customer_not_found` for unknown and for foreign customers alike. */
export async function visibleCustomer(db: Queryable, code: string, actor: Principal): Promise<Customer> {
  const customer = await findCustomer(db, code, actor.onlyCustomersOf)
  if (!customer) throw new Refusal('customer_not_found', { code })
  return customer
}

/** The business day of an instant. */
export async function todayAt(db: Queryable, at: Date): Promise<CalendarDay> {
  return dayInZone(at, (await getOrganisation(db)).timeZone)
}
