import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { newId } from '../../platform/new-id.js'

describe('an authority that names a share over the limit', () => {
  let api: TestApp
  let book: CreditBook
  let manager: Caller
  beforeAll(async () => {
    api = await createTestApp()
    book = await openCreditBook(api)
    manager = await api.signIn('credit-manager', { username: 'mei' })
    const body = { username: 'mei', kind: 'hold-release', amount: 'unlimited', overLimitBp: 1000 }
    expect((await api.request('PUT', `/api/v1/authorities/${newId()}`, { body })).status).toBe(200)
  })
  afterAll(() => api.close())

  /** Holds an order of a fresh customer with a limit of 1,000 yuan, and lets the manager try to release it. */
  async function release(code: string, amount: string) {
    await book.customer(code, '1000.00')
    const held = await book.check(code, `SO-${code}`, amount)
    expect(held.body.outcome).toBe('held')
    const url = `/api/v1/holds/${String(held.body.hold.id)}/release`
    return api.request('POST', url, { as: manager, body: { reason: '客户急需' } })
  }

  it('releases up to that share, to the cent, and leaves more to somebody else', async () => {
    expect(await release('TEN', '1100.00')).toMatchObject({ status: 200, body: { status: 'released' } })
    expect(await release('MORE', '1100.01')).toMatchObject({
      status: 202,
      body: { status: 'open', releaseRequest: { by: 'mei' } },
    })
  })

  it('counts what is used of the limit already', async () => {
    await book.customer('USED', '1000.00')
    await book.check('USED', 'SO-1', '900.00')
    const held = await book.check('USED', 'SO-2', '250.00')
    const url = `/api/v1/holds/${String(held.body.hold.id)}/release`
    const answer = await api.request('POST', url, { as: manager, body: { reason: '客户急需' } })
    expect(answer.status).toBe(202)
  })
})
