import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../../../kernel/calendar-day.js'
import { wilsonInterval } from '../statistics/validation/wilson.js'
import { grades } from '../grade-scale.js'
import { backTestReport, rateForMonths } from './back-test-report.js'
import { monthEndDays } from './month-end-days.js'
import type { RatedCase } from './rated-case.js'

const none = { already: 0, nothingDue: 0 }

function rated(at: number, more: Partial<RatedCase>): RatedCase {
  return {
    ...{
      customerId: String(at),
      ratingId: String(at),
      day: calendarDay('2025-06-30'),
      version: 1,
      grade: 'A',
      score: 7_000,
      y: 0,
    },
    ...{ industry: null, region: null, retrospective: false, badMinor: 0n, billedMinor: 0n, models: [] },
    ...more,
  }
}

describe('a back-test', () => {
  it('tells by grade what happened beside what was expected', () => {
    const cases = [
      ...Array.from({ length: 50 }, (_, at) => rated(at, { grade: 'AA', score: 8_500 })),
      ...Array.from({ length: 50 }, (_, at) =>
        rated(50 + at, { grade: 'B', score: 5_500, y: at < 20 ? 1 : 0, version: 2 }),
      ),
    ]
    const { overall, versions } = backTestReport(cases, none, {
      AAA: 0.001,
      AA: 0.02,
      A: 0.03,
      B: 0.05,
      C: 0.2,
    })
    const line = (name: string) => overall.lines.find((one) => one.name === name)
    expect(line('B')).toMatchObject({ cases: 50, bad: 20, rate: 0.4, expected: 0.05, verdict: 'worse' })
    // Nobody of 50 is bad: 2 % is well within what that tells.
    expect(line('AA')).toMatchObject({ bad: 0, rate: 0, verdict: 'as-expected' })
    expect(line('AAA')).toMatchObject({ cases: 0, rate: null, interval: null, verdict: null })
    expect(overall.ordered).toBe(true)
    // All bad ones score lower than 50 of the 80 good ones and tie with 30.
    expect(overall.figures.auc).toBeCloseTo((50 + 30 / 2) / 80, 12)
    expect(overall.figures.gini).toBeCloseTo(2 * (65 / 80) - 1, 12)
    expect(overall.figures.observedToExpected).toBeCloseTo(20 / (50 * 0.02 + 50 * 0.05), 12)
    expect(versions.map(({ version, figures }) => [version, figures.auc])).toEqual([
      [2, 0.5],
      [1, null],
    ])
  })

  it('holds a model against its own probabilities, in fifths', () => {
    const cases = Array.from({ length: 100 }, (_, at) =>
      rated(at, { y: at >= 90 ? 1 : 0, models: [{ modelId: 'm', pd: (at + 1) / 1_000 }] }),
    )
    const [model] = backTestReport(cases, none, {}).models
    expect(model?.figures.auc).toBe(1)
    expect(model?.lines).toHaveLength(5)
    expect(model?.lines.at(-1)).toMatchObject({ cases: 20, bad: 10, verdict: 'worse' })
  })

  it('never loses a case, and gives no NaN, whatever the cases', () => {
    const anyCase = fc.record({
      grade: fc.constantFrom(...grades),
      score: fc.integer({ min: 0, max: 10_000 }),
      y: fc.constantFrom(0 as const, 1 as const),
      industry: fc.option(fc.constantFrom('机械', '化工', '')),
      models: fc.array(
        fc.record({ modelId: fc.constantFrom('a', 'b'), pd: fc.double({ min: 0, max: 1, noNaN: true }) }),
        {
          maxLength: 1,
        },
      ),
    })
    fc.assert(
      fc.property(fc.array(anyCase, { minLength: 1, maxLength: 60 }), (given) => {
        const report = backTestReport(
          given.map((one, at) => rated(at, one)),
          none,
          { AA: 0.1, C: 0.5 },
        )
        const sum = (lines: readonly { cases: number }[]) => lines.reduce((all, { cases }) => all + cases, 0)
        expect(sum(report.overall.lines)).toBe(given.length)
        expect(sum(report.segments.industry)).toBe(given.length)
        expect(sum(report.days)).toBe(given.length)
        expect(
          JSON.stringify(report, (_, value: unknown) => (Number.isNaN(value) ? 'NaN' : value)),
        ).not.toContain('NaN')
      }),
    )
  })
})

describe('figures beside it', () => {
  it('has the interval of Wilson, golden', () => {
    // Newcombe (1998), method 3: 81 of 263.
    const [low, high] = wilsonInterval(81, 263) ?? []
    expect(low).toBeCloseTo(0.2553, 4)
    expect(high).toBeCloseTo(0.3662, 4)
    expect(wilsonInterval(0, 20)).toEqual([0, expect.closeTo(0.1611, 4)])
    expect(wilsonInterval(0, 0)).toBeNull()
  })

  it('turns a yearly rate into one of other months under a constant hazard', () => {
    expect(rateForMonths(0.2, 12)).toBeCloseTo(0.2, 12)
    expect(rateForMonths(0.36, 6)).toBeCloseTo(0.2, 12)
    expect(rateForMonths(0.2, 24)).toBeCloseTo(0.36, 12)
  })

  it('knows the month ends of a period', () => {
    expect(monthEndDays(calendarDay('2024-01-31'), calendarDay('2024-03-30'))).toEqual([
      '2024-01-31',
      '2024-02-29',
    ])
    expect(monthEndDays(calendarDay('2024-02-01'), calendarDay('2024-02-28'))).toEqual([])
  })
})
