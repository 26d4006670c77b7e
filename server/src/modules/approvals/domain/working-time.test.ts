import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterWorkingTime, workingMinutes, type WorkingCalendar } from './working-time.js'

const holidays = new Set(['2026-10-01', '2026-10-02'])

const calendar: WorkingCalendar = {
  timeZone: 'Asia/Shanghai',
  intervals: [
    [540, 720],
    [810, 1110],
  ],
  isWorkingDay: (day) => {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    return weekday !== 0 && weekday !== 6 && !holidays.has(day)
  },
}

/** An instant by the clock of Shanghai. */
const shanghai = (text: string) => new Date(`${text}:00+08:00`)

describe('working time', () => {
  it.each([
    ['within a morning', '2026-11-23T09:30', 2, '2026-11-23T11:30'],
    ['over lunch', '2026-11-23T11:00', 2, '2026-11-23T14:30'],
    ['from before work', '2026-11-23T06:00', 1, '2026-11-23T10:00'],
    ['over a night', '2026-11-23T18:00', 1, '2026-11-24T09:30'],
    ['over a weekend', '2026-11-20T18:00', 8, '2026-11-23T18:00'],
    ['over holidays', '2026-09-30T18:00', 1, '2026-10-05T09:30'],
    ['to the last minute of a day', '2026-11-23T09:00', 8, '2026-11-23T18:30'],
  ])('%s', (_, from, hours, until) => {
    expect(afterWorkingTime(calendar, shanghai(from), hours)).toEqual(shanghai(until))
  })

  it('is as long as it was asked for, from wherever one begins', () => {
    const start = shanghai('2026-09-25T00:00').getTime()
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 80 }), (minute, halves) => {
        const from = new Date(start + minute * 60_000)
        const until = afterWorkingTime(calendar, from, halves / 2)
        expect(workingMinutes(calendar, from, until)).toBe(halves * 30)
      }),
    )
  })

  it('says so when nobody ever works', () => {
    expect(() => afterWorkingTime({ ...calendar, intervals: [] }, new Date(0), 1)).toThrow(/no working days/)
  })
})
