import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook } from '../../../test/credit-book.js'
import { multipartForm } from '../../../test/multipart-form.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'

describe('reconciliation with another system', () => {
  let api: TestApp
  let finance: Caller
  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-21T04:00:00Z' })
    const book = await openCreditBook(api)
    for (const code of ['C1', 'C2']) await book.customer(code, '100000.00')
    const invoice = (customerCode: string, number: string, amount: string) =>
      book.document('invoice', number, {
        ...{ customerCode, date: '2026-10-01', lines: [{ lineNo: 1, amount }] },
      })
    await invoice('C1', 'I-1', '100.00')
    await invoice('C1', 'I-2', '50.00')
    await invoice('C2', 'I-3', '70.00')
    await book.document('receipt', 'R-1', {
      ...{ customerCode: 'C2', date: '2026-11-02', lines: [{ lineNo: 1, amount: '20.00' }] },
    })
    finance = await api.signIn('finance', { username: 'chen' })
  })
  afterAll(() => api.close())

  const line = (customerCode: string, amount: string, more: object = {}) => ({
    ...{ customerCode, segment: 'CN01', open: { amount, currency: 'CNY' }, ...more },
  })
  const send = (lines: object[], more: object = {}) =>
    api.request('POST', '/api/v1/reconciliations', {
      as: finance,
      body: { source: 'erp', asOf: '2026-11-20', lines, ...more },
    })
  const differences = async (id: string) =>
    (await api.request('GET', `/api/v1/reconciliations/${id}/differences`, { as: finance })).body
      .items as Record<string, unknown>[]

  it('agrees when counts and sums are the same, as of the day that was asked', async () => {
    const made = await send([line('C1', '150.00', { items: 2 }), line('C2', '50.00', { items: 2 })])
    expect(made.status, made.text).toBe(201)
    expect(made.body).toMatchObject({
      ...{ status: 'agreed', level: 'account', differences: 0 },
      totals: [{ compared: 2, agreed: 2, theirItems: 4, ourItems: 4, difference: { amount: '0.00' } }],
    })
    const before = await send([line('C1', '150.00'), line('C2', '70.00')], { asOf: '2026-10-31' })
    expect(before.body.status).toBe('agreed')
    const without = await send([line('C1', '150.00'), line('C2', '70.00')], { covers: 'receivables' })
    expect(without.body.status).toBe('agreed')
  })

  it('lists what is missing on either side, other amounts and other counts, document by document', async () => {
    const made = await send([
      line('C1', '100.00', { documentNumber: 'I-1' }),
      line('C1', '55.00', { documentNumber: 'I-2' }),
      line('C9', '5.00', { documentNumber: 'I-9' }),
      line('C2', '70.00', { documentNumber: 'I-3' }),
    ])
    expect(made.body).toMatchObject({
      ...{ status: 'open', level: 'document', differences: 3, openDifferences: 3 },
      totals: [{ theirs: { amount: '230.00' }, ours: { amount: '200.00' }, difference: { amount: '30.00' } }],
    })
    const found = (await differences(made.body.id)).map(({ kind, documentNumber, difference }) => [
      ...[kind, documentNumber, (difference as { amount: string }).amount],
    ])
    expect(found).toEqual([
      ['missing-there', 'R-1', '20.00'],
      ['amount', 'I-2', '5.00'],
      ['missing-here', 'I-9', '5.00'],
    ])
    const counted = await send([line('C1', '150.00', { items: 3 }), line('C2', '50.00', { items: 2 })])
    expect((await differences(counted.body.id)).map(({ kind }) => kind)).toEqual(['count'])
  })

  it('is settled when every difference has its reason, and open again when one is', async () => {
    const made = await send([line('C1', '151.00'), line('C2', '50.00')])
    const [difference] = await differences(made.body.id)
    const url = `/api/v1/reconciliations/${made.body.id}`
    const change = (state: string) =>
      api.request('POST', `${url}/differences/${String(difference?.['id'])}`, {
        as: finance,
        body: { state, reason: '在途发票，次日入账' },
      })
    expect((await change('explained')).body).toMatchObject({ state: 'explained', changedBy: 'chen' })
    expect((await api.request('GET', url, { as: finance })).body.status).toBe('settled')
    await change('open')
    expect((await api.request('GET', url, { as: finance })).body.status).toBe('open')
    const unknown = '01a20092-b09a-77a6-bcb4-d6b6384558c8'
    const missing = await api.request('POST', `${url}/differences/${unknown}`, {
      as: finance,
      body: { state: 'resolved', reason: 'x' },
    })
    expect([missing.status, missing.body.code]).toEqual([404, 'reconciliation_difference_not_found'])
    const trail = await api.database.db.rows<{ count: number }>(sql`
      SELECT count(*)::int AS count FROM audit_entry WHERE action = 'reconciliation-difference.changed'`)
    expect(trail[0]?.count).toBe(2)
    await expect(
      api.database.db.run(sql`UPDATE reconciliation_difference SET our_minor = 0`),
    ).rejects.toThrow('never changes')
  })

  const upload = async (file: string, fields: Record<string, string> = {}) => {
    const texts = { source: 'erp', asOf: '2026-11-20', ...fields }
    const form = multipartForm({ name: 'f.csv', content: file, type: 'text/csv' }, texts)
    const { payload } = form
    const headers = { ...finance, ...form.headers }
    const url = '/api/v1/reconciliations/file'
    const answer = await api.app.inject({ method: 'POST', url, headers, payload })
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
  }

  it('reads a file as accountants export it, and says which row is wrong', async () => {
    const good = await upload('客户编码,客户名称,未清金额,笔数\nC1,甲,"¥150.00",2\nC2,乙,50.00,2\n,,,\n')
    expect(good).toMatchObject({ status: 201, body: { status: 'agreed', level: 'account' } })
    const byDocument = await upload(
      'Customer Code,Document,Open Amount\nC1,I-1,100\nC1,I-2,50\nC2,I-3,70\n',
      {
        covers: 'receivables',
      },
    )
    expect(byDocument).toMatchObject({ status: 201, body: { status: 'agreed', level: 'document' } })
    expect(await upload('客户,金额\nC1,1\n')).toMatchObject({
      ...{ status: 400, body: { code: 'reconciliation_columns_missing' } },
    })
    expect(await upload('客户编码,未清金额\nC1,一百\n')).toMatchObject({
      ...{ status: 400, body: { code: 'reconciliation_row_faulty' } },
    })
    expect(await upload('客户编码,未清金额\n')).toMatchObject({ body: { code: 'reconciliation_empty' } })
    expect(await upload('客户编码,未清金额\nC1,1\n', { asOf: '2026-11-31' })).toMatchObject({ status: 400 })
  })

  it('shows who sees own customers only nothing of it', async () => {
    const lin = await api.signIn('sales', { username: 'lin' })
    const all = await api.request('GET', '/api/v1/reconciliations')
    expect(all.body.items.length).toBeGreaterThan(3)
    expect((await api.request('GET', '/api/v1/reconciliations', { as: lin })).body.items).toEqual([])
    const url = `/api/v1/reconciliations/${all.body.items[0].id}`
    expect((await api.request('GET', url, { as: lin })).status).toBe(404)
    expect((await api.request('GET', `${url}/differences`, { as: lin })).status).toBe(404)
  })
})
