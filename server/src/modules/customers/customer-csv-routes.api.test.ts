import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { insertTraders, openInvoice } from '../../../test/trading-book.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { registerCustomerCsvRoutes } from './customer-csv-routes.js'

const day = (text: string) => text as CalendarDay

describe('customers as CSV', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ routes: [registerCustomerCsvRoutes], now: '2026-11-21T02:00:00Z' })
    // More than one page of 500, so that the file is made of several.
    const codes = Array.from({ length: 501 }, (_, index) => `C${String(index).padStart(4, '0')}`)
    await api.deps.db.transaction((tx) =>
      insertTraders(
        tx,
        codes.map((code) => ({
          code,
          invoices: code === 'C0500' ? [openInvoice(day('2026-10-01'), 120_000n)] : [],
          orders: [],
        })),
      ),
    )
  })
  afterAll(() => api.close())

  it('has one header in the language asked for and every matching customer once', async () => {
    const answer = await api.request('GET', '/api/v1/customers.csv?language=en')
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toBe('attachment; filename="customers-2026-11-21.csv"')
    const lines = answer.text.trimEnd().split('\r\n')
    expect(lines[0]).toMatch(/^\ufeffCustomer code,Customer name,/)
    expect(lines).toHaveLength(502)
    expect(new Set(lines.slice(1).map((line) => line.split(',')[0])).size).toBe(501)
    expect(answer.text.match(/\ufeff/g)).toHaveLength(1)
  })

  it('filters like the list and tells what is overdue', async () => {
    const answer = await api.request('GET', '/api/v1/customers.csv?overdue=true')
    const [header, row, ...more] = answer.text.trimEnd().split('\r\n')
    expect(header).toContain('客户编码')
    expect(row).toMatch(/^C0500,.*,CN01,CNY,none,,active,/)
    expect(row).toContain(',1200.00,')
    expect(more).toEqual([])
  })

  it('shows salespeople their own customers only and refuses unknown filters', async () => {
    const sales = await api.signIn('sales')
    expect((await api.request('GET', '/api/v1/customers.csv', { as: sales })).text.trimEnd()).not.toContain(
      '\r\n',
    )
    expect((await api.request('GET', '/api/v1/customers.csv?colour=red')).status).toBe(400)
    const key = await api.keyWith('holds:read')
    expect((await api.request('GET', '/api/v1/customers.csv', { as: key })).status).toBe(403)
  })
})
