import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'

let app: TestApp
let book: CreditBook

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openCreditBook(app)
})
afterAll(() => app.close())

describe('GET /holds?sort=rank', () => {
  it('puts what can go first, then larger amounts of the same day', async () => {
    for (const code of ['R1', 'R2', 'R3']) await book.customer(code, '100.00')
    await book.check('R1', 'R1-1', '200.00')
    const ready = await book.check('R2', 'R2-1', '150.00')
    await book.check('R3', 'R3-1', '300.00')
    await book.customer('R2', '1000.00')
    const evaluated = await app.request('POST', `/api/v1/holds/${ready.body.hold.id}/re-evaluate`)
    expect(evaluated.body.hold).toMatchObject({ status: 'open', ready: true })

    const holds = await app.request('GET', '/api/v1/holds?status=open&sort=rank')
    const codes = (holds.body.items as { customerCode: string }[]).map((hold) => hold.customerCode)
    expect(codes).toEqual(['R2', 'R3', 'R1'])
  })
})

describe('GET /holds?search=', () => {
  it('finds by any part of the name, the code or the number, few or many, each once', async () => {
    for (const code of ['FIND-1', 'FIND-2']) await book.customer(code, '100.00')
    await book.check('FIND-1', 'PO-7788-FIND-1', '150.00')
    await book.check('FIND-2', 'PO-9900', '150.00')
    const found = async (search: string, more = '') => {
      const { body } = await app.request(
        'GET',
        `/api/v1/holds?pageSize=10&sort=amount&search=${search}${more}`,
      )
      const numbers = (body.items as { document: { number: string } }[]).map((hold) => hold.document.number)
      return { numbers: numbers.sort(), total: body.total as number }
    }
    const both = { numbers: ['PO-7788-FIND-1', 'PO-9900'], total: 2 }
    expect(await found('find')).toEqual(both)
    expect(await found('po-', '&status=open')).toEqual(both)
    expect(await found('7788')).toEqual({ numbers: ['PO-7788-FIND-1'], total: 1 })
    expect(await found('%25')).toEqual({ numbers: [], total: 0 })
    expect(await found('find', '&status=released')).toEqual({ numbers: [], total: 0 })

    // More customers than a search starts from: the other way round finds the same.
    await app.database.pool.query(`
      INSERT INTO credit_group (id, code, name, lone)
        SELECT gen_random_uuid(), 'many-' || n, 'many', true FROM generate_series(1, 2001) n`)
    await app.database.pool.query(`
      INSERT INTO customer (id, group_id, code, name, search_key)
        SELECT gen_random_uuid(), id, code, code, 'find ' || code
        FROM credit_group WHERE code LIKE 'many-%'`)
    expect(await found('find')).toEqual(both)
  })
})
