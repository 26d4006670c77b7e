import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { announceOverdue } from './announce-overdue.js'

describe('invoice.overdue', () => {
  let api: TestApp
  let hook: string
  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-20T02:00:00Z' })
    await api.request('PUT', '/api/v1/segments/CN01', { body: { name: 'CN01', currency: 'CNY' } })
    await api.request('PUT', '/api/v1/customers/C1', { body: { name: '甲公司' } })
    const account = { currency: 'CNY', limitMode: 'unlimited', terms: { netDays: 30 } }
    await api.request('PUT', '/api/v1/customers/C1/accounts/CN01', { body: account })
    const body = { name: 'erp', url: 'http://127.0.0.1:9/', events: ['invoice.overdue'] }
    hook = (await api.request('POST', '/api/v1/webhooks', { body })).body.id as string
  })
  afterAll(() => api.close())

  const invoice = (number: string, installments: object[], version = 1) =>
    api.request('PUT', `/api/v1/documents/erp/invoice/${number}`, {
      body: {
        customerCode: 'C1',
        segment: 'CN01',
        date: '2026-10-01',
        currency: 'CNY',
        status: 'open',
        version,
        installments,
        lines: [{ lineNo: 1, amount: '300.00' }],
      },
    })
  const told = async () =>
    ((await api.request('GET', `/api/v1/webhooks/${hook}/deliveries`)).body.items as { data: object }[]).map(
      ({ data }) => data,
    )

  it('is told once per instalment, on the day after it was due, and again for a later due day', async () => {
    const first = await invoice('INV-1', [
      { dueDate: '2026-11-20', amount: '100.00' },
      { dueDate: '2026-12-20', amount: '200.00' },
    ])
    expect(first.status).toBeLessThan(300)
    await invoice('OLD', [{ dueDate: '2026-10-05', amount: '300.00' }])
    expect(await announceOverdue(api.deps)).toBe(0)
    api.clock.set('2026-11-20T16:05:00Z')
    expect(await announceOverdue(api.deps)).toBe(1)
    expect(await announceOverdue(api.deps)).toBe(0)
    expect(await told()).toEqual([
      {
        customerCode: 'C1',
        segment: 'CN01',
        document: { source: 'erp', type: 'invoice', number: 'INV-1' },
        itemNo: 1,
        dueDate: '2026-11-20',
        overdueDays: 1,
        amount: { amount: '100.00', currency: 'CNY' },
        open: { amount: '100.00', currency: 'CNY' },
      },
    ])
    api.clock.set('2026-12-21T02:00:00Z')
    expect(await announceOverdue(api.deps)).toBe(1)
    await invoice('INV-1', [{ dueDate: '2026-12-25', amount: '300.00' }], 2)
    api.clock.set('2026-12-26T02:00:00Z')
    expect(await announceOverdue(api.deps)).toBe(1)
    expect(await told()).toHaveLength(3)
  })
})
