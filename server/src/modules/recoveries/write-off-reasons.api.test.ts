import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../test/test-app.js'
import { openWriteOffDesk, type WriteOffDesk } from '../../../test/write-off-desk.js'
import { sql } from '../../platform/db/sql.js'

let desk: WriteOffDesk

beforeAll(async () => {
  desk = await openWriteOffDesk()
})
beforeEach(async () => {
  await desk.nextCustomer()
})
afterAll(() => desk.app.close())

const CNY = (amount: string) => ({ amount, currency: 'CNY' })
describe('the reasons for write-offs', () => {
  it('are edited by an administrator, with the evidence that they ask for', async () => {
    const put = (as: Caller | undefined, more: object = {}) =>
      desk.app.request('PUT', '/api/v1/write-off-reasons/local-rule', {
        ...(as ? { as } : {}),
        body: {
          ...{ name: { zh: '地方规定', en: 'Local rule' }, source: { zh: '某公告', en: 'Some notice' } },
          ...{ amountMax: CNY('100.00'), overdueMonths: 6, evidence: ['contract'], active: true },
          ...more,
        },
      })
    expect((await put(desk.collector)).status).toBe(403)
    expect((await put(undefined)).status).toBe(200)
    const { body } = await desk.app.request('GET', '/api/v1/write-off-reasons')
    const found = (body.items as { code: string }[]).find((one) => one.code === 'local-rule')
    expect(found).toMatchObject({ amountMax: CNY('100.00'), overdueMonths: 6, evidence: ['contract'] })
    expect((await put(undefined, { active: false })).status).toBe(200)
    expect((await desk.ask({ reasonCode: 'local-rule' })).body.code).toBe('write_off_reason_unknown')
  })

  it('are chosen in the order that an administrator sets, who must have seen them all', async () => {
    const codes = async () =>
      ((await desk.app.request('GET', '/api/v1/write-off-reasons')).body.items as { code: string }[]).map(
        ({ code: one }) => one,
      )
    const order = (body: object, as?: Caller) =>
      desk.app.request('PUT', '/api/v1/write-off-reason-order', { body, ...(as ? { as } : {}) })
    const before = await codes()
    const turned = [...before].reverse()
    expect((await order({ codes: turned }, desk.collector)).status).toBe(403)
    expect((await order({ codes: turned })).status).toBe(204)
    expect(await codes()).toEqual(turned)
    expect((await order({ codes: before.slice(1) })).body.code).toBe('pick_list_changed')
    expect((await order({ codes: [...before.slice(1), 'moon'] })).body.code).toBe('pick_list_changed')
    expect((await order({ codes: [...before, before[0]] })).status).toBe(400)
    expect(await codes()).toEqual(turned)
    const [trail] = await desk.app.database.db.rows<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM audit_entry WHERE object_type = 'write-off-reason' AND object_id = 'overdue-3y'`)
    expect(trail?.count).toBeGreaterThan(0)
    await order({ codes: before })
  })
})
