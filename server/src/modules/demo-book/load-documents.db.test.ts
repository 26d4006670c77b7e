import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { calendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import type { BookParams, DemoCustomer, DemoDocument } from './domain/book.js'
import { generateCustomers } from './domain/customer.js'
import { creditFileOf } from './domain/credit-file.js'
import { generateHistory } from './domain/history.js'
import { positionOf } from './domain/position.js'
import { loadCreditFiles, loadCustomers, loadSegments } from './load-customers.js'
import { loadDocuments } from './load-documents.js'

const params: BookParams = { seed: 5, customers: 60, months: 12, endOn: calendarDay('2026-11-22') }
const customers: DemoCustomer[] = [...generateCustomers(params)]
const histories = customers.map((customer) => generateHistory(params, customer))
const at = new Date('2025-11-01T04:00:00Z')

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  const { db } = database
  await db.transaction((tx) => loadSegments(tx, params, at))
  await loadCustomers(db, customers, { at, effects: { regrouped: () => Promise.resolve() } })
  await loadCreditFiles(db, params, customers, { at, timeZone: 'Asia/Shanghai' })
  await loadDocuments(db, histories.flat(), 'Asia/Shanghai', () => undefined)
}, 120_000)
afterAll(() => database.drop())

interface Projected {
  code: string
  segment: string
  openOrders: bigint
  delivered: bigint
  receivables: bigint
  unapplied: bigint
}

/** What the plain sum over the generated documents says, in the same form. */
function expected(until: (document: DemoDocument) => boolean): Projected[] {
  return customers.flatMap((customer, place) =>
    customer.trades.map((trade) => {
      const position = positionOf((histories[place] ?? []).filter(until), trade.segment)
      return {
        code: customer.code,
        segment: trade.segment,
        openOrders: position.openOrdersMinor,
        delivered: position.deliveredNotBilledMinor,
        receivables: position.receivablesMinor,
        unapplied: -position.unappliedMinor,
      }
    }),
  )
}

describe('the demo book in the database', () => {
  it('shows in every account and bucket the plain sum over the open documents', async () => {
    const projected = await database.db.rows<Projected>(sql`
      SELECT c.code, s.code AS segment, e.open_orders_minor AS "openOrders", e.delivered_not_billed_minor AS delivered,
             e.receivables_minor AS receivables, e.unapplied_minor AS unapplied
      FROM account_exposure e JOIN credit_account a ON a.id = e.account_id JOIN customer c ON c.id = a.customer_id
      JOIN credit_segment s ON s.id = a.segment_id ORDER BY c.code, s.code`)
    const traded = ({ code, segment }: Projected): boolean =>
      histories.flat().some((document) => document.customerCode === code && document.segment === segment)
    expect(projected).toEqual(expected(() => true).filter(traded))
    expect(projected.length).toBeGreaterThan(55)
  })

  it('shows as of a past day what had been recorded by then', async () => {
    const asOf = calendarDay('2026-05-31')
    const past = await database.db.rows<{ code: string; receivables: bigint; unapplied: bigint }>(sql`
      SELECT c.code, sum(e.delta_minor) FILTER (WHERE e.bucket = 'receivables')::bigint AS receivables,
             sum(e.delta_minor) FILTER (WHERE e.bucket = 'unapplied')::bigint AS unapplied
      FROM exposure_entry e JOIN credit_account a ON a.id = e.account_id JOIN customer c ON c.id = a.customer_id
      WHERE e.effective_on <= ${asOf} GROUP BY c.code`)
    const byCode = new Map(past.map((row) => [row.code, row]))
    for (const { code, receivables, unapplied } of expected((document) => document.recordedOn <= asOf)) {
      const row = byCode.get(code)
      if (customers.find((customer) => customer.code === code)?.trades.length !== 1) continue
      expect([code, row?.receivables ?? 0n, row?.unapplied ?? 0n]).toEqual([code, receivables, unapplied])
    }
  })

  it('holds every fact of the credit files once', async () => {
    const [stored] = await database.db.rows<{ count: bigint }>(sql`SELECT count(*) FROM fact`)
    const facts = customers.flatMap((customer) => creditFileOf(params, customer))
    expect(stored?.count).toBe(BigInt(facts.length))
  })

  it('changes nothing when it is loaded again', async () => {
    const count = () => database.db.rows<{ count: bigint }>(sql`SELECT count(*) FROM exposure_entry`)
    const before = await count()
    const again = histories.slice(0, 5).flat()
    await loadDocuments(database.db, again, 'Asia/Shanghai', () => undefined)
    expect(await count()).toEqual(before)
  })
})
