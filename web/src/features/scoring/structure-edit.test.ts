import { describe, expect, it } from 'vitest'
import { indicatorsOf, type Content } from './scorecard-edit'
import { addBand, addIndicator, countsAs, moved, putInto, removeIndicator, toScale } from './structure-edit'

const label = { zh: '甲', en: 'a' }
const indicator = (code: string, weightBasisPoints: number) => ({
  ...{ code, label, weightBasisPoints, codes: [] },
  feature: 'overdue_days_max' as const,
  whenMissing: 'exclude' as const,
  bins: [{ from: null, to: null, points: 50 }],
})

const content: Content = {
  code: 'general',
  title: label,
  description: label,
  neutralPoints: 60,
  dimensions: [
    {
      code: 'one',
      label,
      weightBasisPoints: 6_000,
      indicators: [indicator('a', 4_000), indicator('b', 2_000)],
    },
    { code: 'two', label, weightBasisPoints: 4_000, indicators: [indicator('c', 4_000)] },
  ],
  coverageCaps: [{ belowBasisPoints: 2_000, gradeAtMost: 'B' }],
  grades: [
    { grade: 'AAA', fromHundredths: 9_000, floors: [{ dimension: 'two', atLeast: 50 }] },
    { grade: 'A', fromHundredths: 7_000 },
    { grade: 'B', fromHundredths: 6_000 },
    { grade: 'C', fromHundredths: 0 },
  ],
  alertBelowHundredths: 0,
  vetoes: [],
  profiles: [
    {
      ...{ code: 'new', label, when: [] },
      indicators: [
        { code: 'a', weightBasisPoints: 2_500 },
        { code: 'c', weightBasisPoints: 7_500 },
      ],
    },
  ],
}

const total = (of: Content) => indicatorsOf(of).reduce((sum, one) => sum + one.weightBasisPoints, 0)
const sums = (of: Content) =>
  of.dimensions.every(
    ({ indicators, weightBasisPoints }) =>
      indicators.reduce((sum, one) => sum + one.weightBasisPoints, 0) === weightBasisPoints,
  )

describe('the structure of a scorecard', () => {
  it('takes in an indicator with 5 %, for which the others give way, and 100 % stays', () => {
    const next = addIndicator(content, { ...indicator('x', 0), feature: 'overdue_days_max' }, 'two')
    expect(indicatorsOf(next).map(({ code, weightBasisPoints }) => [code, weightBasisPoints])).toEqual([
      ['a', 3_800],
      ['b', 1_900],
      ['c', 3_800],
      ['overdue_days_max', 500],
    ])
    expect(sums(next)).toBe(true)
    const twice = addIndicator(next, { ...indicator('x', 0), feature: 'overdue_days_max' }, null)
    expect(twice.dimensions.at(-1)?.indicators[0]?.code).toBe('overdue_days_max-2')
    expect(total(twice)).toBe(10_000)
  })

  it('lets an indicator go with its empty dimension, its floor and its part of a profile', () => {
    const next = removeIndicator(content, 'c')
    expect(indicatorsOf(next).map(({ weightBasisPoints }) => weightBasisPoints)).toEqual([6_667, 3_333])
    expect(next.dimensions.map(({ code }) => code)).toEqual(['one'])
    expect(next.grades[0]?.floors).toEqual([])
    expect(next.profiles?.[0]?.indicators).toEqual([{ code: 'a', weightBasisPoints: 10_000 }])
  })

  it('moves an indicator into another dimension with its weight', () => {
    const next = putInto(content, 'b', 'two')
    expect(next.dimensions.map(({ weightBasisPoints }) => weightBasisPoints)).toEqual([4_000, 6_000])
    expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3])
    expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3])
  })

  it('changes from five grades to nine and back without anybody counting differently', () => {
    const nine = toScale(content, 'nine')
    expect(
      nine.grades.map(({ grade, fromHundredths, countsAs: five }) => [grade, fromHundredths, five]),
    ).toEqual([
      ['AAA', 9_000, 'AAA'],
      ['A', 7_000, 'A'],
      ['BBB', 6_500, 'B'],
      ['BB', 6_000, 'B'],
      ['B', 4_800, 'C'],
      ['CCC', 3_600, 'C'],
      ['CC', 2_400, 'C'],
      ['C', 0, 'C'],
    ])
    expect(nine.coverageCaps[0]?.gradeAtMost).toBe('BB')
    expect(toScale(nine, 'five')).toEqual(content)
  })

  it('puts a band between its neighbours', () => {
    const next = addBand(content, 'AA')
    expect(next.grades[1]).toEqual({ grade: 'AA', fromHundredths: 8_000 })
    expect(countsAs({ grade: 'BBB', fromHundredths: 0 })).toBe('B')
  })
})
