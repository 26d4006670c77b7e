import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemPrincipal } from '../../kernel/access.js'
import { sql } from '../../platform/db/sql.js'
import { runInContext, systemActor } from '../../platform/request-context.js'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { listEntries, type EntryFilter, type StoredEntry } from './audit-store.js'
import { recordAudit } from './record-audit.js'

const wang = { kind: 'user', id: 'u1', name: 'wang.fang' } as const
const segment = '00000000-0000-7000-8000-000000000001'

describe('what the database records by itself', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterAll(() => test.drop())

  const list = (filter: Partial<EntryFilter>): Promise<StoredEntry[]> =>
    listEntries(test.db, { limit: 100, ...filter })

  async function as(statement: string, reason?: string): Promise<void> {
    const context = { actor: wang, requestId: 'request-1', ...(reason === undefined ? {} : { reason }) }
    await runInContext(context, () => test.db.transaction((tx) => tx.client.query(statement)))
  }

  it('is the row that was made, who made it, in which request and why', async () => {
    await as(
      `INSERT INTO credit_segment (id, code, name, currency) VALUES ('${segment}', 'CN01', '国内', 'CNY')`,
      'new legal entity',
    )
    const [entry] = await list({ objectType: 'segment', objectId: 'CN01' })
    expect(entry).toMatchObject({
      kind: 'row',
      action: 'insert',
      actorKind: 'user',
      actor: 'wang.fang',
      requestId: 'request-1',
      reason: 'new legal entity',
      tableName: 'credit_segment',
      rowKey: segment,
      before: null,
      after: { code: 'CN01', name: '国内', currency: 'CNY', reservation_days: 7 },
      batchNo: null,
    })
    expect(Date.now() - (entry?.at.getTime() ?? 0)).toBeLessThan(60_000)
  })

  it('is what an update changed, before and after, and nothing else', async () => {
    await as(`UPDATE credit_segment SET name = '中国', auto_release = true, reservation_days = 7`)
    const [entry] = await list({ objectType: 'segment', action: 'update' })
    expect(entry?.before).toEqual({ name: '国内', auto_release: false })
    expect(entry?.after).toEqual({ name: '中国', auto_release: true })
  })

  it('is nothing where nothing, or only a quiet column, changed', async () => {
    await as(`UPDATE credit_segment SET name = name; UPDATE credit_segment SET updated_at = now()`)
    expect(await list({ objectType: 'segment', action: 'update' })).toHaveLength(1)
  })

  // The plan that one row gave was kept for all: pairs of rows were looked for row by row, and this took a minute.
  it('is each row of a bulk change with its own before, also after changes of single rows', async () => {
    const rows = 3_000
    const client = await test.pool.connect()
    try {
      await client.query(`INSERT INTO fx_rate (from_currency, to_currency, valid_from, rate)
        SELECT 'EUR', 'CNY', date '2010-01-01' + n, n FROM generate_series(1, ${rows}) AS n`)
      for (let n = 0; n < 2; n += 1) {
        await client.query(
          `UPDATE fx_rate SET rate = rate + 0.5 WHERE from_currency = 'EUR' AND valid_from = '2010-01-02'`,
        )
      }
      await client.query(`UPDATE fx_rate SET rate = rate + 1 WHERE from_currency = 'EUR'`)
      const { rows: found } = await client.query<{ entries: number; paired: number }>(`
        SELECT count(*)::int AS entries, count(*) FILTER (WHERE (after ->> 'rate')::numeric = (before ->> 'rate')::numeric + 1
          AND (before ->> 'rate')::numeric - CASE WHEN row_key = 'spot/EUR/CNY/2010-01-02' THEN 1 ELSE 0 END
            = split_part(row_key, '/', 4)::date - date '2010-01-01')::int AS paired
        FROM audit_entry WHERE table_name = 'fx_rate' AND action = 'update' AND row_key LIKE 'spot/EUR/%'`)
      expect(found[0]).toEqual({ entries: rows + 2, paired: rows })
    } finally {
      client.release()
      await test.pool.query(`DELETE FROM fx_rate WHERE from_currency = 'EUR'`)
    }
  })

  it('is the row that a delete removed', async () => {
    await as(
      `INSERT INTO fx_rate (from_currency, to_currency, valid_from, rate) VALUES ('USD', 'CNY', '2026-01-01', 7.1)`,
    )
    await as(`DELETE FROM fx_rate`)
    const [entry] = await list({ objectType: 'fx-rate', action: 'delete' })
    expect(entry).toMatchObject({
      objectId: 'USD/CNY',
      rowKey: 'spot/USD/CNY/2026-01-01',
      before: { valid_from: '2026-01-01' },
      after: null,
    })
  })

  it('names what somebody does past the program by the role of the database', async () => {
    await test.pool.query(`UPDATE credit_segment SET horizon_days = 30`)
    const [entry] = await list({ objectType: 'segment', action: 'update' })
    expect(entry).toMatchObject({ actorKind: 'database', after: { horizon_days: 30 }, requestId: null })
    const { rows } = await test.pool.query<{ role: string }>('SELECT session_user::text AS role')
    expect(entry?.actor).toBe(rows[0]?.role)
  })

  it('records a table emptied at once', async () => {
    await test.pool.query('TRUNCATE fx_rate')
    expect((await list({ action: 'truncate' }))[0]).toMatchObject({ tableName: 'fx_rate', kind: 'rows' })
  })

  it('is gone with the change when that is rolled back', async () => {
    const context = { actor: wang, requestId: 'request-2' }
    const failing = runInContext(context, () =>
      test.db.transaction(async (tx) => {
        await tx.run(sql`UPDATE credit_segment SET name = 'never'`)
        throw new Error('no')
      }),
    )
    await expect(failing).rejects.toThrow('no')
    expect(await list({ requestId: 'request-2' })).toEqual([])
  })

  it('ties the rows to what the program says it did', async () => {
    await runInContext({ actor: wang, requestId: 'request-3' }, () =>
      test.db.transaction(async (tx) => {
        await tx.run(sql`UPDATE credit_segment SET name = '内贸'`)
        const what = { action: 'segment.updated', objectType: 'segment', objectId: 'CN01' }
        await recordAudit(tx, { actor: systemPrincipal, ...what, reason: 'renamed', at: new Date() })
      }),
    )
    const entries = await list({ requestId: 'request-3' })
    expect(entries.map((entry) => entry.kind)).toEqual(['action', 'row'])
    expect(new Set(entries.map((entry) => entry.transaction)).size).toBe(1)
  })

  it('keeps no secret, only that it was changed', async () => {
    await test.pool.query(`
      INSERT INTO app_user (id, username, display_name, password_hash, created_at, updated_at)
      VALUES (gen_random_uuid(), 'li.wei', '李伟', 'scrypt$very-secret', now(), now())`)
    await test.pool.query(`UPDATE app_user SET password_hash = 'scrypt$other-secret'`)
    await test.pool.query(`
      INSERT INTO api_key (id, name, hint, key_hash, scopes, created_by, created_at)
      VALUES (gen_random_uuid(), 'erp', 'xh_1', '\\xfeedbeef', '{*}', 'admin', now())`)
    const { rows } = await test.pool.query<{ text: string }>('SELECT e::text AS text FROM audit_entry e')
    const everything = rows.map((row) => row.text).join('\n')
    expect(everything).not.toMatch(/very-secret|other-secret|feedbeef/)
    const [entry] = await list({ objectType: 'user', objectId: 'li.wei', action: 'update' })
    expect(entry?.before).toEqual({ password_hash: '[hidden]' })
    expect(entry?.after).toEqual({ password_hash: '[hidden]' })
  })

  it('keeps one entry for the rows that one statement of an import makes, and each amendment', async () => {
    await test.pool.query(`
      INSERT INTO credit_group (id, code, name, lone) VALUES ('${segment}', 'G1', 'G1', true);
      INSERT INTO customer (id, group_id, code, name, search_key)
      VALUES ('${segment}', '${segment}', 'C1', '客户', 'kh');
      INSERT INTO credit_account (id, group_id, customer_id, segment_id, currency)
      VALUES ('${segment}', '${segment}', '${segment}', '${segment}', 'CNY');
      INSERT INTO document (id, group_id, account_id, source, type, number, version, status, document_on, currency,
        total_minor, open_minor, lines, ledger_seq, recorded_at)
      SELECT gen_random_uuid(), '${segment}', '${segment}', 'erp', 'invoice', 'I' || n, 1, 'open', '2026-01-01', 'CNY',
        100, 100, '[]', 1, now() FROM generate_series(1, 500) n`)
    await test.pool.query(`UPDATE document SET open_minor = 0, ledger_seq = 2`)
    await test.pool.query(`UPDATE document SET total_minor = 90, version = 2 WHERE number = 'I7'`)
    const entries = await list({ objectType: 'document' })
    expect(entries.map(({ kind, objectId, before, after }) => ({ kind, objectId, before, after }))).toEqual([
      {
        kind: 'row',
        objectId: 'erp/invoice/I7',
        before: { total_minor: 100, version: 1, currency: 'CNY' },
        after: { total_minor: 90, version: 2, currency: 'CNY' },
      },
      { kind: 'rows', objectId: '*', before: null, after: { rows: 500 } },
    ])
    const [account] = await list({ objectType: 'account', objectId: 'C1/CN01' })
    expect(account).toMatchObject({ action: 'insert', tableName: 'credit_account' })
  })

  it('does not record that a credit group was locked', async () => {
    const before = await list({ objectType: 'group' })
    await test.pool.query('UPDATE credit_group SET lock_count = lock_count + 1')
    expect(await list({ objectType: 'group' })).toHaveLength(before.length)
    await test.pool.query(`UPDATE credit_group SET lock_count = lock_count + 1, name = 'Group'`)
    expect((await list({ objectType: 'group' }))[0]?.after).toMatchObject({ name: 'Group' })
  })

  it('names the submitter of a row where one transaction serves several callers', async () => {
    const hold = (
      n: number,
      by: string,
    ) => `(gen_random_uuid(), '${segment}', '${segment}', gen_random_uuid(), 'order',
      'erp', 'order', 'O${n}', 1, 100, 'CNY', '[]', 'open', '${by}', now())`
    await runInContext({ actor: systemActor('batch'), requestId: null }, () =>
      test.db.transaction((tx) =>
        tx.client
          .query(`INSERT INTO hold (id, group_id, account_id, decision_id, checkpoint, source, document_type,
          document_number, document_version, amount_minor, currency, reasons, status, submitted_by, opened_at)
          VALUES ${hold(1, 'key:erp')}, ${hold(2, 'li.wei')}`),
      ),
    )
    const entries = await list({ objectType: 'hold' })
    expect(entries.map(({ actor, actorKind }) => `${actorKind} ${actor}`).sort()).toEqual([
      'api-key key:erp',
      'user li.wei',
    ])
  })

  it.each(['UPDATE audit_entry SET reason = NULL', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])(
    'refuses %s',
    async (statement) => {
      await expect(test.pool.query(statement)).rejects.toThrow('append-only')
    },
  )
})

describe('every table', () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await createTestDatabase()
  })
  afterAll(() => test.drop())

  it('is captured, or is exempt for a reason that is written down', async () => {
    const { rows } = await test.pool.query<{
      name: string
      triggers: string[]
      capture: string | null
      reason: string | null
    }>(`
      SELECT c.relname AS name, v.capture, v.reason,
        ARRAY(SELECT t.tgname::text FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname LIKE 'audit%'
              AND t.tgenabled = 'O' AND t.tgfoid = 'audit_capture'::regproc ORDER BY 1) AS triggers
      FROM pg_class c LEFT JOIN audit_coverage v ON v.table_name = c.relname
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`)
    const all = ['audit_delete', 'audit_insert', 'audit_truncate', 'audit_update']
    const uncovered = rows.filter((row) =>
      row.capture === 'none'
        ? row.triggers.length > 0 || (row.reason ?? '').length < 10
        : JSON.stringify(row.triggers) !== JSON.stringify(all),
    )
    expect(uncovered).toEqual([])
    expect(rows.filter((row) => row.capture === null || row.capture === 'rows').length).toBeGreaterThan(15)
  })

  it('with a secret in its key is known by the rest of the key only', async () => {
    await test.pool
      .query(`CREATE TABLE reset_link (token_hash bytea, person text, PRIMARY KEY (person, token_hash));
      SELECT audit_attach(); INSERT INTO reset_link VALUES ('\\xdeadbeef', 'li.wei')`)
    const [entry] = await listEntries(test.db, { objectType: 'reset-link', limit: 1 })
    expect(entry).toMatchObject({ rowKey: 'li.wei', objectId: 'li.wei' })
    expect(
      JSON.stringify(entry, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('deadbeef')
  })

  it('that a later migration makes is captured without being named', async () => {
    await test.pool
      .query(`CREATE TABLE later_thing (id int PRIMARY KEY, api_token text, photo bytea, name text);
      SELECT audit_attach(); INSERT INTO later_thing VALUES (1, 'token-in-clear', '\\xcafe', 'thing')`)
    const [entry] = await listEntries(test.db, { objectType: 'later-thing', limit: 1 })
    expect(entry?.after).toEqual({ id: 1, api_token: '[hidden]', photo: '[hidden]', name: 'thing' })
  })
})
