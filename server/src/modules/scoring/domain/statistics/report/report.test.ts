import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Case } from './case.js'
import { ksLine, rocLine, scoreBands } from './curves.js'
import { amountMinorOf, cutOffs } from './cut-offs.js'
import { featureUse } from './feature-use.js'
import { segmentFigures } from './segments.js'
import { featureStability } from './stability.js'

const cases = fc
  .array(fc.record({ y: fc.constantFrom<0 | 1>(0, 1), pd: fc.double({ min: 0, max: 1, noNaN: true }) }), {
    minLength: 2,
    maxLength: 300,
  })
  .map((found) => found.map(({ y, pd }, row): Case => ({ row, y, pd, score: 600 - 100 * pd })))

describe('the curves of a report', () => {
  it('run from nothing to everything, never back, in at most 120 points', () => {
    fc.assert(
      fc.property(cases, (all) => {
        for (const line of [rocLine(all), ksLine(all)]) {
          if (line.length === 0) continue
          expect(line.length).toBeLessThanOrEqual(120)
          expect(line.at(-1)).toMatchObject({ good: 1, bad: 1 })
          for (const [at, point] of line.entries()) {
            const before = line[at - 1]
            if (before) expect(point.bad >= before.bad && point.good >= before.good).toBe(true)
          }
        }
      }),
    )
  })

  it('put every case into one band', () => {
    fc.assert(
      fc.property(cases, cases, (train, test) => {
        const bands = scoreBands(train, test)
        const sum = (of: (band: (typeof bands)[number]) => number) =>
          bands.reduce((total, one) => total + of(one), 0)
        expect(sum(({ train: count }) => count)).toBe(train.length)
        expect(sum(({ test: count }) => count)).toBe(test.length)
        expect(sum(({ bad }) => bad)).toBe(test.filter(({ y }) => y === 1).length)
      }),
    )
  })
})

describe('cut-offs', () => {
  it('refuse the riskiest, and add up money exactly', () => {
    const y = Array.from({ length: 20 }, (_, at) => (at < 2 ? 1 : 0))
    const pds = y.map((_, at) => 1 - at / 20)
    const amountsMinor = y.map((_, at) => (at === 0 ? amountMinorOf('0.1') : amountMinorOf('0.2')))
    const [five, ten, twenty] = cutOffs({ y, amountsMinor }, pds, null)
    expect(five?.model).toEqual({
      badAvoided: 1,
      goodLost: 0,
      badAmountAvoided: '0.10',
      goodAmountLost: '0.00',
    })
    expect(ten?.model).toMatchObject({ badAvoided: 2, goodLost: 0, badAmountAvoided: '0.30' })
    expect(twenty?.model).toMatchObject({ badAvoided: 2, goodLost: 2, goodAmountLost: '0.40' })
  })

  it.each([
    ['1,234.5', 123450n],
    ['-0.07', -7n],
    ['12', 1200n],
    ['0.129', 12n],
    ['unknown', 0n],
  ])('reads %s as %s hundredths', (text, minor) => {
    expect(amountMinorOf(text)).toBe(minor)
  })
})

describe('segments', () => {
  it('keep every case, the rare ones together', () => {
    const all = Array.from({ length: 60 }, (_, row): Case => ({
      row,
      y: row % 2 === 0 ? 1 : 0,
      pd: 0.5,
      score: 0,
    }))
    const figures = segmentFigures(all, (row) => `s${row % 30}`)
    expect(figures).toHaveLength(20)
    expect(figures.reduce((sum, { n }) => sum + n, 0)).toBe(60)
    expect(figures.at(-1)).toMatchObject({ segment: null, n: 22, auc: 0.5 })
  })
})

describe('the use of features', () => {
  it('is told in shares that add up to one', () => {
    const all = [0, 1, 2].map((row): Case => ({ row, y: 0, pd: row / 10, score: 0 }))
    const parts = [
      { feature: 'delay', logOdds: 3, points: 0 },
      { feature: 'age', logOdds: -1, points: 0 },
    ]
    const use = featureUse(
      all,
      () => parts,
      ({ row }) => (row === 0 ? 'a' : 'b'),
    )
    expect(use.overall).toEqual([
      { feature: 'delay', share: 0.75, meanLogOdds: 3 },
      { feature: 'age', share: 0.25, meanLogOdds: -1 },
    ])
    expect(use.groups.map(({ group, n }) => [group, n])).toEqual([
      ['a', 1],
      ['b', 2],
    ])
  })
})

describe('the stability of a feature', () => {
  it('is nothing for the same values and large for others, missing ones included', () => {
    const same = Array.from({ length: 100 }, (_, at) => String(at % 10))
    expect(featureStability('number', same, same)?.psi).toBe(0)
    expect(
      featureStability(
        'number',
        same,
        same.map(() => ''),
      )?.verdict,
    ).toBe('shifted')
    expect(featureStability('category', ['a', 'b'], ['a', 'b'])).toEqual({ psi: 0, verdict: 'stable' })
    expect(featureStability('category', [], ['a'])).toBeNull()
  })
})
