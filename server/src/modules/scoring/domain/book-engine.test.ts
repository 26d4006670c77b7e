import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BookEngine } from './book-engine.js'
import { ColumnBuilder, inputsAt } from './book-columns.js'
import { defaultScorecard } from './default-scorecard.js'
import { evaluate } from './evaluate.js'
import {
  featureCodes,
  features,
  type FeatureCode,
  type FeatureInputs,
  type FeatureValue,
} from './features.js'
import { emptyScores, scoreRows } from './score-book.js'
import { grades } from './grade-scale.js'
import type { Scorecard } from './scorecard.js'

const noPause = () => Promise.resolve()
const id = (row: number) => `00000000-0000-7000-8000-${String(row).padStart(12, '0')}`

function valueOf(feature: FeatureCode): fc.Arbitrary<FeatureValue> {
  switch (features[feature].unit) {
    case 'code':
      return fc.constantFrom('A', 'B', 'M', 'active', 'blacklisted', 'revoked', 'normal', 'never heard of')
    case 'flag':
      return fc.constantFrom(0, 1)
    default:
      return fc.oneof(fc.integer({ min: -20_000, max: 20_000 }), fc.integer({ min: 0, max: 400 }))
  }
}

const inputs: fc.Arbitrary<FeatureInputs> = fc
  .record(
    Object.fromEntries(featureCodes.map((feature) => [feature, fc.option(valueOf(feature), { freq: 3 })])),
  )
  .chain((values) => fc.subarray([...featureCodes]).map((stale) => ({ values, stale })))

/** The expert scorecard with other null policies, neutral points and caps. */
const scorecard: fc.Arbitrary<Scorecard> = fc
  .record({
    whenMissing: fc.constantFrom('exclude', 'neutral', 'worst'),
    neutralPoints: fc.integer({ min: 0, max: 100 }),
    every: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ whenMissing, neutralPoints, every }) => ({
    ...defaultScorecard,
    neutralPoints,
    dimensions: defaultScorecard.dimensions.map((dimension) => ({
      ...dimension,
      indicators: dimension.indicators.map((indicator, place) =>
        place % every === 0 ? { ...indicator, whenMissing } : indicator,
      ),
    })),
  }))

function columnsOf(book: readonly FeatureInputs[]) {
  const builder = new ColumnBuilder(book.length)
  book.forEach((one, row) => builder.add(id(row), one))
  return builder.build()
}

function engineOf(book: readonly FeatureInputs[]): BookEngine {
  const engine = new BookEngine()
  engine.begin(book.length, [])
  engine.load(book.map((one, row) => `${id(row)}${JSON.stringify(one)}`).join('\n'))
  engine.finish()
  return engine
}

describe('a book', () => {
  it('scores each customer exactly as one record is scored', () => {
    fc.assert(
      fc.property(scorecard, fc.array(inputs, { minLength: 1, maxLength: 20 }), (document, book) => {
        const columns = columnsOf(book)
        const scores = emptyScores(book.length)
        scoreRows(document, columns, scores, { from: 0, to: book.length })
        book.forEach((one, row) => {
          const single = evaluate(document, one)
          expect({
            score: scores.scores[row],
            grade: grades[scores.grades[row] ?? 0],
            coverage: scores.coverage[row],
            vetoed: scores.vetoed[row],
          }).toEqual({
            score: single.score,
            grade: single.grade,
            coverage: single.coverage,
            vetoed: single.caps.some(({ kind }) => kind === 'veto') ? 1 : 0,
          })
          expect(evaluate(document, inputsAt(columns, row)).score).toBe(single.score)
        })
      }),
      { numRuns: 150 },
    )
  })

  it('moves nobody under the scorecard that is in force', async () => {
    await fc.assert(
      fc.asyncProperty(scorecard, fc.array(inputs, { maxLength: 30 }), async (document, book) => {
        const preview = await engineOf(book).preview(document, document, noPause)
        expect(preview).toMatchObject({ up: 0, down: 0, scoreOnly: 0, moversUp: [], moversDown: [] })
        expect(preview.after).toEqual(preview.now)
      }),
      { numRuns: 40 },
    )
  })

  it('is counted once: by grade, by score, by each indicator, and in the matrix', async () => {
    await fc.assert(
      fc.asyncProperty(scorecard, fc.array(inputs, { minLength: 1, maxLength: 30 }), async (tried, book) => {
        const preview = await engineOf(book).preview(defaultScorecard, tried, noPause)
        const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
        expect(sum(preview.after.grades.map(({ customers }) => customers))).toBe(book.length)
        expect(sum(preview.after.scores)).toBe(book.length)
        expect(sum(preview.migration.flat())).toBe(book.length)
        expect(sum(preview.after.grades.map(({ bad }) => bad))).toBe(preview.bad)
        for (const { missing, steps } of preview.spread)
          expect(missing.customers + sum(steps.map(({ customers }) => customers))).toBe(book.length)
        const offDiagonal = sum(preview.migration.map((row, at) => sum(row) - (row[at] ?? 0)))
        expect(preview.up + preview.down).toBe(offDiagonal)
      }),
      { numRuns: 40 },
    )
  })

  it('says why somebody moves', async () => {
    const harsher: Scorecard = {
      ...defaultScorecard,
      dimensions: defaultScorecard.dimensions.map((dimension) => ({
        ...dimension,
        indicators: dimension.indicators.map((indicator) =>
          indicator.feature === 'on_time_rate'
            ? { ...indicator, bins: indicator.bins.map((bin) => ({ ...bin, points: 0 })) }
            : indicator,
        ),
      })),
    }
    const book = [{ values: { on_time_rate: 9_900, tenure_months: 60 }, stale: [] }]
    const { moversDown, down, scoreOnly } = await engineOf(book).preview(defaultScorecard, harsher, noPause)
    expect(down + scoreOnly).toBe(1)
    expect(moversDown[0]?.customerId).toBe(id(0))
    expect(moversDown[0]?.reasons[0]?.zh).toContain('近12个月准时付款率（99 %）：贡献')
  })

  it('shows how a feature spreads, tails open and the unknown apart', async () => {
    const book = Array.from({ length: 200 }, (_, row) => ({
      values: row < 20 ? {} : { overdue_days_max: row },
      stale: [],
    }))
    const histogram = await engineOf(book).histogram('overdue_days_max', defaultScorecard, noPause)
    expect(histogram.missing).toEqual({ customers: 20, bad: 0 })
    expect(histogram.bars.reduce((sum, { customers }) => sum + customers, 0)).toBe(180)
    expect(histogram.bars.reduce((sum, { bad }) => sum + bad, 0)).toBe(200 - 91)
    expect(histogram.bars[0]?.from).toBeNull()
    expect(histogram.bars.at(-1)?.to).toBeNull()
  })
})
