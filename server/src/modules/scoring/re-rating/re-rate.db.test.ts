import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../../test/test-app.js'
import { sql } from '../../../platform/db/sql.js'
import { defaultReratingPolicy, type ReratingPolicy } from '../domain/re-rating/rerating-policy.js'
import { markDue, requestFirstRatings, reRateMarked } from './re-rate-marked.js'

let api: TestApp
let book: CreditBook
let customers = 0
let version = 0

beforeAll(async () => {
  api = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openCreditBook(api)
})
afterAll(() => api.close())

const dayOf = (ago: number) =>
  new Date(api.clock.now().getTime() - ago * 86_400_000).toISOString().slice(0, 10)

/** A customer with a limit and a good credit file, rated once. */
async function rated(): Promise<string> {
  const code = `R${customers++}`
  await book.customer(code, '100000.00')
  const file: Record<string, unknown> = {
    ...{ current_assets: '30000000', current_liabilities: '10000000', total_assets: '50000000' },
    ...{ total_liabilities: '14000000', equity: '36000000', revenue: '90000000', net_profit: '9900000' },
    ...{ operating_cash_flow: '5000000', founded_on: '2005-03-01', paid_in_capital: '60000000' },
    ...{ registration_status: 'active', dishonest_debtor: false, litigation_count: 0, enforcement_count: 0 },
    ...{ tax_rating: 'A', external_score: '95', consumption_restriction: false },
  }
  const facts = Object.entries(file).map(([item, value]) => ({
    ...{ item, value, source: 'audited', validOn: dayOf(20) },
  }))
  const put = await api.request('PUT', `/api/v1/customers/${code}/facts`, { body: { facts } })
  expect(put.status).toBeLessThan(300)
  await rate(code)
  await reRateMarked(api.deps)
  return code
}
const rate = (code: string) => api.request('POST', `/api/v1/customers/${code}/ratings`, { body: {} })
const fact = (code: string, item: string, value: unknown, validOn = dayOf(1)) =>
  api.request('PUT', `/api/v1/customers/${code}/facts`, {
    body: { facts: [{ item, value, source: 'court', validOn }] },
  })
async function itemsOf<T>(url: string): Promise<T[]> {
  const answer = await api.request('GET', url)
  return (answer.body as { items: T[] }).items
}
interface Rated {
  readonly grade: string
  readonly cause: { readonly kind: string; readonly detail: string | null; readonly events: number }
}
const history = (code: string) => itemsOf<Rated>(`/api/v1/customers/${code}/ratings`)
const moves = (code: string) => itemsOf<Move>(`/api/v1/rating-moves?customerCode=${code}`)
const gradeInForce = async (code: string) => {
  const [row] = await api.deps.db.rows<{ grade: string }>(sql`
    SELECT r.grade FROM customer_rating_current r JOIN customer c ON c.id = r.customer_id WHERE c.code = ${code}`)
  return row?.grade
}
interface Move {
  readonly fromGrade: string
  readonly toGrade: string
  readonly ratedGrade: string
  readonly deferredUntil: string | null
  readonly deferral: string | null
  readonly cause: { readonly kind: string }
}

async function settings(change: Partial<ReratingPolicy>) {
  const content = { ...defaultReratingPolicy, ...change }
  const body = { content, baseVersion: version, reason: 'test' }
  const answer = await api.request('POST', '/api/v1/rerating-policies', { body })
  expect(answer.status).toBe(201)
  version = (answer.body as { version: number }).version
}

describe('what has a customer rated again', () => {
  it('is a veto fact, whose rating names it', async () => {
    const code = await rated()
    await fact(code, 'dishonest_debtor', true)
    expect(await reRateMarked(api.deps)).toBe(1)
    const [newest] = await history(code)
    expect(newest).toMatchObject({ grade: 'C', cause: { kind: 'veto_fact', detail: 'dishonest_debtor' } })
    expect(await reRateMarked(api.deps)).toBe(0)
  })

  it('is a document; many of one customer are one rating', async () => {
    const code = await rated()
    for (const number of ['1', '2', '3']) {
      await book.document('invoice', `${code}-${number}`, {
        ...{ customerCode: code, dueDate: '2026-08-01', date: '2026-07-01' },
        lines: [{ lineNo: 1, amount: '500.00' }],
      })
    }
    await fact(code, 'external_score', '40')
    const before = (await history(code)).length
    expect(await reRateMarked(api.deps)).toBe(1)
    const [newest, ...others] = await history(code)
    expect(others).toHaveLength(before)
    expect(newest?.cause).toMatchObject({ kind: 'fact', events: 4 })
  })

  it('is an item that came to be overdue by the day, once', async () => {
    const code = await rated()
    await book.document('invoice', `${code}-1`, {
      ...{ customerCode: code, date: '2026-10-22', dueDate: '2026-11-21' },
      lines: [{ lineNo: 1, amount: '9000.00' }],
    })
    await markDue(api.deps)
    await reRateMarked(api.deps)
    api.clock.set('2026-11-22T04:00:00Z')
    await markDue(api.deps)
    await reRateMarked(api.deps)
    expect((await history(code))[0]?.cause).toMatchObject({ kind: 'overdue', detail: '1' })
    expect(await markDue(api.deps)).toBe(0)
  })

  it('is the day on which an overdue item begins to fall under a rule of the scorecard', async () => {
    const code = await rated()
    await book.document('invoice', `${code}-1`, {
      ...{ customerCode: code, date: '2026-04-26', dueDate: '2026-05-26' },
      lines: [{ lineNo: 1, amount: '9000.00' }],
    })
    await markDue(api.deps)
    await reRateMarked(api.deps)
    const [before] = await history(code)
    expect(before?.grade).not.toBe('C')
    api.clock.set('2026-11-23T04:00:00Z')
    await markDue(api.deps)
    await reRateMarked(api.deps)
    const [newest] = await history(code)
    expect(newest?.cause).toMatchObject({ kind: 'overdue', detail: '181' })
    expect(newest?.grade).toBe('C')
  })

  it('is a large order of a binding check, and no smaller one', async () => {
    const code = await rated()
    await book.check(code, `${code}-small`, '79999.00', { reserve: false })
    await book.check(code, `${code}-less`, '79999.00')
    expect(await reRateMarked(api.deps)).toBe(0)
    await book.check(code, `${code}-large`, '80000.00')
    expect(await reRateMarked(api.deps)).toBe(1)
  })

  it('is the age of the rating by its grade, and the age of a customer without one', async () => {
    const code = await rated()
    await book.customer('UNRATED', 'none')
    const [{ grade } = { grade: '' }] = await history(code)
    const { scheduleDays } = defaultReratingPolicy
    const days = scheduleDays[grade as keyof typeof scheduleDays] ?? 0
    api.clock.advance({ days: days - 1 })
    await markDue(api.deps)
    await reRateMarked(api.deps)
    const young = (await history(code)).length
    api.clock.advance({ days: 40 })
    await markDue(api.deps)
    await reRateMarked(api.deps)
    const ratings = await history(code)
    expect(ratings).toHaveLength(young + 1)
    expect(ratings[0]?.cause.kind).toBe('schedule')
    await api.deps.db.transaction((tx) =>
      tx.run(sql`UPDATE customer SET created_at = '2026-11-21T04:00:00Z' WHERE code = 'UNRATED'`),
    )
    api.clock.advance({ days: 1 })
    await markDue(api.deps)
    await reRateMarked(api.deps)
    expect((await history('UNRATED'))[0]?.cause.kind).toBe('schedule')
  })

  it('is nothing that the settings leave out', async () => {
    const code = await rated()
    await settings({ events: { ...defaultReratingPolicy.events, facts: 'vetoes', documents: [] } })
    await fact(code, 'external_score', '30')
    expect(await reRateMarked(api.deps)).toBe(0)
    await fact(code, 'dishonest_debtor', true)
    expect(await reRateMarked(api.deps)).toBe(1)
    await settings({})
  })

  it('is nothing for a customer that nobody has rated', async () => {
    await book.customer('NEVER', 'none')
    await fact('NEVER', 'dishonest_debtor', true)
    expect(await reRateMarked(api.deps)).toBe(0)
  })
})

describe('slow up, fast down', () => {
  it('a fall counts at once, a rise after the cool-down and then by itself', async () => {
    const code = await rated()
    const first = await gradeInForce(code)
    expect(first).not.toBe('C')
    await fact(code, 'dishonest_debtor', true)
    await reRateMarked(api.deps)
    expect(await gradeInForce(code)).toBe('C')
    api.clock.advance({ days: 10 })
    await fact(code, 'dishonest_debtor', false, dayOf(0))
    await reRateMarked(api.deps)
    expect(await gradeInForce(code)).toBe('C')
    expect((await rate(code)).body).toMatchObject({ grade: first, gradeInForce: 'C' })
    const [waiting, fall] = await moves(code)
    expect(fall).toMatchObject({ fromGrade: first, toGrade: 'C', cause: { kind: 'veto_fact' } })
    expect(waiting).toMatchObject({ toGrade: 'C', ratedGrade: first, deferral: 'open' })
    api.clock.advance({ days: 19 })
    await markDue(api.deps)
    await reRateMarked(api.deps)
    expect(await gradeInForce(code)).toBe('C')
    api.clock.advance({ days: 1 })
    await markDue(api.deps)
    await reRateMarked(api.deps)
    expect(await gradeInForce(code)).toBe(first)
    expect((await moves(code))[0]).toMatchObject({ toGrade: first, cause: { kind: 'cool_down_over' } })
    expect((await moves(code))[1]?.deferral).toBe('taken')
  })

  it('a grade set by hand stays whatever is rated', async () => {
    const code = await rated()
    const validUntil = new Date(api.clock.now().getTime() + 30 * 86_400_000).toISOString().slice(0, 10)
    const body = { grade: 'AA', reason: '母公司担保', validUntil }
    expect((await api.request('POST', `/api/v1/customers/${code}/rating-overrides`, { body })).status).toBe(
      201,
    )
    await fact(code, 'dishonest_debtor', true)
    await reRateMarked(api.deps)
    expect((await history(code))[0]?.grade).toBe('C')
    expect(await gradeInForce(code)).toBe('AA')
  })
})

describe('a first rating', () => {
  const request = () => api.deps.db.transaction((tx) => requestFirstRatings(tx, api.clock.now()))

  it('is made of whom something is known, once asked for, and of nobody twice', async () => {
    const [known, unknown] = ['FIRST1', 'FIRST2']
    await book.customer(known, '1000.00')
    await book.customer(unknown, '1000.00')
    await fact(known, 'external_score', '60')
    await reRateMarked(api.deps)
    expect(await history(known)).toEqual([])
    await request()
    await request()
    await reRateMarked(api.deps)
    expect(await history(known)).toMatchObject([{ cause: { kind: 'first' } }])
    expect(await history(unknown)).toEqual([])
  })

  it('is not made by itself where the settings say so', async () => {
    await book.customer('FIRST3', '1000.00')
    await fact('FIRST3', 'external_score', '60')
    await settings({ scheduleDays: { ...defaultReratingPolicy.scheduleDays, unrated: null } })
    await request()
    await reRateMarked(api.deps)
    expect(await history('FIRST3')).toEqual([])
    await settings({})
  })
})

describe('the queue', () => {
  it('gives each customer to one of two runners at once', async () => {
    const codes = [await rated(), await rated(), await rated()]
    const before = await Promise.all(codes.map(async (code) => (await history(code)).length))
    for (const code of codes) await fact(code, 'dishonest_debtor', true)
    const looked = await Promise.all([reRateMarked(api.deps), reRateMarked(api.deps)])
    expect(looked[0] + looked[1]).toBe(3)
    const after = await Promise.all(codes.map(async (code) => (await history(code)).length))
    expect(after).toEqual(before.map((count) => count + 1))
  })

  it('wakes its runner in the transaction that marks, once', async () => {
    const code = await rated()
    const jobs = async () => {
      const [row] = await api.deps.db.rows<{ count: number }>(sql`
        SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = 're-rate-marked'`)
      return row?.count ?? 0
    }
    const before = await jobs()
    await api.request('PUT', `/api/v1/customers/${code}/facts`, {
      body: {
        facts: ['external_score', 'litigation_count'].map((item) => ({
          ...{ item, value: '7', source: 'court', validOn: dayOf(1) },
        })),
      },
    })
    expect(await jobs()).toBe(before + 1)
    await reRateMarked(api.deps)
  })

  it('keeps the features that a rating saw, and only when they changed', async () => {
    // No age in months or years changes with the next day.
    api.clock.set('2028-03-10T04:00:00Z')
    const code = await rated()
    const kept = async () => {
      const rows = await api.deps.db.rows<{ asOf: string }>(sql`
        SELECT as_of AS "asOf" FROM feature_snapshot s JOIN customer c ON c.id = s.customer_id WHERE c.code = ${code}`)
      return rows.length
    }
    expect(await kept()).toBe(1)
    api.clock.advance({ days: 1 })
    await rate(code)
    expect(await kept()).toBe(1)
    await fact(code, 'external_score', '12')
    await reRateMarked(api.deps)
    expect(await kept()).toBe(2)
  })
})

describe('the settings', () => {
  it('are versions that say who changed them and why; a change of an old version is refused', async () => {
    const [newest] = await itemsOf('/api/v1/rerating-policies')
    expect(newest).toMatchObject({ version, inForce: true, allowed: ['edit'], reason: 'test' })
    const stale = { content: defaultReratingPolicy, baseVersion: 0, reason: 'late' }
    const answer = await api.request('POST', '/api/v1/rerating-policies', { body: stale })
    expect(answer).toMatchObject({ status: 409, body: { code: 'publication_outdated' } })
  })

  it('are refused when they cannot work', async () => {
    const content = { ...defaultReratingPolicy, reviewers: { kind: 'role', role: 'nobody' } }
    const body = { content, baseVersion: version, reason: 'x' }
    const answer = await api.request('POST', '/api/v1/rerating-policies', { body })
    expect(answer).toMatchObject({ status: 400, body: { code: 'rerating_policy_invalid' } })
  })
})

it('moves of customers out of sight are not shown, nor counted', async () => {
  const code = await rated()
  await fact(code, 'dishonest_debtor', true)
  await reRateMarked(api.deps)
  const sales = await api.signIn('sales', { username: 'elsewhere' })
  const seen = await api.request('GET', `/api/v1/rating-moves?customerCode=${code}`, { as: sales })
  expect(seen).toMatchObject({ status: 200, body: { items: [], total: 0 } })
  const sheet = await api.request('GET', `/api/v1/rating-moves.csv?customerCode=${code}`)
  expect(sheet.text).toContain(code)
})
