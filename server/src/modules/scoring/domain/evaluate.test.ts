import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scorecardFaults } from './check-scorecard.js'
import { defaultScorecard } from './default-scorecard.js'
import { evaluate, type Evaluation } from './evaluate.js'
import { capReason, contributionReason } from './explain.js'
import { features, type FeatureCode, type FeatureInputs, type FeatureValue } from './features.js'
import { grades } from './grade-scale.js'
import { pointsOf } from './points.js'
import { indicatorsOf, type Scorecard } from './scorecard.js'
import { dimension, indicator, steps } from './scorecard-parts.js'

const inputs = (values: FeatureInputs['values'], stale: FeatureCode[] = []): FeatureInputs => ({
  values,
  stale,
})

/** The indicators of the expert scorecard, each with the feature that it reads. */
const ownIndicators = indicatorsOf(defaultScorecard).flatMap((one) =>
  one.feature === null ? [] : [{ ...one, feature: one.feature }],
)

/** Two indicators, 60 % and 40 %, of which the second has the policy to be looked at. */
function small(whenMissing: 'exclude' | 'neutral' | 'worst'): Scorecard {
  return {
    ...defaultScorecard,
    dimensions: [
      dimension('a', { zh: '甲', en: 'a' }, [
        indicator('on_time_rate', 6_000, 'exclude', steps(5, 3_000, 45, 6_500, 65, 9_700, 100)),
      ]),
      dimension('b', { zh: '乙', en: 'b' }, [
        indicator('debt_to_assets', 4_000, whenMissing, steps(100, 5_000, 50, 8_000, 10)),
      ]),
    ],
    coverageCaps: [{ belowBasisPoints: 7_000, gradeAtMost: 'A' }],
    vetoes: [],
  }
}

/** Mean of the points of what is known and fresh. */
function knownMean({ contributions }: Evaluation): number {
  const weights = new Map(indicatorsOf(defaultScorecard).map((one) => [one.code, one.weightBasisPoints]))
  const known = contributions.filter(({ treatment }) => treatment === 'scored')
  const weight = known.reduce((sum, one) => sum + (weights.get(one.indicator) ?? 0), 0)
  const earned = known.reduce((sum, one) => sum + (weights.get(one.indicator) ?? 0) * (one.points ?? 0), 0)
  return weight === 0 ? 0 : earned / weight
}

describe('a rating by hand', () => {
  it('weighs the points: 60 % × 100 + 40 % × 50 = 80.00', () => {
    const result = evaluate(small('exclude'), inputs({ on_time_rate: 9_800, debt_to_assets: 6_000 }))
    expect(result).toMatchObject({ score: 8_000, grade: 'AA', coverage: 10_000, alert: false, caps: [] })
    expect(result.contributions.map(({ contribution }) => contribution)).toEqual([6_000, 2_000])
  })

  it('leaves an excluded indicator out, and caps the grade of what it does not know', () => {
    const result = evaluate(small('exclude'), inputs({ on_time_rate: 9_800 }))
    expect(result).toMatchObject({ score: 10_000, gradeByScore: 'AAA', grade: 'A', coverage: 6_000 })
    expect(result.contributions[1]).toMatchObject({ treatment: 'excluded', points: null, contribution: 0 })
  })

  it('counts a neutral unknown with 60 points: 60 % × 100 + 40 % × 60 = 84.00', () => {
    expect(evaluate(small('neutral'), inputs({ on_time_rate: 9_800 })).score).toBe(8_400)
  })

  it('lifts nobody with neutral points: a mean of 45 stays 45', () => {
    const result = evaluate(small('neutral'), inputs({ on_time_rate: 6_200 }))
    expect(result).toMatchObject({ score: 4_500, grade: 'C', alert: true })
  })

  it('counts a worst unknown with the fewest points: 60 % × 100 + 40 % × 10 = 64.00', () => {
    expect(evaluate(small('worst'), inputs({ on_time_rate: 9_800 })).score).toBe(6_400)
  })

  it('does not let a bad figure heal by going out of date', () => {
    const fresh = evaluate(small('exclude'), inputs({ on_time_rate: 9_800, debt_to_assets: 9_000 }))
    const stale = evaluate(
      small('exclude'),
      inputs({ on_time_rate: 9_800, debt_to_assets: 9_000 }, ['debt_to_assets']),
    )
    expect(stale).toMatchObject({ score: fresh.score, coverage: 6_000 })
    expect(stale.contributions[1]?.treatment).toBe('stale')
  })

  it('knows nothing without data: score 0, grade C, coverage 0', () => {
    expect(evaluate(defaultScorecard, inputs({}))).toMatchObject({
      score: 0,
      grade: 'C',
      coverage: 0,
      alert: true,
    })
  })

  it('puts a boundary into the upper bin: bins are [from, to)', () => {
    const [onTime] = indicatorsOf(small('exclude'))
    if (!onTime) throw new Error('no indicator')
    expect([2_999, 3_000, 6_499, 6_500].map((value) => pointsOf(onTime, value))).toEqual([5, 45, 45, 65])
  })

  it.each([
    ['customer_status', 'blacklisted', 'C', 'veto'],
    ['dishonest_debtor', 1, 'C', 'veto'],
    ['registration_status', 'revoked', 'C', 'veto'],
    ['overdue_days_max', 181, 'C', 'veto'],
    ['overdue_days_max', 30, 'A', 'ceiling'],
    ['overdue_days_max', 60, 'B', 'ceiling'],
    ['overdue_days_max', 180, 'B', 'ceiling'],
    ['consumption_restriction', 1, 'B', 'ceiling'],
    ['dishonest_debtor', null, 'AA', 'unverified'],
  ] as const)('limits the grade when %s is %s to %s', (feature, value, gradeAtMost, kind) => {
    const result = evaluate(defaultScorecard, inputs({ ...best, [feature]: value }))
    expect(result.gradeByScore).toBe('AAA')
    expect(result.grade).toBe(gradeAtMost)
    expect(result.caps).toContainEqual(expect.objectContaining({ kind, gradeAtMost }))
  })

  it('names the tightest of several rules that one value breaks', () => {
    const { caps } = evaluate(defaultScorecard, inputs({ ...best, overdue_days_max: 200 }))
    expect(caps.map(({ code }) => code)).toEqual(['long_overdue'])
  })

  it('says why in both languages', () => {
    const scorecard = small('exclude')
    const result = evaluate(scorecard, inputs({ on_time_rate: 6_200 }))
    const [onTime, debt] = indicatorsOf(scorecard).map((one, index) => {
      const contribution = result.contributions[index]
      return contribution && contributionReason(one, contribution)
    })
    expect(onTime).toEqual({
      zh: '近12个月准时付款率 62 %，得 45 分',
      en: 'On-time payment rate (12 months) 62 %: 45 points',
    })
    expect(debt?.zh).toBe('资产负债率未知，不计分，其余指标按比例折算')
    expect(result.caps.map((cap) => capReason(scorecard, cap, result.coverage).zh)).toEqual([
      '数据覆盖率 60 %，等级最高 A',
    ])
  })
})

const best: FeatureInputs['values'] = {
  ...Object.fromEntries(
    ownIndicators.map(({ feature, bins, codes }) => {
      const top = bins.find(({ points }) => points === Math.max(...bins.map((bin) => bin.points)))
      return [feature, codes[0]?.code ?? top?.from ?? (top?.to ?? 1) - 1]
    }),
  ),
  dishonest_debtor: 0,
  registration_status: 'active',
  overdue_days_max: 0,
  customer_status: 'active',
}

const valueOf = (feature: FeatureCode): fc.Arbitrary<FeatureValue> =>
  features[feature].unit === 'code'
    ? fc.constantFrom('A', 'B', 'M', 'C', 'D', 'X', 'active', 'revoked', 'blacklisted')
    : fc.integer({ min: -20_000, max: 30_000 })

const someInputs: fc.Arbitrary<FeatureInputs> = fc
  .record(Object.fromEntries((Object.keys(features) as FeatureCode[]).map((code) => [code, valueOf(code)])), {
    requiredKeys: [],
  })
  .chain((values) =>
    fc.subarray(Object.keys(values) as FeatureCode[]).map((stale) => ({ values: values, stale })),
  )

describe('any rating', () => {
  it('is bounded, and its contributions sum exactly to the score', () => {
    fc.assert(
      fc.property(someInputs, (given) => {
        const result = evaluate(defaultScorecard, given)
        expect(result.score).toBeGreaterThanOrEqual(0)
        expect(result.score).toBeLessThanOrEqual(10_000)
        expect(result.contributions.reduce((sum, one) => sum + one.contribution, 0)).toBe(result.score)
        expect(result.contributions.every((one) => one.contribution >= 0)).toBe(true)
      }),
    )
  })

  it('never scores above what the known and fresh indicators have on average', () => {
    fc.assert(
      fc.property(someInputs, (given) => {
        let earned = 0
        let weight = 0
        for (const one of ownIndicators) {
          const value = given.values[one.feature] ?? null
          const points = value === null || given.stale.includes(one.feature) ? null : pointsOf(one, value)
          if (points === null) continue
          earned += points * one.weightBasisPoints
          weight += one.weightBasisPoints
        }
        const mean = weight === 0 ? 0 : Math.round((earned * 100) / weight)
        expect(evaluate(defaultScorecard, given).score).toBeLessThanOrEqual(mean)
      }),
    )
  })

  it('does not rise when a value goes missing that was no worse than the mean of what stays known', () => {
    fc.assert(
      fc.property(someInputs, fc.constantFrom(...ownIndicators), (given, one) => {
        const { [one.feature]: _, ...rest } = given.values
        const without = evaluate(defaultScorecard, { ...given, values: rest })
        const value = given.values[one.feature] ?? null
        const points = value === null ? null : pointsOf(one, value)
        fc.pre(points !== null && !given.stale.includes(one.feature) && points >= knownMean(without))
        const before = evaluate(defaultScorecard, given)
        expect(without.score).toBeLessThanOrEqual(before.score)
        expect(grades.indexOf(without.grade)).toBeGreaterThanOrEqual(grades.indexOf(before.grade))
      }),
      { numRuns: 1_000 },
    )
  })

  it('never rises when a monotone feature worsens', () => {
    const falling = ownIndicators.filter(({ bins }) =>
      bins.every((bin, index) => index === 0 || bin.points <= (bins[index - 1]?.points ?? 0)),
    )
    expect(falling.map(({ code }) => code)).toContain('overdue_share')
    fc.assert(
      fc.property(
        someInputs,
        fc.constantFrom(...falling),
        fc.nat(20_000),
        fc.nat(5_000),
        (given, one, value, worse) => {
          if (one.bins.length === 0) return
          const at = (number: number) =>
            evaluate(defaultScorecard, { stale: [], values: { ...given.values, [one.feature]: number } })
              .score
          expect(at(value + worse)).toBeLessThanOrEqual(at(value))
        },
      ),
    )
  })

  it('gives the same again', () => {
    fc.assert(
      fc.property(someInputs, (given) => {
        const again = structuredClone(given)
        expect(evaluate(defaultScorecard, again)).toEqual(evaluate(defaultScorecard, given))
      }),
    )
  })
})

describe('a scorecard', () => {
  it('of a new installation is sound and weighs its dimensions as specified', () => {
    expect(scorecardFaults(defaultScorecard)).toEqual([])
    expect(defaultScorecard.dimensions.map(({ weightBasisPoints }) => weightBasisPoints)).toEqual([
      3_000, 2_000, 1_500, 2_000, 1_000, 500,
    ])
  })

  it.each([
    ['weights that do not sum to 100 %', { dimensions: defaultScorecard.dimensions.slice(1) }],
    ['an open end', { dimensions: withBins([{ from: 0, to: null, points: 5 }]) }],
    [
      'a gap between bins',
      {
        dimensions: withBins([
          { from: null, to: 1, points: 5 },
          { from: 2, to: null, points: 5 },
        ]),
      },
    ],
    ['points above 100', { dimensions: withBins([{ from: null, to: null, points: 101 }]) }],
    ['bands that end above 0', { grades: [{ grade: 'A', fromHundredths: 10 }] }],
  ] as const)('is refused with %s', (_, change) => {
    expect(scorecardFaults({ ...defaultScorecard, ...change })).not.toEqual([])
  })
})

function withBins(bins: Scorecard['dimensions'][number]['indicators'][number]['bins']) {
  return defaultScorecard.dimensions.map((one, index) =>
    index > 0
      ? one
      : { ...one, indicators: one.indicators.map((each, place) => (place > 0 ? each : { ...each, bins })) },
  )
}
