import {
  addDays,
  addMonths,
  calendarDay,
  daysBetween,
  type CalendarDay,
} from '../../../kernel/calendar-day.js'

/** The twelve months that ended last before a day: over them margins are summed and receivables averaged. */
export interface MarginWindow {
  /** First day of the first month. */
  readonly from: CalendarDay
  /** Last day of the last month. */
  readonly until: CalendarDay
  readonly days: number
}

export function marginWindow(today: CalendarDay): MarginWindow {
  const next = calendarDay(`${today.slice(0, 7)}-01`)
  const from = addMonths(next, -12)
  return { from, until: addDays(next, -1), days: daysBetween(from, next) }
}
