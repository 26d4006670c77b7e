import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { newId } from '../../platform/new-id.js'
import { sentenceOf } from './domain/finding.js'
import { countUnsealedDecisions } from './decision-seal-store.js'
import { sealAll } from './seal-all.js'
import { sealDecisions } from './seal-decisions.js'
import { verifyTrail } from './verify-trail.js'

const insertOf = (ids: readonly string[], extra = '', value = '') => `
  INSERT INTO credit_decision (id, group_id, account_id, checkpoint, source, document_type, document_number,
    document_version, amount_minor, currency, outcome, binding, trigger, rules_version, facts, result, submitted_by,
    decided_at${extra})
  SELECT id, gen_random_uuid(), gen_random_uuid(), 'order', 'erp', 'order', 'SO-' || n, 1, 100, 'CNY', 'approved',
    true, 'check', 1, '{"limit": "1000.00", "名称": "金额"}', '{"reasons": []}', 'key:erp', '2024-01-01T08:00:00Z'${value}
  FROM unnest('{${ids.join(',')}}'::uuid[]) WITH ORDINALITY AS u (id, n)`

const idsOf = (count: number) => Array.from({ length: count }, () => newId())

describe('credit decisions in the proof', () => {
  let test: TestDatabase
  let ids: string[]
  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterAll(() => test.drop())
  beforeEach(async () => {
    await tamper(
      'TRUNCATE credit_decision; TRUNCATE decision_leaf; TRUNCATE audit_entry; TRUNCATE audit_leaf; TRUNCATE audit_batch',
    )
    ids = idsOf(30)
    for (const part of [ids.slice(0, 10), ids.slice(10, 20), ids.slice(20)]) {
      await test.pool.query(insertOf(part))
      await sealed()
    }
    const { decisions, findings } = await verifyTrail(test.db)
    expect({ decisions, findings }).toEqual({
      decisions: { sealed: 30, batches: 3, waiting: 0 },
      findings: [],
    })
  })

  /** Seals until no decision and no entry waits: a transaction of another test on the same server can hold a seal up. */
  async function sealed(): Promise<void> {
    for (let tries = 0; tries < 500; tries++) {
      await sealAll(test.db)
      const { decisions, waiting } = await verifyTrail(test.db)
      if (decisions.waiting === 0 && waiting.entries === 0) return
      await delay(20)
    }
    throw new Error('decisions stay unsealed')
  }

  /** As the owner of the tables can: with the triggers that protect them switched off. */
  async function tamper(statements: string): Promise<void> {
    const tables = ['credit_decision', 'decision_leaf', 'audit_entry', 'audit_leaf', 'audit_batch']
    for (const table of tables) await test.pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    await test.pool.query(statements)
    for (const table of tables) await test.pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  }

  const findings = async () => (await verifyTrail(test.db)).findings

  it.each([
    `outcome = 'warned'`,
    `amount_minor = 101`,
    `facts = (facts::jsonb || '{"limit": "9000.00"}')::json`,
    `result = '{"reasons": [1]}'`,
    `submitted_by = 'somebody.else'`,
    `decided_at = decided_at + interval '1 microsecond'`,
    `hold_id = gen_random_uuid()`,
    `binding = false`,
    `xid = xid - 1`,
  ])('names the decision of which somebody set %s', async (change) => {
    await tamper(`UPDATE credit_decision SET ${change} WHERE id = '${ids[12] ?? ''}'`)
    const found = await findings()
    expect(found).toMatchObject([{ of: 'decision', kind: 'changed', batchNo: 2, entryId: ids[12] }])
    expect(found.map(sentenceOf).join()).toMatch(
      /^Decision [0-9a-f-]{36} of decision batch 2 was changed after it was sealed \(erp\/order\/SO-3 version 1/,
    )
  })

  it('names the decision that was removed, and finds one removed with its hash', async () => {
    await tamper(`DELETE FROM credit_decision WHERE id = '${ids[3] ?? ''}'`)
    expect(await findings()).toEqual([
      { of: 'decision', kind: 'removed', batchNo: 1, entryId: ids[3], detail: '' },
    ])
    await tamper(`DELETE FROM decision_leaf WHERE decision_id = '${ids[3] ?? ''}'`)
    expect(await findings()).toMatchObject([{ of: 'decision', kind: 'removed', batchNo: 1, entryId: null }])
  })

  it('names a decision inserted into a transaction that was sealed, before and after the next seal', async () => {
    const [forged = ''] = idsOf(1)
    const xid = `(SELECT xid FROM credit_decision WHERE id = '${ids[25] ?? ''}')`
    await tamper(insertOf([forged], ', xid', `, ${xid}`))
    expect(await findings()).toMatchObject([
      { of: 'decision', kind: 'inserted', batchNo: null, entryId: forged },
    ])
    await test.pool.query(insertOf(idsOf(1)))
    await sealed()
    expect(await findings()).toMatchObject([{ of: 'decision', kind: 'inserted', entryId: forged }])
  })

  it('names a decision whose id the program did not give, and one whose id is of an earlier time', async () => {
    const { rows } = await test.pool.query<{ id: string }>('SELECT gen_random_uuid() AS id')
    const random = rows[0]?.id ?? ''
    await tamper(insertOf([random]))
    expect(await findings()).toMatchObject([{ kind: 'inserted', batchNo: null, entryId: random }])
    await sealed()
    expect(await findings()).toMatchObject([{ kind: 'inserted', batchNo: 4, entryId: random }])
    await tamper(`DELETE FROM credit_decision WHERE id = '${random}'; DELETE FROM decision_leaf WHERE batch_no = 4;
      DELETE FROM audit_entry WHERE action = 'decisions.sealed' AND object_id = '4'`)
    const old = '018cc251-f400-7000-8000-000000000001'
    await tamper(insertOf([old]))
    const found = (await findings()).filter(({ of }) => of === 'decision')
    expect(found).toMatchObject([{ kind: 'inserted', batchNo: null, entryId: old }])
  })

  it('finds a changed decision whose hash was changed with it, and a root that was taken out of the trail', async () => {
    const id = ids[15] ?? ''
    await tamper(`UPDATE credit_decision SET outcome = 'held' WHERE id = '${id}';
      UPDATE decision_leaf l SET hash = sha256('x') WHERE decision_id = '${id}'`)
    expect((await findings()).map((one) => [one.of, one.kind, one.batchNo])).toEqual([
      ['decision', 'changed', 2],
      ['decision', 'resealed', 2],
    ])
    await tamper(
      `UPDATE audit_entry SET after = after || '{"root": "ab"}' WHERE action = 'decisions.sealed' AND object_id = '2'`,
    )
    expect((await findings()).map((one) => [one.of, one.kind])).toContainEqual(['entry', 'changed'])
    await tamper(`DELETE FROM audit_entry WHERE action = 'decisions.sealed' AND object_id = '2'`)
    const found = (await findings()).map((one) => [one.of, one.kind])
    expect(found).toContainEqual(['entry', 'removed'])
    expect(found).toContainEqual(['decision', 'missing-batch'])
  })

  it('passes over nothing when a decision made earlier commits after later ones were sealed', async () => {
    const [early, late] = [idsOf(2), idsOf(3)]
    const slow = await test.pool.connect()
    await slow.query('BEGIN')
    await slow.query(insertOf(early))
    await test.pool.query(insertOf(late))
    await sealDecisions(test.db)
    // The quick ones committed first; what the slow one still holds may not be sealed past.
    expect(await countUnsealedDecisions(test.db)).toBe(3)
    await slow.query('COMMIT')
    slow.release()
    expect(await countUnsealedDecisions(test.db)).toBe(5)
    await sealed()
    const { decisions, findings: none } = await verifyTrail(test.db)
    expect({ sealed: decisions.sealed, none }).toEqual({ sealed: 35, none: [] })
  })

  it('is the same work once, whoever seals at the same time, and nothing of what was rolled back', async () => {
    const client = await test.pool.connect()
    await client.query('BEGIN')
    await client.query(insertOf(idsOf(4)))
    await client.query('ROLLBACK')
    client.release()
    await test.pool.query(insertOf(idsOf(50)))
    await Promise.all([sealDecisions(test.db), sealDecisions(test.db), sealDecisions(test.db)])
    await sealed()
    const { decisions, findings: none } = await verifyTrail(test.db)
    expect({ sealed: decisions.sealed, none }).toEqual({ sealed: 80, none: [] })
  })
})
