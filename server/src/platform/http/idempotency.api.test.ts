import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { Refusal } from '../../kernel/errors.js'
import type { App } from './create-app.js'

const work = { runs: 0, gate: Promise.resolve(), fail: false }

/** A route that counts how often it really runs. */
function registerProbe(app: App): void {
  app.post(
    '/api/v1/probe',
    {
      config: { permission: 'any' },
      schema: { body: z.strictObject({ n: z.number(), m: z.number().optional() }) },
    },
    async (request, reply) => {
      work.runs++
      await work.gate
      if (work.fail) throw new Error('the disk is full')
      if (request.body.n === 404) throw new Refusal('customer_not_found', { code: `run ${work.runs}` })
      return reply.status(201).send({ run: work.runs, n: request.body.n })
    },
  )
}

describe('a write with an Idempotency-Key', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ routes: [registerProbe], poolSize: 30 })
  })
  afterAll(() => api.close())
  beforeEach(() => {
    work.runs = 0
    work.gate = Promise.resolve()
    work.fail = false
  })

  const post = (key: string | undefined, body: unknown, as?: Record<string, string>) =>
    api.request('POST', '/api/v1/probe', {
      body,
      headers: key === undefined ? {} : { 'idempotency-key': key },
      ...(as ? { as } : {}),
    })

  it('gets the same status and body again and runs once', async () => {
    const first = await post('same', { n: 1, m: 2 })
    const second = await post('same', { m: 2, n: 1 })
    expect(first).toMatchObject({ status: 201, body: { run: 1, n: 1 } })
    expect(second.status).toBe(201)
    expect(second.text).toBe(first.text)
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect(second.headers['content-type']).toBe(first.headers['content-type'])
    expect(work.runs).toBe(1)
  })

  it('is refused when the body is another one', async () => {
    await post('body', { n: 1 })
    expect((await post('body', { n: 2 })).body).toMatchObject({ status: 409, code: 'idempotency_conflict' })
    expect(work.runs).toBe(1)
  })

  it('gets its refusal again too, as problem+json', async () => {
    const first = await post('refused', { n: 404 })
    const second = await post('refused', { n: 404 })
    expect(first.status).toBe(404)
    expect(second.text).toBe(first.text)
    expect(second.headers['content-type']).toMatch('application/problem+json')
    expect(work.runs).toBe(1)
  })

  it('may run again after an internal error', async () => {
    work.fail = true
    expect((await post('broken', { n: 1 })).status).toBe(500)
    work.fail = false
    expect((await post('broken', { n: 1 })).status).toBe(201)
  })

  it('is one request, however many arrive at once', async () => {
    let open = () => {}
    work.gate = new Promise((resolve) => (open = resolve))
    const crowd = Array.from({ length: 20 }, () => post('crowd', { n: 7 }))
    await new Promise((resolve) => setTimeout(resolve, 200))
    open()
    const answers = await Promise.all(crowd)
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1)
    expect(answers.every((answer) => answer.status === 201)).toBe(true)
    expect(work.runs).toBe(1)
  })

  it('belongs to its caller and path', async () => {
    const other = await api.keyWith('customers:read')
    expect((await post('mine', { n: 1 })).body.run).toBe(1)
    expect((await post('mine', { n: 2 }, other)).body.run).toBe(2)
  })

  it('takes over what a process that died left behind, once', async () => {
    let open = () => {}
    work.gate = new Promise((resolve) => (open = resolve))
    const dying = post('orphan', { n: 1 })
    await new Promise((resolve) => setTimeout(resolve, 200))
    await api.database.pool.query(
      `UPDATE idempotency_key SET lease_until = now() - interval '1 second' WHERE status IS NULL`,
    )
    const heirs = [post('orphan', { n: 1 }), post('orphan', { n: 1 })]
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(work.runs).toBe(2)
    open()
    const [first, second] = await Promise.all(heirs)
    await dying
    expect(first?.status).toBe(201)
    expect(second?.text).toBe(first?.text)
  })

  it('refuses a key that is none', async () => {
    expect((await post('', { n: 1 })).status).toBe(400)
    expect((await post('x'.repeat(256), { n: 1 })).status).toBe(400)
    expect(work.runs).toBe(0)
  })

  it('costs nothing when there is no key', async () => {
    const count = async () =>
      (await api.database.pool.query<{ n: bigint }>('SELECT count(*) AS n FROM idempotency_key')).rows[0]?.n
    const before = await count()
    await post(undefined, { n: 1 })
    await post(undefined, { n: 1 })
    expect(work.runs).toBe(2)
    expect(await count()).toBe(before)
  })
})
