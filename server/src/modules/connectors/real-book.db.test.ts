import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { calendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import { listAging } from '../receivables/aging-store.js'
import { agingBuckets } from '../receivables/domain/aging-buckets.js'
import { wholeBook } from '../receivables/open-item-store.js'
import { importFile } from './import-file.js'
import type { ImportRun } from './domain/import-run.js'
import { listFaults } from './import-fault-store.js'
import { effects } from '../../app/effects.js'

const shared = process.env['XINHENG_SHARED'] ?? resolve(import.meta.dirname, '../../../../../shared')
const book = resolve(shared, 'data/ibm_ar/WA_Fn-UseC_-Accounts-Receivable.csv')
const present = existsSync(book)
if (!present) process.stderr.write(`SKIPPED: the real book is not at ${book}; set XINHENG_SHARED.\n`)

interface Invoice {
  readonly number: string
  readonly customer: string
  readonly cents: number
  readonly due: number
  readonly issued: number
  readonly settled: number
  readonly disputed: boolean
}

/** The file read with nothing of the program: splitting at commas, days as numbers. */
function readBook(): Invoice[] {
  const day = (text = '') => {
    const [month = 0, date = 0, year = 0] = text.split('/').map(Number)
    return Date.UTC(year, month - 1, date) / 86_400_000
  }
  return readFileSync(book, 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [, customer = '', , number = '', issued, due, amount, disputed, settled] = line.split(',')
      const cents = Math.round(Number(amount) * 100)
      return {
        number,
        customer,
        cents,
        issued: day(issued),
        due: day(due),
        settled: day(settled),
        disputed: disputed === 'Yes',
      }
    })
}

/** Open cents per bucket at the end of a day: issued by then, not settled by then, by days past due. */
function expectedAging(invoices: readonly Invoice[], asOf: string): number[] {
  const today = Date.parse(`${asOf}T00:00:00Z`) / 86_400_000
  const sums = [0, 0, 0, 0, 0, 0, 0]
  for (const { issued, settled, due, cents } of invoices) {
    if (issued > today || settled <= today) continue
    const late = today - due
    const bucket = [0, 30, 60, 90, 180, 365].findIndex((bound) => late <= bound)
    sums[bucket < 0 ? 6 : bucket] = (sums[bucket < 0 ? 6 : bucket] ?? 0) + cents
  }
  return sums
}

describe.skipIf(!present)('the real book of 2,466 invoices', () => {
  let database: TestDatabase
  let run: ImportRun
  const invoices = present ? readBook() : []
  const deps = () => ({
    db: database.db,
    now: () => new Date('2013-12-31T04:00:00Z'),
    effects: { ...effects, regrouped: () => Promise.resolve(), limitsChanged: () => Promise.resolve() },
  })
  beforeAll(async () => {
    database = await createTestDatabase()
    run = await importFile(deps(), { kind: 'invoices', path: book, mode: 'valid-rows' })
  })
  afterAll(() => database.drop())

  it('comes in whole with the guessed mapping', async () => {
    expect(await listFaults(database.db, run.id, 10)).toEqual([])
    expect(run).toMatchObject({
      status: 'finished',
      rowsRead: invoices.length,
      rowsApplied: invoices.length,
      rowsFaulty: 0,
      failure: null,
    })
    const cents = invoices.reduce((sum, invoice) => sum + invoice.cents, 0)
    expect(run.totals).toEqual([{ currency: 'CNY', amount: (cents / 100).toFixed(2), rows: invoices.length }])
    const [counts] = await database.db.rows(sql`
      SELECT (SELECT count(*)::int FROM customer) AS customers,
        (SELECT count(*)::int FROM document WHERE type = 'invoice') AS invoices,
        (SELECT count(*)::int FROM document WHERE type = 'receipt') AS receipts,
        (SELECT count(*)::int FROM document WHERE disputed) AS disputed`)
    expect(counts).toEqual({
      customers: new Set(invoices.map((invoice) => invoice.customer)).size,
      invoices: invoices.length,
      receipts: invoices.length,
      disputed: invoices.filter((invoice) => invoice.disputed).length,
    })
  })

  it.each(['2012-09-30', '2013-03-31', '2013-06-30'])(
    'has the open amount and aging of the file at %s',
    async (asOf) => {
      const { totals } = await listAging(database.db, {
        ...{ asOf: calendarDay(asOf), basis: 'due', by: 'customer', scope: wholeBook, search: null },
        ...{ buckets: agingBuckets([30, 60, 90, 180, 365]), sort: 'total', offset: 0, limit: 5 },
      })
      const expected = expectedAging(invoices, asOf)
      expect(totals.map((total) => total.bucketsMinor.map(Number))).toEqual([expected])
      expect(Number(totals[0]?.totalMinor)).toBe(expected.reduce((sum, cents) => sum + cents, 0))
      expect(expected.filter((cents) => cents > 0).length).toBeGreaterThan(1)
    },
  )

  it('has the late rate of the file for each customer', async () => {
    const rows = await database.db.rows<{ code: string; late: number; settled: number }>(sql`
      SELECT customer.code, count(*)::int AS settled,
        (count(*) FILTER (WHERE receipt.document_on > item.due_on))::int AS late
      FROM document receipt
      JOIN document_link link ON link.document_id = receipt.id
      JOIN document invoice ON invoice.number = link.from_number AND invoice.type = 'invoice'
      JOIN exposure_item item ON item.document_id = invoice.id
      JOIN credit_account account ON account.id = receipt.account_id
      JOIN customer ON customer.id = account.customer_id
      WHERE receipt.type = 'receipt' GROUP BY customer.code`)
    const expected = new Map<string, { late: number; settled: number }>()
    for (const { customer, settled, due } of invoices) {
      const counted = expected.get(customer) ?? { late: 0, settled: 0 }
      expected.set(customer, { late: counted.late + (settled > due ? 1 : 0), settled: counted.settled + 1 })
    }
    expect(new Map(rows.map(({ code, late, settled }) => [code, { late, settled }]))).toEqual(expected)
  })

  it('changes nothing when it is imported again', async () => {
    const count = () =>
      database.db.rows(
        sql`SELECT (SELECT count(*) FROM exposure_entry) AS entries, (SELECT sum(version) FROM document) AS versions`,
      )
    const before = await count()
    const again = await importFile(deps(), { kind: 'invoices', path: book, mode: 'all-or-nothing' })
    expect(again).toMatchObject({ status: 'finished', rowsApplied: 0, rowsUnchanged: invoices.length })
    expect(again.analysis.remembered).toBe(true)
    expect(await count()).toEqual(before)
  })
})
