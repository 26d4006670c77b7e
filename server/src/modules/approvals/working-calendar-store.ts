import chineseDays from 'chinese-days'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { minutesOfDay, type WorkingCalendar } from './domain/working-time.js'

/** A day that differs from the national calendar. */
export interface CalendarException {
  readonly day: CalendarDay
  readonly working: boolean
  readonly name: string
}

export type Intervals = readonly (readonly [string, string])[]

/** Working days by the national calendar (holidays and make-up days), unless the organisation says otherwise. */
export async function workingCalendar(db: Queryable, timeZone: string): Promise<WorkingCalendar> {
  const intervals = await workingIntervals(db)
  const exceptions = await db.rows<CalendarException>(sql`SELECT day, working, name FROM working_day`)
  const own = new Map(exceptions.map(({ day, working }) => [day, working]))
  return {
    timeZone,
    intervals: intervals.map(([from, to]) => [minutesOfDay(from), minutesOfDay(to)]),
    isWorkingDay: (day) => own.get(day) ?? chineseDays.isWorkday(day),
  }
}

export async function workingIntervals(db: Queryable): Promise<Intervals> {
  const [row] = await db.rows<{ intervals: Intervals }>(sql`SELECT intervals FROM working_hours`)
  return row?.intervals ?? []
}

/** The exceptions of a year. */
export async function listExceptions(db: Queryable, year: number): Promise<CalendarException[]> {
  return db.rows<CalendarException>(sql`
    SELECT day, working, name FROM working_day
    WHERE day >= make_date(${year}, 1, 1) AND day <= make_date(${year}, 12, 31) ORDER BY day`)
}

export async function writeIntervals(tx: Tx, intervals: Intervals): Promise<void> {
  await tx.run(sql`UPDATE working_hours SET intervals = ${JSON.stringify(intervals)}::jsonb`)
}

/** Replaces the exceptions of a year. */
export async function writeExceptions(
  tx: Tx,
  year: number,
  exceptions: readonly CalendarException[],
): Promise<void> {
  await tx.run(sql`
    DELETE FROM working_day WHERE day >= make_date(${year}, 1, 1) AND day <= make_date(${year}, 12, 31)`)
  await tx.run(sql`
    INSERT INTO working_day (day, working, name)
    SELECT * FROM unnest(${exceptions.map(({ day }) => day)}::date[], ${exceptions.map(({ working }) => working)}::bool[],
                         ${exceptions.map(({ name }) => name)}::text[])`)
}
