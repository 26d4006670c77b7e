import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'

const item = { source: 'erp', number: 'P-1', itemNo: 1 }
const CNY = (amount: string) => ({ amount, currency: 'CNY' })

describe('provisions of what was written off', () => {
  let app: TestApp
  let book: OwingBook
  let manager: Caller
  let finance: Caller
  let writeOffId = ''
  let signedIn = 0

  beforeAll(async () => {
    app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
    book = await openOwingBook(app)
    await signIn()
    await book.customer('P', '100000.00')
    await book.invoice('P', 'P-1', '1000.00', '2023-10-01')
  })
  afterAll(() => app.close())

  async function signIn(): Promise<void> {
    signedIn += 1
    manager = await app.signIn('credit-manager', { username: `wang${signedIn}`, releaseAuthority: null })
    finance = await app.signIn('finance', { username: `chen${signedIn}` })
  }

  /** A run of a day, approved by somebody else. */
  async function closed(asOf: string) {
    const made = await app.request('POST', '/api/v1/provision-runs', { as: finance, body: { asOf } })
    expect(made.status, made.text).toBe(201)
    const path = `/api/v1/provision-runs/${made.body.id as string}/approve`
    const answer = await app.request('POST', path, { as: manager, body: {} })
    expect(answer.status, answer.text).toBe(200)
    return made.body
  }
  const movement = (moved: object) => ({
    ...{ opening: CNY('0.00'), charge: CNY('0.00'), release: CNY('0.00'), writeOff: CNY('0.00') },
    ...{ recovered: CNY('0.00'), closing: CNY('0.00') },
    ...moved,
  })

  it('count it until it is written off, which uses the allowance up', async () => {
    const before = await closed('2026-10-31')
    expect(before).toMatchObject({ gross: CNY('1000.00'), provision: CNY('1000.00') })
    const asked = await app.request('POST', '/api/v1/customers/P/write-offs', {
      as: finance,
      body: { reasonCode: 'overdue-3y', explanation: '多年催收无果', items: [item] },
    })
    writeOffId = asked.body.writeOff.id as string
    const inbox = await app.request('GET', '/api/v1/inbox?subject=write-off', { as: manager })
    const { id, stepId } = inbox.body.items[0] as { id: string; stepId: string }
    const approved = await app.request('POST', `/api/v1/approval-cases/${id}/actions`, {
      ...{ as: manager, body: { action: 'approve', stepId, comment: '同意' } },
    })
    expect(approved.status, approved.text).toBe(200)
    const after = await closed('2026-11-21')
    expect(after).toMatchObject({
      ...{ gross: CNY('0.00'), provision: CNY('0.00') },
      movement: movement({ opening: CNY('1000.00'), writeOff: CNY('1000.00') }),
    })
  })

  it('take what came in of it into the allowance, and release what is not needed there', async () => {
    app.clock.set('2026-11-25T04:00:00Z')
    await signIn()
    await book.document('receipt', 'P-R', {
      ...{ customerCode: 'P', date: '2026-11-25', lines: [{ lineNo: 1, amount: '400.00' }] },
    })
    const recovered = await app.request('POST', `/api/v1/write-offs/${writeOffId}/recoveries`, {
      ...{ as: finance, body: { ...item, receipt: { source: 'erp', number: 'P-R' }, amount: CNY('400.00') } },
    })
    expect(recovered.status, recovered.text).toBe(201)
    const run = await closed('2026-11-24')
    expect(run).toMatchObject({ movement: movement({}) })
    const after = await closed('2026-11-25')
    expect(after).toMatchObject({
      gross: CNY('0.00'),
      movement: movement({ recovered: CNY('400.00'), release: CNY('400.00') }),
    })
  })

  it('use the allowance again when the recovery is undone in a later period', async () => {
    app.clock.set('2026-11-26T04:00:00Z')
    await signIn()
    const { body } = await app.request('GET', `/api/v1/write-offs/${writeOffId}`, { as: finance })
    const path = `/api/v1/recoveries/${body.recoveries[0].id as string}/undo`
    const undone = await app.request('POST', path, { as: finance, body: { reason: '认错款项' } })
    expect(undone.status, undone.text).toBe(200)
    expect(await closed('2026-11-26')).toMatchObject({
      movement: movement({ charge: CNY('400.00'), writeOff: CNY('400.00') }),
    })
  })
})
