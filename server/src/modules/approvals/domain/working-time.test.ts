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

describe('working time at the edges of the calendar', () => {
  const instant = (text: string) => new Date(text)
  const only = (days: readonly string[]) => (day: string) => days.includes(day)

  it('counts a make-up Saturday and leaves out the holiday it makes up for', () => {
    // National Day 2026: Saturday 10 October is worked, 1 to 7 October are free.
    const shifted = {
      ...calendar,
      isWorkingDay: only(['2026-09-30', '2026-10-08', '2026-10-09', '2026-10-10']),
    }
    const from = shanghai('2026-10-09T18:00')
    expect(afterWorkingTime(shifted, from, 1)).toEqual(shanghai('2026-10-10T09:30'))
    expect(workingMinutes(shifted, shanghai('2026-09-30T18:00'), shanghai('2026-10-08T09:30'))).toBe(60)
  })

  it('ends at noon where only the morning is worked', () => {
    const mornings = { ...calendar, intervals: [[540, 720]] as const }
    expect(afterWorkingTime(mornings, shanghai('2026-11-23T11:00'), 2)).toEqual(shanghai('2026-11-24T10:00'))
    expect(workingMinutes(mornings, shanghai('2026-11-23T12:00'), shanghai('2026-11-24T09:00'))).toBe(0)
  })

  it('is by the clock on the wall on the day on which it is changed', () => {
    const berlin = {
      timeZone: 'Europe/Berlin',
      intervals: [[540, 1020]] as const,
      isWorkingDay: only(['2026-03-29', '2026-10-25', '2026-10-26']),
    }
    expect(afterWorkingTime(berlin, instant('2026-03-28T20:00:00Z'), 1)).toEqual(
      instant('2026-03-29T08:00:00Z'),
    )
    expect(afterWorkingTime(berlin, instant('2026-10-25T00:00:00Z'), 8)).toEqual(
      instant('2026-10-25T16:00:00Z'),
    )
    expect(workingMinutes(berlin, instant('2026-10-24T00:00:00Z'), instant('2026-10-27T00:00:00Z'))).toBe(960)
  })

  it('goes through midnight where a day is worked to its end, in a zone with an odd offset', () => {
    const kathmandu = {
      timeZone: 'Asia/Kathmandu',
      intervals: [[1200, 1440]] as const,
      isWorkingDay: only(['2026-11-23', '2026-11-24']),
    }
    // 20:00 to 24:00 by a clock that is 5:45 ahead.
    expect(afterWorkingTime(kathmandu, instant('2026-11-23T00:00:00Z'), 4)).toEqual(
      instant('2026-11-23T18:15:00Z'),
    )
    expect(afterWorkingTime(kathmandu, instant('2026-11-23T00:00:00Z'), 5)).toEqual(
      instant('2026-11-24T15:15:00Z'),
    )
  })
})
