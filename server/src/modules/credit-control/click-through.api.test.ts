import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, TODAY, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'

describe('what stands behind the figures', () => {
  let api: TestApp
  let book: CreditBook
  beforeAll(async () => {
    api = await createTestApp({ now: `${TODAY}T02:00:00Z` })
    book = await openCreditBook(api)
    await book.customer('C1', '1000.00')
    await book.customer('C2', '1000.00')
    for (const [customer, number, amount] of [
      ['C1', 'SO-1', '100.00'],
      ['C1', 'SO-2', '200.00'],
      ['C2', 'SO-3', '300.00'],
      ['C1', 'SO-4', '400.00'],
    ] as const) {
      expect((await book.check(customer, number, amount)).status).toBe(201)
    }
    expect((await book.check('C1', 'SO-5', '50.00', { reserve: false })).status).toBe(201)
    const order = { customerCode: 'C1', lines: [{ lineNo: 1, amount: '200.00' }] }
    expect((await book.document('order', 'SO-2', order)).status).toBeLessThan(300)
  })
  afterAll(() => api.close())

  const list = async (url: string) => {
    const numbers: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = cursor === '' ? '' : `&cursor=${cursor}`
      const { status, body } = await api.request('GET', `${url}&limit=1${page}`)
      expect(status).toBe(200)
      const { items, nextCursor } = body as { items: Row[]; nextCursor: string | null }
      numbers.push(...items.map((item) => item.number ?? item.document?.number ?? ''))
      cursor = nextCursor
    }
    return numbers
  }
  interface Row {
    readonly number?: string
    readonly document?: { readonly number: string }
  }

  it('lists active reservations behind the bucket reserved, latest first, page by page, and nothing that has arrived', async () => {
    expect(await list('/api/v1/documents?bucket=reserved')).toEqual(['SO-4', 'SO-3', 'SO-1'])
    expect(await list('/api/v1/documents?bucket=reserved&customerCode=C1')).toEqual(['SO-4', 'SO-1'])
    expect(await list('/api/v1/documents?bucket=reserved&number=SO-3&type=order')).toEqual(['SO-3'])
    expect(await list('/api/v1/documents?bucket=reserved&open=false')).toEqual([])
    expect(await list('/api/v1/documents?bucket=openOrders')).toEqual(['SO-2'])
  })

  it('adds up to the bucket of the exposure', async () => {
    const { body } = await api.request('GET', '/api/v1/documents?bucket=reserved&customerCode=C1')
    expect(body.items).toMatchObject([
      {
        ...{ customerCode: 'C1', customerName: '客户 C1', segment: 'CN01', source: 'erp', type: 'order' },
        ...{ number: 'SO-4', version: 0, status: 'open', date: TODAY, dueDate: null, disputed: false },
        open: { amount: '400.00', currency: 'CNY' },
      },
      { number: 'SO-1', open: { amount: '100.00', currency: 'CNY' } },
    ])
    expect((await book.exposure('C1')).buckets['reserved']).toEqual({ amount: '500.00', currency: 'CNY' })
  })

  it('shows a salesperson own reservations only', async () => {
    const sales = await api.signIn('sales')
    expect((await api.request('GET', '/api/v1/documents?bucket=reserved', { as: sales })).body.items).toEqual(
      [],
    )
  })

  it('lists decisions with or without pure questions, with the name of the customer', async () => {
    expect(await list('/api/v1/credit-checks?reserve=false')).toEqual(['SO-5'])
    expect(await list('/api/v1/credit-checks?reserve=true')).not.toContain('SO-5')
    expect(await list('/api/v1/credit-checks?customerCode=C1')).toContain('SO-5')
    const { body } = await api.request('GET', '/api/v1/credit-checks?documentNumber=SO-3&limit=1')
    expect(body.items).toMatchObject([{ customerCode: 'C2', customerName: '客户 C2' }])
  })
})
