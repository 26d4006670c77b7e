import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOwingBook } from '../../../test/owing-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'

let app: TestApp

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  const book = await openOwingBook(app)
  await app.signIn('sales', { username: 'li' })
  await app.signIn('sales', { username: 'wu' })
  for (const code of ['P1', 'P2', 'P3', 'P4', 'P5', 'P6']) await book.customer(code, 'unlimited')
})
afterAll(() => app.close())

const give = (customerCodes: string[], username: string | null, as?: Caller) =>
  app.request('POST', '/api/v1/owners', { body: { customerCodes, username }, ...(as ? { as } : {}) })
const giveAll = (filter: object, username: string | null, as?: Caller) =>
  app.request('POST', '/api/v1/owners/by-filter', { body: { filter, username }, ...(as ? { as } : {}) })
const ownersOf = async (...codes: string[]) => {
  const rows = await app.database.db.rows<{ owner: string | null }>(
    sql`SELECT owner_username AS owner FROM customer WHERE code = ANY(${codes}::text[]) ORDER BY code`,
  )
  return rows.map(({ owner }) => owner)
}
/** Somebody who may change customers, but sees their own only. */
async function ownOnly(username: string): Promise<Caller> {
  await app.signIn('credit-manager', { username })
  const roles = [{ roleCode: 'credit-manager', scope: 'own', segmentCodes: [], main: true }]
  expect((await app.request('PUT', `/api/v1/users/${username}/roles`, { body: { roles } })).status).toBe(200)
  return app.signInAgain(username)
}

describe('the owners of many customers', () => {
  it('are named at once, all or none, and come back by what was answered', async () => {
    expect((await give(['P1', 'NONE'], 'li')).body.code).toBe('customer_not_found')
    expect(await ownersOf('P1')).toEqual([null])
    expect((await give(['P1', 'P2', 'P2'], 'li')).body).toEqual({
      ...{ changed: 2, before: [{ username: null, customerCodes: ['P1', 'P2'] }] },
    })
    expect((await give(['P1', 'P2'], 'li')).body).toEqual({ changed: 0, before: [] })
    const moved = await give(['P1', 'P2', 'P3'], 'wu')
    expect(moved.body.changed).toBe(3)
    for (const one of moved.body.before as { username: string | null; customerCodes: string[] }[])
      expect((await give(one.customerCodes, one.username)).status).toBe(200)
    expect(await ownersOf('P1', 'P2', 'P3')).toEqual(['li', 'li', null])
    const trail = await app.database.db.rows<{ before: unknown; after: unknown }>(sql`
      SELECT before, after FROM audit_entry
      WHERE action = 'customer.updated' AND object_id = 'P1' AND after ->> 'ownerUsername' IS NOT NULL ORDER BY id`)
    expect(trail.map(({ before, after }) => [before, after])).toEqual([
      [{ ownerUsername: null }, { ownerUsername: 'li' }],
      [{ ownerUsername: 'li' }, { ownerUsername: 'wu' }],
      [{ ownerUsername: 'wu' }, { ownerUsername: 'li' }],
    ])
  })

  it('are told what they were given, but not what they took themselves', async () => {
    const told = () =>
      app.database.db.rows<{ username: string; data: unknown; link: string }>(sql`
        SELECT u.username, n.data, n.link FROM notification n JOIN app_user u ON u.id = n.user_id
        WHERE n.kind = 'customers_assigned' ORDER BY n.created_at, n.id`)
    const before = (await told()).length
    await app.signIn('sales', { username: 'zhao' })
    const six = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6']
    await give(six, 'zhao')
    await give(six, 'zhao')
    await give(['P6'], null)
    await give(['P6'], 'nobody-here')
    expect((await told()).slice(before)).toEqual([
      {
        username: 'zhao',
        data: {
          ...{ by: 'key:test', count: '6' },
          codes: { zh: 'P1、P2、P3、P4、P5 等', en: 'P1, P2, P3, P4, P5 and others' },
        },
        link: '/customers?owner=zhao',
      },
    ])
    const qian = await app.signIn('credit-manager', { username: 'qian' })
    await give(['P6'], 'qian', qian)
    expect(await told()).toHaveLength(before + 1)
    await give(six, null)
  })

  it('are named for everybody whom a filter of the list finds', async () => {
    await give(['P4', 'P5'], 'wu')
    expect((await giveAll({ owner: 'wu' }, 'nobody')).body.code).toBe('user_not_found')
    expect((await giveAll({ colour: 'red' }, 'li')).status).toBe(400)
    expect((await giveAll({ owner: 'wu' }, 'li')).body).toEqual({
      ...{ changed: 2, before: [{ username: 'wu', customerCodes: ['P4', 'P5'] }] },
    })
    expect(await ownersOf('P4', 'P5')).toEqual(['li', 'li'])
    expect((await give(['P4', 'P5'], 'wu')).body.changed).toBe(2)
  })

  it('are changed by whoever may change customers, and of those in sight only', async () => {
    const viewer = await app.signIn('viewer')
    expect((await give(['P1'], 'wu', viewer)).status).toBe(403)
    expect((await giveAll({}, 'wu', viewer)).status).toBe(403)
    const mine = await ownOnly('mei')
    await give(['P1'], 'mei')
    await give(['P6'], 'wu')
    expect((await give(['P6'], 'mei', mine)).body.code).toBe('customer_not_found')
    expect((await give(['P1'], 'wu', mine)).body.code).toBe('outside_scope')
    expect((await giveAll({}, null, mine)).body.code).toBe('outside_scope')
    expect(await ownersOf('P1', 'P6')).toEqual(['mei', 'wu'])
  })

  it('given by two people at once are those of one of them, and each is told what was before', async () => {
    const codes = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6']
    await give(codes, null)
    const answers = await Promise.all([give(codes, 'li'), give([...codes].reverse(), 'wu')])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const before = answers.map(({ body }) =>
      String((body.before as { username: string | null }[])[0]?.username),
    )
    const [winner] = await ownersOf('P1')
    expect(await ownersOf(...codes)).toEqual(codes.map(() => winner))
    expect(new Set(before)).toEqual(new Set(['null', winner === 'li' ? 'wu' : 'li']))
  })
})
