import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../test/test-app.js'
import { systemPrincipal } from '../kernel/access.js'
import { createApiKey } from '../modules/identity/create-api-key.js'
import { createBatcher } from './batcher.js'
import { seeingAll } from './db/database.js'
import { sql } from './db/sql.js'
import type { Queryable } from './db/types.js'
import { addJob, startWorker } from './jobs.js'
import { commonContext, currentContext, runAs, runInContext, systemActor } from './request-context.js'

interface Told {
  readonly actor: string | null
  readonly kind: string | null
  readonly request: string | null
  readonly reason: string | null
}

/** What PostgreSQL was told in this transaction. */
async function told(tx: Queryable): Promise<Told | undefined> {
  const [row] = await tx.rows<Told>(sql`
    SELECT nullif(current_setting('xinheng.actor', true), '') AS actor,
      nullif(current_setting('xinheng.actor_kind', true), '') AS kind,
      nullif(current_setting('xinheng.request_id', true), '') AS request,
      nullif(current_setting('xinheng.reason', true), '') AS reason`)
  return row
}

const nothing: Told = { actor: null, kind: null, request: null, reason: null }

describe('on whose behalf a transaction works', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp({
      routes: [
        (app, { db }) => {
          app.post(
            '/api/v1/probe',
            { config: { permission: 'any' }, schema: { body: z.strictObject({ name: z.string() }) } },
            async ({ body }) => {
              await delay(Math.random() * 10)
              return { ...(await db.transaction(told)), name: body.name }
            },
          )
        },
      ],
    })
  })
  afterAll(() => test.close())

  it('is told to PostgreSQL for each of many requests at once, after their bodies were read', async () => {
    const draft = { name: 'other', scopes: ['*'], expiresAt: null } as const
    const { key } = await createApiKey(test.deps.db, systemPrincipal, draft, test.clock.now())
    const other = { authorization: `Bearer ${key}` }
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const name = `request-${index}-abcdef`
        const as = index % 2 === 0 ? { as: other } : {}
        const headers = { 'x-request-id': name }
        return (await test.request('POST', '/api/v1/probe', { body: { name }, headers, ...as }))
          .body as object
      }),
    )
    const expected = answers.map((_, index) => {
      const name = `request-${index}-abcdef`
      const actor = index % 2 === 0 ? 'key:other' : 'key:test'
      return { actor, kind: 'api-key', request: name, reason: null, name }
    })
    expect(answers).toEqual(expected)
  })

  it('ends with the transaction: the next one on the same connection knows nobody', async () => {
    const context = { actor: systemActor('probe'), requestId: 'r', reason: 'because' }
    const first = await runInContext(context, () => test.deps.db.transaction(told))
    expect(first).toEqual({ actor: 'probe', kind: 'system', request: 'r', reason: 'because' })
    expect(await Promise.all(Array.from({ length: 8 }, () => test.deps.db.transaction(told)))).toEqual(
      Array.from({ length: 8 }, () => nothing),
    )
  })

  it('is known in read-only snapshots, and can be narrowed to a person within a request', async () => {
    const context = { actor: systemActor('sign-in'), requestId: 'r' }
    const inside = await runInContext(context, () =>
      runAs({ ...systemPrincipal, kind: 'user', id: 'u', label: 'li.wei' }, () =>
        test.deps.db.snapshot(told),
      ),
    )
    expect(inside).toEqual({ actor: 'li.wei', kind: 'user', request: 'r', reason: null })
  })

  it('is the job, for a job', async () => {
    const seen: (Told | undefined)[] = []
    const handlers = {
      'probe-job': async () => {
        seen.push(await test.deps.db.transaction(told))
      },
    }
    await addJob(test.deps.db, 'probe-job')
    const worker = await startWorker(test.deps.db, { handlers, schedules: [], log: test.deps.log as never })
    await expect.poll(() => seen.length, { timeout: 10_000 }).toBe(1)
    await worker.stop()
    expect(seen[0]).toMatchObject({ actor: 'job:probe-job', kind: 'system' })
    expect(seen[0]?.request).toMatch(/^job-/)
  })

  it('is narrowed for a narrowed principal, also outside of a transaction, and widened on request', async () => {
    const context = {
      actor: systemActor('probe'),
      requestId: null,
      scope: { owners: 'li.wei\nwang', segments: '' },
    }
    const asked = sql`SELECT scope_owners() AS owners, current_user::text AS role`
    const told = await runInContext(context, async () => [
      await test.deps.db.rows(asked),
      await test.deps.db.transaction(async (tx) => [
        await seeingAll(tx, () => tx.rows<{ role: string }>(sql`SELECT current_user::text AS role`)),
        await tx.rows(asked),
      ]),
    ])
    const narrowed = [{ owners: ['li.wei', 'wang'], role: 'xinheng_scoped' }]
    expect(told).toEqual([narrowed, [[{ role: 'xinheng' }], narrowed]])
  })
})

describe('work done for several requests together', () => {
  const wang = { actor: { kind: 'user', id: '1', name: 'wang' }, requestId: 'a' } as const
  const li = { actor: { kind: 'user', id: '2', name: 'li' }, requestId: 'b' } as const

  it('has what its requests have in common', () => {
    expect(commonContext([wang, wang])).toEqual(wang)
    expect(commonContext([wang, { ...wang, requestId: 'c' }])).toEqual({ ...wang, requestId: null })
    expect(commonContext([wang, li])).toEqual({ actor: systemActor('batch'), requestId: null })
    expect(commonContext([undefined, li])).toEqual({ actor: systemActor('batch'), requestId: null })
    expect(commonContext([undefined, undefined])).toBeUndefined()
  })

  it('is not attributed to whoever happened to start the batch', async () => {
    const batcher = createBatcher<number, string>({
      run: (batch) => Promise.resolve(batch.map(() => currentContext()?.actor.name ?? 'nobody')),
      batchMax: 10,
      lanes: 1,
      keyOf: String,
      waitingMax: 10,
      overloaded: () => new Error('overloaded'),
    })
    const answers = await Promise.all([
      runInContext(wang, () => batcher.submit(1)),
      runInContext(li, () => batcher.submit(2)),
    ])
    expect(answers).toEqual(['batch', 'batch'])
    expect(await runInContext(li, () => batcher.submit(3))).toBe('li')
  })
})
