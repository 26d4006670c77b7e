import { z } from 'zod'
import { calendarDay } from '../../kernel/calendar-day.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { bilingualSchema, daySchema, lineOf } from '../../platform/http/schemas.js'
import type { Queryable } from '../../platform/db/types.js'
import { changeWorkingCalendar } from './change-working-calendar.js'
import { specialDays } from './national-calendar.js'
import { listExceptions, workingIntervals } from './working-calendar-store.js'

const tags = ['approvals']
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM')
const byYear = z.strictObject({ year: z.coerce.number().int().min(2000).max(2100) })

const intervalsSchema = z
  .array(z.tuple([timeOfDay, timeOfDay]))
  .min(1)
  .max(6)
  .refine((intervals) => {
    const times = intervals.flat()
    return times.every((time, index) => index === 0 || time > (times[index - 1] ?? ''))
  }, 'times must rise and not overlap')

const exceptionSchema = z.strictObject({ day: daySchema, working: z.boolean(), name: lineOf(100) })

const calendarAnswer = z.object({
  year: z.number(),
  intervals: z.array(z.tuple([z.string(), z.string()])).describe('Working times of a working day'),
  national: z
    .array(z.object({ day: z.string(), working: z.boolean(), name: bilingualSchema }))
    .describe('Holidays and make-up days by national notice; empty when the notice is not known yet'),
  exceptions: z.array(z.object({ day: z.string(), working: z.boolean(), name: z.string() })),
})

/** When the organisation works: what time limits are counted in. */
export function registerCalendarRoutes(app: App, { db, now }: Deps): void {
  app.get(
    '/api/v1/working-calendar/:year',
    {
      config: { permission: 'any' },
      schema: {
        tags,
        summary: 'Working hours, holidays and make-up days of a year',
        params: byYear,
        response: { 200: calendarAnswer },
      },
    },
    async ({ params: { year } }) => present(db, year),
  )

  app.put(
    '/api/v1/working-calendar/:year',
    {
      config: { permission: 'flows:write' },
      schema: {
        tags,
        summary: 'Set the working hours, and the days of a year that differ from the national calendar',
        params: byYear,
        body: z.strictObject({
          intervals: intervalsSchema,
          exceptions: z.array(exceptionSchema).max(366),
        }),
        response: { 200: calendarAnswer },
      },
    },
    async (request) => {
      const { year } = request.params
      // A day named twice counts as it was named last; days of other years are not touched from here.
      const byDay = new Map(request.body.exceptions.map((one) => [one.day, one]))
      const exceptions = [...byDay.values()]
        .filter(({ day }) => day.startsWith(`${year}-`))
        .map((one) => ({ ...one, day: calendarDay(one.day) }))
      await changeWorkingCalendar(db, principalOf(request), year, { ...request.body, exceptions }, now())
      return present(db, year)
    },
  )
}

async function present(db: Queryable, year: number) {
  const intervals = await workingIntervals(db)
  return {
    year,
    intervals: intervals.map(([from, to]): [string, string] => [from, to]),
    national: specialDays(year),
    exceptions: await listExceptions(db, year),
  }
}
