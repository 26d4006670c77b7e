import { describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import { checkForecasts, type CheckInput } from './check-forecasts.js'
import type { TrackedItem } from './track-figures.js'

const due = calendarDay('2026-09-10')

/** Expected on the due day within five days on either side; settled so many days after it. */
function settled(days: number): TrackedItem {
  return {
    method: 'model',
    ...{ madeOn: addDays(due, -30), dueOn: due, pLate: days > 0 ? 0.8 : 0.3 },
    ...{ q10On: addDays(due, -5), q50On: due, q90On: addDays(due, 5), settledOn: addDays(due, days) },
  }
}

function input(days: (at: number) => number, more: Partial<CheckInput> = {}): CheckInput {
  const tracked = Array.from({ length: 200 }, (_, at) => settled(days(at)))
  const pLate = Array.from({ length: 200 }, (_, at) => at / 200)
  return {
    ...{ tracked, recent: tracked, pLate: { before: pLate, now: pLate }, promisedMae: 3 },
    weeks: Array.from({ length: 8 }, () => ({ expected: 100, low: 80, high: 120, actual: 95 })),
    ...more,
  }
}

describe('the check of forecasts', () => {
  it('is green while errors, bands, cash and new invoices are as promised', () => {
    const { status, check } = checkForecasts(input((at) => (at % 7) - 3))
    expect(status).toBe('green')
    expect(check.recent).toMatchObject({ items: 200, coverage: 1 })
    expect(check.months.map(({ month }) => month)).toEqual(['2026-09'])
    expect(check.cash).toMatchObject({ weeks: 8, coverage: 1 })
    expect(check.cash.wape).toBeCloseTo(0.0526, 3)
  })

  it('says what is out of bounds, the worst first', () => {
    const late = checkForecasts(input((at) => 4 + (at % 20)))
    expect(late.status).toBe('red')
    expect(late.check.reasons.map(({ code }) => code).sort()).toEqual(['coverage', 'mae'])
    const weeks = Array.from({ length: 8 }, () => ({ expected: 100, low: 90, high: 110, actual: 72 }))
    const cash = checkForecasts(input((at) => (at % 7) - 3, { weeks }))
    expect(cash.check.reasons).toMatchObject([
      { code: 'cash-coverage', level: 'red', value: 0 },
      { code: 'cash-wape', level: 'amber' },
    ])
  })

  it('sees that new invoices are unlike those before', () => {
    const now = Array.from({ length: 200 }, (_, at) => 0.6 + at / 500)
    const before = Array.from({ length: 200 }, (_, at) => at / 200)
    const { status, check } = checkForecasts(input((at) => (at % 7) - 3, { pLate: { before, now } }))
    expect(status).toBe('red')
    expect(check.reasons).toMatchObject([{ code: 'late-psi', level: 'red' }])
  })

  it('says nothing of what is too little to tell', () => {
    const few = input((at) => 4 + (at % 20))
    const { status, check } = checkForecasts({
      ...few,
      ...{
        recent: few.recent.slice(0, 20),
        weeks: few.weeks.slice(0, 3),
        pLate: { before: [0.1], now: [0.9] },
      },
    })
    expect(status).toBe('green')
    expect(check.latePsi).toBeNull()
  })
})
