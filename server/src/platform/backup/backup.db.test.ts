import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { addJob } from '../jobs.js'
import { backUp } from './back-up.js'
import { readManifest, tableFile } from './manifest.js'
import { restore } from './restore.js'
import { listTables } from './table-list.js'

const info = { program: '9.9.9', at: new Date('2026-11-21T02:00:00Z') }
const used = ['app_user', 'audit_entry']

async function contents(test: TestDatabase): Promise<Record<string, unknown[]>> {
  const tables = await listTables(test.db)
  const entries = tables.map(async ({ name }) => {
    const { rows } = await test.pool.query(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`)
    return [name, rows] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

describe('a backup', () => {
  let source: TestDatabase
  let target: TestDatabase
  let root: string
  let dir: string
  beforeAll(async () => {
    source = await createTestDatabase()
    await source.pool.query(`
      INSERT INTO app_user (id, username, display_name, password_hash, created_at, updated_at)
      SELECT gen_random_uuid(), 'user' || n, E'引号" 换行\\n制表\\t反斜杠\\\\', 'x', now(), now()
      FROM generate_series(1, 1000) n;
      INSERT INTO authority (id, user_id, kind, amount_minor, currency, updated_by, updated_at)
      SELECT gen_random_uuid(), id, 'hold-release', 9007199254740993, 'CNY', 'system', now() FROM app_user;
      INSERT INTO user_session (id, user_id, token_hash, created_at, seen_at, expires_at)
      SELECT gen_random_uuid(), id, decode(md5(username), 'hex'), now(), now(), now() FROM app_user LIMIT 10;
      INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, action, object_type, object_id, before)
      VALUES ('action', 'system', 'system', 'system', 'x', 'y', 'z', '{"deep": [1, null, "\\\\n"]}');
      UPDATE organisation SET name = '信衡', aging_bounds = '{10,20}';`)
    await addJob(source.db, 'later', { n: 1 }, { jobKey: 'k', runAt: new Date('2030-01-01T00:00:00Z') })
  })
  afterAll(() => source.drop())
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'xinheng-backup-'))
    dir = path.join(root, 'one')
    target = await createTestDatabase()
  })
  afterEach(async () => {
    await rm(root, { recursive: true })
    await target.drop()
  })

  it('restores every row of every table, and the jobs that waited', async () => {
    const manifest = await backUp(source.db, dir, info)
    expect(manifest.tables.find((table) => table.name === 'app_user')?.rows).toBe(1000)
    await restore(target.db, dir, used)
    expect(await contents(target)).toEqual(await contents(source))
    const { rows } = await target.pool.query(
      'SELECT task_identifier, key, run_at FROM graphile_worker.jobs WHERE key IS NOT NULL',
    )
    expect(rows).toEqual([{ task_identifier: 'later', key: 'k', run_at: new Date('2030-01-01T00:00:00Z') }])
    await expect(target.pool.query('DELETE FROM audit_entry')).rejects.toThrow('append-only')
  })

  it('is of one instant, whatever is written meanwhile', async () => {
    const write = (round: number) =>
      source.db.transaction(async (tx) => {
        await tx.client.query(`UPDATE organisation SET name = 'round ${round}'`)
        await tx.client.query(`UPDATE app_user SET display_name = 'round ${round}' WHERE username = 'user1'`)
      })
    await write(0)
    const writing = { done: false }
    const writer = (async () => {
      for (let round = 1; !writing.done; round++) await write(round)
    })()
    await backUp(source.db, dir, info)
    writing.done = true
    await writer
    await restore(target.db, dir, used)
    const { rows } = await target.pool.query<{ same: boolean }>(`
      SELECT o.name = u.display_name AS same FROM organisation o, app_user u WHERE u.username = 'user1'`)
    expect(rows).toEqual([{ same: true }])
  })

  it('is not restored over a book that is in use', async () => {
    await backUp(source.db, dir, info)
    await restore(target.db, dir, used)
    await expect(restore(target.db, dir, used)).rejects.toThrow('app_user has rows')
  })

  it('is not restored when a file was damaged, and nothing is changed then', async () => {
    await backUp(source.db, dir, info)
    const file = tableFile(dir, 'app_user')
    const bytes = await readFile(file)
    bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1
    await writeFile(file, bytes)
    await expect(restore(target.db, dir, used)).rejects.toThrow('differs from its checksum')
    const { rows } = await target.pool.query('SELECT 1 FROM app_user')
    expect(rows).toEqual([])
  })

  it('is not restored into another schema', async () => {
    await backUp(source.db, dir, info)
    await target.pool.query(`INSERT INTO schema_migration (name, hash) VALUES ('9999_later.sql', 'x')`)
    await expect(restore(target.db, dir, used)).rejects.toThrow('another schema')
  })

  it('never overwrites, and is none without its manifest', async () => {
    await backUp(source.db, dir, info)
    await expect(backUp(source.db, dir, info)).rejects.toThrow('is not empty')
    expect((await readManifest(dir)).program).toBe('9.9.9')
    await rm(path.join(dir, 'manifest.json'))
    await expect(restore(target.db, dir, used)).rejects.toThrow('holds no complete backup')
  })
})
