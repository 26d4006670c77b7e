import type { Principal } from '../../kernel/access.js'
import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import { instantUpTo } from './instant-on.js'

/** Who closes the months of the demo book, and up to when. */
export interface MonthEnding {
  readonly finance: Principal
  readonly manager: Principal
  readonly endOn: CalendarDay
  readonly startedAt: Date
  readonly timeZone: string
}

/** The instant some days after a day, or that at which the book was begun where that is earlier. */
export function daysAfter(
  { startedAt, timeZone }: MonthEnding,
  day: CalendarDay,
  days: number,
  hour = 4,
): Date {
  return instantUpTo(startedAt, addDays(day, days), timeZone, hour)
}
