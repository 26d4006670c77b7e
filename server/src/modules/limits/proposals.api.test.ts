import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../kernel/calendar-day.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { insertTraders, paidInvoice, type TestTrader } from '../../../test/trading-book.js'
import { moduleRoutes } from '../../app/modules.js'
import { defaultPolicy } from '../policy/domain/default-policy.js'

const start = calendarDay('2026-01-05')
/** Ten invoices of 100,000.00, one in 30 days, all paid early: 600,000.00 in the last 180 days. */
const prompt = Array.from({ length: 11 }, (_, month) =>
  paidInvoice(addDays(start, month * 30), 10_000_000n, -1),
)

describe('limit proposals', () => {
  let api: TestApp
  let customers = 0
  beforeAll(async () => {
    api = await createTestApp({ routes: moduleRoutes, poolSize: 24 })
  })
  beforeEach(async () => {
    // Every test has the book to itself.
    await api.request('POST', '/api/v1/limit-proposals/reject', {
      body: { filter: {}, reason: 'clean table' },
    })
  })
  afterAll(() => api.close())

  async function trader(invoices: TestTrader['invoices'] = prompt): Promise<string> {
    const code = `P${customers++}`
    await api.database.db.transaction((tx) => insertTraders(tx, [{ code, invoices, orders: [] }]))
    return code
  }
  const post = (url: string, body: object, as?: Caller) =>
    api.request('POST', `/api/v1/${url}`, as ? { body, as } : { body })
  const rate = (code: string) => post(`customers/${code}/ratings`, {})
  const run = (body: object = {}) => post('limit-proposals/run', body)
  const list = async (query: string) => (await api.request('GET', `/api/v1/limit-proposals?${query}`)).body
  const onlyProposal = async (code: string) => {
    const { items } = await list(`customerCode=${code}&status=open`)
    expect(items).toHaveLength(1)
    return items[0]
  }
  const linesOf = async (code: string) =>
    (await api.request('GET', `/api/v1/customers/${code}/accounts/CN01/limit-lines`)).body.items

  it('are computed for every account, with the calculation in both languages', async () => {
    const code = await trader()
    await rate(code)
    const answer = await run()
    expect(answer).toMatchObject({ status: 200, body: { policyVersion: 1, asOf: '2026-11-21' } })
    expect(answer.body.accounts).toBe(answer.body.proposed + answer.body.unchanged + answer.body.skipped)
    const proposal = await onlyProposal(code)
    expect(proposal).toMatchObject({
      kind: 'policy',
      grade: 'A',
      current: { mode: 'none', limit: null, netDays: null },
      proposed: {
        mode: 'amount',
        limit: { amount: '440000.00', currency: 'CNY' },
        kind: 'base',
        netDays: 45,
      },
      change: { amount: '440000.00', currency: 'CNY' },
    })
    expect(proposal.reason.zh).toContain(
      '近 6 个月采购 ¥600,000.00，月均采购 ¥100,000.00；月均采购 × 4 个月 × A 级系数 1.1 = ¥440,000.00',
    )
    expect((proposal.steps as { step: string }[]).map((step) => step.step)).toEqual([
      ...['average', 'formula', 'net-assets-unknown', 'grade-cap', 'rounding'],
    ])
  })

  it('leave out whom the policy says nothing about', async () => {
    const code = await trader()
    const { skipped, skippedBecause } = (await run()).body as { skipped: number; skippedBecause: object }
    expect(skipped).toBeGreaterThan(0)
    expect(skippedBecause).toEqual({ inactive: 0, unlimited: 0, unrated: skipped, no_row: 0 })
    expect((await list(`customerCode=${code}`)).items).toEqual([])
  })

  it('become limit line and terms when accepted, once', async () => {
    const code = await trader()
    await rate(code)
    await run()
    const { id } = await onlyProposal(code)
    const accepted = await post('limit-proposals/accept', { ids: [id], reason: '年度评审' })
    expect(accepted.body).toEqual({ accepted: 1, skipped: [] })
    expect(await linesOf(code)).toMatchObject([
      {
        kind: 'base',
        amount: { amount: '440000.00' },
        validFrom: '2026-11-21',
        validTo: null,
        reason: '年度评审',
      },
    ])
    const decided = await api.request('GET', `/api/v1/limit-proposals/${id}`)
    expect(decided.body).toMatchObject({ status: 'accepted', decisionReason: '年度评审' })
    const account = await api.database.pool.query(
      `SELECT a.limit_mode, a.net_days, a.review_on FROM credit_account a JOIN customer c ON c.id = a.customer_id
       WHERE c.code = '${code}'`,
    )
    expect(account.rows).toEqual([{ limit_mode: 'amount', net_days: 45, review_on: '2027-05-21' }])
    const again = await post('limit-proposals/accept', { ids: [id], reason: 'twice' })
    expect(again.body).toMatchObject({ status: 409, code: 'proposal_not_open' })
    await run()
    expect((await list(`customerCode=${code}&status=open`)).items).toEqual([])
  })

  it('accepted by a crowd at the same time are put in force exactly once', async () => {
    const codes = await Promise.all(Array.from({ length: 5 }, () => trader()))
    await Promise.all(codes.map(rate))
    await run()
    const ids = await Promise.all(codes.map(async (code) => (await onlyProposal(code)).id as string))
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post('limit-proposals/accept', { ids, reason: 'race' })),
    )
    const sum = answers.reduce((total, answer) => total + Number(answer.body.accepted), 0)
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200))
    expect(sum).toBe(5)
    const late = answers.flatMap(({ body }) => body.skipped as { customer: { code: string } }[])
    expect(new Set(late.map(({ customer }) => customer.code))).toEqual(new Set(codes))
    for (const code of codes) expect(await linesOf(code)).toHaveLength(1)
  })

  it('are accepted by filter, totals first', async () => {
    const codes = await Promise.all(Array.from({ length: 3 }, () => trader()))
    await Promise.all(codes.map(rate))
    await run()
    const { totals, total } = await list('status=open&direction=raise&grade=A&pageSize=1')
    const [cny] = totals
    expect(total).toBe(cny.count)
    const accepted = await post('limit-proposals/accept', {
      filter: { direction: 'raise', grade: 'A' },
      reason: 'all raises',
    })
    expect(accepted.body).toEqual({ accepted: total, skipped: [] })
    expect((await list('status=open&direction=raise&grade=A')).items).toEqual([])
  })

  it('are superseded by the next run, and rejected with a reason', async () => {
    const code = await trader()
    await rate(code)
    await run()
    const first = await onlyProposal(code)
    await run()
    const second = await onlyProposal(code)
    expect(second.id).not.toBe(first.id)
    expect((await api.request('GET', `/api/v1/limit-proposals/${first.id}`)).body.status).toBe('superseded')
    const rejected = await post('limit-proposals/reject', { ids: [second.id], reason: 'not now' })
    expect(rejected.body).toEqual({ rejected: 1, skipped: [] })
    expect(await linesOf(code)).toEqual([])
    const late = await post('limit-proposals/accept', { ids: [second.id], reason: 'late' })
    expect(late.body.code).toBe('proposal_not_open')
  })

  it('that need attention are not accepted by filter', async () => {
    const dollars = prompt.map((invoice) => ({ ...invoice, currency: 'USD' }))
    const code = await trader(dollars)
    await rate(code)
    await run()
    const proposal = await onlyProposal(code)
    expect(proposal.attention).toBe('fx_rate_missing')
    const byFilter = await post('limit-proposals/accept', { filter: { customerCode: code }, reason: 'all' })
    expect(byFilter.body.accepted).toBe(0)
    const byId = await post('limit-proposals/accept', { ids: [proposal.id], reason: 'looked at it' })
    expect(byId.body.accepted).toBe(1)
  })

  it('asked for by somebody without the right to grant wait for somebody else', async () => {
    const code = await trader()
    await rate(code)
    const asker = await api.keyWith('limits:propose', 'limits:read', 'customers:read')
    const url = `/api/v1/customers/${code}/accounts/CN01`
    const body = {
      ...{ currency: 'CNY', limitMode: 'amount', limit: { amount: '50000.00', currency: 'CNY' } },
      status: 'active',
    }
    const answer = await api.request('PUT', url, { as: asker, body })
    expect(answer.status).toBe(202)
    const request = await onlyProposal(code)
    expect(request).toMatchObject({
      id: answer.body.requestId,
      kind: 'request',
      // Whoever decides sees how the customer was rated when it was asked for.
      grade: expect.stringMatching(/^(AAA|AA|A|B|C)$/),
      proposed: { limit: { amount: '50000.00' } },
    })
    expect(await linesOf(code)).toEqual([])
    const self = await post('limit-proposals/accept', { ids: [request.id], reason: 'me' }, asker)
    expect(self.body).toMatchObject({ status: 403, code: 'forbidden' })
    const accepted = await post('limit-proposals/accept', { ids: [request.id], reason: 'fine' })
    expect(accepted.body.accepted).toBe(1)
    expect(await linesOf(code)).toMatchObject([{ kind: 'base', amount: { amount: '50000.00' } }])
  })

  it('asked for by oneself cannot be accepted by oneself', async () => {
    const code = await trader()
    const proposer = await api.keyWith('limits:propose', 'limits:read', 'customers:read')
    const line = { kind: 'temporary', amount: { amount: '9000.00', currency: 'CNY' } }
    const period = { validFrom: '2026-11-25', validTo: '2026-12-31' }
    const body = { ...line, ...period, reason: '旺季' }
    const url = `/api/v1/customers/${code}/accounts/CN01/limit-lines`
    expect((await api.request('POST', url, { as: proposer, body })).status).toBe(202)
    const request = await onlyProposal(code)
    expect(request).toMatchObject({ reason: { zh: '旺季' }, proposed: { kind: 'temporary', ...period } })
    // The same person under a key that may grant: keys of one name are one submitter.
    const granter = await api.keyWith('limits:propose', 'limits:write', 'limits:read')
    const self = await post('limit-proposals/accept', { ids: [request.id], reason: 'me' }, granter)
    expect(self.body).toMatchObject({ status: 403, code: 'proposal_own_submission' })
    await post('limit-proposals/accept', { ids: [request.id], reason: 'ok' })
    expect(await linesOf(code)).toMatchObject([{ kind: 'temporary', ...period }])
  })

  it('are without an end where the ERP writes the end of time', async () => {
    const code = await trader()
    const url = `/api/v1/customers/${code}/accounts/CN01/limit-lines`
    const line = { kind: 'base', amount: { amount: '9000.00', currency: 'CNY' }, reason: 'SAP' }
    const body = { ...line, validFrom: '2026-11-21', validTo: '9999-12-31' }
    expect((await api.request('POST', url, { body })).body).toMatchObject({ validTo: null })
    const tooFar = { ...body, validTo: '9999-12-30' }
    expect((await api.request('POST', url, { body: tooFar })).status).toBe(400)
  })

  it('follow the policy in force', async () => {
    const code = await trader()
    await rate(code)
    const rules = defaultPolicy.rules.map((rule) =>
      rule.grade === 'A' ? { ...rule, months: 1, netDays: 10 } : rule,
    )
    const published = await post('policies', { content: { ...defaultPolicy, rules } })
    expect(published).toMatchObject({ status: 201, body: { version: 2, inForce: true, baseCurrency: 'CNY' } })
    await run()
    expect(await onlyProposal(code)).toMatchObject({
      policyVersion: 2,
      proposed: { limit: { amount: '110000.00' }, netDays: 10 },
    })
    const policies = await api.request('GET', '/api/v1/policies')
    expect((policies.body.items as { version: number }[]).map((item) => item.version)).toEqual([2, 1])
    const broken = await post('policies', { content: { ...defaultPolicy, rules: rules.slice(1) } })
    expect(broken.body).toMatchObject({ status: 400, code: 'policy_invalid' })
  })

  it('refuse what makes no sense', async () => {
    expect((await run({ asOf: '2027-01-01' })).body.code).toBe('as_of_in_future')
    expect((await post('limit-proposals/accept', { reason: 'x' })).status).toBe(400)
    const ids = ['019ab000-0000-7000-8000-000000000000']
    expect((await post('limit-proposals/accept', { ids, filter: {}, reason: 'x' })).status).toBe(400)
    expect((await post('limit-proposals/accept', { ids, reason: 'x' })).body.code).toBe('proposal_not_found')
    expect((await api.request('GET', `/api/v1/limit-proposals/${ids[0]}`)).body.code).toBe(
      'proposal_not_found',
    )
    expect((await api.request('GET', '/api/v1/limit-proposals?cursor=zzz')).status).toBe(400)
  })
})
