import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openOwingBook, type OwingBook } from '../../../test/owing-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'

let app: TestApp
let book: OwingBook
let manager: Caller
let collector: Caller
let next = 0
let code = ''

beforeAll(async () => {
  app = await createTestApp({ now: '2026-11-21T04:00:00Z' })
  book = await openOwingBook(app)
  manager = await app.signIn('credit-manager', { username: 'wang', releaseAuthority: null })
  collector = await app.signIn('finance', { username: 'zhou' })
})
beforeEach(async () => {
  code = `W${++next}`
  app.clock.set('2026-11-21T04:00:00Z')
  await book.customer(code, '100000.00')
  await book.invoice(code, `${code}-1`, '1000.00', '2023-10-01')
})
afterAll(() => app.close())

const CNY = (amount: string) => ({ amount, currency: 'CNY' })
const item = () => ({ source: 'erp', number: `${code}-1`, itemNo: 1 })
const ask = (more: object = {}) =>
  app.request('POST', `/api/v1/customers/${code}/write-offs`, {
    as: collector,
    body: { reasonCode: 'overdue-3y', explanation: '多年催收无果', items: [item()], ...more },
  })

async function stepOf(caseId: string): Promise<string | undefined> {
  const inbox = await app.request('GET', '/api/v1/inbox?subject=write-off', { as: manager })
  return (inbox.body.items as { id: string; stepId: string }[]).find(({ id }) => id === caseId)?.stepId
}

async function act(caseId: string, action: 'approve' | 'reject', stepId?: string) {
  const body = { action, stepId: stepId ?? (await stepOf(caseId)), comment: '同意' }
  return app.request('POST', `/api/v1/approval-cases/${caseId}/actions`, { as: manager, body })
}

async function requested(more: object = {}): Promise<{ id: string; caseId: string }> {
  const { status, body, text } = await ask(more)
  expect(status, text).toBe(202)
  return { id: body.writeOff.id as string, caseId: body.approvalCaseId as string }
}

async function writtenOff(more: object = {}): Promise<string> {
  const { id, caseId } = await requested(more)
  const answer = await act(caseId, 'approve')
  expect(answer.status, answer.text).toBe(200)
  return id
}

const read = async (id: string) => (await app.request('GET', `/api/v1/write-offs/${id}`)).body
const receivables = async () => (await book.exposure(code)).buckets['receivables']?.amount
const unapplied = async () => (await book.exposure(code)).buckets['unapplied']?.amount
const documents = () =>
  app.deps.db.rows<{ number: string; status: string; version: bigint; total: bigint }>(sql`
    SELECT d.number, d.status, d.version, d.total_minor AS total FROM document d
    JOIN credit_account a ON a.id = d.account_id JOIN customer c ON c.id = a.customer_id
    WHERE c.code = ${code} AND d.type = 'write-off' ORDER BY d.number`)
const receive = (number: string, amount: string) =>
  book.document('receipt', number, {
    ...{ customerCode: code, date: '2026-11-21', lines: [{ lineNo: 1, amount }] },
  })
const recover = (id: string, amount: string, more: object = {}) =>
  app.request('POST', `/api/v1/write-offs/${id}/recoveries`, {
    body: { ...item(), receipt: { source: 'erp', number: `R-${code}` }, amount: CNY(amount), ...more },
  })

const texts = {
  happened: '客户停产',
  causes: ['insolvency', 'warning-ignored'],
  lessons: '早停货',
  rule: '逾期30天停货',
}
const write = (id: string, more: object = {}) =>
  app.request('POST', `/api/v1/write-offs/${id}/post-mortem`, {
    as: collector,
    body: { ...texts, ...more },
  })

describe('a write-off', () => {
  it('changes nothing before somebody else has approved, and then takes the debt out of the exposure', async () => {
    const { id, caseId } = await requested()
    expect(await receivables()).toBe('1000.00')
    expect((await act(caseId, 'approve')).status).toBe(200)
    expect(await receivables()).toBe('0.00')
    expect(await read(id)).toMatchObject({
      ...{ status: 'written-off', written: CNY('1000.00'), recovered: CNY('0.00'), endedBy: 'wang' },
      items: [{ number: `${code}-1`, open: CNY('0.00'), written: CNY('1000.00'), faults: [] }],
    })
    expect(await documents()).toMatchObject([{ status: 'open', version: 1n, total: 100_000n }])
  })

  it('is written once, however often it is approved at the same moment', async () => {
    const { caseId } = await requested()
    const stepId = await stepOf(caseId)
    await Promise.all([act(caseId, 'approve', stepId), act(caseId, 'approve', stepId)])
    await act(caseId, 'approve', stepId)
    expect(await documents()).toMatchObject([{ version: 1n, total: 100_000n }])
    expect(await receivables()).toBe('0.00')
  })

  it('writes off only what is still open when money came in meanwhile', async () => {
    const { id, caseId } = await requested()
    await book.receipt(code, `R-${code}`, { [`${code}-1`]: '300.00' }, '2026-11-21')
    expect((await act(caseId, 'approve')).status).toBe(200)
    expect(await read(id)).toMatchObject({ amount: CNY('1000.00'), written: CNY('700.00') })
    expect(await receivables()).toBe('0.00')
  })

  it('is refused to the approver when everything was paid meanwhile, and may be rejected', async () => {
    const { id, caseId } = await requested()
    await book.receipt(code, `R-${code}`, { [`${code}-1`]: '1000.00' }, '2026-11-21')
    const refused = await act(caseId, 'approve')
    expect([refused.status, refused.body.code]).toEqual([409, 'write_off_nothing_open'])
    expect((await act(caseId, 'reject')).status).toBe(200)
    expect(await read(id)).toMatchObject({ status: 'rejected', written: CNY('0.00') })
    expect(await documents()).toEqual([])
  })

  it('never writes off more than is open, whichever of payment and approval is first', async () => {
    const { id, caseId } = await requested()
    const stepId = await stepOf(caseId)
    const [, paid] = await Promise.all([
      act(caseId, 'approve', stepId),
      book.document('receipt', `R-${code}`, {
        ...{ customerCode: code, date: '2026-11-21', lines: [{ lineNo: 1, amount: '400.00' }] },
        allocations: [{ number: `${code}-1`, amount: '400.00' }],
      }),
    ])
    const { written } = await read(id)
    // Who came second sees what the first left: a payment of what is written off is refused for a person to look at.
    expect([paid.status < 300, written.amount]).toEqual(
      paid.status < 300 ? [true, '600.00'] : [false, '1000.00'],
    )
    expect(await receivables()).toBe('0.00')
  })

  it('settles exactly the instalment that it names, not the oldest of the invoice', async () => {
    await book.document('invoice', `${code}-9`, {
      ...{ customerCode: code, date: '2022-01-01', lines: [{ lineNo: 1, amount: '900.00' }] },
      installments: [
        { dueDate: '2022-02-01', amount: '400.00' },
        { dueDate: '2022-03-01', amount: '500.00' },
      ],
    })
    await writtenOff({ items: [{ source: 'erp', number: `${code}-9`, itemNo: 2 }] })
    const open = await app.deps.db.rows<{ no: number; open: bigint }>(sql`
      SELECT i.item_no AS no, i.open_minor AS open FROM exposure_item i JOIN document d ON d.id = i.document_id
      WHERE d.number = ${`${code}-9`} ORDER BY 1`)
    expect(open).toEqual([
      { no: 1, open: 40_000n },
      { no: 2, open: 0n },
    ])
  })

  it('cannot be approved by whoever asked, and is asked for once at a time', async () => {
    const asked = await app.request('POST', `/api/v1/customers/${code}/write-offs`, {
      as: manager,
      body: { reasonCode: 'overdue-3y', explanation: '自批', items: [item()] },
    })
    expect(asked.status).toBe(202)
    expect(await stepOf(asked.body.approvalCaseId as string)).toBeUndefined()
    expect((await ask()).body.code).toBe('write_off_running')
  })

  it('may be withdrawn before it is decided: its approval ends, and it may be asked for again', async () => {
    const { id, caseId } = await requested()
    const withdraw = () =>
      app.request('POST', `/api/v1/write-offs/${id}/withdraw`, {
        as: collector,
        body: { reason: '客户来款' },
      })
    expect((await withdraw()).body).toMatchObject({ status: 'withdrawn', endReason: '客户来款' })
    expect((await withdraw()).body.code).toBe('write_off_ended')
    const approval = await app.request('GET', `/api/v1/approval-cases/${caseId}`, { as: manager })
    expect(approval.body.status).not.toBe('running')
    expect((await ask()).status).toBe(202)
  })

  it('says which conditions of a tax deduction an item fails, and what is to be shown', async () => {
    await book.invoice(code, `${code}-2`, '60000.00', '2026-01-01')
    const { id } = await requested({
      ...{ reasonCode: 'small-1y' },
      items: [item(), { ...item(), number: `${code}-2` }],
    })
    const { items, evidence, rule } = (await read(id)) as {
      items: { faults: string[] }[]
      evidence: { kind: string }[]
      rule: { source: { zh: string } }
    }
    expect(items.map(({ faults }) => faults)).toEqual([[], ['not-overdue-long-enough', 'too-large']])
    expect(evidence.map(({ kind }) => kind)).toEqual([...['contract', 'invoice', 'demand', 'special-report']])
    expect(rule.source.zh).toContain('2011年第25号')
  })

  it.each([
    ['an unknown reason', { reasonCode: 'nonsense' }, 400, 'write_off_reason_unknown'],
    ['more than is open', { items: [{ ...item0(), amount: CNY('1000.01') }] }, 409, 'item_not_free'],
  ])('refuses %s', async (_, more, status, refused) => {
    const body = JSON.parse(JSON.stringify(more).replace('?', `${code}-1`)) as object
    const answer = await ask(body)
    expect([answer.status, answer.body.code]).toEqual([status, refused])
  })
})

function item0() {
  return { source: 'erp', number: '?', itemNo: 1 }
}

describe('money that comes in after a write-off', () => {
  it('lowers the write-off by a reverse entry and settles the invoice: the exposure stays as it was', async () => {
    const id = await writtenOff()
    await receive(`R-${code}`, '400.00')
    expect(await unapplied()).toBe('-400.00')
    const answer = await recover(id, '250.00', { note: '法院执行款' })
    expect(answer.status, answer.text).toBe(201)
    expect(answer.body).toMatchObject({
      ...{ written: CNY('1000.00'), recovered: CNY('250.00') },
      recoveries: [{ amount: CNY('250.00'), note: '法院执行款', receipt: { number: `R-${code}` } }],
    })
    expect([await receivables(), await unapplied()]).toEqual(['0.00', '-150.00'])
    expect(await documents()).toMatchObject([{ status: 'open', version: 2n, total: 75_000n }])
  })

  it('takes the write-off back as a whole when all of it came in', async () => {
    const id = await writtenOff()
    await receive(`R-${code}`, '1000.00')
    expect((await recover(id, '1000.00')).status).toBe(201)
    expect(await documents()).toMatchObject([{ status: 'cancelled', version: 2n }])
    expect([await receivables(), await unapplied()]).toEqual(['0.00', '0.00'])
    expect((await recover(id, '0.01')).body.code).toBe('recovery_exceeds')
  })

  it('is no more than the receipt holds, and leaves nothing behind when it is refused', async () => {
    const id = await writtenOff()
    await receive(`R-${code}`, '100.00')
    expect((await recover(id, '250.00')).body.code).toBe('match_exceeds_receipt')
    const foreign = { receipt: { source: 'erp', number: 'R-unknown' } }
    expect((await recover(id, '50.00', foreign)).body.code).toBe('receipt_not_found')
    expect(await read(id)).toMatchObject({ recovered: CNY('0.00'), recoveries: [] })
    expect(await documents()).toMatchObject([{ version: 1n, total: 100_000n }])
  })

  it('may be undone: the receipt is free again and the amount is written off again', async () => {
    const id = await writtenOff()
    await receive(`R-${code}`, '250.00')
    const { body } = await recover(id, '250.00')
    const undo = () =>
      app.request('POST', `/api/v1/recoveries/${body.recoveries[0].id}/undo`, {
        body: { reason: '记错客户' },
      })
    expect((await undo()).body).toMatchObject({
      ...{ recovered: CNY('0.00') },
      recoveries: [{ undoReason: '记错客户' }],
    })
    expect([await receivables(), await unapplied()]).toEqual(['0.00', '-250.00'])
    expect(await documents()).toMatchObject([{ status: 'open', version: 3n, total: 100_000n }])
    expect((await undo()).body.code).toBe('recovery_undone')
  })

  it('is written off again when the match is taken back among the receipts', async () => {
    const id = await writtenOff()
    await receive(`R-${code}`, '250.00')
    const { body } = await recover(id, '250.00')
    const [match] = await app.deps.db.rows<{ id: string }>(sql`
      SELECT match_id AS id FROM recovery WHERE id = ${body.recoveries[0].id as string}::uuid`)
    const undo = () =>
      app.request('POST', `/api/v1/cash-matches/${match?.id ?? ''}/undo`, { body: { reason: '认错款项' } })
    const answer = await undo()
    expect(answer.status, answer.text).toBe(200)
    expect(await read(id)).toMatchObject({
      ...{ recovered: CNY('0.00'), items: [{ open: CNY('0.00') }] },
      recoveries: [{ undoReason: '认错款项' }],
    })
    expect([await receivables(), await unapplied()]).toEqual(['0.00', '-250.00'])
    expect(await documents()).toMatchObject([{ status: 'open', version: 3n, total: 100_000n }])
    expect((await undo()).body.code).toBe('match_wrong_state')
    expect((await recover(id, '250.00')).status).toBe(201)
  })

  it('is taken back once when match and recovery are undone at the same moment', async () => {
    const id = await writtenOff()
    await receive(`R-${code}`, '1000.00')
    const { body } = await recover(id, '1000.00')
    const recoveryId = body.recoveries[0].id as string
    const [match] = await app.deps.db.rows<{ id: string }>(sql`
      SELECT match_id AS id FROM recovery WHERE id = ${recoveryId}::uuid`)
    const answers = await Promise.all(
      [`/api/v1/cash-matches/${match?.id ?? ''}/undo`, `/api/v1/recoveries/${recoveryId}/undo`].map((path) =>
        app.request('POST', path, { body: { reason: '同时撤销' } }),
      ),
    )
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409])
    expect(await read(id)).toMatchObject({ recovered: CNY('0.00') })
    expect(await documents()).toMatchObject([{ status: 'open', version: 3n, total: 100_000n }])
  })

  it('is recovered once, however often it is recorded at the same moment', async () => {
    const id = await writtenOff()
    await receive(`R-${code}`, '1000.00')
    const answers = await Promise.all([recover(id, '700.00'), recover(id, '700.00')])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409])
    expect(await read(id)).toMatchObject({ recovered: CNY('700.00') })
    expect([await receivables(), await unapplied()]).toEqual(['0.00', '-300.00'])
  })

  it('is not recorded for what is not written off', async () => {
    const { id } = await requested()
    expect((await recover(id, '1.00')).body.code).toBe('write_off_not_done')
  })
})

describe('the library of bad debts', () => {
  it('keeps what was learnt of a write-off with what could have been seen before it', async () => {
    await app.request('POST', `/api/v1/customers/${code}/ratings`, { body: {} })
    const id = await writtenOff()
    const signals = await app.request('GET', `/api/v1/write-offs/${id}/signals`, { as: collector })
    expect(signals.body.items).toMatchObject([{ kind: 'overdue', on: '2023-10-01', danger: true }])
    const { status, body } = await write(id)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      ...{ loss: CNY('1000.00'), firstSignalOn: '2023-10-01', rule: '逾期30天停货', writtenBy: 'zhou' },
      causes: [{ code: 'warning-ignored' }, { code: 'insolvency' }],
    })
    expect(body.signals).toHaveLength(1)
    expect(await read(id)).toMatchObject({ badDebtId: body.id })
    expect((await write(id)).body.code).toBe('bad_debt_written')
  })

  it('is searched by cause and words, changed, and exported', async () => {
    const id = await writtenOff()
    const { body } = await write(id, { happened: `经过${code}`, causes: ['fraud'] })
    const find = async (query: string) =>
      (await app.request('GET', `/api/v1/bad-debt-cases?${query}`)).body as {
        total: number
        items: { id: string }[]
      }
    expect(await find(`cause=fraud&search=${encodeURIComponent(`经过${code}`)}`)).toMatchObject({
      ...{ total: 1, items: [{ id: body.id as string }] },
    })
    expect((await find(`cause=limitation&customerCode=${code}`)).total).toBe(0)
    expect((await find('search=%25%25%25')).total).toBe(0)
    const changed = await app.request('PUT', `/api/v1/bad-debt-cases/${body.id}`, {
      as: collector,
      body: { ...texts, happened: '=1+1', causes: ['other'] },
    })
    expect(changed.body).toMatchObject({ causes: [{ code: 'other' }], changedBy: 'zhou' })
    const file = await app.request('GET', `/api/v1/bad-debt-cases.csv?customerCode=${code}&language=en`)
    expect(file.text).toContain("'=1+1")
    expect(file.text).toContain('What happened')
  })

  it('has no case of what is not written off, and no cause that nobody knows', async () => {
    const { id } = await requested()
    expect((await write(id)).body.code).toBe('write_off_not_done')
    const done = await writtenOffOther()
    expect((await write(done, { causes: ['moon'] })).body.code).toBe('bad_debt_cause')
  })

  async function writtenOffOther(): Promise<string> {
    await book.invoice(code, `${code}-3`, '10.00', '2023-10-01')
    return writtenOff({ items: [{ source: 'erp', number: `${code}-3`, itemNo: 1 }] })
  }
})

describe('the reasons for write-offs', () => {
  it('are edited by an administrator, with the evidence that they ask for', async () => {
    const put = (as: Caller | undefined, more: object = {}) =>
      app.request('PUT', '/api/v1/write-off-reasons/local-rule', {
        ...(as ? { as } : {}),
        body: {
          ...{ name: { zh: '地方规定', en: 'Local rule' }, source: { zh: '某公告', en: 'Some notice' } },
          ...{ amountMax: CNY('100.00'), overdueMonths: 6, evidence: ['contract'], active: true },
          ...more,
        },
      })
    expect((await put(collector)).status).toBe(403)
    expect((await put(undefined)).status).toBe(200)
    const { body } = await app.request('GET', '/api/v1/write-off-reasons')
    const found = (body.items as { code: string }[]).find((one) => one.code === 'local-rule')
    expect(found).toMatchObject({ amountMax: CNY('100.00'), overdueMonths: 6, evidence: ['contract'] })
    expect((await put(undefined, { active: false })).status).toBe(200)
    expect((await ask({ reasonCode: 'local-rule' })).body.code).toBe('write_off_reason_unknown')
  })

  it('are chosen in the order that an administrator sets, who must have seen them all', async () => {
    const codes = async () =>
      ((await app.request('GET', '/api/v1/write-off-reasons')).body.items as { code: string }[]).map(
        ({ code: one }) => one,
      )
    const order = (body: object, as?: Caller) =>
      app.request('PUT', '/api/v1/write-off-reason-order', { body, ...(as ? { as } : {}) })
    const before = await codes()
    const turned = [...before].reverse()
    expect((await order({ codes: turned }, collector)).status).toBe(403)
    expect((await order({ codes: turned })).status).toBe(204)
    expect(await codes()).toEqual(turned)
    expect((await order({ codes: before.slice(1) })).body.code).toBe('pick_list_changed')
    expect((await order({ codes: [...before.slice(1), 'moon'] })).body.code).toBe('pick_list_changed')
    expect((await order({ codes: [...before, before[0]] })).status).toBe(400)
    expect(await codes()).toEqual(turned)
    const [trail] = await app.database.db.rows<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM audit_entry WHERE object_type = 'write-off-reason' AND object_id = 'overdue-3y'`)
    expect(trail?.count).toBeGreaterThan(0)
    await order({ codes: before })
  })
})

describe('the causes of bad debts', () => {
  interface Cause {
    readonly code: string
    readonly nameZh: string
    readonly nameEn: string
    readonly active: boolean
  }
  const causes = async () => (await app.request('GET', '/api/v1/bad-debt-causes')).body.items as Cause[]
  const put = (items: readonly Cause[], as?: Caller) =>
    app.request('PUT', '/api/v1/bad-debt-causes', { body: { items }, ...(as ? { as } : {}) })

  it('are the organisation’s own, in its order; a retired one stays with its cases only', async () => {
    const all = await causes()
    const { body: one } = await write(await writtenOff(), { causes: ['fraud', 'other'] })
    const own = { code: 'own-cause', nameZh: '客户换了老板', nameEn: 'New owner', active: true }
    const kept = all.filter(({ code: cause }) => cause !== 'fraud')
    expect((await put([own, ...kept], collector)).status).toBe(403)
    expect((await put([own, ...kept])).status).toBe(200)
    const after = await causes()
    expect(after[0]).toEqual(own)
    expect(after.at(-1)).toMatchObject({ code: 'fraud', active: false })

    const change = (named: string[]) =>
      app.request('PUT', `/api/v1/bad-debt-cases/${one.id}`, { body: { ...texts, causes: named } })
    expect((await change(['own-cause', 'fraud'])).body.causes).toEqual([
      { code: 'own-cause', name: { zh: '客户换了老板', en: 'New owner' } },
      { code: 'fraud', name: { zh: '欺诈', en: 'Fraud' } },
    ])
    expect((await change(['own-cause'])).status).toBe(200)
    expect((await change(['fraud'])).body.code).toBe('bad_debt_cause')
    const { body } = await app.request('GET', '/api/v1/bad-debt-cases?pageSize=1')
    expect((body.causes as { code: string }[])[0]).toMatchObject({ code: 'own-cause', active: true })
    const [trail] = await app.database.db.rows<{ actor: string }>(
      sql`SELECT actor FROM audit_entry WHERE action = 'bad-debt-causes.changed' ORDER BY id DESC LIMIT 1`,
    )
    expect(trail?.actor).toBe('key:test')
    await put(all)
  })

  it('set by several people at the same moment are set one after the other, each knowing what was there before', async () => {
    const all = await causes()
    const turned = all.map((_, by) => [...all.slice(by), ...all.slice(0, by)]).slice(1, 7)
    const answers = await Promise.all(turned.map((items) => put(items)))
    expect(answers.map(({ status }) => status)).toEqual(turned.map(() => 200))
    const trail = await app.database.db.rows<{ before: unknown; after: unknown }>(sql`
      SELECT before, after FROM audit_entry WHERE action = 'bad-debt-causes.changed' ORDER BY id DESC LIMIT 6`)
    const [last, ...earlier] = trail
    expect(await causes()).toEqual(last?.after)
    expect(trail.slice(0, -1).map(({ before }) => before)).toEqual(earlier.map(({ after }) => after))
    await put(all)
  })
})
