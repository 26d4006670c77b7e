import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { raw, sql } from '../../platform/db/sql.js'
import { modelSql } from './domain/statistics/export/model-sql.js'
import { seededRandom } from './domain/statistics/numeric/random.js'
import { explain, predict, textReader, type FittedModel } from './domain/statistics/training/model.js'
import { trainModel, type TrainingTask } from './domain/statistics/training/train-model.js'
import { parseFittedModel } from './fitted-model-schemas.js'

const ROWS = 900

/** A number, a number with codes and a category, each of which tells something. */
function task(method: 'scorecard' | 'gbm', calibration: TrainingTask['calibration']): TrainingTask {
  const random = seededRandom(9)
  const target = new Int8Array(ROWS)
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const [a, b, c] = [random(), random(), random()]
    target[row] = random() < 0.1 + 0.4 * a * a + 0.3 * (c > 0.6 ? 1 : 0) - 0.2 * b * a ? 1 : 0
    const ratio = a < 0.05 ? '' : String(Math.round(a * 1e4) / 100)
    const sales = b < 0.04 ? 'unknown' : b < 0.08 ? '' : (b * 9000).toFixed(1)
    const city = c < 0.03 ? 'NA' : c > 0.6 ? "Xi'an" : c > 0.3 ? '上海' : 'none'
    return [ratio, sales, city]
  })
  const order = Int32Array.from({ length: ROWS }, (_, row) => row)
  return {
    ...{ table: { header: ['ratio', 'sales', 'city "q"'], rows }, method, calibration, target, seed: 1 },
    ...{
      targetColumn: 'target',
      keyColumn: null,
      excluded: [],
      manualBins: {},
      rejects: null,
      reasons: false,
    },
    directions: method === 'gbm' ? { ratio: 1 } : {},
    split: { train: order.filter((row) => row % 4 > 0), test: order.filter((row) => row % 4 === 0) },
  }
}

const models: readonly (readonly [string, FittedModel])[] = (
  [
    ['scorecard', 'none'],
    ['gbm', 'platt'],
    ['gbm', 'isotonic'],
  ] as const
).map(([method, calibration]) => [`${method}, ${calibration}`, trainModel(task(method, calibration)).model])

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
  await test.db.transaction((tx) =>
    tx.run(
      sql`CREATE TABLE features (row_id integer, ratio double precision, sales text, "city ""q""" text)`,
    ),
  )
})
afterAll(() => test.drop())

interface Said {
  readonly key: number
  readonly score: number
  readonly pd: number
  readonly points?: number
}

type RecordOfTexts = readonly [ratio: number | null, sales: string | null, city: string | null]

async function saidBySql(model: FittedModel, records: readonly RecordOfTexts[]): Promise<Said[]> {
  return test.db.transaction(async (tx) => {
    await tx.run(sql`DELETE FROM features`)
    await insertRows(
      tx,
      'features',
      { row_id: 'int', ratio: 'double precision', sales: 'text', '"city ""q"""': 'text' },
      records.map((record, at) => [at, ...record]),
    )
    return tx.rows<Said>(raw(modelSql(model, { table: 'features', key: 'row_id' })))
  })
}

function saidByProgram(model: FittedModel, [ratio, sales, city]: RecordOfTexts) {
  const texts: Record<string, string | null> = { sales, 'city "q"': city }
  const read = textReader(model, (feature) => texts[feature] ?? undefined)
  return predict(model, (feature) => (feature === 'ratio' ? ratio : read(feature)))
}

const anyText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'NA',
    'n/a',
    'NaN',
    'None',
    'none',
    '?',
    '-',
    'Infinity',
    '-inf',
    '1e999',
    '12%',
    '1,234.5',
  ),
  fc.constantFrom(
    'unknown',
    ' unknown ',
    "Xi'an",
    '上海',
    '\u3000上海\u00a0',
    '成都',
    '\u000b',
    '1e-400',
    '-0',
  ),
  fc.double().map(String),
  fc.integer({ min: -10_000, max: 10_000 }).map(String),
  fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\u0000', '').toWellFormed()),
)
const record: fc.Arbitrary<RecordOfTexts> = fc.tuple(
  fc.option(fc.oneof(fc.double(), fc.double({ min: -10, max: 110 })), { nil: null }),
  fc.option(anyText, { nil: null }),
  fc.option(anyText, { nil: null }),
)

describe.each(models)('a model (%s)', (_, model) => {
  it('says the same of one record, of a batch, as SQL and after export and import, whatever is in it', async () => {
    const imported = parseFittedModel(JSON.parse(JSON.stringify(model)))
    expect(imported).not.toBeNull()
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 40, maxLength: 120 }), async (records) => {
        const inSql = await saidBySql(model, records)
        for (const [at, one] of records.entries()) {
          const own = saidByProgram(model, one)
          const theirs = inSql[at]
          expect([own.pd, own.score].every(Number.isFinite)).toBe(true)
          expect(imported === null ? null : saidByProgram(imported, one)).toEqual(own)
          expect(Math.abs((theirs?.pd ?? -1) - own.pd), JSON.stringify(one)).toBeLessThan(1e-12)
          if (own.points === undefined) expect(theirs?.score ?? -1).toBeCloseTo(own.score, 9)
          else expect([theirs?.points, theirs?.score]).toEqual([own.points + 0, own.score])
        }
      }),
      { numRuns: 8, endOnFailure: true },
    )
  })

  it('explains each record by parts that sum to its log-odds, and its points to its score', () => {
    fc.assert(
      fc.property(record, (one) => {
        const texts: Record<string, string | null> = { sales: one[1], 'city "q"': one[2] }
        const read = textReader(model, (feature) => texts[feature] ?? undefined)
        const cells = (feature: string) => (feature === 'ratio' ? one[0] : read(feature))
        const { base, contributions } = explain(model, cells)
        const sum = contributions.reduce((all, { logOdds }) => all + logOdds, base)
        expect(Number.isFinite(sum)).toBe(true)
        const said = predict(model, cells)
        if (model.method === 'scorecard') {
          expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(said.pd, 12)
          expect(Math.abs((said.points ?? 0) - said.score)).toBeLessThan(model.features.length)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('is monotone where that was promised', () => {
    if (model.method === 'scorecard') {
      for (const { binning, table, trend } of model.features) {
        if (trend !== 'ascending' && trend !== 'descending') continue
        const woes = table
          .slice(0, binning.breaks.length + 1)
          .map(({ woe }) => (trend === 'ascending' ? woe : -woe))
        expect(woes).toEqual(woes.toSorted((a, b) => a - b))
      }
      return
    }
    fc.assert(
      fc.property(
        record,
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (one, a, b) => {
          const at = (ratio: number) => saidByProgram(model, [ratio, one[1], one[2]]).pd
          expect(at(Math.max(a, b))).toBeGreaterThanOrEqual(at(Math.min(a, b)) - 1e-12)
        },
      ),
      { numRuns: 200 },
    )
  })
})
