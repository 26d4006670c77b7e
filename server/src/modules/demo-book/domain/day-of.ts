import { type CalendarDay, dayFromNumber } from '../../../kernel/calendar-day.js'

const days = new Map<number, CalendarDay>()

/** The day with this number; a book names the same few thousand days over and over, so their texts are kept. */
export function dayOf(number: number): CalendarDay {
  const known = days.get(number)
  if (known !== undefined) return known
  const day = dayFromNumber(number)
  days.set(number, day)
  return day
}
