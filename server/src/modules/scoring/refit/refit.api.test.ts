import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../../test/test-app.js'
import { insertTraders, openInvoice, paidInvoice, type TestTrader } from '../../../../test/trading-book.js'
import { addDays, addMonths, calendarDay } from '../../../kernel/calendar-day.js'
import { systemPrincipal } from '../../../kernel/access.js'
import { monthEndDays } from '../domain/validation/month-end-days.js'
import { rateCustomers } from '../rate-customers.js'
import { validationJobs } from '../validation/jobs.js'

const expected = () => Promise.resolve({})
const start = calendarDay('2024-06-10')

/** A third pays late; half of these turn bad one after the other in 2025, of the others one in ten. */
function trader(at: number): TestTrader {
  const late = at % 3 === 0
  const turns = late ? at % 2 === 0 : at % 10 === 1
  const invoices = Array.from({ length: 26 }, (_, month) => {
    const delay = late ? 12 + ((at * 7 + month * 5) % 25) : (at + month) % 4
    return paidInvoice(addDays(start, month * 30), 100_000n, delay)
  })
  const on = addMonths(calendarDay('2025-01-15'), at % 10)
  return { code: `T${at}`, invoices: turns ? [...invoices, openInvoice(on, 300_000n)] : invoices, orders: [] }
}

interface Result {
  readonly passed: boolean
  readonly draftId: string | null
  readonly gates: readonly {
    readonly code: string
    readonly passed: boolean
    readonly value: number | null
  }[]
  readonly weights: readonly { readonly beforeBp: number; readonly afterBp: number }[]
}

let app: TestApp
beforeAll(async () => {
  app = await createTestApp({ now: '2026-06-21T04:00:00Z' })
  await app.deps.db.transaction((tx) =>
    insertTraders(
      tx,
      Array.from({ length: 90 }, (_, at) => trader(at)),
    ),
  )
  for (const asOf of monthEndDays(calendarDay('2025-02-01'), calendarDay('2025-10-31')))
    await rateCustomers(app.deps, { actor: systemPrincipal, asOf })
  await rateCustomers(app.deps, { actor: systemPrincipal })
})
afterAll(() => app.close())

const settingsUrl = '/api/v1/scorecard-refit-settings'

async function change(rails: object, more: object = {}) {
  const { body } = await app.request('GET', settingsUrl)
  const { updatedBy: _, updatedAt: __, guardrails, ...rest } = body as Record<string, unknown>
  const answer = await app.request('PUT', settingsUrl, {
    body: {
      ...{ ...rest, horizonMonths: 6, overdueDays: 60, lookbackMonths: 12, ...more },
      guardrails: { ...(guardrails as object), ...rails },
    },
  })
  expect(answer.status, answer.text).toBe(200)
}

async function refit(): Promise<Result> {
  const started = await app.request('POST', '/api/v1/scorecard-refits')
  expect(started.status, started.text).toBe(202)
  const { id } = started.body as { id: string }
  await validationJobs(app.deps, expected)['do-validation-run']?.({ runId: id })
  const { body } = await app.request('GET', `/api/v1/scorecard-refits/${id}`)
  expect(body).toMatchObject({ status: 'done' })
  return body.result as Result
}

const drafts = async () =>
  (await app.request('GET', '/api/v1/scorecard-drafts')).body.items as { id: string }[]

describe('a re-fit of the weights', () => {
  it('proposes nothing without enough evidence, and records why', async () => {
    await change({ minBads: 5_000 })
    const result = await refit()
    expect(result).toMatchObject({ passed: false, draftId: null, weights: [] })
    expect(result.gates.find(({ code }) => code === 'bads')).toMatchObject({ passed: false })
    expect(await drafts()).toEqual([])
  })

  it('proposes nothing when it does not beat the scorecard in force on later cases', async () => {
    await change({ minBads: 20, minGoods: 60, psiMax: 5, aucMargin: 0.4 })
    const result = await refit()
    expect(result).toMatchObject({ passed: false, draftId: null })
    expect(result.gates.filter(({ passed }) => !passed).map(({ code }) => code)).toEqual(['auc'])
    expect(await drafts()).toEqual([])
  })

  it('leaves a validated draft with bounded weights, and changes nothing that is in force', async () => {
    await change({ aucMargin: 0, maxChangeBp: 200 })
    const before = await app.request('GET', '/api/v1/scorecards')
    const result = await refit()
    expect(result.gates.filter(({ passed }) => !passed)).toEqual([])
    for (const { beforeBp, afterBp } of result.weights)
      expect(Math.abs(afterBp - beforeBp)).toBeLessThanOrEqual(200)
    expect(result.weights.reduce((sum, { afterBp }) => sum + afterBp, 0)).toBe(10_000)
    expect(result.weights.some(({ beforeBp, afterBp }) => beforeBp !== afterBp)).toBe(true)
    expect((await drafts()).map(({ id }) => id)).toEqual([result.draftId])
    const draft = await app.request('GET', `/api/v1/scorecard-drafts/${result.draftId ?? ''}`)
    expect(draft.body).toMatchObject({ status: 'validated', baseVersion: 1, report: { against: 1 } })
    expect((await app.request('GET', '/api/v1/scorecards')).body.items).toEqual(before.body.items)
  })

  it('is done by itself only when people have switched it on, and once in its period', async () => {
    const job = async () => {
      await validationJobs(app.deps, expected)['refit-scorecard']?.({})
      return ((await app.request('GET', '/api/v1/scorecard-refits')).body.items as unknown[]).length
    }
    app.clock.set('2026-09-30T04:00:00Z')
    expect(await job()).toBe(3)
    await change({}, { active: true, cadence: 'monthly' })
    expect(await job()).toBe(4)
    expect(await job()).toBe(4)
    app.clock.set('2026-10-30T04:00:00Z')
    expect(await job()).toBe(5)
  })

  it('refuses bounds the wrong way round', async () => {
    const { body } = await app.request('GET', settingsUrl)
    const {
      updatedBy: _,
      updatedAt: __,
      ...settings
    } = body as { guardrails: object } & Record<string, unknown>
    const wrong = { ...settings, guardrails: { ...settings.guardrails, minWeightBp: 500, maxWeightBp: 400 } }
    expect((await app.request('PUT', settingsUrl, { body: wrong })).status).toBe(400)
  })
})
