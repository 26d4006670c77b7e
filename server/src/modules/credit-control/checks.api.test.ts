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

describe('POST /credit-checks', () => {
  it('approves up to exactly the limit, reserves, and holds the next cent', async () => {
    await book.customer('A1', '1000.00')
    const first = await book.check('A1', 'A1-1', '1000.00')
    expect(first.status).toBe(201)
    expect(first.body).toMatchObject({
      outcome: 'warned',
      exposureBefore: { amount: '0.00', currency: 'CNY' },
      exposureAfter: { amount: '1000.00', currency: 'CNY' },
      available: { amount: '0.00', currency: 'CNY' },
      hold: null,
    })
    expect(first.body.reservation.expiresAt).toBe('2026-11-28T04:00:00.000Z')
    const second = await book.check('A1', 'A1-2', '0.01')
    expect(second.body).toMatchObject({
      outcome: 'held',
      reservation: null,
      exposureAfter: { amount: '1000.00' },
      reasons: [{ code: 'limit_exceeded', rule: 'limit', threshold: '100.0', unit: 'percent' }],
    })
    expect(second.body.hold.id).toMatch(/^[0-9a-f-]{36}$/)
    expect((await book.exposure('A1')).buckets['reserved']).toEqual({ amount: '1000.00', currency: 'CNY' })
  })

  it('answers a repeated version with the earlier decision and replaces the reservation for a higher one', async () => {
    await book.customer('A2', '1000.00')
    const first = await book.check('A2', 'A2-1', '600.00')
    const again = await book.check('A2', 'A2-1', '600.00')
    expect(again.body.id).toBe(first.body.id)
    const document = { source: 'erp', type: 'order', number: 'A2-1', version: 2 }
    const grown = await book.check('A2', 'A2-1', '800.00', { document })
    expect(grown.body).toMatchObject({ outcome: 'approved', exposureAfter: { amount: '800.00' } })
    expect((await book.exposure('A2')).exposure.amount).toBe('800.00')
    const outdated = await book.check('A2', 'A2-1', '600.00', { document: { ...document, version: 0 } })
    expect(outdated).toMatchObject({ status: 409, body: { code: 'version_outdated' } })
  })

  it('takes nothing for a pure question', async () => {
    await book.customer('A3', '1000.00')
    const question = await book.check('A3', 'A3-1', '5000.00', { reserve: false })
    expect(question.body).toMatchObject({ outcome: 'held', hold: null, reservation: null })
    expect((await book.exposure('A3')).exposure.amount).toBe('0.00')
    expect((await book.check('A3', 'A3-1', '100.00')).body.outcome).toBe('approved')
  })

  it('holds without a limit, rejects a blocked account, and says 404 for the unknown', async () => {
    await book.customer('A4', 'none')
    expect((await book.check('A4', 'A4-1', '1.00')).body).toMatchObject({
      outcome: 'held',
      reasons: [{ code: 'no_limit' }],
    })
    await app.request('PUT', '/api/v1/customers/A4/accounts/CN01', {
      body: { currency: 'CNY', limitMode: 'unlimited', status: 'blocked' },
    })
    expect((await book.check('A4', 'A4-2', '1.00')).body).toMatchObject({
      outcome: 'rejected',
      reasons: [{ code: 'account_blocked' }],
    })
    expect(await book.check('NOBODY', 'X', '1.00')).toMatchObject({
      status: 404,
      body: { code: 'customer_not_found' },
    })
    expect(await book.check('A4', 'X', '1.00', { segment: 'NOWHERE' })).toMatchObject({
      status: 404,
      body: { code: 'customer_not_found' },
    })
    expect(await book.check('A4', 'X', '0.00')).toMatchObject({
      status: 400,
      body: { code: 'validation_failed' },
    })
    expect(await book.check('A4', 'X', '1.001')).toMatchObject({ status: 400 })
  })

  it('holds when a rate is missing and passes at the rate of the day', async () => {
    await book.customer('A5', '1000.00')
    const usd = { amount: { amount: '100.00', currency: 'USD' } }
    const missing = await book.check('A5', 'A5-1', '1.00', usd)
    expect(missing.body).toMatchObject({ outcome: 'held', reasons: [{ code: 'fx_rate_missing' }] })
    const inEuro = { currency: 'EUR', limitMode: 'amount', limit: { amount: '10.00', currency: 'EUR' } }
    await book.customer('A5G', '1000.00', { group: 'A5GROUP' })
    expect((await app.request('PUT', '/api/v1/groups/A5GROUP/accounts/CN01', { body: inEuro })).status).toBe(
      200,
    )
    const [reason] = (await book.check('A5G', 'A5G-1', '1.00')).body.reasons as { message: { en: string } }[]
    expect(reason?.message.en).toBe('The rate CNY → EUR is missing; record it first.')
    const rate = { from: 'USD', to: 'CNY', on: '2026-11-01', rate: '7.1234' }
    expect((await app.request('PUT', '/api/v1/fx-rates', { body: rate })).status).toBe(200)
    const found = await book.check('A5', 'A5-2', '1.00', usd)
    expect(found.body).toMatchObject({
      outcome: 'approved',
      exposureAfter: { amount: '712.34', currency: 'CNY' },
    })
  })

  it('counts the group: the tighter room decides', async () => {
    await book.customer('G1', '1000.00', { group: 'GRP' })
    await book.customer('G2', '1000.00', { group: 'GRP' })
    const limit = { amount: '1500.00', currency: 'CNY' }
    const body = { currency: 'CNY', limitMode: 'amount', limit }
    expect((await app.request('PUT', '/api/v1/groups/GRP/accounts/CN01', { body })).status).toBe(200)
    expect((await book.check('G1', 'G1-1', '800.00')).body.outcome).toBe('approved')
    const second = await book.check('G2', 'G2-1', '800.00')
    expect(second.body).toMatchObject({ outcome: 'held', reasons: [{ code: 'group_limit_exceeded' }] })
    expect((await book.exposure('G2')).available?.amount).toBe('700.00')
  })

  it('replays to the same result', async () => {
    await book.customer('A6', '50.00')
    const { body } = await book.check('A6', 'A6-1', '80.00')
    const replay = await app.request('POST', `/api/v1/credit-checks/${body.id as string}/replay`)
    expect(replay.body).toMatchObject({ agrees: true, recomputed: { outcome: 'held' } })
  })

  it('decides a bulk in order, each seeing the ones before it', async () => {
    await book.customer('A7', '100.00')
    const item = (number: string, amount: string) => ({
      checkpoint: 'order',
      customerCode: 'A7',
      segment: 'CN01',
      document: { source: 'erp', type: 'order', number, version: 1 },
      amount: { amount, currency: 'CNY' },
    })
    const items = [item('B1', '60.00'), item('B2', '60.00'), item('B3', '30.00'), item('B1', '60.00')]
    const { body } = await app.request('POST', '/api/v1/credit-checks/bulk', { body: { items } })
    const results = body.items as { result: { outcome: string; id: string } }[]
    expect(results.map(({ result }) => result.outcome)).toEqual(['approved', 'held', 'approved', 'approved'])
    expect(results[3]?.result.id).toBe(results[0]?.result.id)
  })
})

describe('available', () => {
  it.each([
    ['V1', 'none'],
    ['V2', '100.00'],
  ] as const)('is the same in a check and in the exposure of %s with limit %s', async (code, limit) => {
    await book.customer(code, limit)
    const lines = [{ lineNo: 1, amount: '130.00' }]
    await book.document('invoice', `${code}-I`, { customerCode: code, dueDate: '2026-12-21', lines })
    const { body } = await book.check(code, `${code}-1`, '1.00', { reserve: false })
    expect(body.available).toEqual((await book.exposure(code)).available)
  })
})

describe('holds', () => {
  it('are released by another with authority, reserve, and pass later checkpoints up to the amount', async () => {
    await book.customer('H1', '100.00')
    const held = await book.check('H1', 'H1-1', '150.00')
    const url = `/api/v1/holds/${held.body.hold.id as string}`
    const released = await app.request('POST', `${url}/release`, { body: { reason: '老客户' } })
    expect(released).toMatchObject({ status: 200, body: { status: 'released' } })
    expect((await book.exposure('H1')).buckets['reserved']?.amount).toBe('150.00')
    const delivery = await book.check('H1', 'H1-1', '150.00', { checkpoint: 'delivery' })
    expect(delivery.body.outcome).toBe('approved')
    const document = { source: 'erp', type: 'order', number: 'H1-1', version: 2 }
    const grown = await book.check('H1', 'H1-1', '151.00', { document })
    expect(grown.body.outcome).toBe('held')
    expect((await app.request('POST', `${url}/release`, { body: { reason: 'x' } })).status).toBe(409)
  })
})

describe('documents', () => {
  it('hand the amount over from stage to stage without counting it twice or losing it', async () => {
    await book.customer('D1', '1000.00')
    const check = await book.check('D1', 'SO-1', '500.00')
    const lines = (amount: string, from?: object) => [{ lineNo: 1, amount, ...(from ? { from } : {}) }]
    const total = async () => (await book.exposure('D1')).exposure.amount
    const reservationId = check.body.reservation.id as string
    expect(
      (await book.document('order', 'SO-1', { customerCode: 'D1', reservationId, lines: lines('500.00') }))
        .status,
    ).toBe(201)
    expect(await total()).toBe('500.00')
    const fromOrder = { type: 'order', number: 'SO-1', lineNo: 1, amount: '500.00' }
    await book.document('delivery', 'DN-1', { customerCode: 'D1', lines: lines('500.00', fromOrder) })
    expect(await total()).toBe('500.00')
    const fromDelivery = { type: 'delivery', number: 'DN-1', lineNo: 1, amount: '500.00' }
    await book.document('invoice', 'INV-1', {
      customerCode: 'D1',
      dueDate: '2026-12-21',
      lines: lines('500.00', fromDelivery),
    })
    const exposure = await book.exposure('D1')
    expect(exposure.exposure.amount).toBe('500.00')
    expect(exposure.buckets['receivables']?.amount).toBe('500.00')
    const allocations = [{ number: 'INV-1', amount: '300.00' }]
    await book.document('receipt', 'RC-1', { customerCode: 'D1', lines: lines('350.00'), allocations })
    const paid = await book.exposure('D1')
    expect(paid.exposure.amount).toBe('150.00')
    expect(paid.buckets['unapplied']?.amount).toBe('-50.00')
    const more = await book.document('delivery', 'DN-2', {
      customerCode: 'D1',
      lines: lines('1.00', { ...fromOrder, amount: '1.00' }),
    })
    expect(more).toMatchObject({ status: 409, body: { code: 'exceeds_source' } })
  })
})
