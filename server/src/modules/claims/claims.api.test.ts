import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import { claimJobs } from './jobs.js'
import { refreshAllClocks } from './refresh-clocks.js'
import { warnOfClocks } from './warn-of-clocks.js'

const TODAY = '2026-11-21'

interface Listed {
  readonly number: string
  readonly daysLeft: number
  readonly kind: string
  readonly window: string
  readonly items: number
}

describe('claims', () => {
  let api: TestApp
  let book: CreditBook
  let manager: Caller
  beforeAll(async () => {
    api = await createTestApp({ now: `${TODAY}T04:00:00Z` })
    book = await openCreditBook(api)
    manager = await api.signIn('credit-manager', { username: 'wang' })
    for (const code of ['C1', 'C2', 'C3']) await book.customer(code, 'unlimited')
  })
  afterAll(() => api.close())

  const invoice = (customerCode: string, number: string, date: string, dueDate: string, amount: string) =>
    book.document('invoice', number, { customerCode, date, dueDate, lines: [{ lineNo: 1, amount }] })
  const receipt = (customerCode: string, number: string, date: string, amount: string, pays: string) =>
    book.document('receipt', number, {
      customerCode,
      date,
      lines: [{ lineNo: 1, amount }],
      allocations: [{ number: pays, amount }],
    })
  const idOf = async (number: string) => {
    const [row] = await api.database.db.rows<{ id: string }>(
      sql`SELECT id FROM document WHERE type = 'invoice' AND number = ${number}`,
    )
    return row?.id ?? ''
  }
  const claimOf = async (number: string, query = '') => {
    const { body } = await api.request('GET', `/api/v1/claims/${await idOf(number)}${query}`)
    return body.items[0]
  }
  const post = (url: string, body: object, as: Caller = manager) => api.request('POST', url, { as, body })

  it('shows late interest line by line: of LPR where nothing was agreed', async () => {
    await invoice('C1', 'I-C', '2026-09-22', '2026-10-22', '100000.00')
    const { interest } = await claimOf('I-C')
    expect(interest).toMatchObject({
      ...{ regime: 'C', until: TODAY, lateDays: 30, dayCount: 365 },
      accrued: { amount: '369.86', currency: 'CNY' },
      lines: [
        {
          ...{
            kind: 'interest',
            from: '2026-10-22',
            to: TODAY,
            days: 30,
            percent: '3',
            per: 'year',
            factor: '1.5',
          },
          ...{ principal: { amount: '100000.00', currency: 'CNY' }, interest: '369.863014' },
        },
      ],
    })
    expect(interest.reasons[0].zh).toContain('付款方类型未知')
  })

  it('follows the regulation that protects small firms once its facts are recorded, for this invoice only', async () => {
    await invoice('C1', 'I-A', '2026-09-22', '2026-10-22', '100000.00')
    const terms = {
      ...{ segment: 'CN01', documentId: await idOf('I-A'), validFrom: '2026-01-01', contract: 'HT-2026-01' },
      ...{ signedOn: '2026-01-05', debtorKind: 'large_enterprise', creditorSme: true, smeDeclared: true },
      source: '合同第12条及规模类型声明函',
    }
    expect((await post('/api/v1/customers/C1/claim-terms', terms)).status).toBe(201)
    const claim = await claimOf('I-A')
    expect(claim.interest).toMatchObject({ regime: 'A', accrued: { amount: '1500.00', currency: 'CNY' } })
    expect(claim.missing).not.toContain('contract')
    expect((await claimOf('I-C')).interest.regime).toBe('C')
  })

  it('counts a payment on account until its day, and lets it begin the limitation period anew', async () => {
    await invoice('C1', 'I-P', '2024-12-31', '2025-01-31', '100000.00')
    await receipt('C1', 'R-P', '2025-03-01', '40000.00', 'I-P')
    const { interest, limitation } = await claimOf('I-P', '?until=2025-03-31')
    expect((interest.lines as Listed[]).map((line) => line.kind)).toEqual(['interest', 'payment', 'interest'])
    // LPR at the breach 3.10 % × 1.5: 29 days on 100,000 and 30 days on 60,000.
    expect(interest.accrued.amount).toBe('598.77')
    expect(limitation).toMatchObject({ cause: 'payment', startsOn: '2025-03-01', expiresOn: '2028-03-01' })
  })

  it('computes with a rate that was corrected, and records who did', async () => {
    const url = '/api/v1/reference-rates/lpr_1y/2026-10-20'
    const body = { percent: '2.90', source: '同业拆借中心公告' }
    expect((await api.request('PUT', url, { as: manager, body })).status).toBe(200)
    expect((await claimOf('I-C')).interest.accrued.amount).toBe('357.53')
    const finance = await api.signIn('finance', { username: 'cai' })
    expect((await api.request('PUT', url, { as: finance, body })).status).toBe(403)
    expect((await api.request('DELETE', url, { as: manager })).status).toBe(204)
    expect((await claimOf('I-C')).interest.accrued.amount).toBe('369.86')
    const entries = await api.database.db.rows<{ action: string; actor: string }>(
      sql`SELECT action, actor FROM audit_entry WHERE action LIKE 'reference-rate.%' ORDER BY id`,
    )
    expect(entries).toEqual([
      { action: 'reference-rate.changed', actor: 'wang' },
      { action: 'reference-rate.removed', actor: 'wang' },
    ])
  })

  it('says which published rate is missing instead of computing with another', async () => {
    await invoice('C1', 'I-OLD', '2008-01-01', '2008-02-01', '10.00')
    expect((await claimOf('I-OLD')).interest).toMatchObject({
      ...{ regime: null, missingRate: { kind: 'pboc_benchmark_1y', on: '2008-02-02' } },
    })
  })

  it('begins the period anew by a letter once its arrival is proved, and not by a call', async () => {
    await invoice('C2', 'I-L', '2023-11-01', '2023-12-10', '5000.00')
    const written = await post('/api/v1/customers/C2/claim-letters', { payBy: '2026-12-05' })
    expect(written.status).toBe(201)
    const letter = written.body
    expect(letter).toMatchObject({
      debts: 1,
      totals: [{ amount: '5000.00', currency: 'CNY' }],
      arrivedOn: null,
    })
    const paper = await api.app.inject({ url: `/api/v1/claim-letters/${letter.id}.pdf`, headers: manager })
    expect(createHash('sha256').update(paper.rawPayload).digest('hex')).toBe(letter.contentHash)
    expect((await claimOf('I-L')).limitation.expiresOn).toBe('2026-12-10')

    const documentId = await idOf('I-L')
    const act = { customerCode: 'C2', kind: 'demand', on: '2026-11-20', evidence: '通话记录' }
    const call = await post('/api/v1/claims/events', {
      ...{ ...act, channel: 'call', proofGrade: 'call_only', items: [{ documentId, itemNo: 1 }] },
    })
    expect(call.body.items[0].limitation).toMatchObject({
      expiresOn: '2026-12-10',
      events: [{ effect: 'not_proven' }],
    })
    const arrived = await post('/api/v1/claims/events', {
      ...{
        ...act,
        channel: 'letter',
        proofGrade: 'receipt',
        letterId: letter.id,
        evidence: 'EMS 1234567890123 签收单',
      },
      ...{ recipient: '王芳', recipientRole: '收发室' },
    })
    expect(arrived.status).toBe(201)
    expect(arrived.body.items[0].limitation.expiresOn).toBe('2029-11-20')
    expect(arrived.body.items[0].missing).toEqual(['contract', 'delivery', 'statement'])
    const [stored] = await api.database.db.rows<{ hash: string }>(sql`
      SELECT content_hash AS hash FROM limitation_event WHERE letter_id = ${letter.id}::uuid`)
    expect(stored?.hash).toBe(letter.contentHash)
    const letters = await api.request('GET', '/api/v1/customers/C2/claim-letters')
    expect(letters.body.items[0].arrivedOn).toBe('2026-11-20')
  })

  it('refuses what cannot have happened', async () => {
    const items = [{ documentId: await idOf('I-L') }]
    const act = { customerCode: 'C2', items, kind: 'demand', channel: 'letter', evidence: 'x', on: TODAY }
    const codeOf = async (more: object) =>
      (await post('/api/v1/claims/events', { ...act, proofGrade: 'signed', ...more })).body.code as string
    expect(await codeOf({ on: '2026-11-22' })).toBe('claim_event_in_future')
    expect(await codeOf({ proofGrade: null })).toBe('claim_event_proof')
    expect(await codeOf({ kind: 'suit', channel: 'court' })).toBe('claim_event_proof')
    expect(await codeOf({ items: [] })).toBe('claim_event_without_items')
    expect(await codeOf({ customerCode: 'C1' })).toBe('claim_item_not_found')
    const nothing = await post('/api/v1/customers/C3/claim-letters', { payBy: '2026-12-05' })
    expect(nothing.body.code).toBe('claim_nothing_overdue')
  })

  it('lists the periods by their end, counts them by window, and warns of each line once', async () => {
    await invoice('C3', 'I-100', '2023-12-01', '2024-03-01', '300.00')
    await invoice('C3', 'I-GONE', '2022-12-01', '2023-03-01', '40.00')
    await invoice('C3', 'I-PAID', '2023-10-01', '2023-12-01', '50.00')
    await receipt('C3', 'R-PAID', '2024-01-05', '50.00', 'I-PAID')
    await refreshAllClocks(api.deps)
    const { body } = await api.request('GET', '/api/v1/claims?customerCode=C3')
    const found = (body.items as Listed[]).map((one) => [one.number, one.daysLeft])
    expect(found).toEqual([
      ['I-GONE', -265],
      ['I-100', 100],
    ])
    const counts = Object.fromEntries((body.counts as Listed[]).map((one) => [one.window, one.items]))
    expect(counts).toEqual({ expired: 1, d30: 0, d90: 0, d180: 1, later: 0, stopped: 0 })
    const near = await api.request('GET', '/api/v1/claims?customerCode=C3&window=d180')
    expect(near.body.total).toBe(1)

    expect(await warnOfClocks(api.deps)).toBe(1)
    expect(await warnOfClocks(api.deps)).toBe(0)
    api.clock.set('2026-12-02T04:00:00Z')
    manager = await api.signInAgain('wang')
    await refreshAllClocks(api.deps)
    expect(await warnOfClocks(api.deps)).toBe(1)
    const told = await api.request('GET', '/api/v1/notifications?limit=100', { as: manager })
    const kinds = (told.body.items as { kind: string }[]).filter(({ kind }) => kind === 'limitation_ending')
    expect(kinds).toHaveLength(2)
    expect(JSON.stringify(kinds[0])).toContain('¥300.00')
    await receipt('C3', 'R-100', '2026-12-01', '300.00', 'I-100')
    await refreshAllClocks(api.deps)
    const after = await api.request('GET', '/api/v1/claims?customerCode=C3')
    expect((after.body.items as Listed[]).map((one) => one.number)).toEqual(['I-GONE'])
    api.clock.set(`${TODAY}T04:00:00Z`)
    manager = await api.signInAgain('wang')
  })

  it('counts the guarantee period of each receivable, which only the fitting act keeps', async () => {
    await invoice('C2', 'I-G', '2026-05-01', '2026-07-31', '800.00')
    const made = await post('/api/v1/customers/C2/guarantees', {
      ...{
        guarantor: '大股东甲',
        mode: 'unspecified',
        agreed: { kind: 'until_paid' },
        evidence: '保证合同 BZ-1',
      },
      documentId: await idOf('I-G'),
    })
    expect(made.status).toBe(201)
    const read = async () => (await api.request('GET', '/api/v1/customers/C2/guarantees')).body.items[0]
    expect((await read()).clocks).toMatchObject([
      {
        number: 'I-G',
        endsOn: '2027-01-31',
        basis: 'default',
        mustDo: 'sue_debtor',
        status: 'running',
        daysLeft: 71,
      },
    ])
    const act = (kind: string) =>
      post(`/api/v1/guarantees/${made.body.id}/acts`, { kind, on: TODAY, evidence: '催告函' })
    await act('demanded_guarantor')
    expect((await read()).clocks[0].status).toBe('running')
    await act('sued_debtor')
    expect((await read()).clocks[0]).toMatchObject({ status: 'kept', doneOn: TODAY })
  })

  it('begins anew what a customer confirmed on a statement, except the lines that were disputed', async () => {
    await book.customer('C4', 'unlimited')
    await invoice('C4', 'I-S1', '2024-01-01', '2024-02-01', '70.00')
    await invoice('C4', 'I-S2', '2024-01-01', '2024-02-01', '80.00')
    const made = await post('/api/v1/statements/links', { customerCode: 'C4', from: '2024-01-01' })
    const token = String(made.body.path).split('#token=')[1] ?? ''
    const line = { source: 'erp', type: 'invoice', number: 'I-S2', itemNo: 1, reason: '已退货' }
    const answer = { token, name: '赵敏', role: '财务经理', disputes: [line] }
    const answered = await api.request('POST', '/api/v1/statement-links/answer', { as: null, body: answer })
    expect(answered.status).toBe(200)
    const follow = claimJobs(api.deps)['statement-answered']
    await follow?.({ statementId: made.body.id })
    await follow?.({ statementId: made.body.id })
    const confirmed = await claimOf('I-S1')
    expect(confirmed.limitation).toMatchObject({ cause: 'consent', expiresOn: '2029-11-21' })
    expect(confirmed.limitation.events).toHaveLength(1)
    expect(confirmed.missing).not.toContain('statement')
    expect((await claimOf('I-S2')).limitation).toMatchObject({ cause: 'due', expiresOn: '2027-02-01' })
    // The disputed line is a dispute of the office from the same answer, once.
    const { body: opened } = await api.request('GET', '/api/v1/disputes?customerCode=C4')
    expect(opened.items).toMatchObject([{ items: [{ number: 'I-S2' }], statementId: made.body.id }])
    const again = await post('/api/v1/statements/links', { customerCode: 'C4', from: '2024-01-01' })
    const next = String(again.body.path).split('#token=')[1] ?? ''
    api.clock.set('2026-12-01T04:00:00Z')
    await api.request('POST', '/api/v1/statement-links/answer', {
      as: null,
      body: { token: next, name: '赵敏' },
    })
    await follow?.({ statementId: again.body.id })
    const acknowledged = async (number: string) => (await claimOf(number)).limitation.expiresOn as string
    expect([await acknowledged('I-S1'), await acknowledged('I-S2')]).toEqual(['2029-12-01', '2029-12-01'])
    api.clock.set(`${TODAY}T04:00:00Z`)
  })

  it('sums a customer’s overdue claims and hides those of other people’s customers', async () => {
    const { body } = await api.request('GET', '/api/v1/customers/C1/claims')
    expect(body.totals).toHaveLength(1)
    expect((body.items as Listed[]).map((one) => one.number)).toEqual(['I-OLD', 'I-P', 'I-C', 'I-A'])
    const sales = await api.signIn('sales', { username: 'zhang' })
    expect((await api.request('GET', '/api/v1/customers/C1/claims', { as: sales })).status).toBe(404)
    const foreign = await api.request('GET', `/api/v1/claims/${await idOf('I-C')}`, { as: sales })
    expect(foreign.status).toBe(404)
    expect((await api.request('GET', '/api/v1/claims', { as: sales })).body.items).toEqual([])
  })

  it('publishes figures of the law as versions: a year of 360 days from then on', async () => {
    const list = await api.request('GET', '/api/v1/claim-rules')
    expect(list.body.items).toMatchObject([{ version: 0, inForce: true }])
    const content = { ...list.body.items[0].content, dayCount: 360 }
    const body = { content, validFrom: '2026-01-01', source: '合同惯例', baseVersion: 0 }
    expect((await post('/api/v1/claim-rules', body)).status).toBe(201)
    expect((await post('/api/v1/claim-rules', body)).body.code).toBe('publication_outdated')
    expect((await claimOf('I-C')).interest).toMatchObject({ dayCount: 360, accrued: { amount: '375.00' } })
  })
})
