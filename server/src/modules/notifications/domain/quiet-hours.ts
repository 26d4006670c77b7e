import { addDays, calendarDay, dayInZone, type CalendarDay } from '../../../kernel/calendar-day.js'
import { instantOf, timeInZone } from '../../../kernel/zoned-time.js'
import type { Preferences } from './preferences.js'

const DAYS_MAX = 30

export interface QuietContext {
  readonly timeZone: string
  readonly isWorkday: (day: CalendarDay) => boolean
}

/**
 * From when on a message may go out to somebody with these preferences: `at` itself, or the end of the quiet time in
 * which `at` lies. Quiet days are quiet as a whole; without quiet hours, their end is 08:00.
 */
export function deliverableFrom(at: Date, preferences: Preferences, context: QuietContext): Date {
  let candidate = at
  for (let tries = 0; tries < DAYS_MAX; tries++) {
    const next = endOfQuiet(candidate, preferences, context)
    if (next === null) return candidate
    candidate = next
  }
  return candidate
}

function endOfQuiet(at: Date, { quiet, quietDays }: Preferences, context: QuietContext): Date | null {
  const day = dayInZone(at, context.timeZone)
  if (quietDays && !context.isWorkday(day)) {
    return instantOf(
      addDays(day, 1),
      quiet && quiet.until < quiet.from ? quiet.until : '08:00',
      context.timeZone,
    )
  }
  if (!quiet || quiet.from === quiet.until) return null
  const time = timeInZone(at, context.timeZone)
  const overnight = quiet.until < quiet.from
  const inside = overnight
    ? time >= quiet.from || time < quiet.until
    : time >= quiet.from && time < quiet.until
  if (!inside) return null
  const endDay = overnight && time >= quiet.from ? addDays(day, 1) : day
  return instantOf(endDay, quiet.until, context.timeZone)
}

/** True when the digest of this day is due at `at`. */
export function digestDue(at: Date, digestAt: string, context: QuietContext): boolean {
  const day = calendarDay(dayInZone(at, context.timeZone))
  return timeInZone(at, context.timeZone) >= digestAt && context.isWorkday(day)
}
