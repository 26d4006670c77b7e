import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealEverything } from '../../../test/seal-everything.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { systemPrincipal } from '../../kernel/access.js'
import { runInContext, systemActor } from '../../platform/request-context.js'
import { auditJobs } from './jobs.js'
import { recordAudits } from './record-audit.js'

interface Entry {
  id: string
  at: string
  action: string
  kind: string
  objectId: string
  transaction: string
  requestId: string | null
  sealedIn: number | null
}

describe('the audit API', () => {
  let api: TestApp
  const list = async (query: string): Promise<Entry[]> =>
    ((await api.request('GET', `/api/v1/audit?${query}`)).body as { items: Entry[] }).items

  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-21T02:00:00Z' })
    const entry = (n: number) => ({
      ...{ actor: systemPrincipal, action: 'hold.released', objectType: 'hold', objectId: `h${n % 3}` },
      ...{ after: { n }, at: api.clock.now() },
    })
    for (let n = 0; n < 5; n++)
      await runInContext({ actor: systemActor('probe'), requestId: `request-${n}` }, () =>
        api.deps.db.transaction((tx) => recordAudits(tx, [entry(2 * n), entry(2 * n + 1)])),
      )
    await api.database.pool.query(`
      INSERT INTO credit_segment (id, code, name, currency) VALUES (gen_random_uuid(), 'CN01', '国内', 'CNY')`)
  })
  afterAll(() => api.close())

  it('goes through the trail page by page, each entry once, newest first', async () => {
    const seen: Entry[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const next: string = cursor === '' ? '' : `&cursor=${cursor}`
      const answer = await api.request('GET', `/api/v1/audit?objectType=hold&limit=3${next}`)
      const page = answer.body as { items: Entry[]; nextCursor: string | null }
      seen.push(...page.items)
      cursor = page.nextCursor
    }
    expect(seen).toHaveLength(10)
    expect(new Set(seen.map(({ id }) => id)).size).toBe(10)
    const ids = seen.map(({ id }) => Number(id))
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
  })

  it('finds by object, by request, by transaction, by time and by what the database saw', async () => {
    expect(await list('objectType=hold&objectId=h1')).toHaveLength(3)
    const ofRequest = await list('requestId=request-3')
    expect(ofRequest).toHaveLength(2)
    expect(await list(`transaction=${ofRequest[0]?.transaction ?? ''}`)).toHaveLength(2)
    const [newest] = await list('objectType=hold&limit=1')
    const later = new Date(Date.parse(newest?.at ?? '') + 60_000).toISOString()
    expect(await list(`objectType=hold&from=${later}`)).toEqual([])
    expect(await list(`objectType=hold&to=${later}`)).toHaveLength(10)
    expect(await list('kind=row&objectType=segment')).toMatchObject([{ objectId: 'CN01', action: 'insert' }])
  })

  it('refuses what is no filter, and everybody who may not read the trail', async () => {
    for (const query of ['colour=red', 'from=yesterday', 'cursor=xyz', 'transaction=-1', 'kind=all'])
      expect((await api.request('GET', `/api/v1/audit?${query}`)).status, query).toBe(400)
    const as = await api.keyWith('customers:read')
    expect((await api.request('GET', '/api/v1/audit', { as })).status).toBe(403)
    expect((await api.request('GET', '/api/v1/audit/verification', { as })).status).toBe(403)
    expect((await api.request('POST', '/api/v1/audit/verification', { as, body: {} })).status).toBe(403)
  })

  it('records on whose behalf and in which request a change was made', async () => {
    const headers = { 'x-request-id': 'trace-from-the-erp' }
    const body = { type: 'spot', from: 'USD', to: 'CNY', rate: '7.1', on: '2026-11-01' }
    const answer = await api.request('PUT', '/api/v1/fx-rates', { body, headers })
    if (answer.status >= 400) throw new Error(answer.text)
    const entries = await list('requestId=trace-from-the-erp')
    expect(entries.map(({ kind }) => kind).sort()).toEqual(['action', 'row'])
    expect(entries.every((one) => (one as unknown as { actor: string }).actor === 'key:test')).toBe(true)
  })

  it('verifies in the background, once at a time, and shows what was found', async () => {
    await sealEverything(api.deps.db)
    const started = await api.request('POST', '/api/v1/audit/verification', { body: {} })
    expect(started).toMatchObject({ status: 202, body: { status: 'queued', requestedBy: 'key:test' } })
    const again = await api.request('POST', '/api/v1/audit/verification', { body: {} })
    const { id } = started.body as { id: string }
    expect(again.body).toMatchObject({ id })
    const verify = auditJobs(api.deps)['audit.verify']
    await verify?.({ id })
    const state = await api.request('GET', '/api/v1/audit/verification')
    expect(state.body).toMatchObject({ latest: { id, status: 'clean', result: { findings: [] } } })
    const { root } = state.body as { root: { hash: string } }
    expect(root.hash).toMatch(/^[0-9a-f]{64}$/)
    expect((await list('objectType=hold&limit=1'))[0]?.sealedIn).toBeGreaterThan(0)

    await api.database.pool.query(`ALTER TABLE audit_entry DISABLE TRIGGER USER;
      UPDATE audit_entry SET actor = 'x' WHERE object_id = 'h0'; ALTER TABLE audit_entry ENABLE TRIGGER USER`)
    const next = await api.request('POST', '/api/v1/audit/verification', { body: { expectRoot: root.hash } })
    await verify?.({ id: (next.body as { id: string }).id, expectRoot: root.hash })
    const found = (await api.request('GET', '/api/v1/audit/verification')).body as {
      latest: { status: string; result: { findings: { kind: string; entryId: string }[] } }
    }
    expect(found.latest.status).toBe('findings')
    expect(found.latest.result.findings.map(({ kind }) => kind)).toEqual([
      'changed',
      'changed',
      'changed',
      'changed',
    ])
    const changed = await list('objectType=hold&objectId=h0')
    expect(found.latest.result.findings.map(({ entryId }) => entryId).sort()).toEqual(
      changed.map(({ id: one }) => one).sort(),
    )
  })
})
