import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import { judgeArrangements } from '../arrangements/jobs.js'

let app: TestApp
let book: OwingBook
let zhou: Caller
let qian: Caller

const CNY = (amount: string) => ({ amount, currency: 'CNY' })
const item = (code: string, amount: string) => [
  { source: 'erp', number: `${code}-1`, itemNo: 1, amount: CNY(amount) },
]
const log = (as: Caller, code: string, body: object) =>
  app.request('POST', `/api/v1/customers/${code}/contact-log`, { as, body: { channel: 'phone', ...body } })
const team = async (query = '', as?: Caller) =>
  (
    await app.request(
      'GET',
      `/api/v1/collections/team?from=2026-11-21&to=2026-11-28${query}`,
      as ? { as } : {},
    )
  ).body
const of = ({ collectors }: { collectors: { username: string | null }[] }, username: string | null) =>
  collectors.find((one) => one.username === username)

/**
 * T1 (sold by li, collected by zhou) owes 1,000 since 1 October, promises 400 and pays them; T2 (sold by li) owes 500 in
 * December and disputes them for a week; T3 (of nobody) owes 300 since 1 November, promised and not paid.
 */
beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openOwingBook(app)
  zhou = await app.signIn('finance', { username: 'zhou' })
  qian = await app.signIn('credit-manager', { username: 'qian' })
  await app.signIn('sales', { username: 'li' })
  for (const [code, amount, due] of [
    ['T1', '1000.00', '2026-10-01'],
    ['T2', '500.00', '2026-12-24'],
    ['T3', '300.00', '2026-11-01'],
  ] as const) {
    await book.customer(code, 'unlimited')
    if (code !== 'T3')
      await app.request('PUT', `/api/v1/customers/${code}`, {
        body: { name: `客户 ${code}`, ownerUsername: 'li' },
      })
    await book.invoice(code, `${code}-1`, amount, due)
  }
  const assigned = await app.request('POST', '/api/v1/collectors', {
    body: { customerCodes: ['T1'], username: 'zhou' },
  })
  expect(assigned.body).toMatchObject({ changed: 1 })
  await log(zhou, 'T1', { outcome: 'no_answer' })
  const promise = (code: string, payOn: string, amount: string) => ({
    ...{ outcome: 'promised', promise: { payOn, items: item(code, amount) } },
  })
  expect((await log(zhou, 'T1', promise('T1', '2026-11-23', '400.00'))).status).toBe(201)
  expect((await log(qian, 'T3', promise('T3', '2026-11-22', '300.00'))).status).toBe(201)
  const dispute = { reasonCode: 'price', description: '单价不符', items: item('T2', '500.00') }
  expect((await log(qian, 'T2', { outcome: 'disputed', dispute })).status).toBe(201)
  await book.receipt('T1', 'R1', { 'T1-1': '400.00' }, '2026-11-23')
  app.clock.set('2026-11-28T04:00:00Z')
  await judgeArrangements(app.deps)
  await app.signIn('sales', { username: 'li2' })
  const disputes = await app.request('GET', '/api/v1/disputes')
  const settled = await app.request('POST', `/api/v1/disputes/${disputes.body.items[0].id}/resolve`, {
    body: { forCustomer: false, resolution: '合同价无误' },
  })
  expect(settled.status, settled.text).toBe(200)
})
afterAll(() => app.close())

describe('the figures of a collecting team', () => {
  it('say what each collector looks after today and did in the period', async () => {
    const figures = await team()
    expect(figures).toMatchObject({
      from: '2026-11-21',
      to: '2026-11-28',
      asOf: '2026-11-28',
      currency: 'CNY',
    })
    expect(of(figures, 'zhou')).toMatchObject({
      ...{ customers: 1, overdueCustomers: 1, receivables: CNY('600.00'), overdue: CNY('600.00') },
      ...{ contacts: 2, answered: 1, contactedCustomers: 1 },
      promises: { made: 1, amount: CNY('400.00'), kept: 1, partly: 0, broken: 0, keptPercent: '100.0' },
      // 1 October to 23 November: 53 days.
      ...{ recovered: CNY('400.00'), recoveredDays: '53.0', disputes: { settled: 0, days: null } },
    })
    expect(of(figures, 'qian')).toMatchObject({
      ...{ customers: 0, contacts: 2, answered: 2, contactedCustomers: 2, recovered: CNY('0.00') },
      promises: { made: 1, kept: 0, broken: 1, keptPercent: '0.0' },
    })
    expect(of(figures, 'li')).toMatchObject({
      ...{ customers: 1, overdueCustomers: 0, overdue: CNY('0.00'), contacts: 0 },
      disputes: { settled: 1, days: '7.0' },
    })
    expect(of(figures, null)).toMatchObject({ customers: 1, overdue: CNY('300.00') })
    expect(figures.total).toMatchObject({
      ...{ customers: 3, overdueCustomers: 2, receivables: CNY('1400.00'), overdue: CNY('900.00') },
      ...{ contacts: 4, promises: { made: 2, kept: 1, broken: 1, keptPercent: '50.0' } },
    })
  })

  it('leave out what was before or after the period, but not what is owed', async () => {
    const later = (await app.request('GET', '/api/v1/collections/team?from=2026-11-24&to=2026-11-25')).body
    expect(of(later, 'zhou')).toMatchObject({ contacts: 0, recovered: CNY('0.00'), overdue: CNY('600.00') })
    expect(later.total.promises).toMatchObject({ made: 0, kept: 0 })
  })

  it('put salespeople without anything overdue first, the others by the overdue share, and departments alike', async () => {
    await app.deps.db.run(sql`UPDATE customer SET owner_username = 'sun' WHERE code = 'T2'`)
    await app.deps.db.run(sql`
      INSERT INTO department (id, code, name, kind, created_at, updated_at)
      VALUES (gen_random_uuid(), 'EAST', '华东区', 'legal-entity', now(), now())`)
    await app.deps.db.run(sql`INSERT INTO position (code, name, active, created_at, updated_at)
      VALUES ('rep', '业务员', true, now(), now()) ON CONFLICT DO NOTHING`)
    await app.deps.db.run(sql`
      INSERT INTO position_holder (id, user_id, department_id, position_code, main)
      SELECT gen_random_uuid(), u.id, d.id, 'rep', true FROM app_user u, department d
      WHERE u.username = 'li' AND d.code = 'EAST'`)
    const { sales, teams } = await team()
    expect(sales).toMatchObject([
      { place: 1, username: 'sun', department: null, overdueCustomers: 0, overduePercent: '0.0' },
      { place: 2, username: 'li', department: '华东区', overdue: CNY('600.00'), overduePercent: '100.0' },
    ])
    expect(teams).toMatchObject([
      { place: 1, code: 'EAST', name: '华东区', people: 1, receivables: CNY('600.00') },
    ])
    await app.deps.db.run(sql`UPDATE customer SET owner_username = 'li' WHERE code = 'T2'`)
  })

  it('are of the customers that somebody sees', async () => {
    const figures = await team('', await app.signIn('sales', { username: 'wu' }))
    expect(figures.collectors).toEqual([])
    expect(figures.total).toMatchObject({ customers: 0, contacts: 0, overdue: CNY('0.00') })
    expect(figures.sales).toEqual([])
  })

  it('come as a sheet with totals that add up, and the taking is noted', async () => {
    const answer = await app.request('GET', '/api/v1/collections/team.xlsx?to=2026-11-28&language=en')
    expect(answer.status).toBe(200)
    const [noted] = await app.deps.db.rows<{ count: number }>(
      sql`SELECT count(*)::int AS count FROM audit_entry WHERE action = 'collecting-team.exported'`,
    )
    expect(noted?.count).toBe(1)
  })

  it('want a period that does not end before it begins', async () => {
    const answer = await app.request('GET', '/api/v1/collections/team?from=2026-11-28&to=2026-11-21')
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_period'])
  })
})

describe('collectors of many customers', () => {
  it('are named at once, all or none', async () => {
    const assign = (customerCodes: string[], username: string | null) =>
      app.request('POST', '/api/v1/collectors', { body: { customerCodes, username } })
    expect((await assign(['T1', 'T2', 'NONE'], 'qian')).body.code).toBe('customer_not_found')
    expect((await assign(['T1', 'T3'], 'nobody')).body.code).toBe('user_not_found')
    expect((await assign(['T1', 'T3'], 'li2')).body.code).toBe('colleague_out_of_sight')
    expect((await assign(['T1', 'T3', 'T3'], 'qian')).body).toMatchObject({ changed: 2 })
    expect((await assign(['T1', 'T3'], 'qian')).body).toEqual({ changed: 0, before: [] })
    const listed = await app.request('GET', '/api/v1/collections/worklist?show=all&collector=qian')
    expect((listed.body.items as { customerCode: string }[]).map((one) => one.customerCode).sort()).toEqual([
      'T1',
      'T3',
    ])
    expect((await assign(['T1', 'T3'], null)).body).toEqual({
      ...{ changed: 2, before: [{ username: 'qian', customerCodes: ['T1', 'T3'] }] },
    })
  })

  it('are named for everybody whom a filter of the list finds, and back again by what was answered', async () => {
    const byFilter = (filter: object, username: string | null, as?: Caller) =>
      app.request('POST', '/api/v1/collectors/by-filter', {
        ...(as ? { as } : {}),
        body: { filter, username },
      })
    const viewer = await app.signIn('viewer')
    expect((await byFilter({}, 'qian', viewer)).status).toBe(403)
    expect((await byFilter({ colour: 'red' }, 'qian')).status).toBe(400)
    expect((await byFilter({ owner: 'li' }, 'li2')).body.code).toBe('colleague_out_of_sight')
    const answer = await byFilter({ owner: 'li' }, 'qian')
    expect(answer.body, answer.text).toEqual({
      ...{ changed: 2, before: [{ username: null, customerCodes: ['T1', 'T2'] }] },
    })
    for (const one of answer.body.before as { username: string | null; customerCodes: string[] }[])
      expect((await app.request('POST', '/api/v1/collectors', { body: one })).status).toBe(200)
    const listed = await app.request('GET', '/api/v1/collections/worklist?show=all&collector=qian')
    expect(listed.body.items).toEqual([])
    const trail = await app.request('GET', '/api/v1/audit?objectType=customer&objectId=T2')
    expect(trail.text).toContain('collector.assigned')
  })
})
