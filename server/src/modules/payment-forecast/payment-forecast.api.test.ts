import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { payingTraders } from '../../../test/payment-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { insertTraders, type TestParty } from '../../../test/trading-book.js'
import { calendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import { trainBook } from './domain/train-book.js'
import { paymentForecastJobs } from './jobs.js'

/** A Saturday in Shanghai. */
const TODAY = calendarDay('2026-11-21')

let app: TestApp
let analyst: Caller
let manager: Caller
let parties: Map<string, TestParty>

beforeAll(async () => {
  app = await createTestApp({ now: `${TODAY}T04:00:00Z` })
  analyst = await app.signIn('credit-analyst')
  manager = await app.signIn('credit-manager')
  await app.signIn('sales', { username: 'anna' })
  parties = await app.deps.db.transaction((tx) => insertTraders(tx, payingTraders(40, TODAY)))
}, 60_000)
afterAll(() => app.close())

/** As the worker thread does it, in this thread. */
const jobs = () =>
  paymentForecastJobs(app.deps, '1.0', async (task, { onProgress }) => trainBook(task, onProgress))
const run = (job: string, payload: object = {}) => jobs()[job]?.(payload)
const get = (url: string, as: Caller = manager) => app.request('GET', `/api/v1/${url}`, { as })
const minorOf = ({ amount }: { amount: string }) => BigInt(amount.replace('.', ''))

async function openTotal(): Promise<bigint> {
  const [row] = await app.deps.db.rows<{ open: bigint }>(sql`
    SELECT sum(open_minor)::bigint AS open FROM exposure_item WHERE bucket = 'receivables'`)
  return row?.open ?? 0n
}

interface Week {
  readonly weekOn: string
  readonly expected: { amount: string }
  readonly low: { amount: string }
  readonly high: { amount: string }
  readonly came: { amount: string }
}

const sumOf = (weeks: readonly Week[]) => weeks.reduce((sum, { expected }) => sum + minorOf(expected), 0n)

describe('forecasts without a model', () => {
  it('say nothing before the first run, and say so', async () => {
    expect((await get('cash-forecast')).body).toMatchObject({ asOf: null, modelVersion: null, past: [] })
  })

  it('sum to what is open, by week and by instalment', async () => {
    await run('forecast-payments-due')
    const { body } = await get('cash-forecast?weeks=26')
    expect(body).toMatchObject({ asOf: TODAY, modelVersion: null, currency: 'CNY' })
    expect(minorOf(body.open)).toBe(await openTotal())
    expect(sumOf(body.weeks as Week[]) + minorOf(body.later)).toBe(minorOf(body.open))
    for (const { low, expected, high } of body.weeks as Week[]) {
      expect(minorOf(low) <= minorOf(expected) && minorOf(expected) <= minorOf(high)).toBe(true)
    }
    const { items } = (await get('payment-forecasts?limit=500')).body
    const open = (items as { open: { amount: string } }[]).reduce((sum, one) => sum + minorOf(one.open), 0n)
    expect(open).toBe(minorOf(body.open))
    expect(items[0]).toMatchObject({ method: 'customer', asOf: TODAY })
    expect(items[0].explanation.zh).toContain('笔付款')
  })

  it('are held against what came from the first day on, by nothing but what was known then', async () => {
    const { body } = await get('cash-forecast?pastWeeks=12')
    const past = body.past as Week[]
    expect(past.length).toBeGreaterThanOrEqual(10)
    expect(body.wape).toBeLessThan(0.6)
    const runs = await app.deps.db.rows<{ kind: string }>(
      sql`SELECT kind FROM cash_forecast_run ORDER BY as_of`,
    )
    expect(runs.map(({ kind }) => kind)).toEqual([...new Array<string>(12).fill('back-cast'), 'live'])
  })

  it('lead from a week to the instalments that it is expected of', async () => {
    const { body } = await get('cash-forecast')
    const week = (body.weeks as Week[]).find(({ expected }) => minorOf(expected) > 0n)
    const found = (await get(`payment-forecasts?week=${week?.weekOn ?? ''}&limit=500`)).body.items as {
      expected: { amount: string }
    }[]
    const sum = found.reduce((total, one) => total + minorOf(one.expected), 0n)
    const off = sum - minorOf(week?.expected ?? { amount: '0' })
    // Instalments are rounded one by one, the week once per account.
    expect(off <= BigInt(found.length) && off >= -BigInt(found.length)).toBe(true)
  })

  it('tell how a customer pays and when to call', async () => {
    const { body } = await get('customers/P002/payment-forecast')
    expect(body.payer).toMatchObject({ segment: 'late', weekday: 5, callOn: 4 })
    expect(body.pNext30).toBeGreaterThan(0.3)
    expect(body.items.length).toBeGreaterThan(2)
    const { rules } = (await get('payer-segments')).body
    expect((rules as { customers: number }[]).reduce((sum, { customers }) => sum + customers, 0)).toBe(40)
  })

  it('follow a payment within a minute', async () => {
    const party = parties.get('P003')
    const before = (await get('customers/P003/payment-forecast')).body.items as {
      document: { number: string }
    }[]
    await app.deps.db.transaction((tx) =>
      tx.run(sql`
        UPDATE exposure_item SET open_minor = 0 WHERE (account_id, document_id, item_no) = (
          SELECT account_id, document_id, item_no FROM exposure_item
          WHERE account_id = ${party?.accountId ?? ''} AND open_minor > 0 ORDER BY due_on LIMIT 1)`),
    )
    // The ledger says so too.
    await app.deps.db.transaction((tx) =>
      tx.run(sql`
        INSERT INTO exposure_entry
        SELECT e.account_id, e.document_id, e.item_no, 9, e.group_id, e.segment_id, e.bucket, e.currency,
          -e.delta_minor, ${TODAY}, (SELECT id FROM document WHERE type = 'receipt' AND account_id = e.account_id LIMIT 1), now()
        FROM exposure_entry e JOIN exposure_item i USING (account_id, document_id, item_no)
        WHERE e.account_id = ${party?.accountId ?? ''} AND e.seq = 1 AND i.open_minor = 0
          AND NOT EXISTS (SELECT FROM exposure_entry o WHERE o.account_id = e.account_id
            AND o.document_id = e.document_id AND o.item_no = e.item_no AND o.seq > 1)`),
    )
    await run('refresh-payment-forecasts')
    const after = (await get('customers/P003/payment-forecast')).body.items as unknown[]
    expect(after).toHaveLength(before.length - 1)
    expect(minorOf((await get('cash-forecast')).body.open)).toBe(await openTotal())
  })

  it('are a file too', async () => {
    const answer = await get('cash-forecast.xlsx')
    expect(answer.status).toBe(200)
    expect(answer.headers['content-disposition']).toContain('cash-forecast-2026-11-21.xlsx')
  })
})

describe('a trained forecast', () => {
  let modelId = ''

  it('is a candidate with the verdict of weeks that it had not seen', async () => {
    const started = await app.request('POST', '/api/v1/forecast-trainings', { as: analyst, body: {} })
    expect(started.status, started.text).toBe(202)
    expect(
      (await app.request('POST', '/api/v1/forecast-trainings', { as: analyst, body: {} })).body.code,
    ).toBe('forecast_training_runs')
    await run('train-payment-forecast', { trainingId: started.body.id })
    const training = (await get(`forecast-trainings/${String(started.body.id)}`)).body
    expect(training, JSON.stringify(training.failure)).toMatchObject({ status: 'done' })
    modelId = String(training.modelId)
    const { body } = await get(`forecast-models/${modelId}`, analyst)
    expect(body).toMatchObject({ version: 1, status: 'candidate', asOf: TODAY })
    expect(body.verdict, JSON.stringify(body.verdict)).toMatchObject({
      passes: true,
      code: 'better-than-baseline',
    })
    expect(body.verdict.model.loss).toBeLessThan(body.verdict.baseline.loss)
    expect(body.verdict.model.mae).toBeLessThan(6)
    expect(body.verdict.model.coverage).toBeGreaterThan(0.6)
  }, 120_000)

  it('is used once somebody else has approved, and the book is forecast with it', async () => {
    const submit = () =>
      app.request('POST', `/api/v1/forecast-models/${modelId}/submit`, {
        as: analyst,
        body: { note: '优于历史' },
      })
    expect((await submit()).status).toBe(202)
    expect((await submit()).body.code).toBe('model_in_approval')
    const inbox = await get('inbox?subject=forecast-release')
    const [item] = inbox.body.items as { id: string; stepId: string; objectId: string }[]
    expect(item?.objectId).toBe(modelId)
    const act = { action: 'approve', stepId: item?.stepId, comment: '同意' }
    const answer = await app.request('POST', `/api/v1/approval-cases/${item?.id ?? ''}/actions`, {
      ...{ as: manager, body: act },
    })
    expect(answer.status, answer.text).toBe(200)
    expect((await get('forecast-models')).body.items[0].status).toBe('in-use')
    await run('forecast-payments')
    const { items } = (await get('payment-forecasts?limit=500')).body
    expect(items[0]).toMatchObject({ method: 'model', modelVersion: 1 })
    expect(items[0].reasons.length).toBeGreaterThan(0)
    expect(items[0].explanation.en).toContain('By the model')
    const { body } = await get('cash-forecast?weeks=26')
    expect(body.modelVersion).toBe(1)
    expect(sumOf(body.weeks as Week[]) + minorOf(body.later)).toBe(await openTotal())
  }, 60_000)

  it('is watched: errors by month, bands, cash', async () => {
    await run('monitor-payment-forecasts')
    const { items } = (await get('payment-forecasts/checks')).body
    expect(items[0].figures.recent.items).toBeGreaterThan(100)
    expect(items[0].figures.months.length).toBeGreaterThan(1)
    expect(items[0].figures.cash.weeks).toBeGreaterThan(10)
  })

  it('retired, leaves the forecasts to the histories', async () => {
    const body = { note: '停用' }
    const retired = await app.request('POST', `/api/v1/forecast-models/${modelId}/retire`, {
      as: manager,
      body,
    })
    expect(retired.body.status).toBe('retired')
    await run('forecast-payments')
    expect((await get('payment-forecasts')).body.items[0].method).toBe('customer')
  })

  it('is left alone by its job once it was cancelled', async () => {
    const started = await app.request('POST', '/api/v1/forecast-trainings', { as: analyst, body: {} })
    const id = String(started.body.id)
    const cancel = () =>
      app.request('POST', `/api/v1/forecast-trainings/${id}/cancel`, { as: analyst, body: {} })
    expect((await cancel()).body.status).toBe('cancelled')
    await run('train-payment-forecast', { trainingId: id })
    expect((await get(`forecast-trainings/${id}`)).body).toMatchObject({ status: 'cancelled', modelId: null })
    expect((await cancel()).body.code).toBe('training_over')
  })

  it('names no feature that is known only later', async () => {
    const start = (excluded: string[]) =>
      app.request('POST', '/api/v1/forecast-trainings', { as: analyst, body: { excluded } })
    expect((await start(['disputed'])).body.code).toBe('forecast_feature_later')
    expect((await start(['weather'])).body.code).toBe('forecast_feature_unknown')
  })
})

describe('sight', () => {
  it('is of the own customers: others are not counted', async () => {
    const anna = await app.signInAgain('anna')
    const mine = (await get('cash-forecast', anna)).body
    expect(minorOf(mine.open)).toBeGreaterThan(0n)
    expect(minorOf(mine.open)).toBeLessThan(await openTotal())
    expect((await get('customers/P001/payment-forecast', anna)).status).toBe(404)
    expect((await get('customers/P000/payment-forecast', anna)).status).toBe(200)
    expect((await get('payment-forecasts?limit=500', anna)).body.items).not.toContainEqual(
      expect.objectContaining({ customerCode: 'P001' }),
    )
  })
})

describe('two runs at once', () => {
  it('leave every instalment forecast once, with the weeks that sum to what is open', async () => {
    await app.deps.db.transaction((tx) =>
      tx.run(sql`INSERT INTO forecast_mark SELECT id FROM credit_account`),
    )
    await Promise.all([run('forecast-payments'), run('refresh-payment-forecasts'), run('forecast-payments')])
    const { body } = await get('cash-forecast?weeks=26')
    expect(sumOf(body.weeks as Week[]) + minorOf(body.later)).toBe(await openTotal())
  })
})
