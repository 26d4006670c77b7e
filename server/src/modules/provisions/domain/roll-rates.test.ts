import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../../kernel/calendar-day.js'
import { agingBuckets } from '../../receivables/domain/aging-buckets.js'
import { agingSteps, stepsWithin } from './aging-step.js'
import { matrixRates, PPM, rollRates, type MonthEnd } from './roll-rates.js'

const padded = (minors: readonly number[]) => agingSteps.map((_, place) => BigInt(minors[place] ?? 0))
const month = (on: string, minors: readonly number[]): MonthEnd => ({
  asOf: calendarDay(on),
  stepsMinor: padded(minors),
})

describe('roll rates', () => {
  // By hand: 1000 not due, of which 300 roll; of 300 roll 120; of 120 roll 60.
  const months = [
    month('2026-01-31', [1_000, 300, 120]),
    month('2026-02-28', [1_000, 300, 120, 60]),
    month('2026-03-31', [1_000, 200, 150, 60]),
  ]

  it('are what stands in the next step a month later, weighted by balance', () => {
    const rates = rollRates(months, { lastStep: 2, lgdBp: 10_000n, averaging: 'weighted' })
    expect(rates.map(({ monthsPpm }) => monthsPpm)).toEqual([
      [300_000n, 200_000n],
      [400_000n, 500_000n],
      [500_000n, 500_000n],
    ])
    // (300 + 200) ÷ 2000, (120 + 150) ÷ 600, 120 ÷ 240.
    expect(rates.map(({ averagePpm }) => averagePpm)).toEqual([250_000n, 450_000n, 500_000n])
    // 0.5; 0.45 × 0.5; 0.25 × 0.225.
    expect(rates.map(({ lossPpm }) => lossPpm)).toEqual([56_250n, 225_000n, 500_000n])
  })

  it('take loss given default as the factor of the end', () => {
    const rates = rollRates(months, { lastStep: 2, lgdBp: 6_000n, averaging: 'weighted' })
    expect(rates.map(({ lossPpm }) => lossPpm)).toEqual([33_750n, 135_000n, 300_000n])
  })

  it('count 100 % where more stands in the next step, or nothing ever stood', () => {
    const growing = [month('2026-01-31', [100]), month('2026-02-28', [100, 250])]
    const [first, second] = rollRates(growing, { lastStep: 1, lgdBp: 10_000n, averaging: 'simple' })
    expect(first).toMatchObject({ averagePpm: 2_500_000n, lossPpm: PPM })
    expect(second).toMatchObject({ averagePpm: null, lossPpm: PPM })
  })

  it('give losses that rise with age, and rates of a matrix that rise with its buckets', () => {
    const balance = fc.array(fc.nat(10_000), { minLength: 15, maxLength: 15 })
    fc.assert(
      fc.property(fc.array(balance, { minLength: 2, maxLength: 8 }), fc.nat(10_000), (balances, lgd) => {
        const series = balances.map((minors) => month('2026-01-31', minors))
        const lgdBp = BigInt(lgd)
        const rates = rollRates(series, { lastStep: 12, lgdBp, averaging: 'weighted' })
        const newest = series.at(-1)?.stepsMinor ?? []
        const found = matrixRates(rates, agingBuckets([30, 60, 90, 180, 365]), { newest, lgdBp })
        const rising = (values: readonly bigint[]) =>
          values.every((value, index) => value >= (values[index - 1] ?? 0n))
        expect(rising(rates.map(({ lossPpm }) => lossPpm))).toBe(true)
        expect(rising(found)).toBe(true)
        expect(found.every((rate) => rate <= lgdBp)).toBe(true)
      }),
    )
  })

  it('know which steps lie in a bucket, each in exactly one', () => {
    const buckets = agingBuckets([30, 60, 90, 180, 365])
    expect(buckets.map(stepsWithin)).toEqual([[0], [1], [2], [3], [4, 5, 6], [7, 8, 9, 10, 11, 12, 13], [14]])
  })
})
