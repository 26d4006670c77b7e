import { addDays, dayInZone, type CalendarDay } from '../../../kernel/calendar-day.js'
import { instantOf } from '../../../kernel/zoned-time.js'

/** When the organisation works. */
export interface WorkingCalendar {
  readonly timeZone: string
  /** Working times of a day as minutes after midnight, rising: from, to (exclusive). */
  readonly intervals: readonly (readonly [number, number])[]
  readonly isWorkingDay: (day: CalendarDay) => boolean
}

const MINUTE = 60_000
const DAY_MINUTES = 1_440
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

/** The working times of a day as instants: by the clock on the wall, also on days on which it is changed. */
function spansOf(
  { isWorkingDay, intervals, timeZone }: WorkingCalendar,
  day: CalendarDay,
): [number, number][] {
  if (!isWorkingDay(day)) return []
  return intervals.map(([from, to]) => [clockAt(day, from, timeZone), clockAt(day, to, timeZone)])
}

function clockAt(day: CalendarDay, minutes: number, timeZone: string): number {
  const two = (part: number) => part.toString().padStart(2, '0')
  const whole = minutes >= DAY_MINUTES
  const time = whole ? '00:00' : `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
  return instantOf(whole ? addDays(day, 1) : day, time, timeZone).getTime()
}

/** Reads `09:30` as minutes after midnight. */
export function minutesOfDay(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}
