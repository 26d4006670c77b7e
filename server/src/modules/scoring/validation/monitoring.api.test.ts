import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type Caller, type TestApp } from '../../../../test/test-app.js'
import { insertTraders, openInvoice, paidInvoice, type TestTrader } from '../../../../test/trading-book.js'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import { systemPrincipal } from '../../../kernel/access.js'
import { sql } from '../../../platform/db/sql.js'
import { rateCustomers } from '../rate-customers.js'
import { validationJobs } from './jobs.js'

const expected = () => Promise.resolve({ AAA: 0.001, AA: 0.004, A: 0.015, B: 0.05, C: 0.2 })
const start = calendarDay('2024-03-10')
const trader = (at: number): TestTrader => ({
  code: `T${at}`,
  invoices: [
    ...Array.from({ length: 24 }, (_, month) =>
      paidInvoice(addDays(start, month * 30), 100_000n, at % 4 === 0 ? 20 : 1),
    ),
    ...(at % 4 === 0 ? [openInvoice(calendarDay('2026-01-05'), 900_000n)] : []),
  ],
  orders: [],
})

interface Told {
  readonly kind: string
  readonly subject: string
}

let app: TestApp
let manager: Caller
beforeAll(async () => {
  app = await createTestApp({ now: '2025-09-20T04:00:00Z' })
  manager = await app.signIn('credit-manager', { username: 'wang' })
  await app.deps.db.transaction((tx) =>
    insertTraders(
      tx,
      Array.from({ length: 48 }, (_, at) => trader(at)),
    ),
  )
  await rateCustomers(app.deps, { actor: systemPrincipal })
})
afterAll(() => app.close())

const look = async (job: string, payload: object = {}) => {
  await validationJobs(app.deps, expected)[job]?.(payload)
}
const told = () =>
  app.deps.db.rows<Told>(
    sql`SELECT kind, subject FROM notification WHERE kind = 'monitoring_alert' ORDER BY subject`,
  )
const runs = async () => (await app.request('GET', '/api/v1/monitoring/scorecard/runs')).body.items as Run[]
interface Run {
  readonly status: string
  readonly asOf: string
  readonly figures: {
    readonly scorePsi: number
    readonly matured: { readonly bad: number; readonly auc: number } | null
    readonly reasons: readonly { readonly code: string }[]
  }
}

describe('monitoring', () => {
  it('watches the scorecard in force every month without anybody asking, and tells nobody while it is calm', async () => {
    await look('monitor-ratings')
    await look('monitor-ratings')
    const [first, ...others] = await runs()
    expect(others).toEqual([])
    expect(first).toMatchObject({
      status: 'green',
      asOf: '2025-09-20',
      figures: { scorePsi: 0, matured: null },
    })
    expect(await told()).toEqual([])
  })

  it('sees the book drift, alarms once, and stays quiet while the state stays', async () => {
    app.clock.set('2026-11-21T04:00:00Z')
    await rateCustomers(app.deps, { actor: systemPrincipal })
    await look('monitor-ratings')
    const [latest] = await runs()
    expect(latest?.status).toBe('red')
    expect(latest?.figures.scorePsi).toBeGreaterThan(0.25)
    const first = await told()
    expect(first).toHaveLength(1)
    app.clock.set('2026-11-22T04:00:00Z')
    await look('monitor-subject', { subject: 'scorecard' })
    expect(await runs()).toHaveLength(3)
    expect(await told()).toEqual(first)
  })

  it('holds ratings whose year is over against what happened', async () => {
    const [latest] = await runs()
    // The ratings of September 2025 counted at the ends of September and October.
    expect(latest?.figures.matured).toMatchObject({ bad: 24, auc: expect.any(Number) as number })
    expect(latest?.figures.matured?.auc).toBeGreaterThan(0.5)
  })

  it('goes by its plan, which people change and which is recorded', async () => {
    manager = await app.signInAgain('wang')
    const { body } = await app.request('GET', '/api/v1/monitoring/scorecard/plan')
    const { updatedBy: _, updatedAt: __, ...plan } = body as Record<string, unknown>
    expect(plan).toMatchObject({
      active: true,
      cadence: 'monthly',
      thresholds: { psi: { amber: 0.1, red: 0.25 } },
    })
    const changed = await app.request('PUT', '/api/v1/monitoring/scorecard/plan', {
      as: manager,
      body: { ...plan, cadence: 'weekly', ownerUsername: 'wang' },
    })
    expect(changed).toMatchObject({ status: 200, body: { cadence: 'weekly', updatedBy: 'wang' } })
    app.clock.set('2026-11-28T04:00:00Z')
    await look('monitor-ratings')
    expect(await runs()).toHaveLength(3)
    app.clock.set('2026-11-29T04:00:00Z')
    await look('monitor-ratings')
    expect(await runs()).toHaveLength(4)
    const stopped = await app.request('PUT', '/api/v1/monitoring/scorecard/plan', {
      as: await app.signInAgain('wang'),
      body: { ...plan, active: false },
    })
    expect(stopped).toMatchObject({ status: 200, body: { active: false } })
    app.clock.set('2027-03-29T04:00:00Z')
    await look('monitor-ratings')
    expect(await runs()).toHaveLength(4)
    const trail = await app.deps.db.rows(
      sql`SELECT 1 FROM audit_entry WHERE action = 'monitoring-plan.changed'`,
    )
    expect(trail).toHaveLength(2)
  })

  it('refuses what there is not, thresholds the wrong way round, and people who see some customers only', async () => {
    expect((await app.request('GET', '/api/v1/monitoring/nothing/runs')).body.code).toBe(
      'monitoring_subject_not_found',
    )
    const { body } = await app.request('GET', '/api/v1/monitoring/scorecard/plan')
    const { updatedBy: _, updatedAt: __, ...plan } = body as { thresholds: object } & Record<string, unknown>
    const wrong = { ...plan, thresholds: { ...plan.thresholds, psi: { amber: 0.3, red: 0.2 } } }
    expect((await app.request('PUT', '/api/v1/monitoring/scorecard/plan', { body: wrong })).status).toBe(400)
    const sales = await app.signIn('sales')
    expect((await app.request('GET', '/api/v1/monitoring', { as: sales })).status).toBe(403)
    const list = await app.request('GET', '/api/v1/monitoring')
    expect(list.body.items[0]).toMatchObject({
      id: 'scorecard',
      kind: 'scorecard',
      latest: { status: 'red' },
    })
  })
})
