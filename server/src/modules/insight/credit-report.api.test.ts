import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook } from '../../../test/credit-book.js'
import { textOfPdf } from '../../../test/pdf-text.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'

const NAME = '杭州锦绣纺织有限公司'
const URL = '/api/v1/customers/C1/credit-report'

let api: TestApp
let sales: Caller

interface Section {
  readonly id: string
  readonly title: string
  readonly blocks: readonly unknown[]
}

/** Six customers of one industry; C1 pays late, has statements of two years, a held order and something overdue. */
beforeAll(async () => {
  api = await createTestApp({ now: '2026-11-23T02:00:00Z' })
  const book = await openCreditBook(api)
  sales = await api.signIn('sales', { username: 'li' })
  for (const code of ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7']) {
    await book.customer(code, '100000.00', code < 'C3' ? { group: 'G1' } : {})
    await api.request('PUT', `/api/v1/customers/${code}`, {
      body: {
        name: code === 'C1' ? NAME : `同业 ${code}`,
        industry: '纺织业',
        ...(code < 'C3' ? { groupCode: 'G1' } : {}),
        ownerUsername: code === 'C1' || code === 'C7' ? 'li' : 'wang',
        ...(code === 'C1' ? { uscc: '91330100MA27XYKN6W', region: '浙江' } : {}),
      },
    })
  }
  await bills(book)
  await facts()
  await book.check('C1', 'SO-9', '500000.00')
  for (const code of ['C1', 'C2', 'C3', 'C4', 'C5', 'C6']) {
    const rated = await api.request('POST', `/api/v1/customers/${code}/ratings`, { body: {} })
    expect(rated.status, rated.text).toBe(201)
  }
})
afterAll(() => api.close())

/** C1 paid one invoice 40 days late and owes another; each other customer paid on time. */
async function bills(book: Awaited<ReturnType<typeof openCreditBook>>): Promise<void> {
  const expectOk = async (answer: Promise<{ status: number; body: unknown }>) => {
    const { status, body } = await answer
    expect(status, JSON.stringify(body)).toBeLessThan(300)
  }
  for (const [place, code] of ['C1', 'C2', 'C3', 'C4', 'C5', 'C6'].entries()) {
    const late = code === 'C1'
    const line = (amount: string) => ({ lines: [{ lineNo: 1, amount }] })
    await expectOk(
      book.document('invoice', `INV-${code}-1`, {
        ...{ customerCode: code, date: '2026-06-01', dueDate: '2026-07-01' },
        ...line('10000.00'),
      }),
    )
    await expectOk(
      book.document('receipt', `REC-${code}-1`, {
        ...{ customerCode: code, date: late ? '2026-08-10' : `2026-06-${20 + place}` },
        ...line('10000.00'),
        allocations: [{ number: `INV-${code}-1`, amount: '10000.00' }],
      }),
    )
    if (!late) continue
    await expectOk(
      book.document('invoice', 'INV-C1-2', {
        ...{ customerCode: code, date: '2026-09-01', dueDate: '2026-10-01' },
        ...line('30000.00'),
      }),
    )
  }
}

async function facts(): Promise<void> {
  const fact = (item: string, value: string, validOn: string, more: object = {}) => ({
    ...{ item, value, source: '年报', validOn },
    ...more,
  })
  const year = (on: string, revenue: string, profit: string) => [
    fact('total_assets', '2000000', on),
    fact('total_liabilities', '900000', on),
    fact('equity', '1100000', on),
    fact('revenue', revenue, on),
    fact('net_profit', profit, on),
  ]
  const answer = await api.request('PUT', '/api/v1/customers/C1/facts', {
    body: {
      facts: [
        fact('legal_representative', '陈锦', '2026-03-01', { source: '工商登记' }),
        fact('litigation_count', '2', '2026-10-01', { source: '企查查' }),
        ...year('2024-12-31', '4000000', '200000'),
        ...year('2025-12-31', '5000000', '300000'),
      ],
    },
  })
  expect(answer.status, answer.text).toBe(200)
}

function textOf(part: unknown): string {
  return JSON.stringify(part)
}

async function sections(as?: Caller, language = 'zh-CN'): Promise<Map<string, string>> {
  const answer = await api.request('GET', `${URL}?language=${language}`, as ? { as } : {})
  expect(answer.status, answer.text).toBe(200)
  const found = answer.body.document.sections as Section[]
  return new Map(found.map((section) => [section.id, textOf(section)]))
}

describe('the credit report', () => {
  it('says who the customer is, with its group, and marks the paper as an internal rating', async () => {
    const answer = await api.request('GET', URL)
    expect(answer.body).toMatchObject({ customerCode: 'C1', customerName: NAME, asOf: '2026-11-23' })
    expect(answer.body.document.marking).toBe('内部评级，仅供内部授信使用，非公共征信评级')
    const identity = (await sections()).get('identity') ?? ''
    for (const word of ['91330100MA27XYKN6W', '陈锦', '纺织业', '浙江', '同业 C2', 'G1'])
      expect(identity).toContain(word)
  })

  it('shows facts with source and age, and ratios of each year by the formulas of the rating', async () => {
    const found = await sections()
    expect(found.get('facts')).toMatch(/被诉案件数[^\]]*"2","企查查","2026-10-01","2026-11-23","53 天"/)
    const finances = found.get('finances') ?? ''
    expect(finances).toMatch(/"营业收入","5,000,000","4,000,000"/)
    expect(finances).toMatch(/销售净利率[^\]]*"6 %","5 %"/)
    expect(finances).toMatch(/营业收入增长率[^\]]*"25 %","—"/)
  })

  it('compares the customer with the quartiles of its industry, and says when there are too few', async () => {
    const payment = (await sections()).get('payment') ?? ''
    expect(payment).toMatch(/准时付款率","0 %","100 %","100 %","100 %","5"/)
    const few = await api.request('GET', '/api/v1/customers/C7/credit-report')
    expect(textOf(few.body.document.sections)).toContain('尚未评级')
    await api.request('PUT', '/api/v1/customers/C2', {
      body: { name: '同业 C2', groupCode: 'G1', industry: '化工' },
    })
    const fewer = (await sections()).get('payment') ?? ''
    expect(fewer).toMatch(/准时付款率","0 %","—","—","—","4"/)
    await api.request('PUT', '/api/v1/customers/C2', {
      body: { name: '同业 C2', groupCode: 'G1', industry: '纺织业' },
    })
  })

  it('adds up exposure, lists what is overdue and held, and proposes what the policy would', async () => {
    const found = await sections()
    expect(found.get('exposure')).toContain('¥30,000.00')
    expect(found.get('events')).toMatch(/INV-C1-2","2026-10-01","53 天","¥30,000.00"/)
    expect(found.get('events')).toContain('SO-9')
    expect(found.get('recommendation')).toMatch(/建议额度","不授信/)
  })

  it('speaks English without a Chinese word of its own', async () => {
    const found = await sections(undefined, 'en')
    const own = [...found.values()].join(' ').replaceAll(NAME, '')
    const foreign = /同业 C2|年报|工商登记|企查查|陈锦|纺织业|浙江|华东|li/g
    expect(own.replaceAll(foreign, '')).not.toMatch(/[\u3400-\u9fff]/)
  })

  it('shows a salesperson only what they may read, of their own customers only', async () => {
    const found = await sections(sales)
    expect([...found.keys()]).toEqual([
      'summary',
      'identity',
      'rating',
      'payment',
      'exposure',
      'security',
      'events',
    ])
    expect(found.get('summary')).toContain('信用数据与财务分析')
    expect(found.get('identity')).not.toContain('同业 C2')
    expect(found.get('identity')).toContain('另有 1 家成员')
    const foreign = await api.request('GET', '/api/v1/customers/C3/credit-report', { as: sales })
    expect(foreign).toMatchObject({ status: 404, body: { code: 'customer_not_found' } })
  })

  it('is a PDF with the same words in a Chinese font, no line of which begins with a closing mark', async () => {
    const answer = await api.app.inject({ method: 'GET', url: `${URL}?format=pdf`, headers: sales })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('application/pdf')
    const all = await api.request('GET', URL)
    const full = await api.app.inject({
      ...{ method: 'GET', url: `${URL}?format=pdf` },
      headers: await api.keyWith('*'),
    })
    const bytes = full.rawPayload
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    if (process.env['PDF_OUT']) writeFileSync(process.env['PDF_OUT'], bytes)
    const text = textOfPdf(bytes)
    expect(text).toContain(NAME)
    expect(text).toContain(all.body.grade)
    expect(text).toContain('内部评级')
    for (const line of text.split('\n')) expect(line).not.toMatch(/^[，。、；：）」》！？%]/)
    const plain = text.replaceAll(/\s/g, '')
    for (const { title } of all.body.document.sections as Section[]) expect(plain).toContain(title)
  })

  it('is recorded each time it is taken, with its format', async () => {
    const rows = await api.database.db.rows<{ actor: string; after: unknown }>(sql`
      SELECT actor, after FROM audit_entry WHERE action = 'credit-report.exported' AND actor = 'li' ORDER BY id`)
    expect(rows.map(({ after }) => after)).toEqual([
      { format: 'json', language: 'zh' },
      { format: 'pdf', language: 'zh' },
    ])
  })
})
