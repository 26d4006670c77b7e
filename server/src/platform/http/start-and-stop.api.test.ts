import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import type { Readiness } from './health-routes.js'

describe('while the program starts', () => {
  const readiness: Readiness = { state: 'starting' }
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ routes: [], readiness })
  })
  afterAll(() => api.close())

  it('lives but is not ready, and asks for patience', async () => {
    expect((await api.request('GET', '/health/live')).status).toBe(200)
    expect((await api.request('GET', '/health/ready')).status).toBe(503)
    const refused = await api.request('GET', '/api/v1/users')
    expect(refused.body).toMatchObject({ status: 503, code: 'service_unavailable' })
    expect(refused.headers['retry-after']).toBe('3')
    const page = await api.request('GET', '/customers', { as: null })
    expect(page.status).toBe(503)
    expect(page.text).toContain('http-equiv="refresh"')
  })

  it('answers as soon as it is ready', async () => {
    readiness.state = 'ready'
    expect((await api.request('GET', '/health/ready')).status).toBe(200)
    expect((await api.request('GET', '/api/v1/users')).status).toBe(200)
  })

  it('still answers while it stops, but no longer says that it is ready', async () => {
    readiness.state = 'stopping'
    expect((await api.request('GET', '/health/ready')).status).toBe(503)
    expect((await api.request('GET', '/api/v1/users')).status).toBe(200)
  })
})
