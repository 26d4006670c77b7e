import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'

/**
 * An instant on a day of the zone: the hour in UTC (late morning in China), moved by half a day where that is another day.
 *
 * @param hour in UTC, 0 to 23
 */
export function instantOn(day: CalendarDay, timeZone: string, hour = 4): Date {
  const instant = new Date(`${day}T${String(hour).padStart(2, '0')}:00:00Z`)
  const shown = dayInZone(instant, timeZone)
  if (shown === day) return instant
  return new Date(instant.getTime() + (shown < day ? 12 : -12) * 3_600_000)
}

/** The same, or `latest` where that comes first: nothing of the book lies in the future. */
export function instantUpTo(latest: Date, day: CalendarDay, timeZone: string, hour?: number): Date {
  const wanted = instantOn(day, timeZone, hour)
  return wanted < latest ? wanted : latest
}
