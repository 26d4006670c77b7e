import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sql } from '../../platform/db/sql.js'
import { sealEverything } from '../../../test/seal-everything.js'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import type { Finding } from './domain/finding.js'
import { sealEntries } from './seal-entries.js'
import { countUnsealed } from './seal-store.js'
import { verifyTrail } from './verify-trail.js'

const insert = (count: number, tag = 'x') => `
  INSERT INTO audit_entry (kind, actor_kind, actor_id, actor, action, object_type, object_id, after)
  SELECT 'action', 'system', 'system', 'system', '${tag}', 'probe', n::text, jsonb_build_object('n', n, 'text', '金额 "x"')
  FROM generate_series(1, ${count}) n`

describe('sealing', () => {
  let test: TestDatabase
  const sealedCount = async () => {
    const { rows } = await test.pool.query<{ n: bigint }>('SELECT count(*) AS n FROM audit_leaf')
    return Number(rows[0]?.n)
  }
  beforeEach(async () => {
    test = await createTestDatabase({ poolSize: 12 })
    return () => test.drop()
  })

  it('holds every entry once, in batches chained to each other, and verifies', async () => {
    await test.pool.query(insert(10_000))
    const { rows } = await test.pool.query<{ n: bigint }>('SELECT count(*) AS n FROM audit_entry')
    const total = Number(rows[0]?.n)
    expect(await sealEverything(test.db)).toBe(total)
    expect(await sealEntries(test.db)).toBe(0)
    await test.pool.query(insert(3))
    expect(await sealEverything(test.db)).toBe(3)
    const result = await verifyTrail(test.db)
    expect(result).toMatchObject({
      entries: total + 3,
      findings: [],
      waiting: { entries: 0, oldestAt: null },
    })
    expect(result.batches).toBeGreaterThanOrEqual(Math.ceil(total / 4096) + 1)
    expect(result.root?.batchNo).toBe(result.batches)
  })

  it('passes over nothing when transactions end in another order than they began', async () => {
    await sealEverything(test.db)
    const slow = await test.pool.connect()
    await slow.query('BEGIN')
    await slow.query(insert(2, 'slow'))
    await test.pool.query(insert(5, 'quick'))
    // The quick one committed first, but the slow one has the smaller numbers: neither may be sealed past it.
    await sealEntries(test.db)
    const waiting = await countUnsealed(test.db)
    expect(waiting.entries).toBeGreaterThanOrEqual(5)
    expect(waiting.oldestRunning).toBeInstanceOf(Date)
    await slow.query('COMMIT')
    slow.release()
    expect(await sealEverything(test.db)).toBe(7)
    expect(await verifyTrail(test.db)).toMatchObject({ findings: [], waiting: { entries: 0 } })
  })

  it('is not disturbed by entries that were rolled back: their numbers are simply not there', async () => {
    const client = await test.pool.connect()
    await client.query('BEGIN')
    await client.query(insert(4))
    await client.query('ROLLBACK')
    client.release()
    await test.pool.query(insert(4))
    await sealEverything(test.db)
    expect((await verifyTrail(test.db)).findings).toEqual([])
  })

  it('goes on correctly while many write, roll back and seal at once', async () => {
    const until = Date.now() + 2_500
    const writer = async (n: number) => {
      for (let round = 0; Date.now() < until; round++) {
        await test.db
          .transaction(async (tx) => {
            await tx.client.query(insert(1 + ((n + round) % 5), `w${n}`))
            await tx.run(sql`SELECT pg_sleep(${Math.random() / 50})`)
            await tx.client.query(insert(1, `w${n}`))
            if ((n + round) % 7 === 0) throw new Error('changed my mind')
          })
          .catch(() => undefined)
      }
    }
    const sealer = async () => {
      while (Date.now() < until) await sealEntries(test.db)
    }
    const auditor = async () => {
      const findings: Finding[] = []
      while (Date.now() < until) findings.push(...(await verifyTrail(test.db)).findings)
      return findings
    }
    const [found] = await Promise.all([
      auditor(),
      sealer(),
      sealer(),
      ...[0, 1, 2, 3, 4, 5].map((n) => writer(n)),
    ])
    expect(found).toEqual([])
    await sealEverything(test.db)
    const { rows } = await test.pool.query<{ n: bigint }>('SELECT count(*) AS n FROM audit_entry')
    const result = await verifyTrail(test.db)
    expect(result).toMatchObject({ findings: [], entries: Number(rows[0]?.n), waiting: { entries: 0 } })
    expect(result.batches).toBeGreaterThan(1)
  }, 60_000)

  it('takes up again in another cluster, where transactions count from elsewhere', async () => {
    // As after a restore: entries and batches of a cluster whose numbers are far ahead of this one's.
    await test.pool.query(insert(3))
    await test.pool.query(`
      INSERT INTO audit_entry (xid, kind, actor_kind, actor_id, actor, action, object_type, object_id)
      SELECT ('90000000' || n)::xid8, 'action', 'system', 'system', 'system', 'old', 'probe', 'p'
      FROM generate_series(1, 3) n;
      ALTER TABLE audit_batch DISABLE TRIGGER USER`)
    await sealEverything(test.db)
    const before = await sealedCount()
    await test.pool.query(`UPDATE audit_batch SET horizon = '900000002', snapshot_end = '900000009'`)
    await test.pool.query(insert(2))
    // The first seal here reads a new horizon; what is numbered behind the old one is nobody's forgery.
    expect((await verifyTrail(test.db)).findings.map(({ kind }) => kind)).not.toContain('inserted')
    while ((await sealedCount()) < before + 2) await sealEntries(test.db)
    await test.pool.query(insert(1))
    await sealEverything(test.db)
    const { rows } = await test.pool.query<{ n: bigint }>('SELECT count(*) AS n FROM audit_entry')
    expect(await sealedCount()).toBe(Number(rows[0]?.n))
    expect((await verifyTrail(test.db)).findings.map(({ kind }) => kind)).not.toContain('inserted')
  })
})

describe('a verification', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await tamper('TRUNCATE audit_entry; TRUNCATE audit_leaf; TRUNCATE audit_batch')
    await test.pool.query(insert(20))
    await sealEverything(test.db)
    await test.pool.query(insert(5000))
    await sealEverything(test.db)
    await test.pool.query(insert(20))
    await sealEverything(test.db)
    expect((await verifyTrail(test.db)).findings).toEqual([])
    const { rows } = await test.pool.query<{ entries: number }>(
      'SELECT entries, horizon, last_id FROM audit_batch ORDER BY batch_no',
    )
    expect(rows.map((row) => row.entries)).toEqual([20, 4096, 904, 20])
  })

  /** As the owner of the tables can: with the triggers that protect them switched off. */
  async function tamper(statements: string): Promise<void> {
    const tables = ['audit_entry', 'audit_leaf', 'audit_batch']
    for (const table of tables) await test.pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    await test.pool.query(statements)
    for (const table of tables) await test.pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  }

  async function idAt(place: number): Promise<string> {
    const { rows } = await test.pool.query<{ id: string }>(
      `SELECT id::text AS id FROM audit_entry e ORDER BY e.id OFFSET ${place} LIMIT 1`,
    )
    return rows[0]?.id ?? ''
  }

  const findings = async (expectRoot?: string) => (await verifyTrail(test.db, { expectRoot })).findings

  it.each([
    `actor = 'somebody.else'`,
    `after = '{"n": 8, "text": "金额"}'`,
    `at = at + interval '1 microsecond'`,
    `reason = ''`,
    `before = 'null'`,
    `request_id = 'x'`,
    `xid = '3'`,
  ])('names the entry of which somebody set %s', async (change) => {
    const entryId = await idAt(7)
    await tamper(`UPDATE audit_entry SET ${change} WHERE id = ${entryId}`)
    expect(await findings()).toEqual([{ of: 'entry', kind: 'changed', batchNo: 1, entryId, detail: '' }])
  })

  it('names each of several changed entries, in each batch', async () => {
    const ids = [await idAt(3), await idAt(30), await idAt(4900), await idAt(5030)]
    await tamper(`UPDATE audit_entry SET actor = 'x' WHERE id IN (${ids.join(', ')})`)
    const found = await findings()
    expect(found.map((one) => [one.kind, one.entryId])).toEqual(ids.map((id) => ['changed', id]))
  })

  it('names the entry that was removed', async () => {
    const entryId = await idAt(100)
    await tamper(`DELETE FROM audit_entry WHERE id = ${entryId}`)
    expect(await findings()).toEqual([{ of: 'entry', kind: 'removed', batchNo: 2, entryId, detail: '' }])
  })

  it('finds an entry that was removed together with its hash', async () => {
    const entryId = await idAt(10)
    await tamper(
      `DELETE FROM audit_entry WHERE id = ${entryId}; DELETE FROM audit_leaf WHERE entry_id = ${entryId}`,
    )
    expect(await findings()).toMatchObject([{ kind: 'removed', batchNo: 1, entryId: null }])
  })

  const forged = `kind, actor_kind, actor_id, actor, action, object_type, object_id)`
  const values = `'action', 'user', 'u', 'wang', 'hold.released', 'hold', 'h')`

  it('names an entry that was inserted with an old transaction number', async () => {
    await tamper(`INSERT INTO audit_entry (xid, at, ${forged}
      SELECT xid, at, ${values.slice(0, -1)} FROM audit_entry ORDER BY id LIMIT 1`)
    const { rows } = await test.pool.query<{ id: string }>('SELECT max(id)::text AS id FROM audit_entry')
    expect(await findings()).toMatchObject([{ kind: 'inserted', batchNo: null, entryId: rows[0]?.id }])
    await sealEverything(test.db)
    expect(await findings()).toMatchObject([{ kind: 'inserted', entryId: rows[0]?.id }])
  })

  it('names an entry that was inserted into a gap of the numbers, even after it was sealed', async () => {
    const client = await test.pool.connect()
    await client.query('BEGIN')
    await client.query(insert(1))
    await client.query('ROLLBACK')
    client.release()
    await test.pool.query(insert(1))
    await sealEverything(test.db)
    const gap = BigInt(await idAt(5039)) + 1n
    await tamper(`INSERT INTO audit_entry (id, ${forged} OVERRIDING SYSTEM VALUE VALUES (${gap}, ${values}`)
    expect(await findings()).toMatchObject([{ kind: 'inserted', entryId: gap.toString() }])
    await sealEverything(test.db)
    expect(await findings()).toMatchObject([{ kind: 'inserted', batchNo: 6, entryId: gap.toString() }])
  })

  it('names an entry that bears an old time, even after it was sealed', async () => {
    await tamper(`INSERT INTO audit_entry (at, ${forged} VALUES (now() - interval '3 days', ${values}`)
    const { rows } = await test.pool.query<{ id: string }>('SELECT max(id)::text AS id FROM audit_entry')
    expect(await findings()).toMatchObject([{ kind: 'back-dated', entryId: rows[0]?.id }])
    await sealEverything(test.db)
    expect(await findings()).toMatchObject([{ kind: 'back-dated', batchNo: 5, entryId: rows[0]?.id }])
  })

  it('finds an entry that was changed together with its hash', async () => {
    const entryId = await idAt(10)
    await tamper(`UPDATE audit_entry SET actor = 'x' WHERE id = ${entryId};
      UPDATE audit_leaf SET hash = sha256('x') WHERE entry_id = ${entryId}`)
    expect((await findings()).map((one) => [one.kind, one.batchNo])).toEqual([
      ['changed', 1],
      ['resealed', 1],
    ])
  })

  it('finds a batch that was sealed anew, by the chain', async () => {
    await tamper(`UPDATE audit_batch SET root = sha256('x'), chain = sha256('y') WHERE batch_no = 1`)
    expect((await findings()).map((one) => [one.kind, one.batchNo])).toEqual([
      ['unchained', 1],
      ['unchained', 2],
      ['resealed', 1],
    ])
  })

  it('finds a batch that was taken out, with what it held', async () => {
    await tamper(`DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_leaf WHERE batch_no = 2);
      DELETE FROM audit_leaf WHERE batch_no = 2; DELETE FROM audit_batch WHERE batch_no = 2`)
    expect((await findings()).map((one) => [one.kind, one.batchNo])).toEqual([
      ['missing-batch', 2],
      ['unchained', 3],
    ])
  })

  it('finds by a root kept elsewhere that the end was cut off, or that everything was sealed anew', async () => {
    const { root } = await verifyTrail(test.db)
    await test.pool.query(insert(2))
    await sealEverything(test.db)
    expect(await findings(root?.hash)).toEqual([])
    await tamper(`DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_leaf WHERE batch_no >= 4);
      DELETE FROM audit_leaf WHERE batch_no >= 4; DELETE FROM audit_batch WHERE batch_no >= 4`)
    expect(await findings()).toEqual([])
    expect(await findings(root?.hash)).toMatchObject([{ kind: 'other-root' }])
    await tamper(`TRUNCATE audit_leaf; TRUNCATE audit_batch; UPDATE audit_entry SET actor = 'x'`)
    await sealEverything(test.db)
    expect(await findings()).toEqual([])
    expect(await findings(root?.hash)).toMatchObject([{ kind: 'other-root' }])
  })
})
