import { addDays, dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { instantOf } from '../../kernel/zoned-time.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { getOrganisation } from '../identity/organisation-store.js'
import type { Surroundings } from './domain/case-state.js'
import { afterWorkingTime, type WorkingCalendar } from './domain/working-time.js'
import type { Approvals } from './subject.js'
import { workingCalendar } from './working-calendar-store.js'

/** What every change of a case takes from the world. */
export interface CaseContext {
  readonly approvals: Approvals
  readonly at: Date
  readonly today: CalendarDay
  readonly calendar: WorkingCalendar
}

export async function caseContext(tx: Tx, approvals: Approvals, at: Date): Promise<CaseContext> {
  const { timeZone } = await getOrganisation(tx)
  return { approvals, at, today: dayInZone(at, timeZone), calendar: await workingCalendar(tx, timeZone) }
}

export function surroundings({ at, calendar }: Pick<CaseContext, 'at' | 'calendar'>): Surroundings {
  return {
    at,
    newId,
    after: (hours) => afterWorkingTime(calendar, at, hours),
    endOf: (day) => instantOf(addDays(day, 1), '00:00', calendar.timeZone),
  }
}
