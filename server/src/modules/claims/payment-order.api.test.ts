import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import { warnOfGuarantees } from './warn-of-guarantees.js'

let api: TestApp
let book: OwingBook
beforeAll(async () => {
  api = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openOwingBook(api)
  await book.customer('P1', 'unlimited')
  await book.invoice('P1', 'A', '100000.00', '2026-10-22')
  await book.invoice('P1', 'B', '50000.00', '2026-10-01')
  await book.invoice('P1', 'C', '70000.00', '2026-12-31')
})
afterAll(() => api.close())

const CNY = (amount: string) => ({ amount, currency: 'CNY' })
const order = async (amount: string, more = '') =>
  api.request('GET', `/api/v1/customers/P1/payment-order?amount=${amount}&currency=CNY${more}`)
const paid = async (amount: string) =>
  ((await order(amount)).body.items as { number: string; toInterest: object; toPrincipal: object }[]).map(
    ({ number, toInterest, toPrincipal }) => ({ number, toInterest, toPrincipal }),
  )
const guarantee = async (number: string) => {
  const [row] = await api.database.db.rows<{ id: string }>(
    sql`SELECT id FROM document WHERE type = 'invoice' AND number = ${number}`,
  )
  const body = {
    ...{ guarantor: '大股东甲', mode: 'joint', agreed: { kind: 'none' }, evidence: '保证合同 BZ-2' },
    documentId: row?.id,
  }
  const made = await api.request('POST', '/api/v1/customers/P1/guarantees', { body })
  expect(made.status, made.text).toBe(201)
}

describe('a part payment that names no debt', () => {
  it('pays interest before principal, what was due first before the rest, and nothing that is not due', async () => {
    // 51 days on 50,000 and 30 days on 100,000 at LPR 3.00 % × 1.5.
    const { body } = await order('50400.00')
    expect(body).toMatchObject({ on: '2026-11-21', unused: CNY('0.00'), complete: true })
    expect(body.items[0]).toMatchObject({ burdenBp: 450, securedBp: 0, due: true, interest: CNY('314.38') })
    expect(await paid('50400.00')).toEqual([
      { number: 'B', toInterest: CNY('314.38'), toPrincipal: CNY('50000.00') },
      { number: 'A', toInterest: CNY('85.62'), toPrincipal: CNY('0.00') },
      { number: 'C', toInterest: CNY('0.00'), toPrincipal: CNY('0.00') },
    ])
  })

  it('says what is more than all debts', async () => {
    expect((await order('220684.25')).body.unused).toEqual(CNY('0.01'))
  })

  it('leaves what a guarantee covers to the last of what is due', async () => {
    await guarantee('B')
    expect((await paid('1000.00'))[0]).toEqual({
      ...{ number: 'A', toInterest: CNY('369.86'), toPrincipal: CNY('630.14') },
    })
  })

  it('knows no interest that was given up', async () => {
    const [row] = await api.database.db.rows<{ id: string }>(sql`SELECT id FROM document WHERE number = 'A'`)
    await api.request('POST', '/api/v1/customers/P1/interest-waivers', {
      body: { reason: '协商', items: [{ documentId: row?.id, itemNo: 1 }] },
    })
    expect((await paid('1000.00'))[0]).toMatchObject({ number: 'A', toPrincipal: CNY('1000.00') })
  })

  it.each(['0.00', '-1.00', '1.001', 'much'])('refuses the amount %s', async (amount) => {
    expect((await order(amount)).status).toBe(400)
  })
})

describe('people who look after a guarantee', () => {
  it('hear once of each line before its period ends, and no more when what keeps it was done', async () => {
    const finance = await api.signIn('finance', { username: 'cai' })
    const heard = async () => {
      const { body } = await api.request('GET', '/api/v1/notifications?limit=100', { as: finance })
      return (body.items as { kind: string }[]).filter(({ kind }) => kind === 'guarantee_ending').length
    }
    // Due on 2026-10-01: six months later, on 2027-04-01, it ends; 131 days are left.
    expect(await warnOfGuarantees(api.deps)).toBe(1)
    await warnOfGuarantees(api.deps)
    expect(await heard()).toBe(1)
    api.clock.set('2027-01-02T04:00:00Z')
    await warnOfGuarantees(api.deps)
    const later = await api.database.db.rows<{ subject: string }>(
      sql`SELECT DISTINCT subject FROM notification WHERE kind = 'guarantee_ending' ORDER BY 1`,
    )
    expect(later.map(({ subject }) => subject.split(':').at(-1))).toEqual(['180', '90'])
    const { body } = await api.request('GET', '/api/v1/customers/P1/guarantees')
    await api.request('POST', `/api/v1/guarantees/${body.items[0].id}/acts`, {
      body: { kind: 'demanded_guarantor', on: '2027-01-02', evidence: '催告函' },
    })
    expect(await warnOfGuarantees(api.deps)).toBe(0)
  })
})
