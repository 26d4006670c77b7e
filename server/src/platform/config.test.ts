import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from './config.js'

function faultsOf(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('the configuration was accepted')
}

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    expect(readConfig({})).toEqual({
      role: 'both',
      host: '127.0.0.1',
      port: 3000,
      dataDir: resolve('data'),
      databaseUrl: undefined,
      databasePoolSize: 20,
      demo: true,
      fixedNow: undefined,
      logLevel: 'info',
      publicUrl: undefined,
      secretKey: undefined,
      demoPublic: false,
      trustProxy: false,
    })
  })

  it('takes an empty variable as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 3000, databaseUrl: undefined })
  })

  it.each([
    ['PORT', '65536'],
    ['PORT', '80a'],
    ['PORT', '-1'],
    ['PORT', '1e3'],
    ['HOST', 'a b'],
    ['XINHENG_DB_POOL_SIZE', '0'],
    ['XINHENG_DEMO', 'yes'],
    ['XINHENG_NOW', '2026-11-21'],
    ['XINHENG_LOG_LEVEL', 'loud'],
    ['XINHENG_ROLE', 'server'],
    ['XINHENG_TRUST_PROXY', 'true'],
    ['XINHENG_PUBLIC_URL', 'ftp://credit.example.com'],
  ])('refuses %s=%s, naming the variable and the value', (name, value) => {
    const faults = faultsOf({ [name]: value })
    expect(faults).toMatch(new RegExp(`^${name} must be `))
    expect(faults).toContain(`"${value}"`)
  })

  it('never repeats a secret key', () => {
    const faults = faultsOf({ XINHENG_SECRET_KEY: 'short-secret' })
    expect(faults).toMatch(/^XINHENG_SECRET_KEY must be at least 32/)
    expect(faults).not.toContain('short-secret')
  })

  it('never repeats a connection string, which holds a password', () => {
    const faults = faultsOf({ DATABASE_URL: 'mysql://root:hunter2@db/x' })
    expect(faults).toMatch(/^DATABASE_URL must be like postgres:/)
    expect(faults).not.toContain('hunter2')
  })

  it('names every fault at once', () => {
    expect(faultsOf({ PORT: 'x', XINHENG_ROLE: 'y' }).split('\n')).toHaveLength(2)
  })

  it('refuses a fixed clock in production', () => {
    const env = { XINHENG_NOW: '2026-11-21T08:00:00+08:00' }
    expect(readConfig(env).fixedNow?.toISOString()).toBe('2026-11-21T00:00:00.000Z')
    expect(faultsOf({ ...env, NODE_ENV: 'production' })).toMatch(/^XINHENG_NOW must not be set/)
  })

  it('offers the demo book on the embedded database, and on a database server only when asked', () => {
    const databaseUrl = 'postgres://credit:secret@db.example.com:5432/credit'
    expect(readConfig({ XINHENG_DEMO: 'off' }).demo).toBe(false)
    expect(readConfig({ DATABASE_URL: databaseUrl })).toMatchObject({ demo: false, databaseUrl })
    expect(readConfig({ DATABASE_URL: databaseUrl, XINHENG_DEMO: 'on' }).demo).toBe(true)
  })

  it('keeps the public address without a trailing slash', () => {
    expect(readConfig({ XINHENG_PUBLIC_URL: 'https://credit.example.com/' }).publicUrl).toBe(
      'https://credit.example.com',
    )
  })
})
