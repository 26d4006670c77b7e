import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../test/credit-book.js'
import { createTestApp, type Caller, type TestApp } from '../../test/test-app.js'
import type { DataScope } from '../kernel/access.js'
import { databaseScope } from '../platform/db/database-scope.js'
import { openDatabase } from '../platform/db/database.js'
import { migrate } from '../platform/db/migrate.js'
import { migrateJobs } from '../platform/jobs.js'
import { raw, sql } from '../platform/db/sql.js'
import type { Database } from '../platform/db/types.js'
import { runInContext, systemActor } from '../platform/request-context.js'

/** Tables whose rows name a customer, an account or a group, and that nevertheless need no scope, with the reason. */
const unscoped: Readonly<Record<string, string>> = {
  standing_change: 'a queue of ids, worked off for everybody',
  monitoring_plan: 'the owner of a scorecard or model, not of customers',
  approval_case: 'seen by those who take part, whatever their customers; the module decides',
}

const tablesWithCustomers = sql`
  SELECT DISTINCT c.relname AS name, c.relrowsecurity AS scoped
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND a.attname IN ('customer_id', 'account_id', 'group_id', 'customer_code', 'owner_username')
  ORDER BY 1`

function as<T>(scope: DataScope, work: () => Promise<T>): Promise<T> {
  const found = databaseScope(scope)
  return runInContext(
    { actor: systemActor('probe'), requestId: null, ...(found ? { scope: found } : {}) },
    work,
  )
}

const ofZhang: DataScope = { owners: ['zhang'], segments: [] }
const ofSegment: DataScope = { owners: ['nobody'], segments: ['CN02'] }

describe('the data scope', () => {
  let api: TestApp
  let book: CreditBook
  let zhang: Caller
  beforeAll(async () => {
    api = await createTestApp()
    book = await openCreditBook(api)
    zhang = await api.signIn('sales', { username: 'zhang' })
    await api.signIn('sales', { username: 'li' })
    await api.request('PUT', '/api/v1/segments/CN02', { body: { name: '华南', currency: 'CNY' } })
    for (const [code, owner] of [
      ['A1', 'zhang'],
      ['A2', 'li'],
      ['A3', null],
    ] as const) {
      await book.customer(code, '1000.00', code === 'A3' ? {} : { group: 'G' })
      if (owner !== null) {
        const body = { name: `客户 ${code}`, groupCode: 'G', ownerUsername: owner }
        await api.request('PUT', `/api/v1/customers/${code}`, { body })
      }
      await book.check(code, `SO-${code}`, '900.00')
      await book.check(code, `SO-${code}-2`, '900.00')
      await book.document('invoice', `INV-${code}`, {
        customerCode: code,
        dueDate: '2026-10-01',
        lines: [{ lineNo: 1, amount: '50.00' }],
      })
      await api.request('POST', `/api/v1/customers/${code}/ratings`, { body: {} })
    }
    const account = { currency: 'CNY', limitMode: 'amount', limit: { amount: '5.00', currency: 'CNY' } }
    await api.request('PUT', '/api/v1/customers/A2/accounts/CN02', { body: account })
  })
  afterAll(() => api.close())

  const codesSeen = (db: Database) =>
    db
      .rows<{ code: string }>(sql`SELECT code FROM customer ORDER BY code`)
      .then((rows) => rows.map((row) => row.code))

  it('covers every table whose rows name a customer', async () => {
    const tables = await api.deps.db.rows<{ name: string; scoped: boolean }>(tablesWithCustomers)
    expect(tables.filter(({ scoped, name }) => !scoped && !(name in unscoped))).toEqual([])
    expect(tables.length).toBeGreaterThan(15)
  })

  it('shows a query without any WHERE the own rows only, in every table', async () => {
    const { db } = api.deps
    const tables = (await db.rows<{ name: string }>(tablesWithCustomers)).filter(
      ({ name }) => !(name in unscoped),
    )
    const seen: string[] = []
    for (const { name } of tables) {
      const rows = (where = '') =>
        db.rows<{ text: string }>(sql`SELECT t::text AS text FROM ${raw(`"${name}" t ${where}`)} ORDER BY 1`)
      const [all, mine, none] = [
        await rows(),
        await as(ofZhang, rows),
        await as({ owners: ['x'], segments: [] }, rows),
      ]
      expect(none, name).toEqual([])
      expect(mine.length, name).toBeLessThanOrEqual(all.length)
      if (mine.length > 0) {
        seen.push(name)
        if (!name.startsWith('group_')) expect(mine.length, name).toBeLessThan(all.length)
      }
    }
    expect(seen).toEqual(
      expect.arrayContaining([
        'customer',
        'credit_account',
        'credit_decision',
        'hold',
        'rating',
        'document',
        'limit_line',
      ]),
    )
  })

  it('is of owners, of segments, or of both', async () => {
    const { db } = api.deps
    expect(await as(ofZhang, () => codesSeen(db))).toEqual(['A1'])
    expect(await as({ owners: ['li', 'zhang'], segments: [] }, () => codesSeen(db))).toEqual(['A1', 'A2'])
    expect(await as(ofSegment, () => codesSeen(db))).toEqual(['A2'])
    expect(await as({ owners: ['zhang'], segments: ['CN02'] }, () => codesSeen(db))).toEqual(['A1', 'A2'])
    const accounts = sql`SELECT s.code FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id`
    expect(await as(ofSegment, () => db.rows(accounts))).toEqual([{ code: 'CN02' }])
  })

  it('neither changes nor leaves behind what lies outside of it', async () => {
    const { db } = api.deps
    expect(await as(ofZhang, () => db.run(sql`UPDATE customer SET name = 'x' WHERE code = 'A2'`))).toBe(0)
    expect(await as(ofZhang, () => db.run(sql`DELETE FROM limit_line`).catch(() => 0))).toBeLessThan(3)
    await expect(
      as(ofZhang, () => db.run(sql`UPDATE customer SET owner_username = 'li' WHERE code = 'A1'`)),
    ).rejects.toThrow('row-level security')
  })

  it('leaves the figures of the whole group in a decision and in the exposure', async () => {
    const answer = await api.request('GET', '/api/v1/customers/A1/exposure?segment=CN01', { as: zhang })
    const whole = await api.request('GET', '/api/v1/customers/A1/exposure?segment=CN01')
    expect(answer.body.group).toEqual(whole.body.group)
    expect(whole.body.group.exposure.amount).not.toBe(whole.body.exposure.amount)
  })

  it('lets a narrowed person check their own customers and queue what follows, and knows no others', async () => {
    const check = (customer: string) =>
      api.request('POST', '/api/v1/credit-checks', {
        as: zhang,
        body: {
          checkpoint: 'order',
          customerCode: customer,
          segment: 'CN01',
          document: { source: 'crm', type: 'order', number: `Q-${customer}`, version: 1 },
          amount: { amount: '1.00', currency: 'CNY' },
        },
      })
    expect((await check('A1')).status).toBe(201)
    expect((await check('A2')).body.code).toBe('customer_not_found')
    const bulk = await api.request('POST', '/api/v1/credit-checks/bulk', {
      as: zhang,
      body: { items: [] },
    })
    expect(bulk.status).toBeLessThan(500)
  })

  it('holds also where the database user can take no roles', async () => {
    const name = `${new URL(api.database.url).pathname.slice(1)}_plain`
    await api.database.pool.query(`CREATE DATABASE ${name}`)
    const url = new URL(api.database.url)
    url.pathname = `/${name}`
    url.searchParams.set('options', '-c xinheng.scope_by_role=off')
    const db = openDatabase({ url: url.toString(), poolSize: 3 })
    try {
      await migrateJobs(db)
      await migrate(db)
      await db.run(sql`
        WITH g AS (INSERT INTO credit_group (id, code, name, lone) VALUES
            (gen_random_uuid(), 'A1', 'A1', true), (gen_random_uuid(), 'A2', 'A2', true) RETURNING id, code)
        INSERT INTO customer (id, group_id, code, name, search_key, owner_username)
        SELECT gen_random_uuid(), id, code, code, code, CASE code WHEN 'A1' THEN 'zhang' ELSE 'li' END FROM g`)
      expect(await db.rows(sql`SELECT by_role FROM scope_mechanism`)).toEqual([{ by_role: false }])
      expect(await codesSeen(db)).toEqual(['A1', 'A2'])
      expect(await as(ofZhang, () => codesSeen(db))).toEqual(['A1'])
      await expect(
        as(ofZhang, () => db.run(sql`UPDATE customer SET owner_username = 'li' WHERE code = 'A1'`)),
      ).rejects.toThrow('row-level security')
    } finally {
      await db.close()
      await api.database.pool.query(`DROP DATABASE ${name} WITH (FORCE)`)
    }
  })
})
