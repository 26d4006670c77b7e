import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import { marginWindow } from './margin-window.js'

describe('the window of margins', () => {
  it.each([
    ['2026-11-22', { from: '2025-11-01', until: '2026-10-31', days: 365 }],
    ['2024-03-01', { from: '2023-03-01', until: '2024-02-29', days: 366 }],
    ['2026-01-31', { from: '2025-01-01', until: '2025-12-31', days: 365 }],
  ])('of %s is the twelve ended months before it', (today, window) => {
    expect(marginWindow(calendarDay(today))).toEqual(window)
  })

  it('is a year of whole months that ends before the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000 }), (offset) => {
        const today = addDays(calendarDay('2020-01-01'), offset)
        const { from, until, days } = marginWindow(today)
        expect([365, 366]).toContain(days)
        expect(addDays(from, days - 1)).toBe(until)
        expect([from.slice(8), addDays(until, 1).slice(8)]).toEqual(['01', '01'])
        expect(until < today && addDays(until, 1).slice(0, 7) === today.slice(0, 7)).toBe(true)
      }),
    )
  })
})
