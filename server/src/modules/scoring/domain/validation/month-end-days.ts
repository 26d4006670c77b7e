import { addDays, addMonths, calendarDay, type CalendarDay } from '../../../../kernel/calendar-day.js'

/** The last days of the months that end within a period. */
export function monthEndDays(from: CalendarDay, to: CalendarDay): CalendarDay[] {
  const days: CalendarDay[] = []
  for (let first = calendarDay(`${from.slice(0, 7)}-01`); first <= to;) {
    const next = addMonths(first, 1)
    const last = addDays(next, -1)
    if (last >= from && last <= to) days.push(last)
    first = next
  }
  return days
}
