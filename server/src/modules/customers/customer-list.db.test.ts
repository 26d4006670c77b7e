import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  CUSTOMERS,
  randomBook,
  sorted,
  standingOf,
  storeBook,
  today,
  type Standing,
} from '../../../test/listed-book.js'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import { newId } from '../../platform/new-id.js'
import { customerSorts, type CustomerFilter, type CustomerSort } from './customer-list-store.js'
import { eachCustomer, listCustomers } from './list-customers.js'
import { reconcileStandings, verifyStandings } from './refresh-standings.js'

const PAGE = 7

type Case = readonly [what: string, filter: Partial<CustomerFilter>, holds: (one: Standing) => boolean]

const filters: readonly Case[] = [
  ['everybody', {}, () => true],
  ['a grade', { grade: 'A' }, ({ customer }) => customer.rating?.grade === 'A'],
  ['not rated', { grade: 'none' }, ({ customer }) => customer.rating === null],
  ['a grade or not rated', { grade: 'C,none' }, ({ customer }) => customer.rating?.grade !== 'A'],
  ['overdue', { overdue: true }, ({ isOverdue }) => isOverdue],
  ['not overdue', { overdue: false }, ({ isOverdue }) => !isOverdue],
  ['a status', { status: 'active' }, ({ customer }) => customer.status === 'active'],
  ['an owner', { owner: 'ben' }, ({ customer }) => customer.owner === 'ben'],
  ['an industry', { industry: 'F51' }, ({ customer }) => customer.industry === 'F51'],
  ['a segment', { segment: 'B' }, ({ customer }) => customer.accounts.some((a) => a.segment === 'B')],
  ['an unknown segment', { segment: 'X' }, () => false],
  ['a group', { group: 'C007' }, ({ customer }) => customer.code === 'C007'],
  ['a search', { search: 'ALP' }, ({ customer }) => customer.name === 'alpha'],
  [
    'own customers that are overdue, searched',
    { visibleTo: 'anna', overdue: true, search: 'a' },
    ({ customer, isOverdue }) => customer.owner === 'anna' && isOverdue,
  ],
]

describe('the customer list', () => {
  let database: TestDatabase
  const book = randomBook()
  const rates: Record<string, string> = { USD: '7.1234', JPY: '1/21.5' }
  beforeAll(async () => {
    database = await createTestDatabase()
    await database.db.run(sql`
      INSERT INTO fx_rate (from_currency, to_currency, valid_from, rate)
      VALUES ('USD', 'CNY', '2026-01-01', 7.1234), ('CNY', 'JPY', '2026-01-01', 21.5)`)
    await storeBook(database.db, book)
  })
  afterAll(() => database.drop())

  const noonOf = (day: CalendarDay) => new Date(`${day}T04:00:00Z`)

  /** Every page of the list by page number, beside what the last page said of the length. */
  async function readPages(
    filter: Partial<CustomerFilter>,
    sort: CustomerSort,
    on: CalendarDay,
    size = PAGE,
  ) {
    const codes: string[] = []
    for (let page = 1; ; page++) {
      const place = { sort, limit: size, page, pageSize: size }
      const answer = await listCustomers(database.db, { visibleTo: null, ...filter }, place, noonOf(on))
      codes.push(...answer.rows.map(({ code }) => code))
      if (answer.nextCursor === null) return { codes, total: answer.total }
    }
  }

  async function expectAll(on: CalendarDay): Promise<void> {
    const standings = book.map((customer) => standingOf(customer, on, rates))
    for (const [what, filter, holds] of filters) {
      const matching = standings.filter(holds)
      for (const sort of customerSorts) {
        const expected = sorted(matching, sort)
        const found = await readPages(filter, sort, on, what === 'everybody' ? PAGE : CUSTOMERS)
        expect({ what, sort, ...found }).toEqual({ what, sort, codes: expected, total: expected.length })
      }
    }
  }

  it('is in every order and by every filter what the book says, page by page, among equals by code', async () => {
    expect(new Set(book.map((customer) => standingOf(customer, today, rates).exposure)).size).toBeLessThan(
      CUSTOMERS,
    )
    await expectAll(today)
  })

  it('is still right when the day has moved on, with no write, and when the clock goes back', async () => {
    await expectAll(addDays(today, 21))
    await expectAll(today)
  })

  it('follows a rate, a limit, a document and a rating at once', async () => {
    await database.db.run(sql`
      INSERT INTO fx_rate (from_currency, to_currency, valid_from, rate) VALUES ('EUR', 'CNY', '2026-11-20', 8)`)
    rates['EUR'] = '8'
    const [first] = book.filter((customer) => customer.accounts.length > 0)
    const [account] = first?.accounts ?? []
    if (!first || !account) throw new Error('nobody has an account')
    account.mode = 'amount'
    await database.db.run(sql`UPDATE credit_account SET limit_mode = 'amount' WHERE id = ${account.id}`)
    account.items = []
    await database.db.run(sql`UPDATE exposure_item SET open_minor = 0 WHERE account_id = ${account.id}`)
    first.rating = { grade: 'C', score: 1 }
    await database.db.run(sql`
      INSERT INTO customer_rating_current VALUES (${first.id}, ${newId()}, 1, 'C', 9000, false, ${today}, now())
      ON CONFLICT (customer_id) DO UPDATE SET score = 1, grade = 'C'`)
    await expectAll(today)
  })

  it('says how much of the limits is used', async () => {
    const standings = book.map((customer) => standingOf(customer, today, rates))
    const place = { sort: 'code', limit: 500 } as const
    const { rows } = await listCustomers(database.db, { visibleTo: null }, place, noonOf(today))
    expect(rows.map(({ utilisationBp }) => utilisationBp)).toEqual(
      standings.map(({ utilisation }) => (utilisation === null ? null : Number(utilisation))),
    )
    expect(rows.some(({ utilisationBp }) => utilisationBp !== null && utilisationBp > 0)).toBe(true)
  })

  it('comes as a whole in the same order, however small the parts', async () => {
    const options = { sort: '-overdue', size: 9, max: 1000, now: noonOf(today) } as const
    const codes: string[] = []
    for await (const rows of eachCustomer(database.db, { visibleTo: null }, options))
      codes.push(...rows.map(({ code }) => code))
    expect(codes).toEqual((await readPages({}, '-overdue', today)).codes)
  })

  it('is proved without being put right, and a standing that is gone is found', async () => {
    const now = noonOf(addDays(today, 3))
    expect(await verifyStandings(database.db, now)).toEqual([])
    await database.db.run(sql`
      UPDATE account_aging SET buckets_minor[1] = buckets_minor[1] + 1
      WHERE ctid = (SELECT min(ctid) FROM account_aging WHERE customer_code = 'C006')`)
    await database.db.run(sql`DELETE FROM customer_standing WHERE code = 'C007'`)
    expect(await verifyStandings(database.db, now)).toEqual(['C006', 'C007'])
    expect(await verifyStandings(database.db, now)).toEqual(['C006', 'C007'])
    await reconcileStandings(database.db, now)
    await database.db.run(sql`
      INSERT INTO standing_change (customer_id, receivables) SELECT id, true FROM customer WHERE code = 'C007'`)
    expect(await verifyStandings(database.db, now)).toEqual([])
  })

  it('is found wrong, and put right, when something wrote past the queue; never when all is well', async () => {
    await readPages({}, 'code', today)
    expect(await reconcileStandings(database.db, noonOf(addDays(today, 3)))).toEqual([])
    await database.db.run(sql`
      UPDATE customer_standing SET exposure_minor = exposure_minor + 1 WHERE code = 'C005' AND exposure_minor IS NOT NULL`)
    await database.db.run(
      sql`UPDATE account_aging SET unapplied_minor = unapplied_minor - 1 WHERE customer_code = 'C006'`,
    )
    const wrong = await reconcileStandings(database.db, noonOf(addDays(today, 3)))
    expect(wrong.length).toBeGreaterThan(0)
    expect(['C005', 'C006']).toEqual(expect.arrayContaining(wrong))
    expect(await reconcileStandings(database.db, noonOf(addDays(today, 3)))).toEqual([])
    await expectAll(addDays(today, 3))
  })
})
