/** A calendar day `YYYY-MM-DD` of the organisation's time zone; plain text order is date order. */
export type CalendarDay = string & { readonly __brand: 'CalendarDay' }

const MS_PER_DAY = 86_400_000

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const
/** Date.UTC takes the first hundred years for those from 1900 on. */
const YEAR_MIN = 1000

/** The days that are taken from outside. The calendar goes on for centuries on either side, so that all arithmetic fits. */
export const acceptedDays = { first: '1900-01-01', last: '2999-12-31' } as const

/** How ERP systems write that something has no last day. */
export const NO_LAST_DAY = '9999-12-31'

/** Whether somebody outside may name this day: it exists, and lies among the accepted ones. */
export function isCalendarDay(text: string): text is CalendarDay {
  return isExistingDay(text) && text >= acceptedDays.first && text <= acceptedDays.last
}

/** Whether the calendar knows the day, as it may have been stored or computed. */
export function isExistingDay(text: string): text is CalendarDay {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && leap ? 29 : (monthDays[month - 1] ?? 0)
  return year >= YEAR_MIN && day >= 1 && day <= days
}

/** Reads a day; throws RangeError for anything that is no existing day of the years 1000 to 9999. */
export function calendarDay(text: string): CalendarDay {
  if (!isExistingDay(text)) throw new RangeError(`not a calendar day: ${text}`)
  return text
}

export function dayNumber(day: CalendarDay): number {
  // A plan asks for millions of these: taking the text apart is several times cheaper than Date.parse.
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / MS_PER_DAY
}

export function dayFromNumber(number: number): CalendarDay {
  return calendarDay(new Date(number * MS_PER_DAY).toISOString().slice(0, 10))
}

export function addDays(day: CalendarDay, days: number): CalendarDay {
  return dayFromNumber(dayNumber(day) + days)
}

/** Days from `start` to `end`; positive when `end` is later. */
export function daysBetween(start: CalendarDay, end: CalendarDay): number {
  return dayNumber(end) - dayNumber(start)
}

/** Adds months; the day is clamped to the last day of the target month. */
export function addMonths(day: CalendarDay, months: number): CalendarDay {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(date, last))
  return calendarDay(first.toISOString().slice(0, 10))
}

/** The calendar day of an instant in an IANA time zone such as `Asia/Shanghai`. */
export function dayInZone(instant: Date, timeZone: string): CalendarDay {
  return calendarDay(zoneFormat(timeZone).format(instant))
}

const formats = new Map<string, Intl.DateTimeFormat>()

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
