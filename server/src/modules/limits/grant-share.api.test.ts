import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { newId } from '../../platform/new-id.js'
import { sql } from '../../platform/db/sql.js'
import { defaultPolicy } from '../policy/domain/default-policy.js'

describe('an authority to grant limits that names a share', () => {
  let api: TestApp
  let book: CreditBook
  let manager: Caller
  let other: Caller
  beforeAll(async () => {
    api = await createTestApp()
    book = await openCreditBook(api)
    await api.request('POST', '/api/v1/policies', { body: { content: defaultPolicy } })
    manager = await api.signIn('credit-manager', { username: 'mei' })
    other = await api.signIn('credit-manager', { username: 'qiang' })
    for (const kind of ['limit-change', 'temporary-limit', 'credit-opening']) {
      const body = { username: 'mei', kind, amount: 'unlimited', overLimitBp: 1000 }
      expect((await api.request('PUT', `/api/v1/authorities/${newId()}`, { body })).status).toBe(200)
    }
  })
  afterAll(() => api.close())

  const base = (code: string, amount: string | null, as = manager) =>
    api.request('PUT', `/api/v1/customers/${code}/accounts/CN01`, {
      as,
      body: {
        currency: 'CNY',
        ...(amount === null
          ? { limitMode: 'unlimited' }
          : { limitMode: 'amount', limit: { amount, currency: 'CNY' } }),
      },
    })
  const line = (code: string, amount: string) =>
    api.request('POST', `/api/v1/customers/${code}/accounts/CN01/limit-lines`, {
      as: manager,
      body: {
        ...{ kind: 'temporary', amount: { amount, currency: 'CNY' }, reason: '旺季备货' },
        ...{ validFrom: '2026-11-21', validTo: '2026-12-31' },
      },
    })

  it('raises the present limit by that share, to the cent, where the policy recommends nothing', async () => {
    await book.customer('L1', '1000.00')
    expect((await base('L1', '1100.01')).status).toBe(202)
    await book.customer('L2', '1000.00')
    expect((await base('L2', '1100.00')).status).toBe(200)
  })

  it('counts a temporary line on top of the limit', async () => {
    await book.customer('L3', '1000.00')
    expect((await line('L3', '100.01')).status).toBe(202)
    expect((await line('L3', '100.00')).status).toBe(201)
  })

  it('is held to what the policy recommends where it does', async () => {
    await book.customer('L4', '1000.00')
    const recommend = (minor: bigint) =>
      api.deps.db.transaction((tx) =>
        tx.run(sql`
      INSERT INTO limit_proposal (id, kind, policy_version, status, group_id, account_id, customer_id, segment_id, as_of, currency,
        current_mode, current_minor, proposed_mode, line_kind, proposed_minor, change_minor, steps, submitted_by, created_at)
      SELECT gen_random_uuid(), 'policy', (SELECT min(version) FROM credit_policy), 'superseded', a.group_id, a.id, a.customer_id, a.segment_id, '2026-11-20', 'CNY',
        'amount', 100000, 'amount', 'base', ${minor}, 0, '[]', 'system', now()
      FROM credit_account a JOIN customer c ON c.id = a.customer_id WHERE c.code = 'L4'`),
      )
    await recommend(200000n)
    expect((await base('L4', '2200.00')).status).toBe(200)
    expect((await base('L4', '2200.01')).status).toBe(202)
  })

  it('never reaches the first credit without a recommendation, nor credit without a limit', async () => {
    await book.customer('L5', 'none')
    expect((await base('L5', '1.00')).status).toBe(202)
    await book.customer('L6', '1000.00')
    expect((await base('L6', null)).status).toBe(202)
  })

  it('that does not reach is not asked to sign what another one requests', async () => {
    await book.customer('L7', '1000.00')
    expect((await base('L7', '1500.00', other)).status).toBe(202)
    const inbox = await api.request('GET', '/api/v1/approval-cases?customerCode=L7')
    const id = inbox.body.items[0].id as string
    const found = await api.request('GET', `/api/v1/approval-cases/${id}`, { as: manager })
    expect(found.status).toBe(200)
    expect(found.body.waitingFor).toEqual([])
  })
})
