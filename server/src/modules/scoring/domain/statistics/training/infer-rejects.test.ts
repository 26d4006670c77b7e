import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bootstrapAuc } from '../validation/bootstrap.js'
import { aucDeLong } from '../validation/delong.js'
import { columnOf } from './column.js'
import { inferRejects, withInferred } from './infer-rejects.js'
import { unweighted } from './sample.js'

const ROWS = 1000
const target = Int8Array.from({ length: ROWS }, (_, row) => ((row * 7919) % ROWS < row / 2 ? 1 : 0))
const accepted = unweighted(
  target,
  Int32Array.from({ length: 800 }, (_, row) => row),
)
const rejected = Int32Array.from({ length: 200 }, (_, at) => 800 + at)
const pdOf = (row: number) => row / (2 * ROWS)

describe('inference of rejected cases', () => {
  it('fuzzy: each case counts once in all, bad by its probability made worse', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 5, noNaN: true }), (worseBy) => {
        const cases = inferRejects(accepted, rejected, pdOf, { method: 'fuzzy', worseBy, seed: 1 })
        for (const row of rejected) {
          const own = cases.filter((one) => one.row === row)
          expect(own.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
          const bad = own.find((one) => one.target === 1)?.weight ?? 0
          expect(bad).toBeCloseTo(Math.min(1, pdOf(row) * worseBy), 12)
        }
      }),
      { numRuns: 20 },
    )
  })

  it('parcelling: bad as often as accepted cases of the same scores, times the factor, and the same again', () => {
    const rules = { method: 'parcelling', worseBy: 1, seed: 3 } as const
    const same = inferRejects(accepted, rejected, pdOf, rules)
    expect(inferRejects(accepted, rejected, pdOf, rules)).toEqual(same)
    const badRate = (cases: typeof same) => cases.filter((one) => one.target === 1).length / cases.length
    const last = accepted.rows.slice(720)
    const rate = last.filter((row) => target[row] === 1).length / last.length
    expect(Math.abs(badRate(same) - rate)).toBeLessThan(0.1)
    const worse = inferRejects(accepted, rejected, pdOf, { ...rules, worseBy: 2 })
    expect(badRate(worse)).toBeGreaterThan(badRate(same) + 0.1)
  })

  it('puts accepted and inferred cases into one sample, cell by cell', () => {
    const column = columnOf(
      'x',
      'number',
      Array.from({ length: ROWS }, (_, row) => (row % 10 === 0 ? null : row)),
    )
    const inferred = inferRejects(accepted, rejected, pdOf, { method: 'fuzzy', worseBy: 1, seed: 1 })
    const { columns, sample } = withInferred([column], accepted, inferred)
    expect(sample.rows).toHaveLength(800 + inferred.length)
    expect(columns[0]?.numbers[801]).toBe(column.numbers[inferred[1]?.row ?? 0])
    expect(sample.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1000, 9)
  })
})

describe('the bootstrap of the AUC', () => {
  const y = Int8Array.from(accepted.rows, (row) => target[row] ?? 0)
  const p = Float64Array.from(accepted.rows, pdOf)

  it('agrees with DeLong on a sample of some size, and is the same for the same seed', () => {
    const interval = bootstrapAuc({ y, p }, 1) ?? [0, 0]
    const delong = aucDeLong({ y, p })?.interval ?? [1, 1]
    expect(Math.abs(interval[0] - delong[0])).toBeLessThan(0.01)
    expect(Math.abs(interval[1] - delong[1])).toBeLessThan(0.01)
    expect(bootstrapAuc({ y, p }, 1)).toEqual(interval)
  })

  it('is null when a class is missing', () => {
    expect(bootstrapAuc({ y: y.map(() => 1), p }, 1)).toBeNull()
  })
})
