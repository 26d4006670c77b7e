import type { TestApp } from './test-app.js'

/** A short way to set up what credit tests need over the public API: a segment, customers, limits, documents. */
export interface CreditBook {
  /** Creates a customer with an account in `CN01`; `limit` in yuan, or a mode. */
  customer(code: string, limit: string | 'none' | 'unlimited', options?: { group?: string }): Promise<void>
  check(customer: string, number: string, amount: string, more?: object): Promise<Answer>
  document(type: string, number: string, body: object): Promise<Answer>
  exposure(customer: string, query?: string): Promise<ExposureAnswer>
}

interface Answer {
  readonly status: number
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any
}

interface Money {
  readonly amount: string
  readonly currency: string
}

export interface ExposureAnswer {
  readonly exposure: Money
  readonly available: Money | null
  readonly buckets: Readonly<Record<string, Money>>
  readonly overdue: { readonly amount: Money; readonly oldestDays: number }
  readonly group: { readonly exposure: Money; readonly available: Money | null }
  readonly nextOrder: { readonly outcome: string; readonly reasons: readonly object[] } | null
}

export const TODAY = '2026-11-21'

/** Opens the segment `CN01` in CNY on the application. */
export async function openCreditBook(app: TestApp, segment: object = {}): Promise<CreditBook> {
  await expectOk(
    app.request('PUT', '/api/v1/segments/CN01', { body: { name: '华东', currency: 'CNY', ...segment } }),
  )
  return {
    async customer(code, limit, { group } = {}) {
      const body = { name: `客户 ${code}`, ...(group ? { groupCode: group } : {}) }
      await expectOk(app.request('PUT', `/api/v1/customers/${code}`, { body }))
      const account =
        limit === 'none' || limit === 'unlimited'
          ? { limitMode: limit }
          : { limitMode: 'amount', limit: { amount: limit, currency: 'CNY' } }
      const url = `/api/v1/customers/${code}/accounts/CN01`
      await expectOk(app.request('PUT', url, { body: { currency: 'CNY', status: 'active', ...account } }))
    },
    check: (customer, number, amount, more = {}) =>
      app.request('POST', '/api/v1/credit-checks', {
        body: {
          checkpoint: 'order',
          customerCode: customer,
          segment: 'CN01',
          document: { source: 'erp', type: 'order', number, version: 1 },
          amount: { amount, currency: 'CNY' },
          ...more,
        },
      }),
    document: (type, number, body) =>
      app.request('PUT', `/api/v1/documents/erp/${type}/${number}`, {
        body: { segment: 'CN01', date: TODAY, currency: 'CNY', status: 'open', version: 1, ...body },
      }),
    async exposure(customer, query = '') {
      const answer = await expectOk(
        app.request('GET', `/api/v1/customers/${customer}/exposure?segment=CN01${query}`),
      )
      return answer.body as ExposureAnswer
    },
  }
}

async function expectOk(request: Promise<Answer>): Promise<Answer> {
  const answer = await request
  if (answer.status >= 300) throw new Error(`status ${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer
}
