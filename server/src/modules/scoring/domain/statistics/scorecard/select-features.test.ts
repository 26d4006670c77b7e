import { describe, expect, it } from 'vitest'
import { fitBinning } from '../binning/fit-binning.js'
import { seededRandom } from '../numeric/random.js'
import { columnOf } from '../training/column.js'
import { unweighted } from '../training/sample.js'
import { roundKeepingRank } from './scaling.js'
import { selectFeatures, standardSelection } from './select-features.js'

const ROWS = 8000

function invented() {
  const random = seededRandom(11)
  const target = new Int8Array(ROWS)
  const columns = { risk: [0], twin: [0], noise: [0], constant: [0] }
  for (let row = 0; row < ROWS; row++) {
    const risk = random()
    columns.risk[row] = risk
    columns.twin[row] = risk + random() / 1000
    columns.noise[row] = random()
    columns.constant[row] = 1
    target[row] = random() < 0.05 + 0.4 * risk ? 1 : 0
  }
  const sample = unweighted(
    target,
    Int32Array.from({ length: ROWS }, (_, row) => row),
  )
  const features = Object.entries(columns).map(([name, cells]) =>
    fitBinning(columnOf(name, 'number', cells), sample),
  )
  return { sample, features }
}

describe('the choice of features', () => {
  const { sample, features } = invented()

  it('names the reason for every one that is left out', () => {
    const { features: chosen, dropped, fit } = selectFeatures(features, sample)
    expect(chosen.length + dropped.length).toBe(features.length)
    expect(chosen).toHaveLength(1)
    expect(fit.coefficients[0]).toBeGreaterThan(0.8)
    const reasons = new Map(dropped.map(({ feature, why }) => [feature, why.reason]))
    expect(reasons.get('constant')).toBe('single_bin')
    expect([...reasons.values()]).toContain('correlated')
    expect(['low_iv', 'wrong_sign', 'not_significant']).toContain(reasons.get('noise'))
  })

  it('says which features inflate each other when correlation alone is allowed', () => {
    const { dropped } = selectFeatures(features, sample, { ...standardSelection, correlationMax: 1 })
    expect(dropped.some(({ why }) => why.reason === 'collinear' && why.vif > 5)).toBe(true)
  })
})

describe('rounded points', () => {
  it('take as many decimals as keep every two cases in their order', () => {
    const points = [
      [10.4, 10.6],
      [5.3, 5.45],
    ]
    const cases = [Int32Array.from([0, 1, 0, 1]), Int32Array.from([0, 0, 1, 1])]
    expect(roundKeepingRank(points, cases, [0, 0]).decimals).toBe(0)
    const close = [
      [0.4, 0.6],
      [0.45, 0.3],
    ]
    const rounded = roundKeepingRank(close, [Int32Array.from([0, 1]), Int32Array.from([0, 1])], [0, 0])
    const total = (at: number) => (rounded.points[0]?.[at] ?? 0) + (rounded.points[1]?.[at] ?? 0)
    expect(total(1)).toBeGreaterThanOrEqual(total(0))
  })
})
