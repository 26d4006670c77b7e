import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { insertTraders, paidInvoice } from '../../../test/trading-book.js'
import { addDays, calendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { defaultPolicy } from '../policy/domain/default-policy.js'
import type { CreditPolicy, PolicyRule } from '../policy/domain/policy.js'
import { runSimulation } from '../simulation/run-simulation.js'

const start = calendarDay('2026-01-05')
const prompt = Array.from({ length: 11 }, (_, month) =>
  paidInvoice(addDays(start, month * 30), 10_000_000n, -1),
)
const [ofA] = defaultPolicy.rules.filter(({ grade }) => grade === 'A')
if (!ofA) throw new Error('no rule for A')

/** Customers of at least two years get less; the traders of this book have ten months. */
const policyWith = (row: Partial<PolicyRule>, from = 6): CreditPolicy => ({
  ...defaultPolicy,
  classes: [
    { code: 'known', name: { zh: '老客户', en: 'Known customers' }, when: { relationMonths: { from } } },
  ],
  rules: [...defaultPolicy.rules, { ...ofA, classes: ['known'], ...row }],
})

describe('a row of the policy for a class of customers', () => {
  let api: TestApp
  beforeAll(async () => {
    api = await createTestApp()
    await api.database.db.transaction((tx) =>
      insertTraders(
        tx,
        ['K1', 'K2', 'K3'].map((code) => ({ code, invoices: prompt, orders: [] })),
      ),
    )
    for (const code of ['K1', 'K2', 'K3']) await post(`customers/${code}/ratings`, {})
  })
  afterAll(() => api.close())

  const post = (url: string, body: object) => api.request('POST', `/api/v1/${url}`, { body })
  const publish = async (content: CreditPolicy) =>
    expect((await post('policies', { content })).status).toBe(201)
  const proposalOf = async (code: string) => {
    await post('limit-proposals/run', {})
    const found = await api.request('GET', `/api/v1/limit-proposals?customerCode=${code}&status=open`)
    expect(found.body.items).toHaveLength(1)
    return found.body.items[0]
  }
  const policyOf = async (code: string) =>
    (await api.request('GET', `/api/v1/customers/${code}/accounts/CN01/policy`)).body

  it('gives terms, price, security and review with the limit, and they are agreed when it is accepted', async () => {
    await publish(
      policyWith({
        ...{ netDays: 30, terms: { kind: 'month-end' }, prepaymentBasisPoints: 1_000, priceTier: 'B' },
        ...{ security: { kind: 'guarantee', shareBasisPoints: 5_000 }, reviewIntervalDays: 45 },
      }),
    )
    const proposal = await proposalOf('K1')
    expect(proposal).toMatchObject({
      proposed: { limit: { amount: '440000.00' }, netDays: 30, reviewOn: '2027-01-05' },
      granted: { customerClass: { code: 'known' }, terms: 'month-end', priceTier: 'B' },
    })
    expect(proposal.grantedLines[1]).toMatchObject({ text: { zh: '预付 10%，其余月结 30 天' } })
    expect(await policyOf('K1')).toMatchObject({
      byPolicy: { reviewIntervalDays: 45, granted: { security: { kind: 'guarantee' } } },
      agreed: null,
    })
    await post('limit-proposals/accept', { ids: [proposal.id], reason: 'agreed' })
    expect(await policyOf('K1')).toMatchObject({ agreed: { granted: { terms: 'month-end' } } })
    await post('limit-proposals/run', {})
    const again = await api.request('GET', '/api/v1/limit-proposals?customerCode=K1&status=open')
    expect(again.body.items).toEqual([])
  })

  it('is proposed again when only the price tier changes, with the limit as it stands', async () => {
    await publish(policyWith({ priceTier: 'A' }))
    const first = await proposalOf('K2')
    await post('limit-proposals/accept', { ids: [first.id], reason: 'ok' })
    await publish(policyWith({ priceTier: 'C' }))
    const next = await proposalOf('K2')
    expect(next).toMatchObject({ change: { amount: '0.00' }, granted: { priceTier: 'C' } })
  })

  it('that wants an approval of its own is not accepted by one person', async () => {
    await publish(policyWith({ approvalPath: 'committee' }))
    const { id } = await proposalOf('K3')
    const accepted = await post('limit-proposals/accept', { ids: [id], reason: 'alone' })
    expect(accepted.body).toMatchObject({ status: 409, code: 'proposal_in_approval' })
    const cases = await api.request('GET', '/api/v1/approval-cases?customerCode=K3')
    expect(cases.body.items).toHaveLength(1)
    const lines = await api.request('GET', '/api/v1/customers/K3/accounts/CN01/limit-lines')
    expect(lines.body.items).toEqual([])
  })

  it('is seen by a simulation: whose terms change, by class', async () => {
    await publish(defaultPolicy)
    const content = policyWith({ terms: { kind: 'instalments', instalments: 3 } })
    const asked = await post('simulations', { kind: 'policy', content })
    await runSimulation(api.deps, asked.body.id as Id)
    const done = await api.request('GET', `/api/v1/simulations/${asked.body.id}`)
    expect(done.body.summary.book.total).toMatchObject({ accounts: 3, raised: 0, cut: 0, terms: 3 })
    expect(done.body.summary.book.byClass).toMatchObject([{ key: 'known', accounts: 3, terms: 3 }])
    const { items } = (await api.request('GET', `/api/v1/simulations/${asked.body.id}/accounts`)).body
    expect(items[0].after.grantedLines[1].text.en).toBe('3 instalments within 45 days')
    const elder = await post('simulations', { kind: 'policy', content: policyWith({ cap: '1' }, 24) })
    await runSimulation(api.deps, elder.body.id as Id)
    const none = await api.request('GET', `/api/v1/simulations/${elder.body.id}`)
    expect(none.body.summary.book.total).toMatchObject({ cut: 0, terms: 0 })
  })

  it('is shown in the coverage of a policy, with what is wrong', async () => {
    const good = await post('policies/coverage', { content: policyWith({}) })
    expect(good.body.faults).toEqual([])
    const rowFor = (customerClass: string | null) =>
      (good.body.items as { grade: string; customerClass: string | null; row: number }[]).find(
        (cell) => cell.grade === 'A' && cell.customerClass === customerClass,
      )?.row
    expect(rowFor('known')).toBe(defaultPolicy.rules.length)
    expect(rowFor(null)).toBe(defaultPolicy.rules.indexOf(ofA))
    const tied = { ...policyWith({}), rules: [...policyWith({}).rules, { ...ofA, segments: ['CN01'] }] }
    const bad = await post('policies/coverage', { content: tied })
    expect(bad.body.faults).toHaveLength(1)
    expect((await post('policies', { content: tied })).body).toMatchObject({ code: 'policy_invalid' })
  })
})
