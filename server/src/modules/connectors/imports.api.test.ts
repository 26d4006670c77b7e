import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { multipartForm } from '../../../test/multipart-form.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { sql } from '../../platform/db/sql.js'
import { writeXlsx } from '../../platform/tabular/write-xlsx.js'
import { importJobs } from './jobs.js'
import { registerImportRoutes } from './routes.js'
import { RUN_JOB, VALIDATE_JOB } from './start-import.js'
import { effects as appEffects } from '../../app/effects.js'

const effects = { ...appEffects, regrouped: () => Promise.resolve(), limitsChanged: () => Promise.resolve() }

let app: TestApp
let everything: Caller
beforeAll(async () => {
  app = await createTestApp({ routes: [registerImportRoutes], now: '2026-06-30T04:00:00Z' })
  everything = await app.keyWith('*')
  await app.database.db.run(sql`
    INSERT INTO credit_segment (id, code, name, currency)
    VALUES (gen_random_uuid(), 'CN01', '华东', 'CNY'), (gen_random_uuid(), 'US01', 'West', 'USD')`)
})
afterAll(() => app.close())

async function upload(kind: string, content: Buffer | string, as: Caller = everything) {
  const form = multipartForm({ name: '../数据.csv', content, type: 'text/csv' }, { kind })
  const { payload } = form
  const headers = { ...as, ...form.headers, 'accept-language': 'en' }
  const response = await app.app.inject({ method: 'POST', url: '/api/v1/imports', headers, payload })
  return { status: response.statusCode, body: response.json<Record<string, never>>() as never }
}

interface Detail {
  id: string
  status: string
  rows: { total: number; read: number; applied: number; unchanged: number; faulty: number }
  mapping: {
    columns: Record<string, { column: number; dayOrder: string; unit: string }>
    createMissing: boolean
  }
  analysis: {
    encoding: string
    likelierKind: string | null
    dayOrderCertain: boolean
    remembered: boolean
    preview: { row: number; cells: string[] }[]
  }
  faults: { row: number; column: string; value: string; code: string; expected: { zh: string } }[]
  faultGroups: object[]
  failure: { code: string } | null
  totals: { currency: string; amount: string }[]
}

/** Does the queued job of an import as the worker would, then reads the import. */
async function work(job: string, id: string): Promise<Detail> {
  const queued = await app.database.db.rows<{ payload: unknown }>(sql`
    SELECT payload FROM graphile_worker._private_jobs WHERE key = ${`import:${id}`}`)
  expect(queued).toHaveLength(1)
  await importJobs({ ...app.deps, effects })[job]?.(queued[0]?.payload)
  return (await app.request('GET', `/api/v1/imports/${id}`)).body as Detail
}

async function uploaded(kind: string, content: Buffer | string): Promise<Detail> {
  const answer = await upload(kind, content)
  expect(answer.status).toBe(201)
  return answer.body
}

async function map(detail: Detail, change: object): Promise<Detail> {
  const { columns } = detail.mapping
  const answer = await app.request('PUT', `/api/v1/imports/${detail.id}/mapping`, {
    body: { columns, ...change },
  })
  expect(answer.status).toBe(200)
  return answer.body as Detail
}

async function run(detail: Detail, mode: string): Promise<Detail> {
  const answer = await app.request('POST', `/api/v1/imports/${detail.id}/run`, { body: { mode } })
  expect(answer.status).toBe(202)
  return work(RUN_JOB, detail.id)
}

const customers = iconv.encode(
  '客户编码,客户名称,注册资本（万元）,成立日期\nC1,上海甲公司,500,2010年5月18日\nC2,北京乙公司,1.5,2012/1/2\n',
  'gbk',
)

describe('an import', () => {
  it('goes from upload to customers, by a mapping that is guessed from a GB file', async () => {
    const detail = await uploaded('customers', customers)
    expect(detail).toMatchObject({
      status: 'analysed',
      fileName: '数据.csv',
      analysis: { encoding: 'GB18030', remembered: false },
      mapping: { columns: { code: { column: 0 }, registeredCapital: { column: 2, unit: 'ten-thousand' } } },
    })
    expect(detail.analysis.preview[0]?.cells).toEqual(['C1', '上海甲公司', '500', '2010年5月18日'])
    const done = await run(detail, 'all-or-nothing')
    expect(done).toMatchObject({ status: 'finished', rows: { total: 2, read: 2, applied: 2, faulty: 0 } })
    const stored = await app.database.db.rows(sql`
      SELECT code, registered_capital_minor AS capital, founded_on AS founded FROM customer ORDER BY code`)
    expect(stored).toEqual([
      { code: 'C1', capital: 500_000_000n, founded: '2010-05-18' },
      { code: 'C2', capital: 1_500_000n, founded: '2012-01-02' },
    ])
  })

  it('keeps a legal name as it is written, and tells of a bad cell under a header that names its field', async () => {
    const file =
      '客户编码,客户名称,注册资本,状态\nN1,中国（上海）Ａ公司,未知,正常\nN2, 甲　公司 ,100,歇业\nN3,乙（集团）,5,正常\n'
    const done = await run(await uploaded('customers', file), 'valid-rows')
    expect(done.faults.map(({ row, column, value }) => [row, column, value])).toEqual([
      [2, '注册资本', '未知'],
      [3, '状态', '歇业'],
    ])
    expect(done.faults[1]?.expected.zh).toContain('active (正常) / inactive (停用)')
    const rows = await app.database.db.rows<{ name: string; key: string }>(sql`
      SELECT name, search_key AS key FROM customer WHERE code = 'N3'`)
    expect(rows).toEqual([{ name: '乙（集团）', key: expect.stringContaining('乙(集团)') as string }])
  })

  const invoices =
    'Invoice number,Customer code,Invoice date,Due date,Amount,Disputed\n' +
    'I1,C1,3/25/2026,4/24/2026,"1,200.50",no\n' +
    'I2,C2,3/26/2026,4/25/2026,=cmd|calc,no\n' +
    'I3,C9,3/27/2026,4/26/2026,10,no\n' +
    'I4,C2,2/30/2026,4/26/2026,10,perhaps\n' +
    'I1,C1,3/25/2026,4/24/2026,5,no\n'

  it('is validated row by row, and the error sheet says what is expected and cannot run a formula', async () => {
    const detail = await map(await uploaded('invoices', invoices), { segment: 'CN01', createMissing: false })
    await app.request('POST', `/api/v1/imports/${detail.id}/validate`)
    const checked = await work(VALIDATE_JOB, detail.id)
    expect(checked).toMatchObject({ status: 'validated', rows: { read: 5, applied: 0, faulty: 4 } })
    expect(checked.faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [3, 'Amount', 'not_a_number'],
      [4, 'Customer code', 'customer_not_found'],
      [5, 'Invoice date', 'not_a_day'],
      [5, 'Disputed', 'not_a_flag'],
      [6, 'Invoice number', 'not_adjacent'],
    ])
    expect(checked.faultGroups).toContainEqual(
      expect.objectContaining({
        ...{ column: 'Customer code', code: 'customer_not_found', rows: 1, values: 1, examples: ['C9'] },
      }),
    )
    expect(checked.totals).toEqual([{ currency: 'CNY', amount: '1210.50', rows: 2 }])
    const sheet = await app.request('GET', `/api/v1/imports/${detail.id}/errors.csv`)
    expect(sheet.headers['content-type']).toContain('text/csv')
    expect(sheet.text).toContain("3,Amount,'=cmd|calc,not_a_number,a number such as 1200.00")
    expect((await app.request('GET', `/api/v1/imports/${detail.id}/errors.xlsx`)).status).toBe(200)
  })

  it('imports nothing in the mode all-or-nothing when a row is faulty, and the good rows in the other', async () => {
    const count = async () =>
      (await app.database.db.rows(sql`SELECT number FROM document ORDER BY number`)).length
    const detail = await map(await uploaded('invoices', invoices), { segment: 'CN01', createMissing: false })
    expect(detail.analysis.remembered).toBe(true)
    const failed = await run(detail, 'all-or-nothing')
    expect(failed).toMatchObject({
      status: 'failed',
      failure: { code: 'import_rows_faulty' },
      rows: { applied: 0 },
    })
    expect(await count()).toBe(0)
    const done = await run(failed, 'valid-rows')
    expect(done).toMatchObject({ status: 'finished', rows: { applied: 1, faulty: 4 } })
    expect(await count()).toBe(1)
  })

  it('changes nothing when repeated, and raises the version of what changed', async () => {
    const versions = () =>
      app.database.db.rows(sql`SELECT version, open_minor AS open FROM document WHERE number = 'I1'`)
    const again =
      'Invoice number,Customer code,Invoice date,Due date,Amount,Disputed\nI1,C1,3/25/2026,4/24/2026,"1,200.50",no\n'
    const same = await map(await uploaded('invoices', again), { segment: 'CN01' })
    expect((await run(same, 'valid-rows')).rows).toMatchObject({ applied: 0, unchanged: 1 })
    expect(await versions()).toEqual([{ version: 1n, open: 120_050n }])
    const more = await map(await uploaded('invoices', again.replace('1,200.50', '1,300.00')), {
      segment: 'CN01',
    })
    expect((await run(more, 'valid-rows')).rows).toMatchObject({ applied: 1, unchanged: 0 })
    expect(await versions()).toEqual([{ version: 2n, open: 130_000n }])
  })

  it('withdraws the receipt of a settled date that is gone', async () => {
    const file = (settled: string) =>
      `Invoice number,Customer code,Invoice date,Amount,Settled date\nS1,C1,2026-03-01,100,${settled}\n`
    const open = async () =>
      (
        await app.database.db.rows<{ open: bigint }>(
          sql`SELECT open_minor AS open FROM document WHERE number = 'S1'`,
        )
      )[0]?.open
    await run(await map(await uploaded('invoices', file('2026-03-20')), { segment: 'CN01' }), 'valid-rows')
    expect(await open()).toBe(0n)
    await run(await map(await uploaded('invoices', file('')), { segment: 'CN01' }), 'valid-rows')
    expect(await open()).toBe(10_000n)
  })

  it('takes a red-letter invoice as a credit note of the invoice it names, and changes nothing when it comes again', async () => {
    const file =
      '发票号码,客户编码,开票日期,到期日,价税合计,原发票号码\n' +
      'B1,C1,2026-05-01,2026-05-31,1000.00,\n' +
      'RED1,C1,2026-05-10,,-300.00,B1\n' +
      'RED2,C1,2026-05-11,,(50.00),\n' +
      'MIX,C1,2026-05-12,,100.00,\n' +
      'MIX,C1,2026-05-12,,-10.00,\n'
    const done = await run(await map(await uploaded('invoices', file), { segment: 'CN01' }), 'valid-rows')
    expect(done).toMatchObject({ status: 'finished', rows: { read: 5, applied: 3, faulty: 2 } })
    expect(done.faults.map(({ row, column, code }) => [row, column, code])).toEqual([
      [5, '价税合计', 'mixed_signs'],
    ])
    const documents = () =>
      app.database.db.rows(sql`
        SELECT number, type, total_minor AS total, open_minor AS open, version FROM document
        WHERE number IN ('B1', 'RED1', 'RED2', 'MIX') ORDER BY number`)
    const expected = [
      { number: 'B1', type: 'invoice', total: 100_000n, open: 70_000n, version: 1n },
      { number: 'RED1', type: 'credit-note', total: 30_000n, open: 0n, version: 1n },
      { number: 'RED2', type: 'credit-note', total: 5_000n, open: -5_000n, version: 1n },
    ]
    expect(await documents()).toEqual(expected)
    const again = await run(await map(await uploaded('invoices', file), { segment: 'CN01' }), 'valid-rows')
    expect(again.rows).toMatchObject({ applied: 0, unchanged: 3, faulty: 2 })
    expect(await documents()).toEqual(expected)
  })

  it('brings in receipts that settle several invoices, orders of several lines, limits and statements', async () => {
    const receipts =
      'Receipt number,Customer code,Receipt date,Amount,Settled invoice,Allocated amount\nR1,C1,2026-05-01,150,S1,100\nR1,C1,2026-05-01,150,I1,50\n'
    await run(await map(await uploaded('receipts', receipts), { segment: 'CN01' }), 'valid-rows')
    const orders =
      '订单号,行号,客户编码,订单日期,订单金额,币种\nO1,1,C1,2026-05-02,10,人民币\nO1,2,C1,2026-05-02,20.5,人民币\n'
    expect(
      (await run(await map(await uploaded('orders', orders), { segment: 'CN01' }), 'valid-rows')).rows
        .applied,
    ).toBe(2)
    const limits = await writeXlsx('额度', [
      ['客户编码', '信用段', '信用额度', '生效日期', '失效日期'],
      // SAP writes the end of time for a limit that has none.
      ['C1', 'CN01', '500,000.00', '2026-01-01', '9999-12-31'],
      ['C1', 'US01', '1', '', ''],
    ])
    const limited = await run(await uploaded('limits', limits), 'valid-rows')
    expect(limited.rows).toMatchObject({ applied: 2, faulty: 0 })
    expect((await run(await uploaded('limits', limits), 'valid-rows')).rows).toMatchObject({
      applied: 0,
      unchanged: 2,
    })
    const facts =
      '客户编码,报表日期,资产总计(万元),负债合计(万元),营业收入(万元)\nC1,2025-12-31,100,40,250\nC9,2025-12-31,1,1,1\n'
    const stated = await run(
      await map(await uploaded('facts', facts), { createMissing: false }),
      'valid-rows',
    )
    expect(stated.rows).toMatchObject({ applied: 1, faulty: 1 })
    const [state] = await app.database.db.rows(sql`
      SELECT (SELECT sum(open_minor) FROM document WHERE number IN ('S1', 'I1'))::bigint AS open,
        (SELECT sum(open_minor) FROM exposure_item WHERE bucket = 'open_orders')::bigint AS ordered,
        (SELECT array_agg(amount_minor ORDER BY amount_minor) FROM limit_line WHERE valid_to IS NULL) AS limits,
        (SELECT trim_scale(sum(value_number)) FROM fact)::text AS facts`)
    expect(state).toEqual({ open: 125_000n, ordered: 3_050n, limits: [100n, 50_000_000n], facts: '3900000' })
  })

  it('brings in margins by month, with the cost or the margin, from CSV and XLSX, again and corrected', async () => {
    const csv =
      '客户编码,期间,收入,成本\nC1,2026-03,100,80\nC1,2026年4月,50.5,60\nC1,202603,1,1\nC1,2026-13,1,1\nC1,2031-01,1,1\nC9,2026-03,1,1\n'
    const settings = { segment: 'CN01', createMissing: false }
    const first = await run(await map(await uploaded('margins', csv), settings), 'valid-rows')
    expect(first.rows).toMatchObject({ applied: 2, faulty: 4 })
    const found = first.faults.map(({ row, code }): [number, string] => [row, code])
    expect(found.toSorted(([a], [b]) => a - b)).toEqual([
      [4, 'duplicate'],
      [5, 'not_a_month'],
      [6, 'not_begun'],
      [7, 'customer_not_found'],
    ])
    const sheet = await writeXlsx('毛利', [
      ['客户编码', '信用段', '月份', '销售收入', '销售成本', '毛利'],
      ['C1', 'CN01', '2026-03-31', '100', '80', '20'],
      ['C1', 'CN01', '2026-04-30', '50.5', '', '-5'],
      ['C1', 'CN01', '2026-05-31', '10', '8', '3'],
      ['C1', 'CN01', '2026-06-30', '10', '', ''],
    ])
    const again = await run(await uploaded('margins', sheet), 'valid-rows')
    expect(again.rows).toMatchObject({ applied: 1, unchanged: 1, faulty: 2 })
    expect(again.faults.map(({ code }) => code)).toEqual(['margin_differs', 'cost_or_margin'])
    const stored = await app.database.db.rows(sql`
      SELECT month_on AS month, revenue_minor AS revenue, margin_minor AS margin FROM sales_margin ORDER BY 1`)
    expect(stored).toEqual([
      { month: '2026-03-01', revenue: 10_000n, margin: 2_000n },
      { month: '2026-04-01', revenue: 5_050n, margin: -500n },
    ])
    const neither = await uploaded('margins', '客户编码,月份,收入\nC1,2026-03,1\n')
    const refused = await app.request('POST', `/api/v1/imports/${neither.id}/run`)
    expect(refused.body).toMatchObject({ code: 'import_column_missing' })
  })

  it('is listed newest first, and its template is one it understands itself', async () => {
    const list = (await app.request('GET', '/api/v1/imports?limit=2')).body as {
      items: Detail[]
      nextCursor: string
    }
    expect(list.items).toHaveLength(2)
    const rest = await app.request('GET', `/api/v1/imports?limit=500&cursor=${list.nextCursor}`)
    expect((rest.body as { items: Detail[] }).items.map(({ id }) => id)).not.toContain(list.items[0]?.id)
    const template = await app.request('GET', '/api/v1/imports/templates/invoices.csv')
    const detail = await uploaded('invoices', template.text)
    expect(Object.keys(detail.mapping.columns)).toEqual(
      expect.arrayContaining(['number', 'dueDate', 'disputed', 'currency']),
    )
  })
})

describe('an import is refused', () => {
  it.each([
    ['an unknown kind', 'secrets', 'a,b\n1,2\n', 'bad_request', 400],
    ['an empty file', 'customers', '', 'file_empty', 400],
    [
      'a picture',
      'customers',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      'file_not_a_table',
      400,
    ],
  ])('for %s', async (_, kind, content, code, status) => {
    const answer = await upload(kind, content)
    expect(answer).toMatchObject({ status, body: { code } })
  })

  it('without a file', async () => {
    const answer = await app.request('POST', '/api/v1/imports', { body: { kind: 'customers' } })
    expect(answer).toMatchObject({ status: 400, body: { code: 'file_missing' } })
  })

  it('with a mapping that lacks a required column, or names what is not there', async () => {
    const detail = await uploaded('invoices', 'a,b\n1,2\n')
    const put = (body: object) => app.request('PUT', `/api/v1/imports/${detail.id}/mapping`, { body })
    expect((await put({ columns: {} })).body).toMatchObject({ code: 'import_column_missing' })
    const columns = Object.fromEntries(
      ['number', 'customerCode', 'date', 'amount'].map((key) => [key, { column: 9 }]),
    )
    expect((await put({ columns, segment: 'CN01' })).body).toMatchObject({ code: 'import_column_unknown' })
    const run = await app.request('POST', `/api/v1/imports/${detail.id}/run`)
    expect(run).toMatchObject({ status: 400, body: { code: 'import_column_missing' } })
  })

  it('when the segment is not clear', async () => {
    const detail = await uploaded('invoices', 'invoice number,customer code,date,amount\n1,C1,2026-01-01,2\n')
    const answer = await app.request('POST', `/api/v1/imports/${detail.id}/run`)
    expect(answer).toMatchObject({ status: 400, body: { code: 'import_segment_unclear' } })
  })

  it('a second time once it is finished', async () => {
    const done = await run(await uploaded('customers', customers), 'valid-rows')
    expect(done.rows).toMatchObject({ applied: 0, unchanged: 2 })
    const answer = await app.request('POST', `/api/v1/imports/${done.id}/run`)
    expect(answer).toMatchObject({ status: 409, body: { code: 'import_wrong_state' } })
  })

  it('when its file was removed because nobody went on with it for a week', async () => {
    const detail = await uploaded('customers', customers)
    app.clock.advance({ days: 8 })
    await importJobs({ ...app.deps, effects })['imports.purge-files']?.({})
    const answer = await app.request('POST', `/api/v1/imports/${detail.id}/run`)
    expect(answer).toMatchObject({ status: 409, body: { code: 'import_file_gone' } })
    expect((await app.request('GET', `/api/v1/imports/${detail.id}`)).body).toMatchObject({
      status: 'analysed',
    })
  })

  it('to callers who may import but not write what the file holds', async () => {
    const as = await app.keyWith('imports:write', 'imports:read', 'customers:write')
    expect((await upload('limits', 'a,b\n1,2\n', as)).status).toBe(403)
    expect((await upload('customers', customers, as)).status).toBe(201)
    const reader = await app.keyWith('imports:read')
    expect((await upload('customers', customers, reader)).status).toBe(403)
  })

  it('for unknown imports', async () => {
    const answer = await app.request('GET', '/api/v1/imports/0199a0f0-0000-7000-8000-000000000000')
    expect(answer).toMatchObject({ status: 404, body: { code: 'import_not_found' } })
  })
})

describe('a file that is read anew', () => {
  const head = '客户编码,客户名称\n'

  it('takes another character set, and what is imported is read with it', async () => {
    const uploaded = (await upload('customers', iconv.encode(`${head}RE1,株洲\n`, 'GB18030'))).body as Detail
    const wrong = await app.request('PUT', `/api/v1/imports/${uploaded.id}/reading`, {
      body: { encoding: 'windows-1252' },
    })
    expect(wrong.status).toBe(200)
    expect((wrong.body as Detail).analysis.encoding).toBe('windows-1252')
    expect((wrong.body as Detail).analysis.preview[0]?.cells[1]).not.toBe('株洲')
    const right = await app.request('PUT', `/api/v1/imports/${uploaded.id}/reading`, {
      body: { encoding: 'GB18030' },
    })
    expect((right.body as Detail).analysis.preview[0]?.cells).toEqual(['RE1', '株洲'])
    expect(Object.keys((right.body as Detail).mapping.columns).sort()).toEqual(['code', 'name'])
  })

  it('takes a file for what it holds when that was said wrong, and deletes one that nobody wants', async () => {
    const wrong = await uploaded(
      'customers',
      'Invoice number,Customer,Invoice date,Amount\nW1,C1,2026-03-25,5\n',
    )
    expect(wrong.analysis.likelierKind).toBe('invoices')
    const put = await app.request('PUT', `/api/v1/imports/${wrong.id}/reading`, {
      body: { kind: 'invoices' },
    })
    expect(put.body).toMatchObject({
      ...{ kind: 'invoices', status: 'analysed', analysis: { likelierKind: null } },
      mapping: { columns: { number: { column: 0 }, amount: { column: 3 } } },
    })
    const url = `/api/v1/imports/${wrong.id}`
    const reader = await app.keyWith('imports:write', 'imports:read', 'customers:write')
    expect((await app.request('DELETE', url, { as: reader })).status).toBe(403)
    expect((await app.request('DELETE', url)).status).toBe(204)
    expect((await app.request('GET', url)).status).toBe(404)
    const done = await run(await uploaded('customers', '客户编码,客户名称\nW9,甲\n'), 'valid-rows')
    const kept = await app.request('DELETE', `/api/v1/imports/${done.id}`)
    expect(kept).toMatchObject({ status: 409, body: { code: 'import_wrong_state' } })
  })

  it('refuses a sheet that is not there and a character set that is not offered', async () => {
    const rows = [
      ['客户编码', '客户名称'],
      ['RE2', '湘潭'],
    ]
    const uploaded = (await upload('customers', await writeXlsx('客户', rows))).body as Detail & {
      analysis: { sheets: string[] }
    }
    expect(uploaded.analysis.sheets).toEqual(['客户'])
    const url = `/api/v1/imports/${uploaded.id}/reading`
    expect((await app.request('PUT', url, { body: { sheet: '客户' } })).status).toBe(200)
    expect((await app.request('PUT', url, { body: { sheet: '没有' } })).status).toBe(400)
    expect((await app.request('PUT', url, { body: { encoding: 'EBCDIC' } })).status).toBe(400)
  })
})
