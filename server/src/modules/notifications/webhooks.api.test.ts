import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { startWorker, type JobWorker } from '../../platform/jobs.js'
import { createLogger } from '../../platform/log.js'
import { registerAuditRoutes } from '../audit/routes.js'
import { enqueueEvent, enqueueEvents } from './enqueue-event.js'
import { notificationJobs } from './jobs.js'

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const hooks = '/api/v1/webhooks'

describe('webhooks', () => {
  let api: TestApp
  let worker: JobWorker
  let receiver: Server
  let url: string
  let received: Received[] = []
  let answer = 200

  beforeAll(async () => {
    api = await createTestApp({ routes: [registerAuditRoutes] })
    receiver = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        received.push({ headers: request.headers, body })
        response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end('ok')
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
    worker = await startWorker(api.deps.db, {
      handlers: notificationJobs(api.deps, api.secrets),
      schedules: [],
      log: createLogger({ level: 'silent' }),
    })
  })
  afterAll(async () => {
    await worker.stop()
    await new Promise((resolve) => receiver.close(resolve))
    await api.close()
  })
  beforeEach(async () => {
    await api.database.pool.query('DELETE FROM webhook_subscription')
    received = []
    answer = 200
  })

  const subscribe = async (events: string[], extra: object = {}) =>
    (await api.request('POST', hooks, { body: { name: 'erp', url, events, ...extra } })).body
  const opened = (id: string) =>
    api.deps.db.transaction((tx) => enqueueEvent(tx, 'hold.opened', { id }, { at: api.clock.now() }))
  const arrival = (count: number) => vi.waitFor(() => expect(received).toHaveLength(count), 10_000)
  const deliveries = async (id: string) =>
    (await api.request('GET', `${hooks}/${id}/deliveries`)).body.items as Record<string, unknown>[]
  const settled = (id: string, status: string) =>
    vi.waitFor(async () => expect((await deliveries(id))[0]).toMatchObject({ status }), 10_000)

  it('carry the event, a unique delivery id and a signature over timestamp and body', async () => {
    const { secret, id } = await subscribe(['hold.opened'])
    await opened('h1')
    await arrival(1)
    const [delivery] = received
    const headers = delivery?.headers ?? {}
    const signed = `${String(headers['x-xinheng-timestamp'])}.${delivery?.body ?? ''}`
    expect(headers['x-xinheng-signature']).toBe(
      `sha256=${createHmac('sha256', String(secret)).update(signed).digest('hex')}`,
    )
    expect(headers['x-xinheng-event']).toBe('hold.opened')
    expect(JSON.parse(delivery?.body ?? '')).toMatchObject({
      id: headers['x-xinheng-delivery'],
      event: 'hold.opened',
      data: { id: 'h1' },
    })
    await settled(id as string, 'delivered')
  })

  it('are sent to each active subscriber of the event and to nobody else', async () => {
    await subscribe(['hold.opened', 'limit.changed'])
    await subscribe(['hold.opened'])
    await subscribe(['limit.changed'])
    const idle = await subscribe(['hold.opened'])
    await api.request('PUT', `${hooks}/${idle.id as string}`, { body: { active: false } })
    const at = api.clock.now()
    await api.deps.db.transaction((tx) =>
      enqueueEvents(tx, [
        { event: 'hold.opened', payload: { n: 1 }, at },
        { event: 'rating.changed', payload: { n: 2 }, at },
        { event: 'limit.changed', payload: { n: 3 }, at },
      ]),
    )
    await arrival(4)
    const events = received.map((delivery) => delivery.headers['x-xinheng-event'])
    expect(events.map(String).sort((a, b) => a.localeCompare(b))).toEqual([
      'hold.opened',
      'hold.opened',
      'limit.changed',
      'limit.changed',
    ])
    expect(new Set(received.map((delivery) => delivery.headers['x-xinheng-delivery'])).size).toBe(4)
  })

  it('leave no trace of what was rolled back, nor when nobody listens', async () => {
    const none = await opened('unheard').then(() => api.database.pool.query('SELECT 1 FROM webhook_delivery'))
    expect(none.rows).toEqual([])
    const { id } = await subscribe(['hold.opened'])
    await api.deps.db
      .transaction(async (tx) => {
        await enqueueEvent(tx, 'hold.opened', {}, { at: api.clock.now() })
        throw new Error('rolled back')
      })
      .catch(() => undefined)
    expect(await deliveries(id as string)).toEqual([])
  })

  it.each([500, 404, 302])('are tried again after an answer %i', async (status) => {
    answer = status
    const { id } = await subscribe(['hold.opened'])
    await opened('retry')
    await arrival(1)
    await vi.waitFor(async () => {
      expect((await deliveries(id as string))[0]).toMatchObject({
        status: 'pending',
        attempts: 1,
        responseStatus: status,
      })
    }, 10_000)
    const [{ nextAttemptAt }] = (await deliveries(id as string)) as [{ nextAttemptAt: string }]
    const wait = Date.parse(nextAttemptAt) - api.clock.now().getTime()
    expect(wait).toBeGreaterThanOrEqual(10_000)
    expect(wait).toBeLessThanOrEqual(11_000)
    answer = 200
    await api.database.pool.query('UPDATE graphile_worker._private_jobs SET run_at = now()')
    await arrival(2)
    expect(received[1]?.headers['x-xinheng-delivery']).toBe(received[0]?.headers['x-xinheng-delivery'])
    await settled(id as string, 'delivered')
  })

  it('are given up after 24 hours, and can be replayed', async () => {
    answer = 503
    const { id } = await subscribe(['hold.opened'])
    await opened('late')
    await arrival(1)
    await api.database.pool.query(`UPDATE webhook_delivery SET give_up_at = now() - interval '100 years'`)
    await vi.waitFor(async () => {
      await api.database.pool.query('UPDATE graphile_worker._private_jobs SET run_at = now()')
      expect((await deliveries(id as string))[0]).toMatchObject({ status: 'failed' })
    }, 10_000)
    answer = 200
    const [{ id: deliveryId }] = (await deliveries(id as string)) as [{ id: string }]
    const replay = await api.request('POST', `${hooks}/${id as string}/deliveries/${deliveryId}/replay`)
    expect(replay).toMatchObject({ status: 202, body: { deliveries: 1 } })
    await settled(id as string, 'delivered')
    const since = { since: '2020-01-01T00:00:00Z' }
    const all = await api.request('POST', `${hooks}/${id as string}/replay`, { body: since })
    expect(all.body).toEqual({ deliveries: 1 })
  })

  it('keep their secret out of every later answer, and encrypted in the database', async () => {
    const created = await subscribe(['hold.opened'], { secret: 'a secret of our own' })
    expect(created.secret).toBe('a secret of our own')
    const one = await api.request('GET', `${hooks}/${created.id as string}`)
    const list = await api.request('GET', hooks)
    expect(one.text + list.text).not.toContain('a secret of our own')
    const { rows } = await api.database.pool.query<{ sealed: string }>(
      `SELECT encode(secret_sealed, 'escape') AS sealed FROM webhook_subscription`,
    )
    expect(rows[0]?.sealed).not.toContain('secret')
    const audit = await api.request(
      'GET',
      `/api/v1/audit?objectType=webhook&objectId=${created.id as string}`,
    )
    expect(audit.body.items).toContainEqual(expect.objectContaining({ action: 'webhook.created' }))
    expect(audit.text).not.toContain('a secret of our own')
  })

  it('wait, and say why, when the key that sealed their secret is not at hand', async () => {
    const { id } = await subscribe(['hold.opened'])
    await api.database.pool.query(`UPDATE webhook_subscription SET secret_sealed = '\\x00112233'`)
    await opened('sealed')
    await vi.waitFor(async () => {
      const [delivery] = await deliveries(id as string)
      expect(delivery).toMatchObject({ status: 'pending', attempts: 1 })
      expect(delivery?.['error']).toContain('XINHENG_SECRET_KEY')
    }, 10_000)
    expect(received).toEqual([])
  })

  it.each([
    'ftp://example.com/x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://user:pw@example.com/',
  ])('refuse the address %s', async (address) => {
    const body = { name: 'bad', url: address, events: ['hold.opened'] }
    expect((await api.request('POST', hooks, { body })).body).toMatchObject({
      status: 400,
      errors: [{ path: 'url' }],
    })
  })

  it('answer 404 for what is not there', async () => {
    const nowhere = '01a20092-b09a-77a6-bcb4-d6b6384558c8'
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PUT', '', { name: 'x' }],
      ['DELETE', '', undefined],
      ['GET', '/deliveries', undefined],
      ['POST', '/replay', { since: '2020-01-01T00:00:00Z' }],
    ] as const) {
      const refused = await api.request(method, `${hooks}/${nowhere}${path}`, { body })
      expect(refused.body.code).toBe('webhook_not_found')
    }
    const { id } = await subscribe(['hold.opened'])
    const missing = await api.request('POST', `${hooks}/${id as string}/deliveries/${nowhere}/replay`)
    expect(missing.body.code).toBe('webhook_delivery_not_found')
  })
})
