import { InvalidArgumentError } from 'commander'
import { isCalendarDay, type CalendarDay } from '../../kernel/calendar-day.js'

/** Reads an option that must be a whole number in a range. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d{1,10}$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`)
    return value
  }
}

/** Reads an option that must be a calendar day. */
export function calendarDayOption(text: string): CalendarDay {
  if (!isCalendarDay(text)) throw new InvalidArgumentError('Expected a day like 2026-11-21.')
  return text
}
