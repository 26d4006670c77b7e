import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertLedger, testCustomerCode, type TestItem } from '../../../test/ledger-rows.js'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { addDays, calendarDay, daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import { reconcileStandings, refreshStandings, verifyStandings } from '../customers/refresh-standings.js'
import { listAging, type AgingQuestion, type AgingRow } from './aging-store.js'
import { agingSubjects } from './aging-sums-store.js'
import { agingBuckets, bucketOfDays } from './domain/aging-buckets.js'
import { makeStatement } from './make-statement.js'
import { wholeBook } from './open-item-store.js'
import { listOpenItems } from './receivable-store.js'
import { sumBook } from './figure-store.js'

const CUSTOMERS = 6
const start = calendarDay('2026-01-01')
const buckets = agingBuckets([30, 60, 90])
const day = (max: number) => fc.integer({ min: 0, max }).map((days) => addDays(start, days))

/** An invoice that is settled in parts, reversed now and then, never below zero; or a receipt that is applied later. */
const item = fc
  .record({
    customer: fc.nat(CUSTOMERS - 1),
    currency: fc.constantFrom('CNY', 'USD', 'JPY'),
    bucket: fc.constantFrom('receivables' as const, 'receivables' as const, 'unapplied' as const),
    documentOn: day(300),
    terms: fc.option(fc.integer({ min: 0, max: 120 })),
    amount: fc.bigInt({ min: 1n, max: 10n ** 11n }),
    parts: fc.array(fc.record({ after: fc.integer({ min: 0, max: 200 }), percent: fc.bigInt(1n, 100n) }), {
      maxLength: 4,
    }),
  })
  .map(({ documentOn, terms, amount, parts, ...rest }): TestItem => {
    const sign = rest.bucket === 'receivables' ? 1n : -1n
    let left = amount
    let on = documentOn
    const settlements = parts.flatMap(({ after, percent }) => {
      const taken = (left * percent) / 100n
      on = addDays(on, after)
      left -= taken
      return taken === 0n ? [] : [{ on, deltaMinor: -sign * taken }]
    })
    const dueOn = terms === null || rest.bucket === 'unapplied' ? null : addDays(documentOn, terms)
    return {
      ...rest,
      documentOn,
      dueOn,
      entries: [{ on: documentOn, deltaMinor: sign * amount }, ...settlements],
    }
  })

function question(change: Partial<AgingQuestion> = {}): AgingQuestion {
  return {
    asOf: calendarDay('2026-06-30'),
    basis: 'due',
    by: 'customer',
    buckets,
    scope: wholeBook,
    search: null,
    sort: 'code',
    offset: 0,
    limit: 500,
    ...change,
  }
}

/** The same figures from first principles: item by item, entry by entry. */
function expectedRows(items: readonly TestItem[], { asOf, basis, by }: AgingQuestion) {
  const rows = new Map<string, { bucketsMinor: bigint[]; unappliedMinor: bigint }>()
  for (const entry of items) {
    const open = openAt(entry, asOf)
    if (open === 0n) continue
    const key = `${subjectOf(entry, by)} ${entry.currency}`
    const row = rows.get(key) ?? { bucketsMinor: buckets.map(() => 0n), unappliedMinor: 0n }
    rows.set(key, row)
    if (entry.bucket === 'unapplied') {
      row.unappliedMinor += open
      continue
    }
    const base = basis === 'due' ? (entry.dueOn ?? entry.documentOn) : entry.documentOn
    const index = buckets.indexOf(bucketOfDays(buckets, daysBetween(base, asOf)))
    row.bucketsMinor[index] = (row.bucketsMinor[index] ?? 0n) + open
  }
  return Object.fromEntries(rows)
}

const openAt = (entry: TestItem, asOf: CalendarDay) =>
  entry.entries.filter(({ on }) => on <= asOf).reduce((sum, { deltaMinor }) => sum + deltaMinor, 0n)

/** Every third customer has no industry. */
const industryOf = (customer: number) => ['', 'C26', 'F51'][customer % 3] ?? ''

function subjectOf({ customer, currency }: TestItem, by: AgingQuestion['by']): string {
  switch (by) {
    case 'customer':
      return testCustomerCode(customer)
    case 'group':
      return `G${Math.floor(customer / 2)}`
    case 'owner':
      return customer % 2 === 0 ? 'anna' : 'ben'
    case 'segment':
      return 'CN01'
    case 'industry':
      return industryOf(customer)
    case 'currency':
      return currency
  }
}

const shown = (rows: readonly AgingRow[]) =>
  Object.fromEntries(
    rows.map(({ code, currency, bucketsMinor, unappliedMinor }) => [
      `${code} ${currency}`,
      { bucketsMinor, unappliedMinor },
    ]),
  )

describe('aging of random ledgers', () => {
  let database: TestDatabase
  const items = fc.sample(item, { numRuns: 400, seed: 20261121 })
  beforeAll(async () => {
    database = await createTestDatabase()
    await database.db.transaction((tx) => insertLedger(tx, CUSTOMERS, items))
    for (let customer = 0; customer < CUSTOMERS; customer += 1) {
      const industry = industryOf(customer) === '' ? null : industryOf(customer)
      await database.db.run(
        sql`UPDATE customer SET industry = ${industry} WHERE code = ${testCustomerCode(customer)}`,
      )
    }
  })
  afterAll(() => database.drop())

  it('equals the sum of ledger entries for any day, basis and grouping, and Σ buckets = total = ledger', async () => {
    await fc.assert(
      fc.asyncProperty(
        day(900),
        fc.constantFrom('due' as const, 'document' as const),
        fc.constantFrom(...agingSubjects),
        async (asOf, basis, by) => {
          const asked = question({ asOf, basis, by })
          const { rows, totals } = await listAging(database.db, asked)
          expect(shown(rows)).toEqual(expectedRows(items, asked))
          for (const total of totals) {
            const ledger = items
              .filter(({ bucket, currency }) => bucket === 'receivables' && currency === total.currency)
              .reduce((sum, entry) => sum + openAt(entry, asOf), 0n)
            expect(total.totalMinor).toBe(ledger)
            expect(total.bucketsMinor.reduce((sum, minor) => sum + minor, 0n)).toBe(ledger)
            expect(total.overdueMinor).toBe(ledger - (total.bucketsMinor[0] ?? 0n))
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it('pages through every subject exactly once, largest first, with the same totals on each page', async () => {
    const whole = await listAging(database.db, question({ sort: 'total' }))
    const pages = []
    for (let offset = 0; offset < whole.rows.length; offset += 4) {
      const page = await listAging(database.db, question({ sort: 'total', limit: 4, offset }))
      expect(page.totals).toEqual(whole.totals)
      pages.push(...page.rows)
    }
    expect(pages).toEqual(whole.rows)
    expect(whole.rows.length).toBeGreaterThan(8)
  })

  it('lists the very items behind a bucket', async () => {
    for (const [index, agingBucket] of buckets.entries()) {
      const asked = question({ scope: { ...wholeBook, customerCode: testCustomerCode(2) } })
      const { totals } = await listAging(database.db, asked)
      const drilled = await listOpenItems(database.db, {
        ...{
          asOf: asked.asOf,
          basis: 'due',
          scope: asked.scope,
          currency: null,
          agingBucket,
          after: null,
          limit: 500,
        },
      })
      for (const total of totals) {
        const sum = drilled
          .filter(({ currency }) => currency === total.currency)
          .reduce((open, entry) => open + entry.openMinor, 0n)
        expect(sum).toBe(total.bucketsMinor[index])
      }
    }
  })

  it('restricts to a salesperson, a segment and a search', async () => {
    const own = await listAging(database.db, question({ scope: { ...wholeBook, onlyCustomersOf: 'anna' } }))
    expect(new Set(own.rows.map(({ code }) => code))).toEqual(new Set(['C000', 'C002', 'C004']))
    const none = await listAging(database.db, question({ scope: { ...wholeBook, segmentCode: 'ELSEWHERE' } }))
    expect(none).toEqual({ rows: [], totals: [] })
    const trade = await listAging(database.db, question({ scope: { ...wholeBook, industry: 'F51' } }))
    expect(new Set(trade.rows.map(({ code }) => code))).toEqual(new Set(['C002', 'C005']))
    const found = await listAging(database.db, question({ search: 'C003' }))
    expect(new Set(found.rows.map(({ code }) => code))).toEqual(new Set(['C003']))
    expect((await listAging(database.db, question({ search: '%' }))).rows).toEqual([])
  })

  it('states each customer: opening + Σ movements = closing = Σ open items = ledger', async () => {
    const from = calendarDay('2026-04-01')
    for (const to of [calendarDay('2026-05-31'), calendarDay('2027-12-31')]) {
      const statements = await database.db.snapshot((tx) =>
        makeStatement(tx, { ...wholeBook, customerCode: 'C001' }, { from, to }),
      )
      expect(statements.length).toBeGreaterThan(1)
      for (const { currency, openingMinor, movements, closingMinor, openItems } of statements) {
        const ledger = items
          .filter((entry) => entry.customer === 1 && entry.currency === currency)
          .reduce((sum, entry) => sum + openAt(entry, to), 0n)
        expect(closingMinor).toBe(ledger)
        expect(openItems.reduce((sum, entry) => sum + entry.openMinor, 0n)).toBe(ledger)
        expect(openingMinor + movements.reduce((sum, line) => sum + line.amountMinor, 0n)).toBe(closingMinor)
        expect(movements.every(({ on }) => on >= from && on <= to)).toBe(true)
      }
    }
  })

  it('is the same from the sums kept for customers and groups, also when somebody moves to another group', async () => {
    const { db } = database
    await db.run(sql`UPDATE organisation SET aging_bounds = '{30,60,90}'`)
    const asOf = calendarDay('2030-01-01')
    const now = new Date(`${asOf}T04:00:00Z`)
    const expectSame = async () => {
      expect((await refreshStandings(db, now)).today).toBe(asOf)
      for (const by of agingSubjects)
        for (const sort of ['total', 'overdue', 'code'] as const)
          for (const offset of [0, 3]) {
            const asked = question({ asOf, by, sort, offset, limit: 4 })
            expect(await listAging(db, { ...asked, workedOut: true })).toEqual(await listAging(db, asked))
          }
      expect(await verifyStandings(db, now)).toEqual([])
    }
    await expectSame()
    const rows = async (kind: string) =>
      (
        await db.rows<{ code: string }>(
          sql`SELECT DISTINCT code FROM subject_aging WHERE kind = ${kind} ORDER BY code`,
        )
      ).map(({ code }) => code)
    expect(await rows('customer')).toHaveLength(CUSTOMERS)
    expect(await rows('group')).toEqual(['G0', 'G1', 'G2'])
    for (const code of ['C000', 'C001']) {
      await db.run(
        sql`UPDATE customer SET group_id = (SELECT id FROM credit_group WHERE code = 'G2') WHERE code = ${code}`,
      )
      await expectSame()
    }
    expect(await rows('group')).toEqual(['G1', 'G2'])
    await db.run(
      sql`UPDATE customer SET group_id = (SELECT id FROM credit_group WHERE code = 'G0') WHERE code IN ('C000', 'C001')`,
    )
    await expectSame()

    await db.run(
      sql`UPDATE subject_aging SET total_minor = total_minor + 1 WHERE kind = 'group' AND code = 'G1'`,
    )
    await db.run(sql`DELETE FROM subject_aging WHERE kind = 'customer' AND code = 'C005'`)
    expect(await verifyStandings(db, now)).toEqual(['C002', 'C003', 'C005'])
    await reconcileStandings(db, now)
    await expectSame()
  })

  it('sums the book per currency like the aging, with the sales of the period', async () => {
    const asOf = calendarDay('2026-06-30')
    const { totals } = await listAging(database.db, question({ asOf }))
    const sums = await sumBook(database.db, wholeBook, asOf, 90)
    expect(sums.map(({ currency }) => currency)).toEqual(['CNY', 'JPY', 'USD'])
    for (const [index, sum] of sums.entries()) {
      expect(sum.receivablesMinor).toBe(totals[index]?.totalMinor)
      expect(sum.overdueMinor).toBe(totals[index]?.overdueMinor)
      expect(sum.unappliedMinor).toBe(totals[index]?.unappliedMinor)
      const sales = items
        .filter((entry) => entry.bucket === 'receivables' && entry.currency === sum.currency)
        .filter(({ documentOn }) => documentOn > addDays(asOf, -90) && documentOn <= asOf)
        .reduce((total, { entries }) => total + (entries[0]?.deltaMinor ?? 0n), 0n)
      expect(sum.salesMinor).toBe(sales)
    }
  })
})

describe('aging at its edges', () => {
  let database: TestDatabase
  const asOf = calendarDay('2026-06-30')
  const invoice = (dueOn: string | null, documentOn: string, deltaMinor: bigint): TestItem => ({
    ...{ customer: 0, currency: 'CNY', bucket: 'receivables' },
    documentOn: calendarDay(documentOn),
    dueOn: dueOn === null ? null : calendarDay(dueOn),
    entries: [{ on: calendarDay(documentOn), deltaMinor }],
  })
  beforeAll(async () => {
    database = await createTestDatabase()
    const paidLater = invoice('2026-05-31', '2026-05-01', 7n)
    await database.db.transaction((tx) =>
      insertLedger(tx, 1, [
        invoice('2026-06-30', '2026-06-01', 1n),
        invoice('2026-06-29', '2026-06-01', 20n),
        invoice('2027-06-30', '2026-06-01', 300n),
        invoice(null, '2026-05-01', 4_000n),
        { ...paidLater, entries: [...paidLater.entries, { on: calendarDay('2026-07-01'), deltaMinor: -7n }] },
      ]),
    )
  })
  afterAll(() => database.drop())

  it('does not call an item overdue that is due today, and counts a far future due date as not due', async () => {
    const { totals } = await listAging(database.db, question({ asOf }))
    expect(totals[0]?.bucketsMinor).toEqual([301n, 27n, 4_000n, 0n, 0n].map(BigInt))
  })

  it('counts an item without due date from its document date', async () => {
    const { totals } = await listAging(database.db, question({ asOf: calendarDay('2026-05-01') }))
    expect(totals[0]?.bucketsMinor).toEqual([4_007n, 0n, 0n, 0n, 0n])
  })

  it('is the same from what is worked out for a day, by every subject, order and part of the book', async () => {
    await database.db.run(sql`UPDATE organisation SET aging_bounds = '{30,60,90}'`)
    for (const on of ['2026-07-01', '2026-07-02', '2026-09-29', '2026-07-01', '2027-07-01'].map(
      calendarDay,
    )) {
      expect((await refreshStandings(database.db, new Date(`${on}T04:00:00Z`))).today).toBe(on)
      for (const by of agingSubjects) {
        for (const sort of ['total', 'overdue', 'code', 'name'] as const) {
          for (const search of [null, 'c000', 'nobody']) {
            const asked = question({ asOf: on, by, sort, search })
            const found = await listAging(database.db, { ...asked, workedOut: true })
            expect(found).toEqual(await listAging(database.db, asked))
          }
        }
      }
      const scope = { ...wholeBook, segmentCode: 'CN01', ownerUsername: 'anna' }
      const part = question({ asOf: on, scope })
      expect(await listAging(database.db, { ...part, workedOut: true })).toEqual(
        await listAging(database.db, part),
      )
    }
  })

  it('sees an invoice as open on the day before its payment and as gone on the day of it', async () => {
    const total = async (on: string) =>
      (await listAging(database.db, question({ asOf: calendarDay(on) }))).totals[0]?.totalMinor
    expect(await total('2026-06-30')).toBe(4_328n)
    expect(await total('2026-07-01')).toBe(4_321n)
  })

  it('becomes overdue by time alone, with no write', async () => {
    const overdue = async (on: string) =>
      (await listAging(database.db, question({ asOf: calendarDay(on) }))).totals[0]?.overdueMinor
    expect(await overdue('2027-06-30')).toBe(4_021n)
    expect(await overdue('2027-07-01')).toBe(4_321n)
  })
})
