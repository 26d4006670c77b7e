import { dayInZone, type CalendarDay } from './calendar-day.js'

const MINUTE = 60_000

const formats = new Map<string, Intl.DateTimeFormat>()

/** `HH:MM` of an instant in an IANA time zone. */
export function timeInZone(at: Date, timeZone: string): string {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(timeZone, format)
  }
  return format.format(at)
}

/** The instant at which a clock in the zone shows this time (`HH:MM`) on this day. */
export function instantOf(day: CalendarDay, time: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  let guess = wanted
  // The zone's offset is read at the guess; a second look settles days on which the clock is changed.
  for (let look = 0; look < 2; look++) {
    const shownDay = dayInZone(new Date(guess), timeZone)
    const shown = Date.parse(`${shownDay}T${timeInZone(new Date(guess), timeZone)}:00Z`)
    guess += wanted - shown
  }
  return new Date(Math.floor(guess / MINUTE) * MINUTE)
}
