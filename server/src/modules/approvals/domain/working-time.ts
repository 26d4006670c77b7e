import { addDays, dayInZone, type CalendarDay } from '../../../kernel/calendar-day.js'

/** When the organisation works. */
export interface WorkingCalendar {
  readonly timeZone: string
  /** Working times of a day as minutes after midnight, rising: from, to (exclusive). */
  readonly intervals: readonly (readonly [number, number])[]
  readonly isWorkingDay: (day: CalendarDay) => boolean
}

const MINUTE = 60_000
/** Beyond so many days the calendar is taken as faulty: no working day at all. */
const DAYS_MAX = 3_660

/** The instant at which so much working time has gone by since `from`. */
export function afterWorkingTime(calendar: WorkingCalendar, from: Date, hours: number): Date {
  let left = Math.round(hours * 60) * MINUTE
  let day = dayInZone(from, calendar.timeZone)
  for (let days = 0; days < DAYS_MAX; days++, day = addDays(day, 1)) {
    for (const [start, end] of spansOf(calendar, day)) {
      const begin = Math.max(start, from.getTime())
      const length = end - begin
      if (length <= 0) continue
      if (length >= left) return new Date(begin + left)
      left -= length
    }
  }
  throw new Error('the working calendar has no working days')
}

/** Working minutes between two instants, rounded down. */
export function workingMinutes(calendar: WorkingCalendar, from: Date, to: Date): number {
  let total = 0
  const last = dayInZone(to, calendar.timeZone)
  let day = dayInZone(from, calendar.timeZone)
  for (let days = 0; days < DAYS_MAX && day <= last; days++, day = addDays(day, 1)) {
    for (const [start, end] of spansOf(calendar, day)) {
      total += Math.max(0, Math.min(end, to.getTime()) - Math.max(start, from.getTime()))
    }
  }
  return Math.floor(total / MINUTE)
}

/** The working times of a day as instants. */
function spansOf(calendar: WorkingCalendar, day: CalendarDay): [number, number][] {
  if (!calendar.isWorkingDay(day)) return []
  const midnight = startOfDay(day, calendar.timeZone)
  return calendar.intervals.map(([from, to]) => [midnight + from * MINUTE, midnight + to * MINUTE])
}

const offsets = new Map<string, Intl.DateTimeFormat>()

/** Midnight of a day in a zone, in epoch milliseconds (a day on which the clock changes counts from its first offset). */
function startOfDay(day: CalendarDay, timeZone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`)
  let format = offsets.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
    offsets.set(timeZone, format)
  }
  const text = format.formatToParts(utc).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(text)
  if (!match) return utc
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return utc - (match[1] === '-' ? -minutes : minutes) * MINUTE
}

/** Reads `09:30` as minutes after midnight. */
export function minutesOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}
