import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../../../kernel/calendar-day.js'
import { judgeOutcome, type ItemHistory } from './judge-outcome.js'

const day = calendarDay
const window = { from: day('2025-06-30'), to: day('2025-12-30') }
const ninety = { kind: 'overdue', days: 90 } as const

function item(dueOn: string, more: Partial<ItemHistory> = {}): ItemHistory {
  return {
    ...{ billedOn: addDays(day(dueOn), -30), dueOn: day(dueOn), amountMinor: 10_000n, valueMinor: 10_000n },
    ...{ days: [addDays(day(dueOn), -30)], deltas: [10_000n], writeOffDays: [], writeOffs: [] },
    ...more,
  }
}

describe('what became of a customer', () => {
  it('is bad when an instalment passes the threshold inside the window, and counts what was open then', () => {
    const half = item('2025-07-15', {
      days: [day('2025-06-15'), day('2025-08-01'), day('2025-12-01')],
      deltas: [10_000n, -4_000n, -6_000n],
    })
    expect(judgeOutcome([half], window, ninety)).toMatchObject({
      already: false,
      bad: true,
      badMinor: 6_000n,
    })
  })

  it('is good when it was paid on the last day before the threshold', () => {
    const paid = item('2025-07-15', {
      days: [day('2025-06-15'), day('2025-10-14')],
      deltas: [10_000n, -10_000n],
    })
    expect(judgeOutcome([paid], window, ninety)).toMatchObject({ bad: false, seen: true, badMinor: 0n })
  })

  it('was lost already when it was that late on the day, even if it paid a day later', () => {
    const late = item('2025-01-15', {
      days: [day('2024-12-16'), day('2025-07-01')],
      deltas: [10_000n, -10_000n],
    })
    expect(judgeOutcome([late], window, ninety).already).toBe(true)
    const paid = item('2025-01-15', {
      days: [day('2024-12-16'), day('2025-06-30')],
      deltas: [10_000n, -10_000n],
    })
    expect(judgeOutcome([paid], window, ninety).already).toBe(false)
  })

  it('does not look beyond the window, nor at what was billed after it', () => {
    const later = item('2025-10-15')
    expect(judgeOutcome([later], window, ninety)).toMatchObject({ bad: false, seen: true })
    expect(judgeOutcome([item('2026-03-15')], window, ninety)).toMatchObject({ seen: false, billedMinor: 0n })
  })

  it('counts what was written off in the window, and what was billed, in the base currency', () => {
    const off = item('2025-02-15', {
      ...{ valueMinor: 72_000n, writeOffDays: [day('2025-09-01')], writeOffs: [5_000n] },
    })
    const billed = item('2025-09-15')
    expect(judgeOutcome([off, billed], window, { kind: 'write-off' })).toEqual({
      ...{ already: false, bad: true, seen: true, badMinor: 36_000n, billedMinor: 10_000n },
    })
  })

  it('is never bad without something that was due, and a lower threshold never finds fewer', () => {
    const histories = fc.array(
      fc
        .record({
          due: fc.integer({ min: -300, max: 400 }),
          paid: fc.option(fc.integer({ min: -20, max: 500 })),
        })
        .map(({ due, paid }) => {
          const dueOn = addDays(window.from, due)
          const days = [addDays(dueOn, -30), ...(paid === null ? [] : [addDays(dueOn, paid)])]
          return item(dueOn, { days, deltas: [10_000n, ...(paid === null ? [] : [-10_000n])] })
        }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(histories, (items) => {
        const strict = judgeOutcome(items, window, { kind: 'overdue', days: 30 })
        const mild = judgeOutcome(items, window, ninety)
        expect(mild.bad && items.length === 0).toBe(false)
        // Who is 90 days late in the window was 30 days late in it, or before it.
        if (mild.bad) expect(strict.bad || strict.already).toBe(true)
      }),
    )
  })
})
