import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../../kernel/calendar-day.js'
import { endedMonths } from '../../receivables/domain/ended-months.js'
import { monthEnds } from './month-ends.js'

describe('month ends', () => {
  it('are the last days of months that have ended, the current day included when it is one', () => {
    expect(endedMonths(calendarDay('2026-03-15'), 3)).toEqual(['2025-12-31', '2026-01-31', '2026-02-28'])
    expect(endedMonths(calendarDay('2026-03-31'), 2)).toEqual(['2026-02-28', '2026-03-31'])
  })

  it('sum what took effect by then, overdue from the month on in which it fell due', () => {
    const cell = (effective: string, overdue: string, deltaMinor: bigint) => ({
      effectiveMonth: calendarDay(effective),
      overdueMonth: calendarDay(overdue),
      deltaMinor,
    })
    const cells = [
      cell('2026-01-01', '2026-02-01', 100n),
      cell('2026-03-01', '2026-02-01', -60n),
      cell('2026-02-01', '2026-05-01', 7n),
    ]
    const ends = ['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31'].map(calendarDay)
    expect(monthEnds(cells, ends)).toEqual([
      { on: '2025-12-31', receivablesMinor: 0n, overdueMinor: 0n },
      { on: '2026-01-31', receivablesMinor: 100n, overdueMinor: 0n },
      { on: '2026-02-28', receivablesMinor: 107n, overdueMinor: 100n },
      { on: '2026-03-31', receivablesMinor: 47n, overdueMinor: 40n },
    ])
  })
})
