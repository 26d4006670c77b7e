import { describe, expect, it } from 'vitest'
import { monthDays } from './month-days'

describe('the days of a month', () => {
  it('know their weekday, Monday first, and the weekend', () => {
    const november = monthDays(2026, 11)
    expect(november).toHaveLength(30)
    expect(november[0]).toEqual({ day: '2026-11-01', number: 1, column: 6, weekend: true })
    expect(november[1]).toEqual({ day: '2026-11-02', number: 2, column: 0, weekend: false })
  })

  it('have a leap day when the year has one', () => {
    expect(monthDays(2028, 2)).toHaveLength(29)
    expect(monthDays(2026, 2)).toHaveLength(28)
  })
})
