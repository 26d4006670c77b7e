import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook } from '../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../test/test-app.js'
import { acceptedDays } from '../kernel/calendar-day.js'
import { makeBatch } from '../modules/receivables/make-statement-batch.js'

const { first, last } = acceptedDays

describe('the first and the last day that may be named', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-21T04:00:00Z' })
    const book = await openCreditBook(api)
    await book.customer('C1', '1000.00')
    const lines = [{ lineNo: 1, amount: '10.00' }]
    await book.document('invoice', 'INV-1', { customerCode: 'C1', lines, date: '2026-06-01' })
    await book.document('invoice', 'INV-2', { customerCode: 'C1', lines, date: first })
    await book.document('invoice', 'INV-3', { customerCode: 'C1', lines, date: last })
  })
  afterAll(() => api.close())

  it.each([
    'customers/C1/statement?asOf=',
    'customers/C1/statement.pdf?asOf=',
    'customers/C1/statement?from=',
    'customers/C1/payment-trend?asOf=',
    'customers/C1/collection-plan?on=',
    'customers/C1/facts?asOf=',
    'receivables/figures?asOf=',
    'aging?asOf=',
    'aging-roll-rates?asOf=',
    'recovery-figures?to=',
    'insight/home?asOf=',
    'insight/overdue-trend?asOf=',
    'collections/team?to=',
    'collections/team.xlsx?to=',
  ])('are no fault of the program: %s', async (address) => {
    for (const day of [first, last]) {
      const answer = await api.request('GET', `/api/v1/${address}${day}`)
      expect(answer.status, `${day} ${answer.text.slice(0, 300)}`).toBeLessThan(500)
    }
    for (const day of ['1899-12-31', '9999-12-31']) {
      const refused = await api.request('GET', `/api/v1/${address}${day}`)
      expect(refused.body).toMatchObject({ status: 400, code: 'validation_failed' })
      expect(refused.text).toContain(`no existing day from ${first} to ${last}`)
    }
  })

  it.each([
    ['customers/C1/ratings', { asOf: first }],
    ['customers/C1/ratings', { asOf: last }],
    ['statements/links', { customerCode: 'C1', from: first }],
    ['statements/links', { customerCode: 'C1', from: last }],
  ])('are no fault of the program in what is sent: %s %j', async (address, body) => {
    const answer = await api.request('POST', `/api/v1/${address}`, { body })
    expect(answer.status, answer.text).toBeLessThan(500)
  })

  it.each([first, last])('do not stop a batch of statements: %s', async (asOf) => {
    const body = { asOf, customerCodes: ['C1'] }
    const asked = await api.request('POST', '/api/v1/statement-batches', { body })
    expect(asked.status, asked.text).toBe(202)
    await makeBatch(api.deps, String(asked.body.id))
    const batch = await api.request('GET', `/api/v1/statement-batches/${asked.body.id}`)
    expect(batch.body).toMatchObject({ made: 1 })
  })

  it('are named in Chinese as well', async () => {
    const headers = { 'accept-language': 'zh-CN' }
    const refused = await api.request('GET', '/api/v1/aging?asOf=9999-12-31', { headers })
    expect(refused.body.errors[0].message).toBe(`须为 ${first} 至 ${last} 之间存在的日期`)
  })

  it('bound instants, too', async () => {
    for (const at of ['9999-12-31T23:59:59Z', '0001-01-01T00:00:00Z']) {
      const refused = await api.request('GET', `/api/v1/customers/C1/facts?knownAt=${at}`)
      expect(refused.body).toMatchObject({ status: 400, code: 'validation_failed' })
    }
  })
})
