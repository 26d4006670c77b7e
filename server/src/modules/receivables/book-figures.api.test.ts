import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { calendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import { bookFigures, SALES_DAYS } from './book-figures.js'
import { sumBook } from './figure-store.js'
import { wholeBook } from './open-item-store.js'

const today = calendarDay('2026-11-21')
const earlier = calendarDay('2026-10-21')

describe('figures of the whole book', () => {
  let app: TestApp
  let book: CreditBook
  beforeAll(async () => {
    app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
    book = await openCreditBook(app)
    for (const code of ['C1', 'C2', 'C3']) await book.customer(code, '100000.00')
  })
  afterAll(() => app.close())

  /** What is answered, which must be what the ledger adds up to; asked twice, since the second answer is a kept one. */
  async function figures() {
    const { db, now } = app.deps
    const found = []
    for (const asOf of [today, earlier]) {
      const first = await bookFigures(db, wholeBook, asOf, now())
      expect(await bookFigures(db, wholeBook, asOf, now())).toEqual(first)
      expect(first).toEqual(await sumBook(db, wholeBook, asOf, SALES_DAYS))
      found.push(first[0])
    }
    return found
  }

  const invoice = (customerCode: string, number: string, amount: string, more: object) =>
    book.document('invoice', number, { customerCode, lines: [{ lineNo: 1, amount }], ...more })

  it('are kept, and added up anew when something changes that they contain', async () => {
    await invoice('C1', 'I1', '1000.00', { date: '2026-10-01', dueDate: '2026-10-15' })
    await invoice('C2', 'I2', '500.00', { date: '2026-11-01', dueDate: '2026-12-15' })
    expect(await figures()).toMatchObject([
      { receivablesMinor: 150_000n, overdueMinor: 100_000n, overdueCustomers: 1, salesMinor: 150_000n },
      { receivablesMinor: 100_000n, overdueMinor: 100_000n, largestMinor: [100_000n] },
    ])
    // Recorded today, dated before the earlier day.
    await invoice('C3', 'I3', '200.00', { date: '2026-10-05', dueDate: '2026-10-20' })
    expect(await figures()).toMatchObject([
      { receivablesMinor: 170_000n, overdueCustomers: 2 },
      { receivablesMinor: 120_000n, salesMinor: 120_000n, overdueCustomers: 2 },
    ])
    // A later due day moves no amount, but what is overdue.
    await invoice('C1', 'I1', '1000.00', { date: '2026-10-01', dueDate: '2026-12-01', version: 2 })
    expect(await figures()).toMatchObject([{ overdueMinor: 20_000n }, { overdueMinor: 20_000n }])
    await invoice('C3', 'I3', '200.00', { date: '2026-10-05', version: 2, status: 'cancelled' })
    expect(await figures()).toMatchObject([{ salesMinor: 150_000n }, { salesMinor: 100_000n }])
    const receipt = { customerCode: 'C1', lines: [{ lineNo: 1, amount: '1000.00' }] }
    await book.document('receipt', 'R1', { ...receipt, allocations: [{ number: 'I1', amount: '400.00' }] })
    expect(await figures()).toMatchObject([
      { receivablesMinor: 110_000n, unappliedMinor: -60_000n },
      { receivablesMinor: 120_000n, unappliedMinor: 0n },
    ])
  })

  it('of an earlier day stay when something later changes', async () => {
    await figures()
    const keptDays = async () =>
      (await app.deps.db.rows<{ day: string }>(sql`SELECT as_of AS day FROM book_figure ORDER BY as_of`)).map(
        ({ day }) => day,
      )
    expect(await keptDays()).toEqual([earlier, today])
    app.clock.set('2026-11-23T04:00:00Z')
    await app.deps.db.run(sql`UPDATE book_figure SET recorded_at = '2026-11-23T04:00:00Z'`)
    await invoice('C2', 'I9', '1.00', { date: '2026-11-20', dueDate: '2026-11-20' })
    await bookFigures(app.deps.db, wholeBook, calendarDay('2026-11-23'), app.deps.now())
    expect(await keptDays()).toEqual([earlier, '2026-11-23'])
  })
})
