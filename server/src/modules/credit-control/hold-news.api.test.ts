import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { startWorker, type JobWorker } from '../../platform/jobs.js'
import { createLogger } from '../../platform/log.js'
import { holdNewsJobs } from './hold-news.js'

interface Told {
  readonly kind: string
  readonly link: string
  readonly title: { readonly zh: string }
  readonly body: { readonly zh: string }
}

describe('news of holds', () => {
  let app: TestApp
  let book: CreditBook
  let worker: JobWorker
  let owner: Caller
  let colleague: Caller
  let analyst: Caller

  beforeAll(async () => {
    app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
    book = await openCreditBook(app)
    owner = await app.signIn('sales', { username: 'owner' })
    colleague = await app.signIn('sales', { username: 'colleague' })
    analyst = await app.signIn('credit-analyst')
    await book.customer('N1', '100.00')
    await app.request('PUT', '/api/v1/customers/N1', { body: { name: '客户 N1', ownerUsername: 'owner' } })
    worker = await startWorker(app.deps.db, {
      handlers: holdNewsJobs(app.deps),
      schedules: [],
      log: createLogger({ level: 'silent' }),
    })
  })
  afterAll(async () => {
    await worker.stop()
    await app.close()
  })
  const told = async (as: Caller): Promise<Told[]> =>
    (await app.request('GET', '/api/v1/notifications', { as })).body.items as Told[]

  it('reach the owner and the analysts, and nobody who may not see the customer', async () => {
    const { body } = await book.check('N1', 'NEWS-1', '150.00')
    const holdId = (body as { hold: { id: string } }).hold.id
    await vi.waitFor(async () => expect(await told(owner)).toHaveLength(1), 10_000)
    const [news] = await told(owner)
    expect(news).toMatchObject({ kind: 'hold_opened', link: `/holds/${holdId}` })
    expect(news?.title.zh).toBe('已冻结：客户 N1 NEWS-1')
    expect(news?.body.zh).toContain('CNY 150.00')
    expect(await told(analyst)).toHaveLength(1)
    expect(await told(colleague)).toEqual([])

    app.clock.advance({ minutes: 5 })
    const reason = { reason: '客户已付款' }
    expect((await app.request('POST', `/api/v1/holds/${holdId}/release`, { body: reason })).status).toBe(200)
    await vi.waitFor(
      async () => expect((await told(owner))[0]).toMatchObject({ kind: 'hold_released' }),
      10_000,
    )
    expect(await told(analyst)).toHaveLength(1)
  })

  it('tell the owner of a changed limit', async () => {
    app.clock.advance({ minutes: 5 })
    const body = {
      currency: 'CNY',
      status: 'active',
      limitMode: 'amount',
      limit: { amount: '900.00', currency: 'CNY' },
    }
    await app.request('PUT', '/api/v1/customers/N1/accounts/CN01', { body })
    const [news] = await told(owner)
    expect(news).toMatchObject({ kind: 'limit_changed', link: '/accounts/N1/CN01' })
    expect(news?.body.zh).toContain('CNY 900.00')
  })
})
