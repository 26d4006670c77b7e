import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../numeric/random.js'
import { unweighted } from '../training/sample.js'
import { aucDeLong } from '../validation/delong.js'
import { addTree, boost, standardBoosting } from './boost.js'
import type { Direction } from './find-split.js'
import { explainMargin } from './tree-shap.js'
import { marginOf } from './tree.js'

const ROWS = 600
const settings = { ...standardBoosting, trees: 30 }

/** The first feature raises the risk, the second says it by being missing, the third says nothing. */
function invented(seed: number) {
  const random = seededRandom(seed)
  const matrix = [new Float64Array(ROWS), new Float64Array(ROWS), new Float64Array(ROWS)]
  const target = new Int8Array(ROWS)
  for (let row = 0; row < ROWS; row++) {
    const risk = random()
    const silent = random() < 0.2
    for (const [at, value] of [risk, silent ? Number.NaN : random(), random()].entries()) {
      const column = matrix[at]
      if (column !== undefined) column[row] = value
    }
    target[row] = random() < 0.05 + 0.5 * risk + (silent ? 0.3 : 0) ? 1 : 0
  }
  return {
    matrix,
    sample: unweighted(
      target,
      Int32Array.from({ length: ROWS }, (_, row) => row),
    ),
  }
}

const recordOf = (matrix: readonly Float64Array[], row: number) => matrix.map((values) => values[row] ?? 0)

describe('gradient boosting', () => {
  const { matrix, sample } = invented(7)
  const ensemble = boost(matrix, sample, settings)
  const value = fc.oneof(fc.double(), fc.constant(Number.NaN), fc.double({ min: 0, max: 1 }))
  const record = fc.tuple(value, value, value)

  it('ranks better than chance and takes missing values as a sign', () => {
    const p = Float64Array.from(sample.rows, (row) => marginOf(ensemble, recordOf(matrix, row)))
    expect(aucDeLong({ y: sample.target, p })?.auc).toBeGreaterThan(0.75)
    expect(marginOf(ensemble, [0.5, Number.NaN, 0.5])).toBeGreaterThan(marginOf(ensemble, [0.5, 0.5, 0.5]))
  })

  it('makes the same trees of the same sample', () => {
    expect(JSON.stringify(boost(matrix, sample, settings))).toBe(JSON.stringify(ensemble))
  })

  it('is finite for every record, and contributions with the bias sum to the margin', () => {
    fc.assert(
      fc.property(record, (cells) => {
        const margin = marginOf(ensemble, cells)
        const { bias, contributions } = explainMargin(ensemble, cells)
        expect(Number.isFinite(margin)).toBe(true)
        expect(contributions.reduce((sum, part) => sum + part, bias)).toBeCloseTo(margin, 9)
      }),
    )
  })

  it('never turns against the direction that was promised', () => {
    fc.assert(
      fc.property(fc.constantFrom<Direction>(-1, 1), fc.integer({ min: 1, max: 40 }), (direction, seed) => {
        const book = invented(seed)
        const model = boost(book.matrix, book.sample, { ...settings, trees: 10 }, [direction])
        let before = marginOf(model, [Number.NEGATIVE_INFINITY, 0.3, 0.6])
        for (let at = 0; at <= 50; at++) {
          const margin = marginOf(model, [at / 50, 0.3, 0.6])
          expect(direction * (margin - before)).toBeGreaterThanOrEqual(0)
          before = margin
        }
      }),
      { numRuns: 20 },
    )
  })

  it('adds trees to margins as it sums them for one record', () => {
    const margins = new Float64Array(ROWS).fill(ensemble.base)
    for (const tree of ensemble.trees) addTree(tree, matrix, sample.rows, margins)
    for (const row of [0, 17, ROWS - 1]) expect(margins[row]).toBe(marginOf(ensemble, recordOf(matrix, row)))
  })

  it('learns nothing from a column that does not vary, and from fewer cases than two leaves', () => {
    const constant = [new Float64Array(ROWS).fill(3)]
    expect(boost(constant, sample, settings).trees.every((tree) => tree.length === 1)).toBe(true)
    const few = { ...sample, rows: sample.rows.slice(0, 30) }
    expect(boost(matrix, few, settings).trees.every((tree) => tree.length === 1)).toBe(true)
  })
})
