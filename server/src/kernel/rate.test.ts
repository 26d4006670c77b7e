import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divideRounded, formatPercent, parseDecimal, ratioBasisPoints } from './rate.js'

describe('rounded division', () => {
  it.each([
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [4n, 3n, 1n],
    [-4n, 3n, -1n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
  ])('%s ÷ %s = %s, half away from zero', (numerator, denominator, expected) => {
    expect(divideRounded(numerator, denominator)).toBe(expected)
  })

  it('is never further than half a unit from the quotient', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        (n, d) => {
          const off = divideRounded(n, d) * d - n
          expect((off < 0n ? -off : off) * 2n <= d).toBe(true)
        },
      ),
    )
  })
})

describe('decimals and percents', () => {
  it('reads digits and scale, and nothing else', () => {
    expect(parseDecimal('7.1234')).toEqual({ digits: 71234n, scale: 4 })
    for (const text of ['-1', '1e3', '', '.', '1.']) expect(() => parseDecimal(text)).toThrow(RangeError)
  })

  it('shows a ratio with one decimal', () => {
    expect(formatPercent(ratioBasisPoints(130n, 100n))).toBe('130.0')
    expect(formatPercent(ratioBasisPoints(1n, 3n))).toBe('33.3')
    expect(formatPercent(-1234n)).toBe('-12.3')
  })
})
