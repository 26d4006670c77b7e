import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ColumnBuilder } from './book-columns.js'
import { scorecardFaults } from './check-scorecard.js'
import { defaultScorecard } from './default-scorecard.js'
import { evaluate } from './evaluate.js'
import { capReason } from './explain.js'
import { featureCodes, features, type FeatureInputs, type FeatureValue } from './features.js'
import { grades, nineGrades, usuallyCountsAs } from './grade-scale.js'
import { onLine } from './points.js'
import { applyOverlays, type Overlay } from './overlay.js'
import { variantsOf } from './profiles.js'
import { emptyScores, scoreRows } from './score-book.js'
import { dimension, steps } from './scorecard-parts.js'
import { countsAs, lettersOf, type Indicator, type Profile, type Scorecard } from './scorecard.js'

const formulas = [
  'average_delay_weighted - average_delay',
  'overdue_share / tenure_months',
  'tax_rating in ["A", "B"] ? litigation_count : litigation_count * 3 + 1',
  'max(average_delay, delay_trend, 0) / (small_overdue_count + 1)',
]

const share = fc.integer({ min: 1, max: 1_000 })
const points = fc.integer({ min: 0, max: 100 })

/** Whole weights that make 10,000, at least one each. */
function divided(parts: readonly number[]): number[] {
  const sum = parts.reduce((total, part) => total + part, 0)
  const weights = parts.map((part) => Math.max(1, Math.floor((part * 9_000) / sum)))
  const rest = 10_000 - weights.reduce((total, part) => total + part, 0)
  return weights.map((weight, index) => (index === 0 ? weight + rest : weight))
}

const shape = fc.oneof(
  fc.tuple(points, points, points).map(([a, b, c]) => ({ bins: steps(a, 0, b, 50, c) })),
  fc.array(points, { minLength: 2, maxLength: 5 }).map((list) => ({
    bins: [],
    line: list.map((given, index) => ({ at: index * 37 - 20, points: given })),
  })),
)

const formulaIndicator = fc
  .record({
    expression: fc.constantFrom(...formulas),
    shape,
    whenMissing: fc.constantFrom('exclude', 'neutral', 'worst'),
  })
  .map(({ expression, shape: given, whenMissing }): Omit<Indicator, 'code'> => ({
    feature: null,
    formula: { expression, unit: 'count' },
    label: { zh: '公式', en: 'formula' },
    weightBasisPoints: 1,
    whenMissing,
    codes: [],
    ...given,
  }))

/** The expert scorecard with formulas, lines, floors, profiles, on five or nine grades. */
const scorecard: fc.Arbitrary<Scorecard> = fc
  .record({
    added: fc.array(formulaIndicator, { minLength: 1, maxLength: 3 }),
    shares: fc.array(share, { minLength: 60, maxLength: 60 }),
    nine: fc.boolean(),
    floors: fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 5 }), points), {
      maxLength: 4,
    }),
    used: fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }),
    bound: fc.integer({ min: 0, max: 60 }),
    orUnknown: fc.boolean(),
  })
  .map(({ added, shares, nine, floors, used, bound, orUnknown }) => {
    const formula = added.map((one, index) => ({ ...one, code: `formula-${index}` }))
    const plain = defaultScorecard.dimensions.map((one, index) =>
      index === 0 ? { ...one, indicators: [...one.indicators, ...formula] } : one,
    )
    const all = plain.flatMap(({ indicators }) => indicators)
    const weights = new Map(
      divided(shares.slice(0, all.length)).map((weight, index) => [all[index]?.code, weight]),
    )
    const dimensions = plain.map(({ code, label, indicators }) =>
      dimension(
        code,
        label,
        indicators.map((one) => ({ ...one, weightBasisPoints: weights.get(one.code) ?? 1 })),
      ),
    )
    const bands = nine
      ? nineGrades.map((grade, index) => ({
          ...{
            grade,
            fromHundredths: index === 8 ? 0 : 9_000 - index * 900,
            countsAs: usuallyCountsAs[grade],
          },
        }))
      : defaultScorecard.grades
    const chosen = all.filter((_, index) => used[index] === true || index === 0)
    const own = divided(shares.slice(0, chosen.length))
    const profile: Profile = {
      code: 'new',
      label: { zh: '新客户', en: 'New' },
      when: [{ feature: 'tenure_months', kind: 'below', value: bound, orUnknown }],
      indicators: chosen.map(({ code }, index) => ({
        code,
        weightBasisPoints: own[index] ?? 1,
        whenMissing: 'neutral',
      })),
    }
    return {
      ...defaultScorecard,
      dimensions,
      scale: nine ? 'nine' : 'five',
      grades: bands.map((band, place) => ({
        ...band,
        floors: floors
          .filter(
            ([at], index) =>
              at === place &&
              floors.findIndex((other) => other[0] === at && other[1] === floors[index]?.[1]) === index,
          )
          .map(([, at, atLeast]) => ({ dimension: defaultScorecard.dimensions[at]?.code ?? '', atLeast })),
      })),
      profiles: [
        profile,
        {
          ...profile,
          code: 'chemicals',
          when: [{ feature: 'industry', kind: 'starts-with', values: ['C26'], orUnknown: false }],
        },
      ],
    }
  })

const inputs: fc.Arbitrary<FeatureInputs> = fc
  .record(
    Object.fromEntries(
      featureCodes.map((feature): [string, fc.Arbitrary<FeatureValue>] => [
        feature,
        fc.option(
          features[feature].unit === 'code'
            ? fc.constantFrom<FeatureValue>('A', 'B', 'C26 化学', 'blacklisted', 'normal')
            : fc.oneof<fc.Arbitrary<FeatureValue>[]>(
                fc.integer({ min: -20_000, max: 20_000 }),
                fc.integer({ min: 0, max: 60 }),
              ),
          { freq: 4 },
        ),
      ]),
    ),
  )
  .chain((values) => fc.subarray([...featureCodes]).map((stale) => ({ values, stale })))

const overlay = (id: string): fc.Arbitrary<Overlay> =>
  fc
    .tuple(fc.integer({ min: -2_000, max: 2_000 }), fc.integer({ min: -2, max: 2 }), fc.subarray([...grades]))
    .map(([points, notches, scope]) => ({
      ...{ id, name: id, grades: scope },
      ...(notches === 0 ? { points, notches } : { points: 0, notches }),
    }))

describe('any scorecard with formulas, lines, floors and profiles', () => {
  it('is sound, and scores one record as a book, and as its export read again', () => {
    fc.assert(
      fc.property(scorecard, fc.array(inputs, { minLength: 1, maxLength: 12 }), (document, book) => {
        expect(scorecardFaults(document)).toEqual([])
        const again = JSON.parse(JSON.stringify(document)) as Scorecard
        const builder = new ColumnBuilder(book.length)
        book.forEach((one, row) => builder.add(String(row).padStart(36, '0'), one))
        const scores = emptyScores(book.length)
        scoreRows(again, builder.build(), scores, { from: 0, to: book.length })
        book.forEach((one, row) => {
          const single = evaluate(document, one)
          expect(evaluate(again, one)).toEqual(single)
          expect({
            score: scores.scores[row],
            grade: grades[scores.grades[row] ?? 0],
            scaleGrade: lettersOf(document)[scores.letters[row] ?? 0],
            profile: variantsOf(document)[scores.profiles[row] ?? 0]?.code,
            coverage: scores.coverage[row],
          }).toEqual({
            score: single.score,
            grade: single.grade,
            scaleGrade: single.scaleGrade,
            profile: single.profile,
            coverage: single.coverage,
          })
        })
      }),
      { numRuns: 150 },
    )
  })

  it('with overlays gives a book what it gives each record, and nobody more than caps and floors allow', () => {
    fc.assert(
      fc.property(
        scorecard,
        fc.array(fc.tuple(inputs, fc.subarray([0, 1, 2])), { minLength: 1, maxLength: 8 }),
        fc.tuple(overlay('a'), overlay('b'), overlay('c')),
        (document, book, inForce) => {
          const builder = new ColumnBuilder(book.length, inForce)
          book.forEach(([one, places], row) =>
            builder.add(String(row).padStart(36, '0'), one, places.join(',')),
          )
          const scores = emptyScores(book.length)
          scoreRows(document, builder.build(), scores, { from: 0, to: book.length })
          const letters = lettersOf(document)
          book.forEach(([one, places], row) => {
            const mine = inForce.filter((_, place) => places.includes(place))
            const single = applyOverlays(document, evaluate(document, one), mine)
            expect({ score: scores.scores[row], letter: letters[scores.letters[row] ?? 0] }).toEqual({
              ...{ score: single.score, letter: single.scaleGrade },
            })
            const best = Math.max(0, ...single.caps.map(({ gradeAtMost }) => letters.indexOf(gradeAtMost)))
            expect(letters.indexOf(single.scaleGrade)).toBeGreaterThanOrEqual(best)
          })
        },
      ),
      { numRuns: 150 },
    )
  })

  it('has contributions that sum exactly to the score, and no NaN anywhere', () => {
    fc.assert(
      fc.property(scorecard, inputs, (document, given) => {
        const result = evaluate(document, given)
        expect(result.contributions.reduce((sum, one) => sum + one.contribution, 0)).toBe(result.score)
        expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/)
        expect(result.contributions.every(({ value }) => !Number.isNaN(value))).toBe(true)
        expect(result.score).toBeGreaterThanOrEqual(0)
        expect(result.score).toBeLessThanOrEqual(10_000)
        expect(result.grade).toBe(countsAs(document, result.scaleGrade))
        for (const cap of result.caps)
          expect(capReason(document, cap, result.coverage).zh).not.toContain('undefined')
      }),
      { numRuns: 150 },
    )
  })

  it('grades nobody better than a missed floor allows', () => {
    fc.assert(
      fc.property(scorecard, inputs, (document, given) => {
        const letters = lettersOf(document)
        const { caps, scaleGrade, gradeByScore } = evaluate(document, given)
        const worst = Math.max(
          letters.indexOf(gradeByScore),
          ...caps.map((cap) => letters.indexOf(cap.gradeAtMost)),
        )
        expect(letters.indexOf(scaleGrade)).toBe(worst)
      }),
      { numRuns: 150 },
    )
  })
})

describe('a line', () => {
  it('gives the points of its corners, between them in proportion, level outside', () => {
    const line = [
      { at: 0, points: 100 },
      { at: 40, points: 60 },
      { at: 50, points: 0 },
    ]
    expect([-5, 0, 10, 39, 40, 45, 50, 99].map((value) => onLine(line, value))).toEqual([
      100, 100, 90, 61, 60, 30, 0, 0,
    ])
  })

  it('that falls never rises', () => {
    const corners = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), points), {
      minLength: 2,
      maxLength: 6,
    })
    fc.assert(
      fc.property(corners, fc.integer({ min: -3_000, max: 3_000 }), fc.nat(500), (list, value, more) => {
        const falling = list.map(([, given]) => given).sort((a, b) => b - a)
        let at = 0
        const line = falling.map((given, index) => ({ at: (at += list[index]?.[0] ?? 1), points: given }))
        expect(onLine(line, value + more)).toBeLessThanOrEqual(onLine(line, value) ?? 0)
      }),
    )
  })
})
