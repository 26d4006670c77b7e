import { describe, expect, it } from 'vitest'
import type { Indicator } from './api'
import {
  boundsOf,
  divide,
  indicatorsOf,
  moveBounds,
  removeBin,
  setWeight,
  splitBin,
  type Content,
} from './scorecard-edit'

function indicator(code: string, weightBasisPoints: number): Indicator {
  const bins = [
    { from: null, to: 10, points: 100 },
    { from: 10, to: 30, points: 60 },
    { from: 30, to: null, points: 0 },
  ]
  const label = { zh: code, en: code }
  return {
    code,
    feature: 'overdue_days_max',
    label,
    weightBasisPoints,
    whenMissing: 'exclude',
    bins,
    codes: [],
  }
}

const dimension = (code: string, indicators: Indicator[]) => ({
  ...{ code, label: { zh: code, en: code }, indicators },
  weightBasisPoints: indicators.reduce((sum, one) => sum + one.weightBasisPoints, 0),
})

const content: Content = {
  code: 'general',
  title: { zh: 't', en: 't' },
  description: { zh: 'd', en: 'd' },
  neutralPoints: 60,
  dimensions: [
    dimension('one', [indicator('a', 3_000), indicator('b', 2_000)]),
    dimension('two', [indicator('c', 4_999), indicator('d', 1)]),
  ],
  coverageCaps: [],
  grades: [{ grade: 'C', fromHundredths: 0 }],
  alertBelowHundredths: 0,
  vetoes: [],
}

const weights = (of: Content) => indicatorsOf(of).map(({ weightBasisPoints }) => weightBasisPoints)
const total = (of: Content) => weights(of).reduce((sum, one) => sum + one, 0)
const none = new Set<string>()

describe('weights', () => {
  it('always make exactly 100 %, whatever is dragged where, and nobody falls to nothing', () => {
    let now = content
    for (let step = 0; step < 500; step += 1) {
      const code = ['a', 'b', 'c', 'd'][step % 4] ?? 'a'
      now = setWeight(now, [code], (step * 7_919) % 12_000, step % 3 === 0 ? new Set(['b']) : none)
      expect(total(now)).toBe(10_000)
      expect(Math.min(...weights(now))).toBeGreaterThan(0)
      for (const { weightBasisPoints, indicators } of now.dimensions)
        expect(indicators.reduce((sum, one) => sum + one.weightBasisPoints, 0)).toBe(weightBasisPoints)
    }
  })

  it('of the others keep their proportions, and locked ones their weight', () => {
    expect(weights(setWeight(content, ['c'], 2_999, none))).toEqual([4_200, 2_800, 2_999, 1])
    expect(weights(setWeight(content, ['c'], 2_999, new Set(['b'])))).toEqual([5_000 - 1, 2_000, 2_999, 2])
  })

  it('of a dimension are divided among its indicators', () => {
    expect(weights(setWeight(content, ['a', 'b'], 2_500, none)).slice(0, 2)).toEqual([1_500, 1_000])
  })

  it('stay as they are when they are set to what they are', () => {
    expect(weights(setWeight(content, ['a'], 3_000, none))).toEqual(weights(content))
    expect(divide([3, 3, 1], 7)).toEqual([3, 3, 1])
  })
})

describe('bins', () => {
  const one = indicator('a', 1)

  it('are moved only to where they still rise', () => {
    expect(boundsOf(moveBounds(one, [5, 31]))).toEqual([5, 31])
    expect(moveBounds(one, [31, 31])).toBe(one)
  })

  it('are split and joined without a gap', () => {
    const split = splitBin(one, 1)
    expect(boundsOf(split)).toEqual([10, 20, 30])
    expect(removeBin(split, 1).bins).toEqual(one.bins)
    expect(boundsOf(removeBin(one, 2))).toEqual([10])
    expect(removeBin(one, 2).bins.at(-1)).toEqual({ from: 10, to: null, points: 60 })
  })
})
