import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/test-database.js'
import { createAuthenticator } from '../modules/identity/authenticate.js'
import { runCli } from './cli.js'

describe('the command line', () => {
  let test: TestDatabase
  let dir: string
  let out: string[]
  let err: string[]
  beforeAll(async () => {
    test = await createTestDatabase()
    dir = await mkdtemp(path.join(tmpdir(), 'xinheng-cli-'))
    vi.stubEnv('DATABASE_URL', test.url)
    vi.stubEnv('XINHENG_DATA_DIR', dir)
    vi.stubEnv('XINHENG_NOW', '2026-11-21T02:00:00Z')
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await rm(dir, { recursive: true })
    await test.drop()
  })
  beforeEach(() => {
    out = []
    err = []
    vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line))
    vi.spyOn(console, 'error').mockImplementation((line: string) => void err.push(line))
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean(out.push(String(text))))
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean(err.push(String(text))))
  })
  afterEach(() => vi.restoreAllMocks())

  const json = (): unknown => JSON.parse(out.join(''))

  it.each([
    [['--help'], 0],
    [['import', '--help'], 0],
    [['--version'], 0],
    [['nonsense'], 2],
    [['api-key', 'create', '--name', 'x'], 2],
    [['api-key', 'create', '--name', 'x', '--scopes', 'everything'], 2],
    [['import', 'spells', 'file.csv'], 2],
    [['import', 'invoices', '/nowhere/file.csv'], 2],
    [['age', '--as-of', '2026-02-30'], 2],
    [['age', '--segment', 'NONE'], 1],
    [['restore', '/nowhere'], 1],
    [['bench', '--help'], 0],
    [['bench', 'nonsense'], 2],
  ])('%j ends with %i', async (args, code) => {
    expect(await runCli(args)).toBe(code)
    expect(out.length + err.length).toBeGreaterThan(0)
  })

  it('names the variable that is wrong', async () => {
    vi.stubEnv('PORT', 'http')
    expect(await runCli(['migrate'])).toBe(2)
    expect(err.join()).toContain('PORT must be')
    vi.stubEnv('PORT', undefined)
  })

  it('makes a key that works at once', async () => {
    expect(await runCli(['api-key', 'create', '--name', 'N', '--scopes', '*', '--json'])).toBe(0)
    const { key } = json() as { key: string }
    const { authenticate } = createAuthenticator({ db: test.db, now: () => new Date() })
    const request = { headers: { authorization: `Bearer ${key}` } } as Parameters<typeof authenticate>[0]
    expect(await authenticate(request)).toMatchObject({ label: 'key:N', allScopes: true })
  })

  it('imports a file, says what happened, and changes nothing when repeated', async () => {
    const file = path.join(dir, 'invoices.csv')
    await writeFile(
      file,
      [
        'customer,customer name,invoice number,invoice date,due date,amount,currency',
        'C1,甲公司,INV-1,2026-09-01,2026-10-01,1000.00,CNY',
        'C1,甲公司,INV-2,2026-10-01,2026-12-01,250.50,CNY',
        ',乙公司,INV-3,2026-10-01,2026-11-01,99.00,CNY',
      ].join('\n'),
    )
    const sheet = path.join(dir, 'errors.csv')
    expect(await runCli(['import', 'invoices', file, '--errors', sheet, '--json'])).toBe(0)
    expect(json()).toMatchObject({ status: 'finished', rowsRead: 3, rowsApplied: 2, rowsFaulty: 1 })
    expect(await readFile(sheet, 'utf8')).toMatch(/^\W*4,/m)
    out = []
    expect(await runCli(['import', 'invoices', file, '--json'])).toBe(0)
    expect(json()).toMatchObject({ rowsApplied: 0, rowsUnchanged: 2, rowsFaulty: 1 })
  })

  it('ages what was imported', async () => {
    expect(await runCli(['age', '--as-of', '2026-11-21', '--json'])).toBe(0)
    expect(json()).toMatchObject({
      asOf: '2026-11-21',
      totals: [
        {
          buckets: { notDue: { amount: '250.50' }, '31-60': { amount: '1000.00' } },
          total: { amount: '1250.50', currency: 'CNY' },
        },
      ],
      items: [{ code: 'C1' }],
    })
  })

  it('writes the credit report of a customer, and records that somebody took it', async () => {
    const file = path.join(dir, 'report.pdf')
    expect(await runCli(['credit-report', 'C1', '--out', file])).toBe(0)
    expect((await readFile(file)).subarray(0, 5).toString()).toBe('%PDF-')
    out = []
    expect(await runCli(['credit-report', 'C1', '--language', 'en', '--json'])).toBe(0)
    expect(json()).toMatchObject({ customerCode: 'C1', customerName: '甲公司', grade: null })
    expect(await runCli(['credit-report', 'NOBODY'])).toBe(1)
    const taken = await test.db.pool.query(
      `SELECT count(*)::int AS n FROM audit_entry WHERE action = 'credit-report.exported'`,
    )
    expect(taken.rows).toEqual([{ n: 2 }])
  })

  it('shows what collection strategies would send, and sends nothing until that is switched on', async () => {
    expect(await runCli(['dun', '--dry-run', '--json'])).toBe(0)
    expect(json()).toMatchObject({ mode: 'dry', onDay: '2026-11-21', strategyVersion: 1 })
    expect(await runCli(['dun'])).toBe(1)
    expect(err.join()).toContain('not switched on')
  })

  it('rates the customers', async () => {
    expect(await runCli(['rate', '--json'])).toBe(0)
    expect(json()).toMatchObject({ rated: 1 })
  })

  it('proves the ledger, and finds a cent that was changed behind its back', async () => {
    expect(await runCli(['audit', 'verify', '--json'])).toBe(0)
    expect(json()).toMatchObject({ agrees: true, differences: [] })
    await test.pool.query('UPDATE account_exposure SET receivables_minor = receivables_minor + 1')
    out = []
    expect(await runCli(['audit', 'verify', '--json'])).toBe(1)
    expect(json()).toMatchObject({ agrees: false, differences: [{ check: 'account projection' }] })
    await test.pool.query('UPDATE account_exposure SET receivables_minor = receivables_minor - 1')
  })

  it('backs up beside everything else, and restores into an empty database only', async () => {
    const backup = path.join(dir, 'backup')
    expect(await runCli(['backup', backup, '--json'])).toBe(0)
    const { rows } = json() as { rows: number }
    expect(await runCli(['restore', backup])).toBe(1)
    expect(err.join()).toContain('is in use')
    const empty = await createTestDatabase()
    vi.stubEnv('DATABASE_URL', empty.url)
    out = []
    expect(await runCli(['restore', backup, '--json'])).toBe(0)
    expect(json()).toMatchObject({ rows })
    out = []
    expect(await runCli(['audit', 'verify', '--json'])).toBe(0)
    vi.stubEnv('DATABASE_URL', test.url)
    await empty.drop()
  })

  it('does not put a demo book over a real one, also where only a program works with it', async () => {
    expect(await runCli(['demo'])).toBe(1)
    expect(err.join()).toContain('in use')
    err = []
    await test.pool.query(`
      INSERT INTO app_user (id, username, display_name, password_hash, created_at, updated_at)
      VALUES (gen_random_uuid(), 'boss', 'boss', 'x', now(), now())`)
    expect(await runCli(['demo'])).toBe(1)
    expect(err.join()).toContain('in use')
  })

  it('names the variable when the database or the directory cannot be used', async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://nobody:wrong@127.0.0.1:1/none')
    expect(await runCli(['audit', 'verify'])).toBe(2)
    expect(err.join()).toMatch(/^DATABASE_URL: .*ECONNREFUSED/)
    err = []
    const file = path.join(dir, 'a-file')
    await writeFile(file, '')
    vi.stubEnv('DATABASE_URL', undefined)
    vi.stubEnv('XINHENG_DATA_DIR', file)
    expect(await runCli(['audit', 'verify'])).toBe(2)
    expect(err.join()).toContain(`XINHENG_DATA_DIR: ${file} is no directory`)
    vi.stubEnv('XINHENG_DATA_DIR', dir)
    vi.stubEnv('DATABASE_URL', test.url)
  })

  it('describes the API without a database', async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://127.0.0.1:1/none')
    expect(await runCli(['openapi'])).toBe(0)
    expect(json()).toMatchObject({ openapi: '3.1.0' })
    vi.stubEnv('DATABASE_URL', test.url)
  })
})
