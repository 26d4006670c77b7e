import { describe, expect, it } from 'vitest'
import { figuresOf, formatTenths } from './figures.js'

const sums = {
  receivablesMinor: 150_000n,
  overdueMinor: 30_000n,
  unappliedMinor: -5_000n,
  salesMinor: 300_000n,
  salesDays: 90,
  largestMinor: [60_000n, 40_000n],
}

describe('figures of a book', () => {
  it('gives DSO, best possible DSO, overdue share and concentration', () => {
    expect(figuresOf(sums)).toEqual({
      dsoTenths: 450n,
      bestPossibleDsoTenths: 360n,
      overdueBasisPoints: 2_000n,
      largestBasisPoints: 6_667n,
    })
  })

  it('gives no days without sales and no shares without receivables', () => {
    const nothing = { ...sums, receivablesMinor: 0n, overdueMinor: 0n, salesMinor: 0n, largestMinor: [] }
    expect(figuresOf(nothing)).toEqual({
      dsoTenths: null,
      bestPossibleDsoTenths: null,
      overdueBasisPoints: null,
      largestBasisPoints: null,
    })
  })

  it.each([
    [456n, '45.6'],
    [-5n, '-0.5'],
    [0n, '0.0'],
  ])('writes %s tenths as %s', (tenths, text) => {
    expect(formatTenths(tenths)).toBe(text)
  })
})
