import { addDays, dayInZone, type CalendarDay } from '../../../kernel/calendar-day.js'
import { instantOf, timeInZone } from '../../../kernel/zoned-time.js'
import type { StrategyDocument } from './strategy.js'

/** Days looked at for the next one on which something may be sent; quiet spells are shorter. */
const DAYS_MAX = 60

export interface SendingFrame {
  readonly timeZone: string
  readonly document: Pick<StrategyDocument, 'hours' | 'quietDays'>
  readonly isWorkday: (day: CalendarDay) => boolean
}

/**
 * The earliest instant from `at` on at which a message may leave: in the hours of the strategies, on no quiet day; when
 * the hours of the day are over, on the next working day.
 */
export function sendableFrom(at: Date, { timeZone, document, isWorkday }: SendingFrame): Date {
  const { hours } = document
  const today = dayInZone(at, timeZone)
  const time = timeInZone(at, timeZone)
  if (!isQuiet(today, document)) {
    if (time < hours.from) return instantOf(today, hours.from, timeZone)
    if (time < hours.until) return at
  }
  for (let after = 1; after <= DAYS_MAX; after++) {
    const day = addDays(today, after)
    if (!isQuiet(day, document) && isWorkday(day)) return instantOf(day, hours.from, timeZone)
  }
  return instantOf(addDays(today, DAYS_MAX), hours.from, timeZone)
}

/** Whether a day lies in a spell in which customers are left in peace. */
export function isQuiet(day: CalendarDay, { quietDays }: Pick<StrategyDocument, 'quietDays'>): boolean {
  return quietDays.some(({ from, until }) => from <= day && day <= until)
}
