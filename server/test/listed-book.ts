import { addDays, calendarDay, type CalendarDay } from '../src/kernel/calendar-day.js'
import type { Currency } from '../src/kernel/currency.js'
import { convertMinor } from '../src/kernel/money.js'
import { insertRows } from '../src/platform/db/bulk-insert.js'
import { sql } from '../src/platform/db/sql.js'
import type { Database, Tx } from '../src/platform/db/types.js'
import { newId } from '../src/platform/new-id.js'

/*
 * A random book with many equal values, written straight into the tables, and what a list of its customers should say,
 * worked out without the program.
 */

export const today = calendarDay('2026-11-21')
export const CUSTOMERS = 60

interface BookLine {
  kind: 'base' | 'temporary'
  minor: bigint
  from: CalendarDay
  to: CalendarDay | null
}

export interface BookAccount {
  id: string
  segment: 'A' | 'B'
  currency: string
  mode: 'none' | 'unlimited' | 'amount'
  lines: BookLine[]
  exposure: { currency: string; receivables: bigint; reserved: bigint; unapplied: bigint }[]
  items: { currency: string; minor: bigint; dueOn: CalendarDay | null }[]
}

export interface BookCustomer {
  id: string
  code: string
  name: string
  owner: string
  status: 'active' | 'inactive' | 'blacklisted'
  industry: string | null
  rating: { grade: string; score: number } | null
  accounts: BookAccount[]
}

/** Repeatable numbers (mulberry32). */
function randomFrom(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

export function randomBook(): BookCustomer[] {
  const random = randomFrom(20261121)
  const pick = <T>(values: readonly T[]): T => values[random(values.length)] as T
  const account = (segment: 'A' | 'B'): BookAccount => ({
    id: newId(),
    segment,
    currency: segment === 'A' ? 'CNY' : pick(['USD', 'USD', 'USD', 'EUR']),
    mode: pick(['none', 'unlimited', 'amount', 'amount', 'amount']),
    lines: Array.from({ length: random(4) }, (_, index) => ({
      kind: pick(['base', 'base', 'temporary']),
      minor: BigInt(random(3)) * 100_000n,
      from: addDays(today, -100 + index + 40 * random(4)),
      to: pick([null, null, addDays(today, 10), addDays(today, -5)]),
    })),
    exposure: ['CNY', 'USD', 'JPY', 'EUR']
      .filter((currency) => random(currency === 'EUR' ? 12 : 2) === 0)
      .map((currency) => ({
        currency,
        receivables: BigInt(random(3)) * 50_000n,
        reserved: BigInt(random(2)) * 12_345n,
        unapplied: -BigInt(random(2)) * 1_000n,
      })),
    items: Array.from({ length: random(4) }, () => ({
      currency: pick(['CNY', 'CNY', 'USD', 'JPY']),
      minor: BigInt(1 + random(2)) * 10_000n,
      dueOn: pick([
        null,
        addDays(today, -1),
        today,
        addDays(today, 1),
        addDays(today, 20),
        addDays(today, -60),
      ]),
    })),
  })
  return Array.from({ length: CUSTOMERS }, (_, index) => ({
    id: newId(),
    code: `C${String(index).padStart(3, '0')}`,
    name: pick(['alpha', 'beta', 'gamma']),
    owner: pick(['anna', 'ben']),
    status: pick(['active', 'active', 'inactive', 'blacklisted']),
    industry: pick(['C13', 'F51', null]),
    rating: pick([
      null,
      { grade: 'A', score: 8000 },
      { grade: 'A', score: 7900 },
      { grade: 'C', score: 4000 },
    ]),
    accounts: (['A', 'B'] as const).filter(() => random(3) > 0).map(account),
  }))
}

/** Writes the book into an empty database. */
export async function storeBook(db: Database, book: readonly BookCustomer[]): Promise<void> {
  const segments = { A: newId(), B: newId() }
  const accounts = book.flatMap((customer) =>
    customer.accounts.map((account) => ({ customer, account, segmentId: segments[account.segment] })),
  )
  await db.transaction(async (tx) => {
    await tx.run(sql`
      INSERT INTO credit_segment (id, code, name, currency, unapplied_lowers_exposure)
      VALUES (${segments.A}, 'A', 'A', 'CNY', true), (${segments.B}, 'B', 'B', 'USD', false)`)
    await storeCustomers(tx, book)
    await storeAccounts(tx, accounts)
    await storeExposure(tx, accounts)
  })
}

interface Placed {
  readonly customer: BookCustomer
  readonly account: BookAccount
  readonly segmentId: string
}

async function storeCustomers(tx: Tx, book: readonly BookCustomer[]): Promise<void> {
  await insertRows(
    tx,
    'credit_group',
    { id: 'uuid', code: 'text', name: 'text', lone: 'boolean' },
    book.map(({ id, code }) => [id, code, code, true]),
  )
  await insertRows(
    tx,
    'customer',
    {
      ...{ id: 'uuid', group_id: 'uuid', code: 'text', name: 'text', search_key: 'text' },
      ...{ owner_username: 'text', status: 'text', industry: 'text' },
    },
    book.map((c) => [
      c.id,
      c.id,
      c.code,
      c.name,
      `${c.name} ${c.code.toLowerCase()}`,
      c.owner,
      c.status,
      c.industry,
    ]),
  )
  await insertRows(
    tx,
    'customer_rating_current',
    {
      ...{ customer_id: 'uuid', rating_id: 'uuid', score: 'int', grade: 'text', coverage: 'int' },
      ...{ alert: 'boolean', as_of: 'date', rated_at: 'timestamptz' },
    },
    book.flatMap(({ id, rating }) =>
      rating ? [[id, newId(), rating.score, rating.grade, 9000, false, today, new Date(1e12)]] : [],
    ),
  )
}

async function storeAccounts(tx: Tx, accounts: readonly Placed[]): Promise<void> {
  await insertRows(
    tx,
    'credit_account',
    {
      id: 'uuid',
      group_id: 'uuid',
      customer_id: 'uuid',
      segment_id: 'uuid',
      currency: 'text',
      limit_mode: 'text',
    },
    accounts.map(({ customer, account: a, segmentId }) => [
      a.id,
      customer.id,
      customer.id,
      segmentId,
      a.currency,
      a.mode,
    ]),
  )
  await insertRows(
    tx,
    'limit_line',
    {
      ...{
        id: 'uuid',
        group_id: 'uuid',
        account_id: 'uuid',
        kind: 'text',
        amount_minor: 'bigint',
        currency: 'text',
      },
      ...{
        valid_from: 'date',
        valid_to: 'date',
        reason: 'text',
        created_by: 'text',
        created_at: 'timestamptz',
      },
    },
    accounts.flatMap(({ customer, account: a }) =>
      a.lines.map((line, index) => [
        ...[newId(), customer.id, a.id, line.kind, line.minor, a.currency, line.from],
        ...[
          line.to !== null && line.to < line.from ? line.from : line.to,
          'test',
          'test',
          new Date(1e12 + index),
        ],
      ]),
    ),
  )
}

async function storeExposure(tx: Tx, accounts: readonly Placed[]): Promise<void> {
  await insertRows(
    tx,
    'account_exposure',
    {
      ...{ account_id: 'uuid', currency: 'text', group_id: 'uuid', segment_id: 'uuid' },
      ...{ receivables_minor: 'bigint', reserved_minor: 'bigint', unapplied_minor: 'bigint' },
    },
    accounts.flatMap(({ customer, account: a, segmentId }) =>
      a.exposure.map((e) => [
        a.id,
        e.currency,
        customer.id,
        segmentId,
        e.receivables,
        e.reserved,
        e.unapplied,
      ]),
    ),
  )
  await insertRows(
    tx,
    'exposure_item',
    {
      ...{ account_id: 'uuid', document_id: 'uuid', item_no: 'int', group_id: 'uuid', bucket: 'text' },
      ...{
        currency: 'text',
        amount_minor: 'bigint',
        open_minor: 'bigint',
        document_on: 'date',
        due_on: 'date',
      },
    },
    accounts.flatMap(({ customer, account: a }) =>
      a.items.map((item) => [
        ...[a.id, newId(), 1, customer.id, 'receivables', item.currency, item.minor, item.minor],
        ...[addDays(today, -70), item.dueOn],
      ]),
    ),
  )
}

export type Rates = Readonly<Record<string, string>>

/** In CNY; null without a rate. */
function inBase(minor: bigint, currency: string, rates: Rates): bigint | null {
  if (currency === 'CNY' || minor === 0n) return minor
  const rate = rates[currency]
  return rate === undefined ? null : convertMinor(minor, currency as Currency, 'CNY' as Currency, rate)
}

function sum(values: readonly (bigint | null)[]): bigint | null {
  return values.reduce<bigint | null>(
    (total, value) => (total === null || value === null ? null : total + value),
    0n,
  )
}

function limitOf({ mode, lines }: BookAccount, on: CalendarDay): bigint | null {
  if (mode !== 'amount') return null
  const ends = ({ from, to }: BookLine) => (to !== null && to < from ? from : to)
  const valid = lines
    .map((line, index) => ({ ...line, index }))
    .filter((line) => line.from <= on && (ends(line) ?? '9999') >= on)
  const base = valid
    .filter((line) => line.kind === 'base')
    .sort((a, b) => (a.from === b.from ? b.index - a.index : a.from < b.from ? 1 : -1))
    .slice(0, 1)
  const parts = [...base, ...valid.filter((line) => line.kind !== 'base')]
  return parts.length === 0 ? null : parts.reduce((total, line) => total + line.minor, 0n)
}

function exposureOf(account: BookAccount, rates: Rates): bigint | null {
  return sum(
    account.exposure.map((e) =>
      inBase(e.receivables + e.reserved + (account.segment === 'A' ? e.unapplied : 0n), e.currency, rates),
    ),
  )
}

/** What a customer owes and may owe on a day, in CNY. */
export function standingOf(customer: BookCustomer, on: CalendarDay, rates: Rates) {
  const { accounts } = customer
  const limited = accounts.flatMap((account) => {
    const limit = limitOf(account, on)
    return limit === null ? [] : [{ account, limit: inBase(limit, account.currency, rates) }]
  })
  const limit = limited.length === 0 ? null : sum(limited.map((one) => one.limit))
  const used = sum(limited.map(({ account }) => exposureOf(account, rates)))
  const overdue = accounts.flatMap((account) =>
    [...new Set(account.items.map(({ currency }) => currency))].map((currency) => {
      const late = account.items.filter((i) => i.currency === currency && i.dueOn !== null && i.dueOn < on)
      return {
        count: late.length,
        minor: inBase(
          late.reduce((total, i) => total + i.minor, 0n),
          currency,
          rates,
        ),
      }
    }),
  )
  return {
    customer,
    exposure: sum(accounts.map((account) => exposureOf(account, rates))),
    overdue: sum(overdue.map(({ minor }) => minor)),
    isOverdue: overdue.some(({ count }) => count > 0),
    limit: accounts.some(({ mode }) => mode === 'unlimited') ? 10n ** 18n : limit,
    utilisation: limit === null || used === null ? null : utilisationOf(used, limit),
  }
}

export type Standing = ReturnType<typeof standingOf>

function utilisationOf(used: bigint, limit: bigint): bigint | null {
  if (limit === 0n) return used > 0n ? 10_000_000n : null
  const doubled = (20_000n * used) / limit
  const rounded = (doubled + (used < 0n ? -1n : 1n)) / 2n
  return rounded > 10_000_000n ? 10_000_000n : rounded
}

/** Codes in the order of a column; without a value last, equal ones by code. */
export function sorted(standings: readonly Standing[], sort: string): string[] {
  const key = sort.replace('-', '')
  const down = sort.startsWith('-')
  const valueOf = (one: Standing): bigint | number | string | null => {
    if (key === 'code') return one.customer.code
    if (key === 'name') return one.customer.name
    if (key === 'score') return one.customer.rating?.score ?? null
    return one[key as 'exposure' | 'overdue' | 'limit' | 'utilisation']
  }
  return [...standings]
    .sort((a, b) => {
      const [left, right] = [valueOf(a), valueOf(b)]
      if (left !== right) {
        if (left === null) return 1
        if (right === null) return -1
        return (left < right ? -1 : 1) * (down ? -1 : 1)
      }
      const byCode = a.customer.code < b.customer.code ? -1 : 1
      return sort === '-name' ? -byCode : byCode
    })
    .map((one) => one.customer.code)
}
