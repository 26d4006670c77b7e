import { describe, expect, it } from 'vitest'
import { scorecardFaults } from './check-scorecard.js'
import { defaultScorecard } from './default-scorecard.js'
import { evaluate } from './evaluate.js'
import { capReason } from './explain.js'
import { grades } from './grade-scale.js'
import { applyOverlays } from './overlay.js'
import { dimension, indicator, steps } from './scorecard-parts.js'
import { countsAs, indicatorsOf, type Scorecard } from './scorecard.js'

describe('floors and profiles', () => {
  const document: Scorecard = {
    ...defaultScorecard,
    dimensions: [
      dimension('money', { zh: '财务', en: 'Finance' }, [
        indicator('debt_to_assets', 5_000, 'exclude', steps(100, 5_000, 50, 8_000, 10)),
      ]),
      dimension('trade', { zh: '交易', en: 'Trade' }, [
        indicator('on_time_rate', 5_000, 'exclude', steps(5, 3_000, 45, 6_500, 65, 9_700, 100)),
      ]),
    ],
    coverageCaps: [],
    vetoes: [],
    grades: [
      { grade: 'AAA', fromHundredths: 9_000, floors: [{ dimension: 'money', atLeast: 80 }] },
      { grade: 'AA', fromHundredths: 7_500, floors: [{ dimension: 'money', atLeast: 60 }] },
      { grade: 'A', fromHundredths: 6_000 },
      { grade: 'C', fromHundredths: 0 },
    ],
    profiles: [
      {
        code: 'new',
        label: { zh: '新客户', en: 'New' },
        when: [{ feature: 'tenure_months', kind: 'below', value: 12, orUnknown: true }],
        indicators: [{ code: 'debt_to_assets', weightBasisPoints: 10_000 }],
      },
    ],
  }

  it('give the next grade down, with the reason in words', () => {
    const { grade, gradeByScore, caps } = evaluate(document, {
      values: { debt_to_assets: 6_000, on_time_rate: 10_000, tenure_months: 30 },
      stale: [],
    })
    expect({ grade, gradeByScore }).toEqual({ grade: 'A', gradeByScore: 'AA' })
    expect(caps.map((cap) => capReason(document, cap, 10_000).zh)).toEqual([
      '“财务”得 50 分，AA 级至少需 60 分，等级最高 A',
    ])
  })

  it('hold back whom an overlay lifts, and let down whom it lowers to a grade whose floors are met', () => {
    const known = { values: { debt_to_assets: 6_000, on_time_rate: 9_000, tenure_months: 30 }, stale: [] }
    const evaluation = evaluate(document, known)
    // 57.5 points, 50 of them for money: by its score a C.
    expect(evaluation).toMatchObject({ gradeByScore: 'C', caps: [] })
    const moved = (notches: number, points = 0) =>
      applyOverlays(document, evaluation, [{ id: 'o', name: 'o', points, notches, grades: [] }])
    expect(moved(0, 300)).toMatchObject({ score: 6_050, grade: 'A', caps: [] })
    const lifted = moved(0, 2_000)
    expect(lifted).toMatchObject({ score: 7_750, grade: 'A' })
    expect(lifted.caps.map((cap) => capReason(document, cap, 10_000).zh)).toEqual([
      '“财务”得 50 分，AA 级至少需 60 分，等级最高 A',
    ])
    const good = evaluate(document, { ...known, values: { ...known.values, on_time_rate: 10_000 } })
    expect(good).toMatchObject({ gradeByScore: 'AA', grade: 'A' })
    const lowered = applyOverlays(document, good, [
      { id: 'o', name: 'o', points: 0, notches: -1, grades: [] },
    ])
    expect(lowered).toMatchObject({ grade: 'A', caps: [] })
  })

  it('that ask for a dimension of which nothing is known are missed', () => {
    const { grade, caps } = evaluate(document, {
      values: { on_time_rate: 10_000, tenure_months: 30 },
      stale: [],
    })
    expect(grade).toBe('A')
    expect(caps.map((cap) => capReason(document, cap, 5_000).en)).toEqual([
      'Finance is unknown, grade AAA needs at least 80: grade AA at most',
      'Finance is unknown, grade AA needs at least 60: grade A at most',
    ])
  })

  it('rate a new customer by the weights of its profile alone', () => {
    const given = { values: { debt_to_assets: 6_000, on_time_rate: 10_000 }, stale: [] }
    const { profile, score, contributions } = evaluate(document, given)
    expect({ profile, score }).toEqual({ profile: 'new', score: 5_000 })
    expect(contributions.map(({ indicator: code }) => code)).toEqual(['debt_to_assets'])
  })

  it.each([
    [
      'a floor of an unknown dimension',
      {
        grades: [
          { grade: 'AAA', fromHundredths: 50, floors: [{ dimension: 'x', atLeast: 1 }] },
          { grade: 'C', fromHundredths: 0 },
        ],
      },
    ],
    [
      'a letter of the other scale',
      {
        grades: [
          { grade: 'BBB', fromHundredths: 50 },
          { grade: 'C', fromHundredths: 0 },
        ],
      },
    ],
    [
      'a worse letter that counts as a better one',
      {
        scale: 'nine',
        grades: [
          { grade: 'A', countsAs: 'B', fromHundredths: 50 },
          { grade: 'BBB', countsAs: 'A', fromHundredths: 0 },
        ],
      },
    ],
    [
      'a profile whose weights miss 100 %',
      {
        profiles: [
          {
            code: 'p',
            label: { zh: 'p', en: 'p' },
            when: [],
            indicators: [{ code: 'on_time_rate', weightBasisPoints: 9_999 }],
          },
        ],
      },
    ],
    [
      'a profile on an unknown indicator',
      {
        profiles: [
          {
            code: 'p',
            label: { zh: 'p', en: 'p' },
            when: [],
            indicators: [{ code: 'x', weightBasisPoints: 10_000 }],
          },
        ],
      },
    ],
  ] as const)('are refused with %s', (_, change) => {
    expect(scorecardFaults(document)).toEqual([])
    expect(scorecardFaults({ ...document, ...change })).toHaveLength(1)
  })

  it('knows the letters of the expert scorecard as they are', () => {
    expect(indicatorsOf(defaultScorecard).every(({ feature }) => feature !== null)).toBe(true)
    expect(grades.map((grade) => countsAs(defaultScorecard, grade))).toEqual(grades)
  })
})
