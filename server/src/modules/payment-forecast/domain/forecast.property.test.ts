import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baselineFor, fitBaseline, ownHistory, type Outcome } from './baseline.js'
import { WEEKS } from './cash-weeks.js'
import { onceNotBefore, quantileDay, shareAfter } from './distribution.js'
import { forecastCustomer, type OpenBookItem } from './forecast-customer.js'
import { forecaster } from './forecast-items.js'
import { distributionOf, spreadOf } from './waits.js'

const TODAY = 20_000

const outcomes = fc.array(
  fc.record({
    value: fc.integer({ min: -40, max: 400 }),
    ended: fc.boolean(),
    segment: fc.constantFrom('A', 'B'),
    seenFrom: fc.integer({ min: -400, max: 100 }),
  }),
  { minLength: 1, maxLength: 120 },
)

const items = fc.array(
  fc.record({
    issuedAgo: fc.integer({ min: 1, max: 700 }),
    terms: fc.integer({ min: 0, max: 90 }),
    open: fc.bigInt({ min: 0n, max: 10n ** 13n }),
    paidAfter: fc.integer({ min: -20, max: 200 }),
    account: fc.constantFrom('x', 'y'),
    currency: fc.constantFrom('CNY', 'JPY'),
  }),
  { minLength: 1, maxLength: 40 },
)

function bookOf(some: typeof items extends fc.Arbitrary<infer T> ? T : never): OpenBookItem[] {
  return some.map(({ issuedAgo, terms, open, paidAfter, account, currency }, row) => {
    const issued = TODAY - issuedAgo
    const due = issued + terms
    const settled = open > 0n ? null : Math.max(issued, Math.min(TODAY - 1, due + paidAfter))
    return {
      ...{ row, customer: 'c', segment: 'A', issued, due, settled, lost: null, amount: 100 },
      ...{ accountId: account, currency, openMinor: open },
    }
  })
}

describe('the forecast of a customer', () => {
  it('sums by week to exactly what is open, per account and currency, for any book', () => {
    fc.assert(
      fc.property(outcomes, items, (past, some) => {
        const own = bookOf(some)
        const forecast = forecaster(null, fitBaseline(past), { reasons: true })
        const found = forecastCustomer(own, { asOf: TODAY, knownBefore: TODAY + 1 }, forecast)
        for (const { accountId, currency, weeks } of found.accounts) {
          const open = own.filter((item) => item.accountId === accountId && item.currency === currency)
          expect(weeks.reduce((sum, { expectedMinor }) => sum + expectedMinor, 0n)).toBe(
            open.reduce((sum, { openMinor }) => sum + openMinor, 0n),
          )
          expect(weeks.every(({ expectedMinor, variance }) => expectedMinor >= 0n && variance >= 0)).toBe(
            true,
          )
        }
        for (const { parts } of found.items) {
          expect(parts).toHaveLength(WEEKS + 1)
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(1_000_000)
          expect(parts.every((part) => part >= 0)).toBe(true)
        }
      }),
      { numRuns: 150 },
    )
  })

  it('has quantiles in order, none in the past, and probabilities that fall with the bound', () => {
    fc.assert(
      fc.property(outcomes, items, (past, some) => {
        const forecast = forecaster(null, fitBaseline(past), { reasons: true })
        const { items: found } = forecastCustomer(
          bookOf(some),
          { asOf: TODAY, knownBefore: TODAY + 1 },
          forecast,
        )
        for (const { forecast: one, item } of found) {
          const far = TODAY + 10_000
          const days = [one.q10, one.q50, one.q90].map((day) => day ?? far)
          expect(days).toEqual(days.toSorted((a, b) => a - b))
          expect(Math.min(...days)).toBeGreaterThanOrEqual(TODAY)
          expect([1, one.pLate, one.pLate30, one.pLate90, 0]).toEqual(
            [1, one.pLate, one.pLate30, one.pLate90, 0].toSorted((a, b) => b - a),
          )
          if (item.due < TODAY) expect(one.pLate).toBe(1)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('a distribution', () => {
  const spread = fc.array(fc.record({ value: fc.integer({ min: -60, max: 300 }), ended: fc.boolean() }), {
    minLength: 1,
    maxLength: 200,
  })

  it('has weights that sum to one, before and after it is known that nothing came yet', () => {
    fc.assert(
      fc.property(spread, fc.integer({ min: -60, max: 200 }), (waits, first) => {
        const all = distributionOf(spreadOf(waits))
        for (const one of [all, onceNotBefore(all, first)]) {
          if (one === null) continue
          expect(one.weights.reduce((sum, weight) => sum + weight, 0) + one.beyond).toBeCloseTo(1, 9)
          expect(one.days).toEqual([...one.days].sort((a, b) => a - b))
        }
        const left = onceNotBefore(all, first)
        if (left !== null) expect(quantileDay(left, 0.01) ?? first).toBeGreaterThanOrEqual(first - 0.5)
      }),
    )
  })

  it('keeps a share beyond for debts that nobody has paid', () => {
    const paid = Array.from({ length: 50 }, (_, at) => ({ value: at, ended: true }))
    const never = Array.from({ length: 50 }, () => ({ value: 400, ended: false }))
    const one = distributionOf(spreadOf([...paid, ...never]))
    expect(one.beyond).toBeGreaterThan(0.45)
    expect(shareAfter(one, 60)).toBeCloseTo(one.beyond, 6)
    expect(quantileDay(one, 0.9)).toBeNull()
  })
})

describe('the baseline', () => {
  const past: Outcome[] = Array.from({ length: 200 }, (_, at) => ({
    value: at % 20,
    ended: true,
    segment: at % 2 === 0 ? 'A' : 'B',
    seenFrom: -400,
  }))
  const baseline = fitBaseline(past)

  it('rests on the customer, its segment or the book, by what is known', () => {
    expect(baselineFor(baseline, ownHistory([1, 2, 3], []), 'A', -5).method).toBe('customer')
    expect(baselineFor(baseline, ownHistory([1], []), 'A', -5).method).toBe('segment')
    expect(baselineFor(baseline, ownHistory([], []), 'unknown', -5).method).toBe('book')
  })

  it('draws few own payments towards the segment', () => {
    const medians = [3, 30].map((count) =>
      quantileDay(
        baselineFor(baseline, ownHistory(new Array<number>(count).fill(60), []), 'A', -5).distribution,
        0.5,
      ),
    )
    expect(medians[0]).toBeLessThanOrEqual(60)
    expect(medians[1]).toBe(60)
  })
})
