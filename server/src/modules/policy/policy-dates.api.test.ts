import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { defaultPolicy } from './domain/default-policy.js'

describe('the dates of a policy', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp()
  })
  afterAll(() => api.close())

  const publish = (validFrom: string, averageOverMonths: number) =>
    api.request('POST', '/api/v1/policies', {
      body: { content: { ...defaultPolicy, averageOverMonths }, validFrom },
    })
  const statuses = async () =>
    ((await api.request('GET', '/api/v1/policies')).body.items as { version: number; status: string }[]).map(
      ({ version, status }) => [version, status] as const,
    )
  const cancel = (version: number, as?: Awaited<ReturnType<TestApp['keyWith']>>) =>
    api.request('POST', `/api/v1/policies/${version}/cancel`, {
      body: { reason: '季度结束再议' },
      ...(as ? { as } : {}),
    })

  it('may lie in the future: it is scheduled, then in force, and the one before is past', async () => {
    const scheduled = await publish('2026-12-01T00:00:00+08:00', 7)
    expect(scheduled.body).toMatchObject({
      version: 2,
      inForce: false,
      status: 'scheduled',
      allowed: ['cancel'],
    })
    expect((await publish('2027-01-01T00:00:00+08:00', 8)).body.version).toBe(3)
    expect(await statuses()).toEqual([
      [3, 'scheduled'],
      [2, 'scheduled'],
      [1, 'in-force'],
    ])
    api.clock.set('2026-12-01T00:00:00+08:00')
    expect(await statuses()).toEqual([
      [3, 'scheduled'],
      [2, 'in-force'],
      [1, 'past'],
    ])
  })

  it('are taken back before they come, by permission and with a reason on record, never afterwards', async () => {
    const reader = await api.keyWith('policy:read')
    expect((await cancel(3, reader)).status).toBe(403)
    const cancelled = await cancel(3)
    expect(cancelled).toMatchObject({
      status: 200,
      body: { status: 'cancelled', allowed: [], cancelled: { reason: '季度结束再议' } },
    })
    expect((await cancel(3)).body.code).toBe('policy_not_scheduled')
    expect((await cancel(2)).body.code).toBe('policy_not_scheduled')
    expect((await cancel(99)).status).toBe(404)
    api.clock.set('2027-02-01T00:00:00+08:00')
    expect((await statuses())[1]).toEqual([2, 'in-force'])
    const trail = await api.request('GET', '/api/v1/audit?objectType=policy&objectId=3')
    expect(JSON.stringify(trail.body)).toContain('policy.cancelled')
  })
})
