import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { insertTraders, paidInvoice } from '../../../test/trading-book.js'
import { systemPrincipal } from '../../kernel/access.js'
import { addDays, calendarDay } from '../../kernel/calendar-day.js'
import { defaultPolicy } from '../policy/domain/default-policy.js'
import type { CreditPolicy } from '../policy/domain/policy.js'
import { applyAutomatic } from './automatic-limits.js'

const start = calendarDay('2026-01-05')
const prompt = Array.from({ length: 11 }, (_, month) =>
  paidInvoice(addDays(start, month * 30), 10_000_000n, -1),
)
const effects = { limitsChanged: () => Promise.resolve() }

/** Grade A gets 400,000 × factor; of 11,000 that is 440,000. */
function policyWith(factorBasisPoints: number, part: Partial<CreditPolicy> = {}): CreditPolicy {
  return {
    ...defaultPolicy,
    ignoreChangesBelowBasisPoints: 0,
    rules: defaultPolicy.rules.map((rule) =>
      rule.grade === 'A' ? { ...rule, factorBasisPoints, cap: '9000000' } : rule,
    ),
    automatic: {
      ...{ grades: ['A'], periodDays: 90, cut: { atMostBasisPoints: 1_000 } },
      raise: { atMostBasisPoints: 1_000, atMostAmount: '50000', goodMonths: 6, toleratedLateDays: 0 },
    },
    ...part,
  }
}

describe('automatic raises and cuts', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp({ poolSize: 24 })
    const codes = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6']
    await api.database.db.transaction((tx) =>
      insertTraders(
        tx,
        codes.map((code) => ({ code, invoices: prompt, orders: [] })),
      ),
    )
    for (const code of codes) await post(`customers/${code}/ratings`, {})
    await publish(policyWith(11_000))
    await post('limit-proposals/run', {})
    const accepted = await post('limit-proposals/accept', { filter: {}, reason: 'first limits' })
    expect(accepted.body.accepted).toBe(codes.length)
  })
  afterAll(() => api.close())

  const post = (url: string, body: object) => api.request('POST', `/api/v1/${url}`, { body })
  const publish = async (content: CreditPolicy) => {
    expect((await post('policies', { content })).status).toBe(201)
    // The version in force is the one that began last.
    api.clock.advance({ seconds: 1 })
  }
  const linesOf = async (code: string): Promise<{ amount: { amount: string }; reason: string }[]> =>
    (await api.request('GET', `/api/v1/customers/${code}/accounts/CN01/limit-lines`)).body.items
  const amountsOf = async (code: string) => (await linesOf(code)).map(({ amount }) => amount.amount).sort()
  const setStatus = (code: string, status: string) =>
    api.database.pool.query(
      `UPDATE credit_account a SET status = '${status}' FROM customer c WHERE c.id = a.customer_id AND c.code = '${code}'`,
    )

  it('do nothing while the policy wants none, and are tried without writing', async () => {
    const { automatic: _, ...without } = policyWith(11_800)
    await publish(without)
    expect((await post('limit-proposals/automatic', {})).body).toMatchObject({ enabled: false, applied: 0 })
    await publish(policyWith(11_800))
    const tried = await post('limit-proposals/automatic/try', {})
    expect(tried.body).toMatchObject({ enabled: true, proposed: 6, applied: 6 })
    expect(tried.body.items[0]).toMatchObject({
      current: { amount: '440000.00' },
      proposed: { amount: '470000.00' },
    })
    expect(await amountsOf('A1')).toEqual(['440000.00'])
    expect((await api.request('GET', '/api/v1/limit-proposals?status=open')).body.items).toEqual([])
  })

  it('never raise what is frozen, and by two runners at once each limit changes once', async () => {
    await setStatus('A2', 'frozen')
    await Promise.all([1, 2, 3, 4].map(() => applyAutomatic(api.deps, systemPrincipal, effects)))
    await setStatus('A2', 'active')
    for (const code of ['A1', 'A3', 'A4', 'A5', 'A6'])
      expect(await amountsOf(code)).toEqual(['440000.00', '470000.00'])
    expect(await amountsOf('A2')).toEqual(['440000.00'])
    const [newest] = await linesOf('A1')
    expect(newest?.reason).toMatch(/按授信政策第 \d+ 版自动调整 \/ automatic by policy v\d+/)
    const made = await api.request('GET', '/api/v1/limit-proposals?status=accepted&automatic=true')
    expect(made.body.total).toBe(5)
    expect(made.body.items[0]).toMatchObject({ automatic: true, decidedBy: 'system', allowed: ['undo'] })
  })

  it('leave to people what goes beyond the bounds, comes too soon, or is overdue', async () => {
    await publish(policyWith(20_000))
    const far = await post('limit-proposals/automatic', {})
    expect(far.body.applied).toBe(0)
    const reasons = (far.body.left as { code: string; count: number; text: { zh: string } }[]).map(
      ({ code, count }) => [code, count] as const,
    )
    expect(reasons).toContainEqual(['over_share', 6])
    expect(reasons).toContainEqual(['over_amount', 6])
    expect(reasons).toContainEqual(['recent', 5])
    const open = await api.request('GET', '/api/v1/limit-proposals?status=open')
    expect(open.body.total).toBe(6)
    await api.database.pool.query(
      `UPDATE exposure_item SET open_minor = amount_minor, due_on = '2026-11-01'
       WHERE (account_id, document_id) IN (
         SELECT i.account_id, i.document_id FROM exposure_item i JOIN credit_account a ON a.id = i.account_id
         JOIN customer c ON c.id = a.customer_id WHERE c.code = 'A2' AND i.bucket = 'receivables' LIMIT 1)`,
    )
    await publish(policyWith(11_800))
    const late = await post('limit-proposals/automatic', {})
    expect(late.body).toMatchObject({ applied: 0 })
    expect((late.body.left as { code: string }[]).map(({ code }) => code)).toContain('overdue')
    expect(await amountsOf('A2')).toEqual(['440000.00'])
  })

  it('are undone by one click within a day, once, and not again by the next night', async () => {
    const made = await api.request('GET', '/api/v1/limit-proposals?customerCode=A3&automatic=true')
    const { id } = made.body.items[0] as { id: string }
    expect((await post(`limit-proposals/${id}/undo`, {})).status).toBe(204)
    expect(await amountsOf('A3')).toEqual(['440000.00'])
    const shown = await api.request('GET', `/api/v1/limit-proposals/${id}`)
    expect(shown.body).toMatchObject({ undone: { by: expect.any(String) }, allowed: [] })
    expect((await post(`limit-proposals/${id}/undo`, {})).body.code).toBe('automatic_change_final')
    await post('limit-proposals/automatic', {})
    expect(await amountsOf('A3')).toEqual(['440000.00'])
    const other = await api.request('GET', '/api/v1/limit-proposals?customerCode=A4&automatic=true')
    api.clock.advance({ hours: 25 })
    const late = await post(`limit-proposals/${other.body.items[0].id}/undo`, {})
    expect(late.body.code).toBe('automatic_change_final')
    expect(await amountsOf('A4')).toEqual(['440000.00', '470000.00'])
  })

  it('cut within the bounds, frozen or not', async () => {
    await setStatus('A5', 'frozen')
    await publish(policyWith(11_000))
    expect((await post('limit-proposals/automatic', {})).body.applied).toBeGreaterThan(0)
    const [newest] = await linesOf('A5')
    expect(newest?.amount.amount).toBe('440000.00')
  })
})
