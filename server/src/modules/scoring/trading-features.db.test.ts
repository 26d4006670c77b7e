import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, addMonths, calendarDay, daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js'
import {
  insertTraders,
  openInvoice,
  paidInvoice,
  type TestInvoice,
  type TestTrader,
} from '../../../test/trading-book.js'
import { listPaymentFeatures } from './payment-feature-store.js'
import { listPurchaseFeatures } from './purchase-feature-store.js'

const asOf = calendarDay('2026-06-30')
const factors = { currencies: ['CNY', 'USD'], factors: ['1', '7'], rates: ['1', '7'] }
const USD_FACTOR = 7

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.drop())

let books = 0

/** Stores one book and gives the features of its customers by code, on a day that is or is not today. */
async function featuresOf(traders: readonly TestTrader[], asOfToday = true, day = asOf) {
  const prefix = `B${books++}-`
  const parties = await test.db.transaction((tx) =>
    insertTraders(
      tx,
      traders.map((trader) => ({ ...trader, code: prefix + trader.code })),
    ),
  )
  const customerIds = [...parties.values()].map((party) => party.customerId)
  const scope = { customerIds, asOf: day, asOfToday, factors }
  const payments = new Map((await listPaymentFeatures(test.db, scope)).map((row) => [row.customerId, row]))
  const purchases = new Map((await listPurchaseFeatures(test.db, scope)).map((row) => [row.customerId, row]))
  return new Map(
    [...parties].map(([code, { customerId }]) => [
      code.slice(prefix.length),
      { ...payments.get(customerId), ...purchases.get(customerId), customerId: '' },
    ]),
  )
}

const one = async (invoices: TestInvoice[], orders: TestTrader['orders'] = [], asOfToday = true) =>
  (await featuresOf([{ code: 'X', invoices, orders }], asOfToday)).get('X')

describe('how a customer pays', () => {
  it('by hand: 2 of 4 on time, 10 and 30 days late', async () => {
    const features = await one([
      paidInvoice(calendarDay('2026-01-01'), 10_000n, 0),
      paidInvoice(calendarDay('2026-01-10'), 10_000n, -5),
      paidInvoice(calendarDay('2026-02-01'), 30_000n, 10),
      openInvoice(calendarDay('2026-05-01'), 50_000n), // due 05-31, 30 days late by now
    ])
    expect(features).toMatchObject({
      on_time_rate: 5_000,
      average_delay: 100, // (0 + 0 + 10 + 30) / 4 = 10 days
      average_delay_weighted: 180, // (10 × 300 + 30 × 500) / 1000 = 18 days
      overdue_share: 10_000,
      overdue_days_max: 30,
      largest_overdue_share: 10_000,
      small_overdue_count: 0,
      delay_trend: null,
    })
  })

  it('tells many small overdue items from one large one of the same sum', async () => {
    const current = openInvoice(calendarDay('2026-06-20'), 80_000n)
    const many = Array.from({ length: 4 }, () => openInvoice(calendarDay('2026-05-10'), 5_000n))
    const small = await one([current, ...many])
    const large = await one([current, openInvoice(calendarDay('2026-05-10'), 20_000n)])
    expect(small).toMatchObject({ overdue_share: 2_000, small_overdue_count: 4, largest_overdue_share: 500 })
    expect(large).toMatchObject({
      overdue_share: 2_000,
      small_overdue_count: 0,
      largest_overdue_share: 2_000,
    })
  })

  it('does not see what was paid after the day', async () => {
    const late = paidInvoice(calendarDay('2026-05-01'), 10_000n, 40) // paid 07-10
    expect(await one([late], [], false)).toMatchObject({
      on_time_rate: 0,
      average_delay: 300,
      overdue_share: 10_000,
    })
  })

  it('does not call an item overdue on its due day', async () => {
    expect(await one([openInvoice(calendarDay('2026-05-31'), 10_000n)])).toMatchObject({
      on_time_rate: null,
      overdue_share: 0,
      overdue_days_max: 0,
    })
  })

  it('counts a write-off as never paid, and a credit note not at all', async () => {
    const on = calendarDay('2026-01-01')
    const base = { on, dueOn: addDays(on, 30), minor: 100n, currency: 'CNY' }
    const lost = { ...base, settlements: [{ by: 'write-off', on: addDays(on, 20), minor: 100n }] } as const
    const credited = {
      ...base,
      settlements: [{ by: 'credit-note', on: addDays(on, 20), minor: 100n }],
    } as const
    expect(await one([lost])).toMatchObject({ on_time_rate: 0 })
    expect(await one([credited])).toMatchObject({ on_time_rate: null, return_rate: 10_000 })
  })

  it('measures the trend: 4 days late before, 14 days late since', async () => {
    const days = ['2025-09-01', '2025-10-01', '2025-11-01', '2026-01-05', '2026-02-01', '2026-03-01']
    const features = await one(
      days.map((day, index) => paidInvoice(calendarDay(day), 100n, index < 3 ? 4 : 14)),
    )
    expect(features?.delay_trend).toBe(100)
  })

  it('refuses the dispute rate of a past day, because a dispute may have been opened later', async () => {
    const invoices = [{ ...paidInvoice(calendarDay('2026-03-01'), 100n, 0), disputed: true }]
    expect(await one(invoices)).toMatchObject({ dispute_rate: 10_000 })
    expect(await one(invoices, [], false)).toMatchObject({ dispute_rate: null })
  })

  it('knows nothing of a customer without documents', async () => {
    expect(await one([])).toEqual({ customerId: '' })
  })
})

describe('how a customer buys', () => {
  const order = (on: string, minor: bigint) => ({ on: calendarDay(on), minor, currency: 'CNY' })

  it('grows by half from one half-year to the next', async () => {
    const features = await one([], [order('2025-08-01', 2_000n), order('2026-05-01', 3_000n)])
    expect(features).toMatchObject({ order_growth: 5_000, tenure_months: 10 })
  })

  it('is as volatile as its months: all in one of twelve has a coefficient of √11', async () => {
    const features = await one([], [order('2024-01-01', 1n), order('2026-05-01', 3_000n)])
    expect(features?.order_volatility).toBe(Math.floor(Math.sqrt(11) * 10_000))
  })
})

describe('features of a random book', () => {
  const day = fc.integer({ min: -800, max: 40 }).map((offset) => addDays(asOf, offset))
  const settlement = fc.record({
    by: fc.constantFrom(
      'receipt' as const,
      'receipt' as const,
      'receipt' as const,
      'credit-note' as const,
      'write-off' as const,
    ),
    after: fc.integer({ min: 0, max: 120 }),
    part: fc.constantFrom(1n, 2n),
  })
  const currency = fc.constantFrom('CNY', 'CNY', 'CNY', 'USD')
  const invoice = fc
    .record({
      on: day,
      terms: fc.constantFrom(0, 15, 30, 60),
      minor: fc.bigInt({ min: 10n, max: 900_000n }),
      currency,
      disputed: fc.boolean(),
      settlements: fc.array(settlement, { maxLength: 2 }),
    })
    .map(({ terms, settlements, ...rest }): TestInvoice => {
      let left = rest.minor
      return {
        ...rest,
        dueOn: addDays(rest.on, terms),
        settlements: settlements
          .sort((a, b) => a.after - b.after)
          .flatMap(({ by, after, part }) => {
            const minor = left / part
            left -= minor
            return minor > 0n ? [{ by, on: addDays(rest.on, after), minor }] : []
          }),
      }
    })
  const order = fc.record({ on: day, minor: fc.bigInt({ min: 1n, max: 900_000n }), currency })
  const trader = fc.record({
    invoices: fc.array(invoice, { maxLength: 30 }),
    orders: fc.oneof(fc.constant([]), fc.array(order, { maxLength: 20 })),
  })

  it.each([true, false])('equal an independent computation (as of today: %s)', async (asOfToday) => {
    await fc.assert(
      fc.asyncProperty(fc.array(trader, { minLength: 3, maxLength: 8 }), async (traders) => {
        // Today has no future: what is dated later is left out of the book.
        const book = traders.map((each, index) => ({
          code: `T${index}`,
          ...(asOfToday ? until(each, asOf) : each),
        }))
        const got = await featuresOf(book, asOfToday)
        for (const each of book) {
          expect(got.get(each.code)).toEqual({
            ...expectedPayment(each),
            ...expectedPurchases(each, asOfToday),
            customerId: '',
          })
        }
      }),
      // A failure is told, however long its shrinking would take.
      { numRuns: 25, interruptAfterTimeLimit: 40_000 },
    )
  })
})

function until(trader: Omit<TestTrader, 'code'>, last: CalendarDay): Omit<TestTrader, 'code'> {
  return {
    orders: trader.orders.filter(({ on }) => on <= last),
    invoices: trader.invoices
      .filter(({ on }) => on <= last)
      .map((each) => ({ ...each, settlements: each.settlements.filter(({ on }) => on <= last) })),
  }
}

/** Half away from zero, as numeric rounds; without the zero below zero that JavaScript knows. */
const half = (value: number) => Math.sign(value) * Math.round(Math.abs(value) + 1e-9) + 0
const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

/** The definition again, invoice by invoice, in plain floating point. */
function expectedPayment(trader: TestTrader): object {
  const from = addMonths(asOf, -12)
  const openOf = ({ minor, settlements }: TestInvoice) =>
    minor - settlements.reduce((total, each) => total + (each.on <= asOf ? each.minor : 0n), 0n)
  const known = trader.invoices.filter(
    (each) => each.on <= asOf && (each.dueOn >= from || openOf(each) !== 0n),
  )
  const factor = factorOf(known.map((each) => each.currency))
  const half6 = addMonths(asOf, -6)
  const rows = known.map((each) => {
    const settled = each.settlements.filter(({ on }) => on <= asOf)
    const open = Number(openOf(each))
    const paidOn = settled.filter(({ by }) => by === 'receipt').at(-1)?.on
    const lost = settled.some(({ by }) => by === 'write-off')
    const late = daysBetween(each.dueOn, asOf)
    return {
      open: open * factor(each.currency),
      amount: Number(each.minor) * factor(each.currency),
      late,
      overdue: open > 0 && each.dueOn < asOf,
      matured: each.dueOn < asOf && each.dueOn >= from && (open > 0 || paidOn !== undefined || lost),
      recent: each.dueOn >= half6,
      onTime: open === 0 && !lost && paidOn !== undefined && paidOn <= each.dueOn,
      delay:
        open > 0 || lost ? late : Math.max(0, paidOn === undefined ? 0 : daysBetween(each.dueOn, paidOn)),
    }
  })
  if (rows.length === 0) return {}
  const matured = rows.filter((row) => row.matured)
  const overdue = rows.filter((row) => row.overdue)
  const openTotal = sum(rows.map((row) => row.open))
  const delays = matured.map((row) => row.delay)
  const recent = matured.filter((row) => row.recent).map((row) => row.delay)
  const before = matured.filter((row) => !row.recent).map((row) => row.delay)
  const share = (part: number) => (openTotal === 0 ? 0 : half((10_000 * part) / openTotal))
  const known12 = matured.length > 0
  return {
    on_time_rate: known12
      ? half((10_000 * matured.filter((row) => row.onTime).length) / matured.length)
      : null,
    average_delay: known12 ? half(10 * mean(delays)) : null,
    average_delay_weighted: known12
      ? half((10 * sum(matured.map((row) => row.delay * row.amount))) / sum(matured.map((row) => row.amount)))
      : null,
    delay_trend: recent.length >= 3 && before.length >= 3 ? half(10 * (mean(recent) - mean(before))) : null,
    overdue_share: share(sum(overdue.map((row) => row.open))),
    overdue_days_max: Math.max(0, ...overdue.map((row) => row.late)),
    small_overdue_count: overdue.filter((row) => row.open * 5 < openTotal).length,
    largest_overdue_share: share(Math.max(0, ...overdue.map((row) => row.open))),
  }
}

function factorOf(currencies: readonly string[]): (currency: string) => number {
  const mixed = new Set(currencies).size > 1
  return (currency) => (mixed && currency === 'USD' ? USD_FACTOR : 1)
}

function expectedPurchases(trader: TestTrader, asOfToday: boolean): object {
  const credits = trader.invoices.flatMap(({ currency, settlements }) =>
    settlements.filter(({ by }) => by === 'credit-note').map((each) => ({ ...each, currency })),
  )
  const first = [...trader.orders, ...trader.invoices].map(({ on }) => on).filter((on) => on <= asOf)
  if (first.length === 0) return {}
  const days = Math.max(...first.map((on) => daysBetween(on, asOf)))
  const inYear = <T extends { on: CalendarDay }>(rows: readonly T[]) =>
    rows.filter(({ on }) => on <= asOf && daysBetween(on, asOf) < 360)
  const orders = inYear(trader.orders)
  const invoices = inYear(trader.invoices)
  const factor = factorOf([...orders, ...invoices, ...inYear(credits)].map(({ currency }) => currency))
  const value = ({ minor, currency }: { minor: bigint; currency: string }) => Number(minor) * factor(currency)
  const months = Array.from({ length: 12 }, () => 0)
  for (const each of orders.length > 0 ? orders : invoices) {
    const month = Math.floor(daysBetween(each.on, asOf) / 30)
    months[month] = (months[month] ?? 0) + value(each)
  }
  const count = Math.min(12, Math.floor(days / 30) + 1)
  const total = sum(months)
  const before = sum(months.slice(6))
  const squares = sum(months.map((month) => month * month))
  const billed = sum(invoices.map(value))
  return {
    tenure_months: Math.floor((days * 16) / 487),
    order_growth:
      days >= 330 && before > 0 ? Math.min(100_000, half((10_000 * (total - 2 * before)) / before)) : null,
    order_volatility:
      count >= 6 && total > 0
        ? Math.floor(10_000 * Math.sqrt(Math.max(0, (count * squares) / (total * total) - 1)) + 1e-7)
        : null,
    dispute_rate:
      asOfToday && invoices.length > 0
        ? half((10_000 * invoices.filter((each) => each.disputed).length) / invoices.length)
        : null,
    return_rate:
      billed > 0 ? Math.min(100_000, half((10_000 * sum(inYear(credits).map(value))) / billed)) : null,
  }
}
