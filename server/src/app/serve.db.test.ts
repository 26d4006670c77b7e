import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/test-database.js'
import { systemPrincipal } from '../kernel/access.js'
import { createApiKey } from '../modules/identity/create-api-key.js'
import { createDemoUsers } from '../modules/identity/create-user.js'
import { demoOffice } from '../modules/identity/domain/demo-accounts.js'
import { ConfigError, readConfig } from '../platform/config.js'
import { createLogger } from '../platform/log.js'
import { serve } from './serve.js'

const log = createLogger({ level: 'silent' })

describe('a server', () => {
  let test: TestDatabase
  beforeEach(async () => {
    test = await createTestDatabase()
  })
  afterEach(() => test.drop())

  const config = (env: Record<string, string> = {}) =>
    readConfig({
      PORT: '0',
      DATABASE_URL: test.url,
      XINHENG_SECRET_KEY: 'x'.repeat(32),
      XINHENG_DB_POOL_SIZE: '8',
      ...env,
    })

  it('on a new server database prints a one-time link that makes the administrator', async () => {
    const server = await serve(config(), log)
    const link = new URL(server.advice.at(-1) ?? '')
    expect(link.origin).toBe(server.address)
    const response = await fetch(`${server.address}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        token: link.searchParams.get('token'),
        username: 'boss',
        password: 'correct horse battery',
      }),
    })
    expect(response.status).toBe(201)
    await server.stop()
    const again = await serve(config(), log)
    expect(again.advice).toEqual([])
    await again.stop()
  })

  it('answers what is in work before it stops, and accepts nothing more', async () => {
    const draft = { name: 'test', scopes: ['*'], expiresAt: null } as const
    const { key } = await createApiKey(test.db, systemPrincipal, draft, new Date())
    const server = await serve(config(), log)
    const call = (method: string, body?: object) =>
      fetch(`${server.address}/api/v1/organisation`, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
    const blocker = await test.pool.connect()
    await blocker.query('BEGIN')
    await blocker.query('SELECT 1 FROM organisation FOR UPDATE')
    const inWork = ['一', '二', '三'].map((name) => call('PUT', { name }))
    await new Promise((resolve) => setTimeout(resolve, 300))
    const stopping = server.stop()
    await new Promise((resolve) => setTimeout(resolve, 100))
    await expect(call('GET')).rejects.toThrow()
    await blocker.query('COMMIT')
    blocker.release()
    const answers = await Promise.all(inWork)
    await stopping
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
    const { rows } = await test.pool.query(`SELECT 1 FROM audit_entry WHERE action = 'organisation.updated'`)
    expect(rows).toHaveLength(3)
  })

  it('does not take the passwords of the demo book beyond this machine unless told to', async () => {
    await expect(serve(config({ HOST: '0.0.0.0', XINHENG_DEMO: 'on' }), log)).rejects.toThrow(ConfigError)
    await test.db.transaction((tx) => createDemoUsers(tx, systemPrincipal, demoOffice, new Date()))
    await expect(serve(config({ HOST: '0.0.0.0' }), log)).rejects.toThrow('XINHENG_DEMO_PUBLIC=on')
    const server = await serve(config({ HOST: '0.0.0.0', XINHENG_DEMO_PUBLIC: 'on' }), log)
    expect(server.advice.join()).toContain('manager')
    await server.stop()
  })
})
