import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { approvals } from '../../app/approval-subjects.js'
import { effects } from '../../app/effects.js'
import { sql } from '../../platform/db/sql.js'
import { refreshStandings } from '../customers/refresh-standings.js'
import { defaultReratingPolicy, type GradeEffect } from '../scoring/domain/re-rating/rerating-policy.js'
import { reRateMarked } from '../scoring/re-rating/re-rate-marked.js'
import { followMoves } from './follow-moves.js'
import { planReviews, warnOfAllStanding } from './jobs.js'

let api: TestApp
let book: CreditBook
let sales: Caller
let analyst: Caller
let customers = 0
let version = 0

beforeAll(async () => {
  api = await createTestApp({ now: '2026-11-21T04:00:00Z', poolSize: 6 })
  book = await openCreditBook(api)
  sales = await api.signIn('sales', { username: 'li.na' })
  analyst = await api.signIn('credit-analyst', { username: 'analyst' })
  await api.signIn('credit-manager', { username: 'manager' })
})
afterAll(() => api.close())

const follow = () => followMoves({ ...api.deps, effects, approvals })
const get = async (url: string, as?: Caller) =>
  (await api.request('GET', url, as ? { as } : {})).body as Record<string, unknown> & {
    items: Record<string, unknown>[]
  }
const dayOf = (days: number) =>
  new Date(api.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
const fact = (code: string, item: string, value: unknown) =>
  api.request('PUT', `/api/v1/customers/${code}/facts`, {
    body: { facts: [{ item, value, source: 'court', validOn: dayOf(-1) }] },
  })

/** A customer of li.na with a limit and a good credit file, rated once. */
async function rated(): Promise<string> {
  const code = `M${customers++}`
  await book.customer(code, '100000.00')
  const file: Record<string, unknown> = {
    ...{ current_assets: '30000000', current_liabilities: '10000000', total_assets: '50000000' },
    ...{ total_liabilities: '14000000', equity: '36000000', revenue: '90000000', net_profit: '9900000' },
    ...{ operating_cash_flow: '5000000', founded_on: '2005-03-01', paid_in_capital: '60000000' },
    ...{ registration_status: 'active', dishonest_debtor: false, litigation_count: 0, enforcement_count: 0 },
    ...{ tax_rating: 'A', external_score: '95', consumption_restriction: false },
  }
  const facts = Object.entries(file).map(([item, value]) => ({
    ...{ item, value, source: 'audited', validOn: dayOf(-20) },
  }))
  await api.request('PUT', `/api/v1/customers/${code}`, {
    body: { name: `客户 ${code}`, ownerUsername: 'li.na' },
  })
  await api.request('PUT', `/api/v1/customers/${code}/facts`, { body: { facts } })
  await api.request('POST', `/api/v1/customers/${code}/ratings`, { body: {} })
  await settle()
  return code
}
async function settle() {
  await reRateMarked(api.deps)
  await follow()
}
const statusOf = async (code: string) =>
  (
    await api.deps.db.rows<{ status: string }>(sql`
      SELECT a.status FROM credit_account a JOIN customer c ON c.id = a.customer_id WHERE c.code = ${code}`)
  )[0]?.status
/** Everything that makes a good customer bad without a veto. */
async function spoil(code: string) {
  const bad = {
    ...{
      current_assets: '1000000',
      equity: '-3000000',
      total_liabilities: '53000000',
      net_profit: '-9000000',
    },
    ...{ operating_cash_flow: '-5000000', revenue: '1000000', external_score: '5', litigation_count: 40 },
    ...{ enforcement_count: 9, tax_rating: 'D' },
  }
  for (const [item, value] of Object.entries(bad)) await fact(code, item, value)
}
async function withEffects(change: readonly Partial<GradeEffect>[]) {
  const [fall] = defaultReratingPolicy.effects
  const content = {
    ...defaultReratingPolicy,
    effects: change.map((one) => ({ ...fall, propose: false, notifyOwner: false, notifyRoles: [], ...one })),
  }
  const body = { content, baseVersion: version, reason: 'test' }
  const answer = await api.request('POST', '/api/v1/rerating-policies', { body })
  expect(answer.status).toBe(201)
  version += 1
}

describe('what follows from a fall by a veto', () => {
  it('is a frozen account, a review, messages and a proposal: once, with two at work', async () => {
    const code = await rated()
    await fact(code, 'dishonest_debtor', true)
    await reRateMarked(api.deps)
    const followed = await Promise.all([follow(), follow()])
    expect(followed[0] + followed[1]).toBeGreaterThan(0)
    expect(await statusOf(code)).toBe('frozen')
    const [move] = (await get(`/api/v1/rating-moves?customerCode=${code}`)).items
    const kinds = (move?.['effects'] as { kind: string; count: number }[]).map(({ kind }) => kind)
    expect(kinds.sort()).toEqual(['frozen', 'notified', 'proposed', 'review'])
    const reviews = await get(`/api/v1/reviews?customerCode=${code}`, analyst)
    expect(reviews.items).toMatchObject([{ reason: 'grade_change', dueOn: dayOf(1), role: 'credit-analyst' }])
    const inbox = await get('/api/v1/notifications?limit=50', sales)
    const told = inbox.items.filter((one) => JSON.stringify(one).includes(code))
    expect(told.filter(({ kind }) => kind === 'grade_changed')).toHaveLength(1)
    expect(await follow()).toBe(0)
    const audits = await api.deps.db.rows(sql`
      SELECT 1 FROM audit_entry WHERE action = 'account.frozen' AND object_id = ${`${code}/CN01`}`)
    expect(audits).toHaveLength(1)
  })
})

describe('warnings', () => {
  it('are one per customer until closed; people acknowledge, assign and close them', async () => {
    const code = await rated()
    expect((await get(`/api/v1/warnings?customerCode=${code}`)).items).toEqual([])
    await spoil(code)
    await settle()
    const [warning] = (await get(`/api/v1/warnings?customerCode=${code}`, sales)).items
    expect(warning).toMatchObject({ status: 'open', threshold: 70, allowed: [] })
    expect(warning?.['score']).toBeLessThan(70)
    const url = `/api/v1/warnings/${String(warning?.['id'])}`
    const unfit = await api.request('POST', `${url}/assign`, { as: analyst, body: { username: 'nobody' } })
    expect(unfit).toMatchObject({ status: 404, body: { code: 'user_not_found' } })
    const acknowledged = await api.request('POST', `${url}/acknowledge`, { as: analyst, body: {} })
    expect(acknowledged.body).toMatchObject({ status: 'acknowledged', assignee: 'analyst' })
    await fact(code, 'external_score', '4')
    await settle()
    expect((await get(`/api/v1/warnings?customerCode=${code}`)).items).toHaveLength(1)
    const closed = await api.request('POST', `${url}/close`, { as: analyst, body: { note: '已要求担保' } })
    expect(closed.body).toMatchObject({ status: 'closed', closedBy: 'analyst', note: '已要求担保' })
    const again = await api.request('POST', `${url}/close`, { as: analyst, body: { note: 'x' } })
    expect(again).toMatchObject({ status: 409, body: { code: 'warning_closed' } })
    expect((await api.request('POST', `${url}/close`, { as: sales, body: { note: 'x' } })).status).toBe(403)
    const counts = (await get(`/api/v1/warnings?customerCode=${code}`))['counts']
    expect(counts).toEqual({ open: 0, acknowledged: 0, closed: 1 })
  })

  it('say what is at stake, and are sorted by it', async () => {
    const codes = [await rated(), await rated(), await rated()]
    const owed = ['5000.00', '9000.00', null]
    for (const [index, code] of codes.entries()) {
      await spoil(code)
      const amount = owed[index]
      if (amount == null) continue
      await book.document('invoice', `${code}-1`, {
        ...{ customerCode: code, date: dayOf(-40), dueDate: index === 0 ? dayOf(-10) : dayOf(20) },
        lines: [{ lineNo: 1, amount }],
      })
    }
    await settle()
    await refreshStandings(api.deps.db, api.clock.now())
    const sorted = async (sort: string) =>
      (await get(`/api/v1/warnings?status=open&sort=${sort}`)).items
        .map(({ customerCode, exposure, overdue }) => ({ customerCode, exposure, overdue }))
        .filter(({ customerCode }) => codes.includes(String(customerCode)))
    const money = (amount: string) => ({ amount, currency: 'CNY' })
    const [first, second, third] = codes
    const expected = [
      { customerCode: second, exposure: money('9000.00'), overdue: money('0.00') },
      { customerCode: first, exposure: money('5000.00'), overdue: money('5000.00') },
      { customerCode: third, exposure: money('0.00'), overdue: money('0.00') },
    ]
    expect(await sorted('-exposure')).toEqual(expected)
    expect(await sorted('exposure')).toEqual(expected.toReversed())
    expect((await sorted('-overdue'))[0]).toEqual(expected[1])
    expect((await api.request('GET', '/api/v1/warnings?sort=name')).status).toBe(400)
  })

  it('of customers out of sight are not there', async () => {
    const other = await api.signIn('sales', { username: 'elsewhere' })
    expect((await get('/api/v1/warnings', other)).items).toEqual([])
    expect((await get('/api/v1/reviews', other)).items).toEqual([])
  })
})

describe('limits after a fall', () => {
  it('are cut at once within the bound, beyond it proposed', async () => {
    await withEffects([{ propose: true, cutAtOnceBasisPoints: 10_000 }])
    const code = await rated()
    await fact(code, 'dishonest_debtor', true)
    await settle()
    const [move] = (await get(`/api/v1/rating-moves?customerCode=${code}`)).items
    expect(move?.['effects']).toMatchObject([{ kind: 'cut', count: 1 }])
    await withEffects([{ propose: true, cutAtOnceBasisPoints: 1 }])
    const other = await rated()
    await fact(other, 'dishonest_debtor', true)
    await settle()
    const [wide] = (await get(`/api/v1/rating-moves?customerCode=${other}`)).items
    expect(wide?.['effects']).toMatchObject([{ kind: 'proposed', count: 1 }])
  })

  it('go to approval where the effect says so, and are put in force by it', async () => {
    await withEffects([{ propose: true, approval: true }])
    const code = await rated()
    await fact(code, 'dishonest_debtor', true)
    await settle()
    const [move] = (await get(`/api/v1/rating-moves?customerCode=${code}`)).items
    const taken = move?.['effects'] as { kind: string; detail: string }[]
    const approval = taken.find(({ kind }) => kind === 'approval')
    expect(approval).toBeDefined()
    const as = await api.signInAgain('manager')
    const [waiting] = (await get('/api/v1/inbox?subject=grade-change', as)).items
    expect(waiting).toMatchObject({ id: approval?.detail })
    const url = `/api/v1/approval-cases/${approval?.detail ?? ''}/actions`
    const body = { action: 'approve', stepId: waiting?.['stepId'], comment: '同意' }
    expect((await api.request('POST', url, { as, body })).body).toMatchObject({ status: 'approved' })
    const [proposal] = (await get(`/api/v1/limit-proposals?customerCode=${code}`)).items
    expect(proposal).toMatchObject({ status: 'accepted' })
  })
})

describe('reviews', () => {
  it('become tasks before their day; completing one rates again and counts the next from today', async () => {
    await withEffects([])
    const code = await rated()
    await planReviews(api.deps)
    expect((await get(`/api/v1/reviews?customerCode=${code}`)).items).toEqual([])
    const { grade } = ((await get(`/api/v1/customers/${code}/ratings`)).items[0] ?? {}) as { grade: 'A' }
    const days = defaultReratingPolicy.reviewDays[grade] ?? 0
    const dueOn = dayOf(days)
    const month = await get(`/api/v1/reviews/calendar?month=${dueOn.slice(0, 7)}`)
    const planned = (month['days'] as { day: string; planned: number }[]).find(({ day }) => day === dueOn)
    expect(planned?.planned).toBeGreaterThan(0)
    api.clock.advance({ days: days - 14 })
    await planReviews(api.deps)
    const again = await api.signInAgain('analyst')
    const [task] = (await get(`/api/v1/reviews?customerCode=${code}`, again)).items
    expect(task).toMatchObject({ dueOn, status: 'open', reason: 'calendar', allowed: ['work'] })
    const body = { ids: [task?.['id']], username: 'analyst' }
    const given = await api.request('POST', '/api/v1/reviews/assign', { as: again, body })
    expect((given.body as { assigned: string[] }).assigned).toHaveLength(1)
    const url = `/api/v1/reviews/${String(task?.['id'])}/complete`
    const done = await api.request('POST', url, { as: again, body: { note: '经营正常' } })
    expect(done).toMatchObject({ status: 200, body: { status: 'done', completedBy: 'analyst' } })
    const [newest] = (await get(`/api/v1/customers/${code}/ratings`)).items
    expect(newest).toMatchObject({ cause: { kind: 'review', objectId: task?.['id'] } })
    const completed = done.body as { gradeInForce: 'A'; nextReviewOn: string }
    const inForce = completed.gradeInForce
    expect(completed.nextReviewOn).toBe(dayOf(defaultReratingPolicy.reviewDays[inForce] ?? 0))
    const twice = await api.request('POST', url, { as: again, body: { note: 'x' } })
    expect(twice).toMatchObject({ status: 409, body: { code: 'review_not_open' } })
  })

  it('that are late are told of once a day', async () => {
    const code = await rated()
    await planReviews(api.deps)
    api.clock.advance({ days: 400 })
    await planReviews(api.deps)
    const as = await api.signInAgain('analyst')
    const late = async () =>
      (await get('/api/v1/notifications?limit=100', as)).items.filter(({ kind }) => kind === 'reviews_late')
        .length
    const before = await late()
    expect(before).toBeGreaterThan(0)
    await planReviews(api.deps)
    expect(await late()).toBe(before)
    const counts = (await get(`/api/v1/reviews?customerCode=${code}`, as))['counts']
    expect(counts).toMatchObject({ total: 1, overdue: 1 })
  })
})

describe('who is below the line without having crossed it', () => {
  const warningsOf = async (code: string) => (await get(`/api/v1/warnings?customerCode=${code}`)).items
  const withLine = async (earlyWarningScore: number) => {
    const body = {
      content: { ...defaultReratingPolicy, effects: [], earlyWarningScore },
      ...{ baseVersion: version, reason: 'the line' },
    }
    expect((await api.request('POST', '/api/v1/rerating-policies', { body })).status).toBe(201)
    version += 1
  }

  it('is warned of once when the line is raised, and not again at this line after the warning was closed', async () => {
    await withLine(1)
    const code = await rated()
    await warnOfAllStanding(api.deps)
    expect(await warningsOf(code)).toEqual([])
    await withLine(100)
    const both = await Promise.all([warnOfAllStanding(api.deps), warnOfAllStanding(api.deps)])
    expect(both[0] + both[1]).toBeGreaterThan(0)
    const [warning, ...more] = await warningsOf(code)
    expect(more).toEqual([])
    expect(warning).toMatchObject({ status: 'open', cause: { kind: 'manual' } })
    const path = `/api/v1/warnings/${String(warning?.['id'])}/close`
    const closed = await api.request('POST', path, { body: { note: 'known' } })
    expect(closed.status, JSON.stringify(closed.body)).toBe(200)
    expect(await warnOfAllStanding(api.deps)).toBe(0)
  })
})
