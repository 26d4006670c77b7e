import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import { createTestApp, type TestApp } from '../../../../test/test-app.js'
import { insertTraders, openInvoice, paidInvoice } from '../../../../test/trading-book.js'
import { sql } from '../../../platform/db/sql.js'
import type { StatisticalScorecard } from '../domain/statistics/scorecard/statistical-scorecard.js'
import { standardScaling } from '../domain/statistics/scorecard/scaling.js'
import { addModel } from './add-model.js'
import { systemPrincipal } from '../../../kernel/access.js'

const start = calendarDay('2025-01-10')
const monthly = (delay: number) =>
  Array.from({ length: 20 }, (_, month) => paidInvoice(addDays(start, month * 30), 100_000n, delay))

/** Written off ten days after it fell due. */
const writtenOff = {
  ...openInvoice(calendarDay('2026-01-05'), 5_000n),
  settlements: [{ by: 'write-off', on: calendarDay('2026-02-14'), minor: 5_000n }],
} as const

/** Two bins over the share overdue. */
const document: StatisticalScorecard = {
  method: 'scorecard',
  scaling: standardScaling,
  intercept: -2,
  pointDecimals: 0,
  features: [
    {
      binning: {
        feature: 'overdue_share',
        kind: 'number',
        breaks: [3000],
        groups: [],
        codes: [],
        missing: false,
      },
      ...{ trend: 'ascending', labels: ['[-inf,3000)', '[3000,inf)'], iv: 0.5, coefficient: 1 },
      table: [
        { bad: 10, good: 90, count: 100, badRate: 0.1, woe: -1, iv: 0.2 },
        { bad: 40, good: 60, count: 100, badRate: 0.4, woe: 2, iv: 0.3 },
      ],
      ...{ standardError: 0.1, pValue: 0.001, points: [540, 450], neutralPoints: 500 },
    },
  ],
}

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  await app.deps.db.transaction((tx) =>
    insertTraders(tx, [
      { code: 'PROMPT', invoices: monthly(-2), orders: [] },
      {
        code: 'LATE',
        invoices: [...monthly(5), openInvoice(calendarDay('2026-01-05'), 900_000n)],
        orders: [],
      },
    ]),
  )
})
afterAll(() => app.close())

describe('models in use', () => {
  it('score each rating beside the scorecard, with reasons, and change nothing of it', async () => {
    const model = await app.deps.db.transaction((tx) =>
      addModel(tx, {
        ...{ code: 'late', name: '逾期模型', source: 'imported', datasetId: null, document, recipe: {} },
        ...{ holdout: { rows: [], y: [], pd: [] }, auc: null, actor: systemPrincipal, at: app.deps.now() },
      }),
    )
    await app.deps.db.transaction((tx) =>
      tx.run(sql`UPDATE rating_model SET status = 'champion', approved_for = 'champion', validated_by = 'x',
        validated_at = now() WHERE id = ${model.id}`),
    )
    const { body: rating } = await app.request('POST', '/api/v1/customers/LATE/ratings', { body: {} })
    const { body, status } = await app.request('GET', `/api/v1/ratings/${rating.id as string}/model-scores`)
    expect(status).toBe(200)
    expect(body.items).toHaveLength(1)
    const [said] = body.items as { pd: number; usedAs: string; reasons: { zh: string; en: string }[] }[]
    // −2 + 2 in log-odds.
    expect(said?.pd).toBeCloseTo(0.5, 12)
    expect(said?.usedAs).toBe('champion')
    expect(said?.reasons[0]?.zh).toMatch(/^当前逾期占应收比例 .+ %，使违约概率升高（扣 57\.7 分）$/)
    const { body: now } = await app.request('POST', `/api/v1/models/${model.id}/score`, {
      body: { customerCode: 'LATE' },
    })
    expect(now.pd).toBe(said?.pd)
  })
})

describe('a sample of the book', () => {
  const draw = (more: object) =>
    app.request('POST', '/api/v1/model-datasets/from-book', {
      body: { name: '样本', overdueDays: 60, withinMonths: 6, observationDays: ['2025-12-31'], ...more },
    })

  it('holds each customer as it was known on the day, and what became of it', async () => {
    const { status, body, text } = await draw({})
    expect(status, text).toBe(201)
    expect(body).toMatchObject({ source: 'book', rowCount: 2 })
    const target = (body.columns as { name: string; distinct: number }[]).find(
      ({ name }) => name === 'target',
    )
    expect(target?.distinct).toBe(2)
    const [stored] = await app.deps.db.rows<{ text: string }>(
      sql`SELECT convert_from(bytes, 'UTF8') AS text FROM model_dataset_chunk WHERE dataset_id = ${body.id as string}`,
    )
    const [header = '', ...lines] = (stored?.text ?? '').trim().split('\n')
    const overdue = header.split(',').indexOf('overdue_days_max')
    // What turned bad in March was not overdue on the last day of December.
    expect(
      lines.toSorted().map((line) => [line.split(',')[0], line.split(',')[overdue], line.at(-1)]),
    ).toEqual([
      ['LATE@2025-12-31', expect.stringMatching(/^\d$/), '1'],
      ['PROMPT@2025-12-31', '0', '0'],
    ])
  })

  it('is the same when it is drawn again', async () => {
    const [a, b] = [(await draw({})).body, (await draw({})).body]
    expect(a.sha256).toBe(b.sha256)
  })

  it('refuses features whose past nobody can tell, and windows that are not over', async () => {
    const leak = await draw({ features: ['overdue_share', 'dispute_rate'] })
    expect(leak).toMatchObject({ status: 400, body: { code: 'feature_known_later' } })
    const early = await draw({ observationDays: ['2026-10-31'] })
    expect(early).toMatchObject({ status: 400, body: { code: 'sample_not_over' } })
    const before = await draw({ observationDays: ['2020-01-01'] })
    expect(before).toMatchObject({ status: 400, body: { code: 'sample_empty' } })
  })

  const count = (more: object) =>
    app.request('POST', '/api/v1/model-datasets/from-book/count', {
      body: { overdueDays: 60, withinMonths: 6, observationDays: ['2025-12-31'], ...more },
    })

  it('is counted by what became of each customer before it is drawn', async () => {
    await app.deps.db.transaction((tx) =>
      insertTraders(tx, [
        { code: 'WRITTEN-OFF', invoices: [...monthly(-1), writtenOff], orders: [] },
        {
          code: 'SLOW',
          invoices: [...monthly(-1), paidInvoice(calendarDay('2026-01-05'), 100n, 50)],
          orders: [],
        },
        { code: 'NEW', invoices: [paidInvoice(calendarDay('2025-12-20'), 100n, 1)], orders: [] },
        { code: 'IDLE', invoices: [], orders: [] },
      ]),
    )
    const plain = await count({})
    expect(plain.status, plain.text).toBe(200)
    expect(plain.body.days).toEqual([
      {
        ...{ day: '2025-12-31', good: 3, bad: 2, doubtful: 0, alreadyLate: 0 },
        ...{ nothingDue: 1, tooNew: 0, turnedAway: 0 },
      },
    ])
    const strict = await count({ doubtfulDays: 30, minHistoryMonths: 6, writeOffs: false })
    expect(strict.body.days[0]).toMatchObject({ good: 2, bad: 1, doubtful: 1, tooNew: 1, nothingDue: 1 })
    const elsewhere = await count({ segments: ['XX'] })
    expect(elsewhere.body.days[0]).toMatchObject({ good: 0, bad: 0, nothingDue: 0 })
    const { features } = plain.body as { features: { code: string; refused: { en: string } | null }[] }
    expect(features.find(({ code }) => code === 'dispute_rate')?.refused?.en).toContain('past day')
    expect(features.find(({ code }) => code === 'overdue_share')?.refused).toBeNull()
    expect(await count({ doubtfulDays: 60 })).toMatchObject({ body: { code: 'sample_doubtful_days' } })
  })

  it('holds customers whose orders were held, without an outcome, when that is asked for', async () => {
    await app.deps.db.transaction(async (tx) => {
      const parties = await insertTraders(tx, [{ code: 'HELD', invoices: [], orders: [] }])
      const { accountId, groupId } = parties.get('HELD') ?? { accountId: '', groupId: '' }
      await tx.run(sql`
        INSERT INTO credit_decision (id, group_id, account_id, checkpoint, source, document_type, document_number,
          document_version, amount_minor, currency, outcome, binding, trigger, rules_version, facts, result,
          submitted_by, decided_at)
        VALUES (gen_random_uuid(), ${groupId}, ${accountId}, 'order', 'test', 'order', 'O-1', 1, 100, 'CNY', 'held',
          true, 'check', 1, '{}', '{}', 'x', '2026-02-01T00:00:00Z')`)
    })
    expect((await count({ turnedAway: true })).body.days[0]).toMatchObject({ turnedAway: 1 })
    const { body } = await draw({ turnedAway: true })
    const target = (body.columns as { name: string; blank: number }[]).find(({ name }) => name === 'target')
    expect(target?.blank).toBe(1)
    expect((await draw({})).body.rowCount).toBe((body.rowCount as number) - 1)
  })
})
