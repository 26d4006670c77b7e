import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../../../test/test-app.js'
import { openWriteOffDesk, type WriteOffDesk } from '../../../test/write-off-desk.js'
import { sql } from '../../platform/db/sql.js'

let desk: WriteOffDesk
let code = ''

beforeAll(async () => {
  desk = await openWriteOffDesk()
})
beforeEach(async () => {
  code = await desk.nextCustomer()
})
afterAll(() => desk.app.close())

const CNY = (amount: string) => ({ amount, currency: 'CNY' })
const read = async (id: string) => (await desk.app.request('GET', `/api/v1/write-offs/${id}`)).body
const texts = {
  happened: '客户停产',
  causes: ['insolvency', 'warning-ignored'],
  lessons: '早停货',
  rule: '逾期30天停货',
}
const write = (id: string, more: object = {}) =>
  desk.app.request('POST', `/api/v1/write-offs/${id}/post-mortem`, {
    as: desk.collector,
    body: { ...texts, ...more },
  })

describe('the library of bad debts', () => {
  it('keeps what was learnt of a write-off with what could have been seen before it', async () => {
    await desk.app.request('POST', `/api/v1/customers/${code}/ratings`, { body: {} })
    const id = await desk.writtenOff()
    const signals = await desk.app.request('GET', `/api/v1/write-offs/${id}/signals`, { as: desk.collector })
    expect(signals.body.items).toMatchObject([{ kind: 'overdue', on: '2023-10-01', danger: true }])
    const { status, body } = await write(id)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...{ loss: CNY('1000.00'), firstSignalOn: '2023-10-01', rule: '逾期30天停货', writtenBy: 'zhou' },
      causes: [{ code: 'warning-ignored' }, { code: 'insolvency' }],
    })
    expect(body.signals).toHaveLength(1)
    expect(await read(id)).toMatchObject({ badDebtId: body.id })
    expect((await write(id)).body.code).toBe('bad_debt_written')
  })

  it('is searched by cause and words, changed, and exported', async () => {
    const id = await desk.writtenOff()
    const { body } = await write(id, { happened: `经过${code}`, causes: ['fraud'] })
    const find = async (query: string) =>
      (await desk.app.request('GET', `/api/v1/bad-debt-cases?${query}`)).body as {
        total: number
        items: { id: string }[]
      }
    expect(await find(`cause=fraud&search=${encodeURIComponent(`经过${code}`)}`)).toMatchObject({
      ...{ total: 1, items: [{ id: body.id as string }] },
    })
    expect((await find(`cause=limitation&customerCode=${code}`)).total).toBe(0)
    expect((await find('search=%25%25%25')).total).toBe(0)
    const changed = await desk.app.request('PUT', `/api/v1/bad-debt-cases/${body.id}`, {
      as: desk.collector,
      body: { ...texts, happened: '=1+1', causes: ['other'] },
    })
    expect(changed.body).toMatchObject({ causes: [{ code: 'other' }], changedBy: 'zhou' })
    const file = await desk.app.request('GET', `/api/v1/bad-debt-cases.csv?customerCode=${code}&language=en`)
    expect(file.text).toContain("'=1+1")
    expect(file.text).toContain('What happened')
  })

  it('has no case of what is not written off, and no cause that nobody knows', async () => {
    const { id } = await desk.requested()
    expect((await write(id)).body.code).toBe('write_off_not_done')
    const done = await writtenOffOther()
    expect((await write(done, { causes: ['moon'] })).body.code).toBe('bad_debt_cause')
  })

  async function writtenOffOther(): Promise<string> {
    await desk.book.invoice(code, `${code}-3`, '10.00', '2023-10-01')
    return desk.writtenOff({ items: [{ source: 'erp', number: `${code}-3`, itemNo: 1 }] })
  }
})

describe('the causes of bad debts', () => {
  interface Cause {
    readonly code: string
    readonly nameZh: string
    readonly nameEn: string
    readonly active: boolean
  }
  const causes = async () => (await desk.app.request('GET', '/api/v1/bad-debt-causes')).body.items as Cause[]
  const put = (items: readonly Cause[], as?: Caller) =>
    desk.app.request('PUT', '/api/v1/bad-debt-causes', { body: { items }, ...(as ? { as } : {}) })

  it('are the organisation’s own, in its order; a retired one stays with its cases only', async () => {
    const all = await causes()
    const { body: one } = await write(await desk.writtenOff(), { causes: ['fraud', 'other'] })
    const own = { code: 'own-cause', nameZh: '客户换了老板', nameEn: 'New owner', active: true }
    const kept = all.filter(({ code: cause }) => cause !== 'fraud')
    expect((await put([own, ...kept], desk.collector)).status).toBe(403)
    expect((await put([own, ...kept])).status).toBe(200)
    const after = await causes()
    expect(after[0]).toEqual(own)
    expect(after.at(-1)).toMatchObject({ code: 'fraud', active: false })

    const change = (named: string[]) =>
      desk.app.request('PUT', `/api/v1/bad-debt-cases/${one.id}`, { body: { ...texts, causes: named } })
    expect((await change(['own-cause', 'fraud'])).body.causes).toEqual([
      { code: 'own-cause', name: { zh: '客户换了老板', en: 'New owner' } },
      { code: 'fraud', name: { zh: '欺诈', en: 'Fraud' } },
    ])
    expect((await change(['own-cause'])).status).toBe(200)
    expect((await change(['fraud'])).body.code).toBe('bad_debt_cause')
    const { body } = await desk.app.request('GET', '/api/v1/bad-debt-cases?pageSize=1')
    expect((body.causes as { code: string }[])[0]).toMatchObject({ code: 'own-cause', active: true })
    const [trail] = await desk.app.database.db.rows<{ actor: string }>(
      sql`SELECT actor FROM audit_entry WHERE action = 'bad-debt-causes.changed' ORDER BY id DESC LIMIT 1`,
    )
    expect(trail?.actor).toBe('key:test')
    await put(all)
  })

  it('set by several people at the same moment are set one after the other, each knowing what was there before', async () => {
    const all = await causes()
    const turned = all.map((_, by) => [...all.slice(by), ...all.slice(0, by)]).slice(1, 7)
    const answers = await Promise.all(turned.map((items) => put(items)))
    expect(answers.map(({ status }) => status)).toEqual(turned.map(() => 200))
    const trail = await desk.app.database.db.rows<{ before: unknown; after: unknown }>(sql`
      SELECT before, after FROM audit_entry WHERE action = 'bad-debt-causes.changed' ORDER BY id DESC LIMIT 6`)
    const [last, ...earlier] = trail
    expect(await causes()).toEqual(last?.after)
    expect(trail.slice(0, -1).map(({ before }) => before)).toEqual(earlier.map(({ after }) => after))
    await put(all)
  })
})
