import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openWriteOffDesk, type WriteOffDesk } from '../../../test/write-off-desk.js'
import { sql } from '../../platform/db/sql.js'

let desk: WriteOffDesk
let code = ''

beforeAll(async () => {
  desk = await openWriteOffDesk()
})
beforeEach(async () => {
  code = await desk.nextCustomer()
})
afterAll(() => desk.app.close())

const CNY = (amount: string) => ({ amount, currency: 'CNY' })
const read = async (id: string) => (await desk.app.request('GET', `/api/v1/write-offs/${id}`)).body
const receivables = async () => (await desk.book.exposure(code)).buckets['receivables']?.amount
const unapplied = async () => (await desk.book.exposure(code)).buckets['unapplied']?.amount
const documents = () =>
  desk.app.deps.db.rows<{ number: string; status: string; version: bigint; total: bigint }>(sql`
    SELECT d.number, d.status, d.version, d.total_minor AS total FROM document d
    JOIN credit_account a ON a.id = d.account_id JOIN customer c ON c.id = a.customer_id
    WHERE c.code = ${code} AND d.type = 'write-off' ORDER BY d.number`)
const receive = (number: string, amount: string) =>
  desk.book.document('receipt', number, {
    ...{ customerCode: code, date: '2026-11-21', lines: [{ lineNo: 1, amount }] },
  })
const recover = (id: string, amount: string, more: object = {}) =>
  desk.app.request('POST', `/api/v1/write-offs/${id}/recoveries`, {
    body: { ...desk.item(), receipt: { source: 'erp', number: `R-${code}` }, amount: CNY(amount), ...more },
  })

describe('a write-off', () => {
  it('changes nothing before somebody else has approved, and then takes the debt out of the exposure', async () => {
    const { id, caseId } = await desk.requested()
    expect(await receivables()).toBe('1000.00')
    expect((await desk.act(caseId, 'approve')).status).toBe(200)
    expect(await receivables()).toBe('0.00')
    expect(await read(id)).toMatchObject({
      ...{ status: 'written-off', written: CNY('1000.00'), recovered: CNY('0.00'), endedBy: 'wang' },
      items: [{ number: `${code}-1`, open: CNY('0.00'), written: CNY('1000.00'), faults: [] }],
    })
    expect(await documents()).toMatchObject([{ status: 'open', version: 1n, total: 100_000n }])
  })

  it('is written once, however often it is approved at the same moment', async () => {
    const { caseId } = await desk.requested()
    const stepId = await desk.stepOf(caseId)
    await Promise.all([desk.act(caseId, 'approve', stepId), desk.act(caseId, 'approve', stepId)])
    await desk.act(caseId, 'approve', stepId)
    expect(await documents()).toMatchObject([{ version: 1n, total: 100_000n }])
    expect(await receivables()).toBe('0.00')
  })

  it('writes off only what is still open when money came in meanwhile', async () => {
    const { id, caseId } = await desk.requested()
    await desk.book.receipt(code, `R-${code}`, { [`${code}-1`]: '300.00' }, '2026-11-21')
    expect((await desk.act(caseId, 'approve')).status).toBe(200)
    expect(await read(id)).toMatchObject({ amount: CNY('1000.00'), written: CNY('700.00') })
    expect(await receivables()).toBe('0.00')
  })

  it('is refused to the approver when everything was paid meanwhile, and may be rejected', async () => {
    const { id, caseId } = await desk.requested()
    await desk.book.receipt(code, `R-${code}`, { [`${code}-1`]: '1000.00' }, '2026-11-21')
    const refused = await desk.act(caseId, 'approve')
    expect([refused.status, refused.body.code]).toEqual([409, 'write_off_nothing_open'])
    expect((await desk.act(caseId, 'reject')).status).toBe(200)
    expect(await read(id)).toMatchObject({ status: 'rejected', written: CNY('0.00') })
    expect(await documents()).toEqual([])
  })

  it('never writes off more than is open, whichever of payment and approval is first', async () => {
    const { id, caseId } = await desk.requested()
    const stepId = await desk.stepOf(caseId)
    const [, paid] = await Promise.all([
      desk.act(caseId, 'approve', stepId),
      desk.book.document('receipt', `R-${code}`, {
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
    await desk.book.document('invoice', `${code}-9`, {
      ...{ customerCode: code, date: '2022-01-01', lines: [{ lineNo: 1, amount: '900.00' }] },
      installments: [
        { dueDate: '2022-02-01', amount: '400.00' },
        { dueDate: '2022-03-01', amount: '500.00' },
      ],
    })
    await desk.writtenOff({ items: [{ source: 'erp', number: `${code}-9`, itemNo: 2 }] })
    const open = await desk.app.deps.db.rows<{ no: number; open: bigint }>(sql`
      SELECT i.item_no AS no, i.open_minor AS open FROM exposure_item i JOIN document d ON d.id = i.document_id
      WHERE d.number = ${`${code}-9`} ORDER BY 1`)
    expect(open).toEqual([
      { no: 1, open: 40_000n },
      { no: 2, open: 0n },
    ])
  })

  it('cannot be approved by whoever asked, and is asked for once at a time', async () => {
    const asked = await desk.app.request('POST', `/api/v1/customers/${code}/write-offs`, {
      as: desk.manager,
      body: { reasonCode: 'overdue-3y', explanation: '自批', items: [desk.item()] },
    })
    expect(asked.status).toBe(202)
    expect(await desk.stepOf(asked.body.approvalCaseId as string)).toBeUndefined()
    expect((await desk.ask()).body.code).toBe('write_off_running')
  })

  it('may be withdrawn before it is decided: its approval ends, and it may be asked for again', async () => {
    const { id, caseId } = await desk.requested()
    const withdraw = () =>
      desk.app.request('POST', `/api/v1/write-offs/${id}/withdraw`, {
        as: desk.collector,
        body: { reason: '客户来款' },
      })
    expect((await withdraw()).body).toMatchObject({ status: 'withdrawn', endReason: '客户来款' })
    expect((await withdraw()).body.code).toBe('write_off_ended')
    const approval = await desk.app.request('GET', `/api/v1/approval-cases/${caseId}`, { as: desk.manager })
    expect(approval.body.status).not.toBe('running')
    expect((await desk.ask()).status).toBe(202)
  })

  it('says which conditions of a tax deduction an item fails, and what is to be shown', async () => {
    await desk.book.invoice(code, `${code}-2`, '60000.00', '2026-01-01')
    const { id } = await desk.requested({
      ...{ reasonCode: 'small-1y' },
      items: [desk.item(), { ...desk.item(), number: `${code}-2` }],
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
    const answer = await desk.ask(body)
    expect([answer.status, answer.body.code]).toEqual([status, refused])
  })
})

function item0() {
  return { source: 'erp', number: '?', itemNo: 1 }
}

describe('money that comes in after a write-off', () => {
  it('lowers the write-off by a reverse entry and settles the invoice: the exposure stays as it was', async () => {
    const id = await desk.writtenOff()
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
    const id = await desk.writtenOff()
    await receive(`R-${code}`, '1000.00')
    expect((await recover(id, '1000.00')).status).toBe(201)
    expect(await documents()).toMatchObject([{ status: 'cancelled', version: 2n }])
    expect([await receivables(), await unapplied()]).toEqual(['0.00', '0.00'])
    expect((await recover(id, '0.01')).body.code).toBe('recovery_exceeds')
  })

  it('is no more than the receipt holds, and leaves nothing behind when it is refused', async () => {
    const id = await desk.writtenOff()
    await receive(`R-${code}`, '100.00')
    expect((await recover(id, '250.00')).body.code).toBe('match_exceeds_receipt')
    const foreign = { receipt: { source: 'erp', number: 'R-unknown' } }
    expect((await recover(id, '50.00', foreign)).body.code).toBe('receipt_not_found')
    expect(await read(id)).toMatchObject({ recovered: CNY('0.00'), recoveries: [] })
    expect(await documents()).toMatchObject([{ version: 1n, total: 100_000n }])
  })

  it('may be undone: the receipt is free again and the amount is written off again', async () => {
    const id = await desk.writtenOff()
    await receive(`R-${code}`, '250.00')
    const { body } = await recover(id, '250.00')
    const undo = () =>
      desk.app.request('POST', `/api/v1/recoveries/${body.recoveries[0].id}/undo`, {
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
    const id = await desk.writtenOff()
    await receive(`R-${code}`, '250.00')
    const { body } = await recover(id, '250.00')
    const [match] = await desk.app.deps.db.rows<{ id: string }>(sql`
      SELECT match_id AS id FROM recovery WHERE id = ${body.recoveries[0].id as string}::uuid`)
    const undo = () =>
      desk.app.request('POST', `/api/v1/cash-matches/${match?.id ?? ''}/undo`, {
        body: { reason: '认错款项' },
      })
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
    const id = await desk.writtenOff()
    await receive(`R-${code}`, '1000.00')
    const { body } = await recover(id, '1000.00')
    const recoveryId = body.recoveries[0].id as string
    const [match] = await desk.app.deps.db.rows<{ id: string }>(sql`
      SELECT match_id AS id FROM recovery WHERE id = ${recoveryId}::uuid`)
    const answers = await Promise.all(
      [`/api/v1/cash-matches/${match?.id ?? ''}/undo`, `/api/v1/recoveries/${recoveryId}/undo`].map((path) =>
        desk.app.request('POST', path, { body: { reason: '同时撤销' } }),
      ),
    )
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409])
    expect(await read(id)).toMatchObject({ recovered: CNY('0.00') })
    expect(await documents()).toMatchObject([{ status: 'open', version: 3n, total: 100_000n }])
  })

  it('is recovered once, however often it is recorded at the same moment', async () => {
    const id = await desk.writtenOff()
    await receive(`R-${code}`, '1000.00')
    const answers = await Promise.all([recover(id, '700.00'), recover(id, '700.00')])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409])
    expect(await read(id)).toMatchObject({ recovered: CNY('700.00') })
    expect([await receivables(), await unapplied()]).toEqual(['0.00', '-300.00'])
  })

  it('is not recorded for what is not written off', async () => {
    const { id } = await desk.requested()
    expect((await recover(id, '1.00')).body.code).toBe('write_off_not_done')
  })
})
