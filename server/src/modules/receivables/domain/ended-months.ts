import { addDays, addMonths, calendarDay, type CalendarDay } from '../../../kernel/calendar-day.js'

/** The last `months` ended months before or at `until`, oldest first. */
export function endedMonths(until: CalendarDay, months: number): CalendarDay[] {
  const nextFirst = calendarDay(`${addDays(until, 1).slice(0, 7)}-01`)
  return Array.from({ length: months }, (_, index) => addDays(addMonths(nextFirst, index + 1 - months), -1))
}
