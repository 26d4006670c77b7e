import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../test/test-database.js'
import { runCli } from './cli.js'

describe('xinheng audit', () => {
  let test: TestDatabase
  let dir: string
  let out: string[]
  let err: string[]
  beforeAll(async () => {
    test = await createTestDatabase()
    dir = await mkdtemp(path.join(tmpdir(), 'xinheng-audit-cli-'))
    vi.stubEnv('DATABASE_URL', test.url)
    vi.stubEnv('XINHENG_DATA_DIR', dir)
    await test.pool.query(`
      INSERT INTO credit_segment (id, code, name, currency)
      SELECT gen_random_uuid(), 'S' || n, '信用段', 'CNY' FROM generate_series(1, 30) n`)
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
  })
  afterEach(() => vi.restoreAllMocks())

  /** As the owner of the table can: with the trigger that protects it switched off. */
  async function tamper(statement: string): Promise<void> {
    await test.pool.query(`ALTER TABLE audit_entry DISABLE TRIGGER USER; ${statement};
      ALTER TABLE audit_entry ENABLE TRIGGER USER`)
  }

  /** Another test's transaction on the same server may hold a seal up. */
  const sealed = () =>
    expect
      .poll(
        async () => {
          out = []
          await runCli(['audit', 'verify', '--json'])
          return (JSON.parse(out.join('')) as { trail: { waiting: { entries: number } } }).trail.waiting
            .entries
        },
        { timeout: 20_000 },
      )
      .toBe(0)

  it('proves the trail and prints the root to keep elsewhere', async () => {
    await sealed()
    out = []
    expect(await runCli(['audit', 'verify'])).toBe(0)
    expect(out.join('\n')).toMatch(/audit entries in \d+ batches are what was sealed/)
    expect(out.join('\n')).toMatch(/ledger entries and \d+ items agree/)
    expect(out.join('\n')).toMatch(/credit decisions in \d+ batches are what was sealed/)
    expect(out.join('\n')).toContain('Standings and aging of all customers are what the book says')
    out = []
    expect(await runCli(['audit', 'root'])).toBe(0)
    const [root = ''] = out
    expect(root).toMatch(/^[0-9a-f]{64}$/)
    expect(await runCli(['audit', 'verify', '--expect-root', root])).toBe(0)
    expect(await runCli(['audit', 'verify', '--expect-root', root.replaceAll(/./g, 'a')])).toBe(1)
    expect(out.join('\n')).toContain('The expected root is not in this chain')
    expect(await runCli(['audit', 'verify', '--expect-root', 'yes'])).toBe(2)
  })

  it('ends with 1 and names the entry that was changed behind its back', async () => {
    await sealed()
    const { rows } = await test.pool.query<{ id: string }>(
      `SELECT id::text FROM audit_entry e WHERE object_id = 'S7' ORDER BY e.id LIMIT 1`,
    )
    const id = rows[0]?.id ?? ''
    await tamper(`UPDATE audit_entry SET actor = 'somebody.else' WHERE id = ${id}`)
    out = []
    expect(await runCli(['audit', 'verify'])).toBe(1)
    expect(out.join('\n')).toMatch(new RegExp(`Entry ${id} of batch \\d+ was changed after it was sealed`))
    expect(err.join('\n')).toContain('1 faults of the sealed record and 0 differences of the ledger')
    await tamper(`DELETE FROM audit_entry WHERE id = ${id}`)
    out = []
    expect(await runCli(['audit', 'verify', '--json'])).toBe(1)
    expect(JSON.parse(out.join(''))).toMatchObject({
      agrees: false,
      trail: { findings: [{ kind: 'removed', entryId: id }] },
    })
  })

  it('ends with 1 and names a customer whose standing is not what the book says, without mending it', async () => {
    await test.pool.query(`
      INSERT INTO credit_group (id, code, name, lone) VALUES (gen_random_uuid(), 'C1', '客户', true);
      INSERT INTO customer (id, code, name, group_id, status, search_key)
      SELECT gen_random_uuid(), 'C1', '客户', id, 'active', '' FROM credit_group WHERE code = 'C1'`)
    await runCli(['audit', 'verify'])
    await test.pool.query(`UPDATE customer_standing SET exposure_minor = 7 WHERE code = 'C1'`)
    for (let times = 0; times < 2; times++) {
      out = []
      await runCli(['audit', 'verify', '--json'])
      expect(JSON.parse(out.join(''))).toMatchObject({ agrees: false, standings: ['C1'] })
    }
  })

  it('is itself part of the trail where it changes something: who ran a command is recorded', async () => {
    await runCli(['api-key', 'create', '--name', 'probe', '--scopes', 'customers:read'])
    const { rows } = await test.pool.query<{ actor: string; kind: string; request: string }>(
      `SELECT actor, kind, request_id AS request FROM audit_entry WHERE table_name = 'api_key' ORDER BY id DESC LIMIT 1`,
    )
    expect(rows[0]?.actor).toMatch(/^command:/)
    expect(rows[0]?.request).toMatch(/^command-/)
  })
})
