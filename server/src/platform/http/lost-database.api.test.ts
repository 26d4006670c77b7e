import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { buildApp } from '../../app/build-app.js'
import { createSecretBox } from '../crypto/secret-box.js'
import { openDatabase } from '../db/database.js'
import { sql } from '../db/sql.js'

describe('while the database restarts', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-21T04:00:00Z' })
    const book = await openCreditBook(api)
    await book.customer('C1', '1000.00')
  })
  afterAll(() => api.close())

  const patience = { status: 503, code: 'service_unavailable' }

  /** Ends, as a stopping server does, the connections that wait for a lock; gives their number. */
  async function cutWaiting(): Promise<number> {
    const cut = await api.deps.db.rows(sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`)
    return cut.length
  }

  it('a write that is cut off is answered with 503, and succeeds when it is sent again', async () => {
    const change = () => api.request('PUT', '/api/v1/customers/C1', { body: { name: '新名' } })
    const cut = await api.deps.db.transaction(async (tx) => {
      await tx.rows(sql`SELECT id FROM customer FOR UPDATE`)
      const answer = change()
      await expect.poll(cutWaiting).toBe(1)
      return answer
    })
    expect(cut.body).toMatchObject(patience)
    expect(cut.headers['retry-after']).toBe('3')
    expect((await change()).status).toBe(200)
  })

  it('a read that is cut off is answered with 503', async () => {
    const cut = await api.deps.db.transaction(async (tx) => {
      await tx.run(sql`LOCK TABLE credit_segment IN ACCESS EXCLUSIVE MODE`)
      const answer = api.request('GET', '/api/v1/segments')
      await expect.poll(cutWaiting).toBe(1)
      return answer
    })
    expect(cut.body).toMatchObject(patience)
  })

  it('a request that finds nobody listening is answered with 503', async () => {
    const db = openDatabase({ url: 'postgres://127.0.0.1:1/nobody' })
    const app = await buildApp({
      deps: { ...api.deps, db },
      secrets: createSecretBox('test'),
      readiness: { state: 'ready' },
    })
    const headers = { authorization: `Bearer ${'x'.repeat(40)}` }
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers,
      payload: { username: 'a', password: 'b' },
    })
    expect(answer.json()).toMatchObject(patience)
    expect(answer.headers['retry-after']).toBe('3')
    await app.close()
    await db.close()
  })

  it('a fault of a statement remains a fault', async () => {
    await expect(api.deps.db.rows(sql`SELECT 1 / 0`)).rejects.toMatchObject({ code: '22012' })
    const inside = api.deps.db.transaction((tx) => tx.rows(sql`SELECT 1 / 0`))
    await expect(inside).rejects.toMatchObject({ code: '22012' })
    const elsewhere = Object.assign(new Error('mail server'), { code: 'ECONNREFUSED' })
    await expect(api.deps.db.transaction(() => Promise.reject(elsewhere))).rejects.toBe(elsewhere)
  })
})
