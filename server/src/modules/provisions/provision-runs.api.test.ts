import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import { generalMatrix } from './domain/matrix.js'

describe('provisions of a month end', () => {
  let api: TestApp
  let book: CreditBook
  let finance: Caller
  let manager: Caller
  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-21T04:00:00Z' })
    book = await openCreditBook(api)
    for (const code of ['C1', 'C2', 'C3']) await book.customer(code, '100000.00')
    await invoice('C1', 'I-1', '2026-10-15', '1000.00')
    await invoice('C1', 'I-2', '2026-07-20', '500.00')
    await invoice('C2', 'I-3', '2025-06-01', '200.00')
    await invoice('C3', 'I-4', '2026-08-20', '300.00', 'USD')
    await api.request('PUT', '/api/v1/fx-rates', {
      body: { from: 'USD', to: 'CNY', on: '2026-01-01', rate: '7.1234' },
    })
    finance = await api.signIn('finance', { username: 'chen' })
    manager = await api.signIn('credit-manager', { username: 'wang' })
  })
  afterAll(() => api.close())

  const invoice = (customerCode: string, number: string, date: string, amount: string, currency = 'CNY') =>
    book.document('invoice', number, {
      ...{ customerCode, date, dueDate: date, currency, lines: [{ lineNo: 1, amount }] },
    })
  const run = (asOf: string, as = finance) =>
    api.request('POST', '/api/v1/provision-runs', { as, body: { asOf } })
  const act = (id: string, what: string, as: Caller, body: object = {}) =>
    api.request('POST', `/api/v1/provision-runs/${id}/${what}`, { as, body })
  const code = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code]

  it('are worked out by the matrix, approved by another person, and posted', async () => {
    const made = await run('2026-10-31')
    expect(made.status, made.text).toBe(201)
    // 1000.00 at 0 %, 500.00 of 103 days at 20 %, 200.00 of 517 days at 100 %, USD 300.00 = 2137.02 of 72 days at 10 %.
    expect(made.body).toMatchObject({
      ...{ status: 'draft', matrixVersion: 0, gross: { amount: '3837.02' }, allowed: ['reject'] },
      provision: { amount: '513.70', currency: 'CNY' },
      rates: { 'USD>CNY': '7.1234' },
      segments: [
        {
          segment: 'CN01',
          opening: { amount: '0.00' },
          charge: { amount: '513.70' },
          closing: { amount: '513.70' },
        },
      ],
    })
    const id = made.body.id as string
    const lines = await api.request('GET', `/api/v1/provision-runs/${id}/lines?bucketNo=3`, { as: manager })
    expect(lines.body).toMatchObject({
      total: 1,
      items: [
        {
          ...{ customerCode: 'C3', open: { amount: '300.00', currency: 'USD' }, lossBp: 1_000 },
          ...{ base: { amount: '2137.02', currency: 'CNY' }, provision: { amount: '213.70' } },
        },
      ],
    })
    expect(code(await act(id, 'approve', finance))).toEqual([403, 'provision_own_submission'])
    expect((await act(id, 'approve', manager)).body).toMatchObject({ status: 'approved', decidedBy: 'wang' })
    expect(code(await act(id, 'reject', manager, { reason: '晚了' }))).toEqual([409, 'provision_run_decided'])
    const journal = await api.request('GET', `/api/v1/provision-runs/${id}/journal`, { as: finance })
    expect(journal.body).toMatchObject({
      ...{ debit: { amount: '513.70' }, credit: { amount: '513.70' } },
      lines: [
        { account: '6702', debit: { amount: '513.70' }, credit: { amount: '0.00' } },
        { account: '1231', debit: { amount: '0.00' }, credit: { amount: '513.70' } },
      ],
    })
    const csv = await api.request('GET', `/api/v1/provision-runs/${id}/journal.csv`, { as: finance })
    expect(csv.text.split('\r\n').slice(0, 3)).toEqual([
      '\ufeff日期,分录,信用段,摘要,科目编码,科目名称,币种,借方金额,贷方金额',
      '2026-10-31,1,CN01,计提坏账准备 2026-10,6702,信用减值损失,CNY,513.70,',
      '2026-10-31,1,CN01,计提坏账准备 2026-10,1231,坏账准备,CNY,,513.70',
    ])
    const sheet = await api.request('GET', `/api/v1/provision-runs/${id}/journal.xlsx?language=en`)
    expect(sheet.headers['content-type']).toContain('spreadsheetml')
  })

  it('carry the balance on: charged, released, used up by write-offs; individual assessments apart', async () => {
    const assessed = await api.request('POST', '/api/v1/provision-assessments', {
      as: manager,
      body: {
        ...{ customerCode: 'C1', lossBp: 6_000, validFrom: '2026-11-01' },
        ...{ reason: '停产', evidence: '现场走访记录，预计可收回四成' },
      },
    })
    expect(assessed.status, assessed.text).toBe(201)
    const again = { customerCode: 'C1', lossBp: 1, reason: 'x', evidence: 'y' }
    expect(
      code(await api.request('POST', '/api/v1/provision-assessments', { as: manager, body: again })),
    ).toEqual([409, 'provision_assessment_running'])
    await book.document('write-off', 'W-1', {
      ...{ customerCode: 'C2', date: '2026-11-10', lines: [{ lineNo: 1, amount: '200.00' }] },
      allocations: [{ number: 'I-3', amount: '200.00' }],
    })
    await book.document('receipt', 'R-1', {
      ...{ customerCode: 'C3', date: '2026-11-12', currency: 'USD' },
      ...{ lines: [{ lineNo: 1, amount: '100.00' }], allocations: [{ number: 'I-4', amount: '100.00' }] },
    })
    const made = await run('2026-11-20')
    // C1: 60 % of 1500.00; C2: gone; C3: USD 200.00 = 1424.68 of 92 days at 20 %.
    expect(made.body, made.text).toMatchObject({
      provision: { amount: '1184.94' },
      segments: [
        {
          ...{ opening: { amount: '513.70' }, writeOff: { amount: '200.00' } },
          ...{ charge: { amount: '871.24' }, release: { amount: '0.00' }, closing: { amount: '1184.94' } },
        },
      ],
    })
    const single = (made.body.cells as { method: string }[]).filter(({ method }) => method === 'individual')
    expect(single).toMatchObject([
      { bucketNo: 2, lossBp: null, provision: { amount: '600.00' } },
      { bucketNo: 4, provision: { amount: '300.00' } },
    ])
    expect((await act(made.body.id, 'reject', finance, { reason: '重算' })).body.status).toBe('rejected')
    const ended = await api.request('POST', `/api/v1/provision-assessments/${assessed.body.id}/end`, {
      as: manager,
      body: { endedOn: '2026-11-15', reason: '已恢复生产' },
    })
    expect(ended.body).toMatchObject({ endedOn: '2026-11-15', endedBy: 'wang' })
    const byMatrix = await run('2026-11-20')
    // C1 again: 1000.00 of 36 days at 5 %, 500.00 of 123 days at 20 %.
    expect(byMatrix.body.provision.amount).toBe('434.94')
  })

  it('use the matrix in force on their day, with its forward-looking factor, and keep what they used', async () => {
    const publish = (content: object, baseVersion: number) =>
      api.request('POST', '/api/v1/provision-matrices', {
        as: manager,
        body: { content, baseVersion, validFrom: '2026-11-01', reason: '年度复核' },
      })
    const period = { validFrom: '2026-11-01', validUntil: '2026-12-31', reason: '行业景气下行' }
    const content = {
      ...generalMatrix,
      rows: [{ group: '*', lossBp: [100, 100, 500, 1_000, 2_000, 5_000, 10_000] }],
      forwardLooking: [{ ...period, factorBp: 11_000 }],
      postWriteOffs: true,
    }
    const wrong = await publish({ ...content, bounds: [60, 30] }, 0)
    expect(code(wrong)).toEqual([400, 'provision_matrix_invalid'])
    expect((await publish(content, 0)).body).toMatchObject({ version: 1, inForce: true })
    expect(code(await publish(content, 0))).toEqual([409, 'publication_outdated'])
    const made = await run('2026-11-20')
    // 1000.00 at 5.5 %, 500.00 and 1424.68 at 22 %.
    expect(made.body).toMatchObject({ matrixVersion: 1, factorBp: 11_000, provision: { amount: '478.43' } })
    await act(made.body.id, 'approve', manager)
    const journal = await api.request('GET', `/api/v1/provision-runs/${made.body.id}/journal`)
    // 513.70 + 164.73 − 0 − 200.00 = 478.43.
    expect(journal.body).toMatchObject({ debit: { amount: '364.73' }, credit: { amount: '364.73' } })
    const kinds = (journal.body.lines as { kind: string }[]).map(({ kind }) => kind)
    expect(kinds).toEqual(['charge', 'charge', 'write-off', 'write-off'])
    const listed = await api.request('GET', '/api/v1/provision-matrices')
    expect((listed.body.items as { version: number }[]).map(({ version }) => version)).toEqual([1, 0])
  })

  it('refuse a closed period, a day to come, what was overtaken, and a currency without rate', async () => {
    expect(code(await run('2026-11-20'))).toEqual([409, 'provision_period_closed'])
    expect(code(await run('2026-11-22'))).toEqual([400, 'day_in_future'])
    const first = await run('2026-11-21')
    const second = await run('2026-11-21')
    expect((await act(first.body.id, 'approve', manager)).status).toBe(200)
    expect(code(await act(second.body.id, 'approve', manager))).toEqual([409, 'provision_run_outdated'])
    await invoice('C3', 'I-9', '2026-11-21', '5.00', 'EUR')
    api.clock.set('2026-11-25T04:00:00Z')
    finance = await api.signInAgain('chen')
    expect(code(await run('2026-11-24'))).toEqual([409, 'provision_rate_missing'])
  })

  it('show who sees own customers only no sums of the book, and leave a trail', async () => {
    const lin = await api.signIn('sales', { username: 'lin' })
    expect((await api.request('GET', '/api/v1/provision-runs', { as: lin })).body.items).toEqual([])
    const all = await api.request('GET', '/api/v1/provision-runs')
    const one = await api.request('GET', `/api/v1/provision-runs/${all.body.items[0].id}`, { as: lin })
    expect(code(one)).toEqual([404, 'provision_run_not_found'])
    const trail = await api.database.db.rows<{ action: string }>(sql`
      SELECT DISTINCT action FROM audit_entry WHERE action LIKE 'provision-%' ORDER BY 1`)
    expect(trail.map(({ action }) => action)).toEqual([
      ...['provision-assessment.ended', 'provision-assessment.made', 'provision-journal.exported'],
      ...['provision-matrix.published', 'provision-run.approved', 'provision-run.computed'],
      'provision-run.rejected',
    ])
    await expect(
      api.database.db.run(sql`UPDATE provision_run SET note = 'x' WHERE status = 'approved'`),
    ).rejects.toThrow('never changes')
  })
})
