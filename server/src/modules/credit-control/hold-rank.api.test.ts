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
