import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Queryable } from '../../platform/db/types.js'
import { getOrganisation } from '../identity/organisation-store.js'

/** The organisation's calendar day at an instant. */
export async function todayOf(db: Queryable, at: Date): Promise<CalendarDay> {
  return dayInZone(at, (await getOrganisation(db)).timeZone)
}
