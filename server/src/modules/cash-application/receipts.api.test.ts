import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { effects } from '../../app/effects.js'
import { sql } from '../../platform/db/sql.js'
import { createTestApp, type Caller, type TestApp } from '../../../test/test-app.js'
import { importFile } from '../connectors/import-file.js'
import { verifyLedger } from '../exposure/ledger-verification-store.js'
import { latestRun } from './matching-run-store.js'
import { requestMatching, runMatching } from './run-matching.js'

const CCB = `账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号
31050161,信衡演示有限公司,20261103 10:11:12,0.00,"1,200.00",5000.00,人民币元,北京甲贸易有限公司,6222000011112222,工行,20261103,货款,付INV-1货款,102-20261103000001
31050161,信衡演示有限公司,20261104 09:00:00,0.00,300.00,5300.00,人民币元,北京甲贸易有限公司,6222000011112222,工行,20261104,货款,,102-20261104000002
31050161,信衡演示有限公司,20261104 09:30:00,88.00,0.00,5212.00,人民币元,某供应商,6222,工行,20261104,付款,,102-20261104000003
31050161,信衡演示有限公司,20261105 09:30:00,0.00,77.00,5289.00,人民币元,无名氏,9999000011112222,农行,20261105,转账,,102-20261105000004
`

describe('receipts', () => {
  let api: TestApp
  let folder: string
  let accountant: Caller
  beforeAll(async () => {
    api = await createTestApp({ now: '2026-11-20T02:00:00Z' })
    folder = await mkdtemp(join(tmpdir(), 'bank-'))
    await api.request('PUT', '/api/v1/segments/CN01', { body: { name: 'CN01', currency: 'CNY' } })
    for (const [code, name] of [
      ['C1', '北京甲贸易有限公司'],
      ['C2', '乙公司'],
    ]) {
      await api.request('PUT', `/api/v1/customers/${code}`, { body: { name } })
      const account = { currency: 'CNY', limitMode: 'unlimited', terms: { netDays: 30 } }
      await api.request('PUT', `/api/v1/customers/${code}/accounts/CN01`, { body: account })
    }
    accountant = await api.signIn('finance', { username: 'accountant' })
  })
  afterAll(() => api.close())

  const invoice = async (number: string, amount: string, dueDate: string, customerCode = 'C1') => {
    const body = {
      ...{
        customerCode,
        segment: 'CN01',
        date: '2026-10-01',
        dueDate,
        currency: 'CNY',
        status: 'open',
        version: 1,
      },
      lines: [{ lineNo: 1, amount }],
    }
    const answer = await api.request('PUT', `/api/v1/documents/erp/invoice/${number}`, { body })
    expect(answer.status).toBe(201)
  }
  const receipt = async (number: string, amount: string, customerCode = 'C1') => {
    const body = {
      ...{ customerCode, segment: 'CN01', date: '2026-11-10', currency: 'CNY', status: 'open', version: 1 },
      lines: [{ lineNo: 1, amount }],
    }
    expect((await api.request('PUT', `/api/v1/documents/erp/receipt/${number}`, { body })).status).toBe(201)
    const found = await api.request('GET', `/api/v1/receipts?state=all&search=${number}`)
    return found.body.items[0].id as string
  }
  const bring = async (text: string) => {
    const path = join(folder, 'statement.csv')
    await writeFile(path, text)
    const deps = { ...api.deps, effects }
    return importFile(deps, {
      kind: 'bank-lines',
      path,
      mode: 'valid-rows',
      settings: { createMissing: false },
    })
  }
  const match = async () => {
    await api.deps.db.transaction((tx) => requestMatching(tx, 'test', api.deps.now()))
    const run = await latestRun(api.deps.db)
    await runMatching(api.deps, effects, run?.id ?? '')
    return latestRun(api.deps.db)
  }
  const exposure = async (code: string) => {
    const { body } = await api.request('GET', `/api/v1/customers/${code}/exposure?segment=CN01`)
    return { receivables: body.buckets.receivables.amount, unapplied: body.buckets.unapplied.amount }
  }
  const soundLedger = async () => {
    expect((await verifyLedger(api.deps.db)).differences).toEqual([])
  }
  const detail = async (id: string) =>
    (await api.request('GET', `/api/v1/receipts/${id}`, { as: accountant })).body

  it('come from a bank file, are matched by what the payer names, and the same file changes nothing again', async () => {
    await invoice('INV-1', '1200.00', '2026-11-01')
    await invoice('INV-2', '500.00', '2026-11-15')
    const first = await bring(CCB)
    expect([first.status, first.rowsApplied, first.rowsUnchanged, first.rowsFaulty]).toEqual([
      'finished',
      3,
      1,
      0,
    ])
    const run = await match()
    expect(run).toMatchObject({ status: 'done', recorded: 2, matched: 1, proposed: 1 })
    expect(await exposure('C1')).toEqual({ receivables: '500.00', unapplied: '-300.00' })
    const again = await bring(CCB)
    expect([again.rowsApplied, again.rowsUnchanged, again.rowsFaulty]).toEqual([0, 4, 0])
    expect(await match()).toMatchObject({ recorded: 0, matched: 0 })
    const { body } = await api.request('GET', '/api/v1/receipts?state=review', { as: accountant })
    expect(body.counts).toEqual({ review: 1, open: 1, bankLines: 1 })
    expect(body.items[0]).toMatchObject({
      customerCode: 'C1',
      left: { amount: '300.00' },
      proposal: { method: 'order' },
    })
    expect(body.items[0].proposal.grounds[0].en).toContain('Civil Code')
    await soundLedger()
  })

  it('are settled by hand to the cent, and undone by reverse entries', async () => {
    const { body } = await api.request('GET', '/api/v1/receipts?state=review')
    const id = body.items[0].id as string
    const [open] = (await detail(id)).openItems
    expect(open).toMatchObject({ number: 'INV-2', open: { amount: '500.00' }, daysOverdue: 5 })
    const items = [{ invoiceId: open.invoiceId, itemNo: open.itemNo, amount: '299.99' }]
    const made = await api.request('POST', `/api/v1/receipts/${id}/matches`, {
      body: { items },
      as: accountant,
    })
    expect(made.status).toBe(200)
    expect(made.body.left.amount).toBe('0.01')
    expect(await exposure('C1')).toEqual({ receivables: '200.01', unapplied: '-0.01' })
    const [done] = made.body.matches
    expect(done).toMatchObject({ state: 'accepted', method: 'manual', decidedBy: 'accountant' })
    const shown = await api.request('GET', `/api/v1/invoices/${open.invoiceId}`)
    expect(shown.body.settlements).toMatchObject([{ amount: { amount: '299.99' }, decidedBy: 'accountant' }])
    const more = await api.request('POST', `/api/v1/receipts/${id}/matches`, { body: { items } })
    expect([more.status, more.body.code]).toEqual([409, 'match_exceeds_receipt'])
    const undone = await api.request('POST', `/api/v1/cash-matches/${done.id}/undo`, {
      body: { reason: '客户来函更正' },
    })
    expect(undone.body.matches[0]).toMatchObject({ state: 'undone', reason: '客户来函更正' })
    expect(await exposure('C1')).toEqual({ receivables: '500.00', unapplied: '-300.00' })
    const twice = await api.request('POST', `/api/v1/cash-matches/${done.id}/undo`, { body: { reason: 'x' } })
    expect([twice.status, twice.body.code]).toEqual([409, 'match_wrong_state'])
    const entries = await api.deps.db.rows<{ minor: bigint }>(sql`
      SELECT delta_minor AS minor FROM exposure_entry WHERE document_id = ${open.invoiceId}::uuid ORDER BY seq`)
    expect(entries.map(({ minor }) => minor)).toEqual([50_000n, -29_999n, 29_999n])
    await soundLedger()
  })

  it('are accepted or turned down as proposed; what was turned down does not come back', async () => {
    await match()
    const { body } = await api.request('GET', '/api/v1/receipts?state=review')
    const [{ id, proposal }] = body.items
    const other = await api.signIn('sales')
    expect(
      (await api.request('POST', `/api/v1/cash-matches/${proposal.id}/accept`, { as: other })).status,
    ).toBe(403)
    await api.request('POST', `/api/v1/cash-matches/${proposal.id}/reject`, { body: { reason: '不是这张' } })
    await match()
    expect((await detail(id)).proposal).toBeNull()
    await invoice('INV-3', '300.00', '2026-12-01')
    await match()
    const next = (await detail(id)).proposal
    expect(next).toMatchObject({ method: 'exact' })
    const bulk = await api.request('POST', '/api/v1/cash-matches/accept', { body: { receiptIds: [id] } })
    expect(bulk.body).toEqual({ accepted: 1, refused: [] })
    const late = await api.request('POST', `/api/v1/cash-matches/${next.id}/accept`)
    expect([late.status, late.body.code]).toEqual([409, 'match_wrong_state'])
    expect(await exposure('C1')).toEqual({ receivables: '500.00', unapplied: '0.00' })
    await soundLedger()
  })

  it('learn the payer that a person names, and forget it when the line is put back', async () => {
    const lines = await api.request('GET', '/api/v1/bank-lines?state=open')
    const [line] = lines.body.items
    expect(line).toMatchObject({ payerName: '无名氏', payerAccount: '****2222', customerCode: null })
    const assign = { body: { customerCode: 'C2' }, as: accountant }
    const assigned = await api.request('POST', `/api/v1/bank-lines/${line.id}/assign`, assign)
    expect(assigned.body).toMatchObject({ state: 'recorded', customerCode: 'C2', identifiedBy: 'person' })
    expect(await exposure('C2')).toEqual({ receivables: '0.00', unapplied: '-77.00' })
    const more =
      CCB.split('\n')[0] +
      '\n31050161,信衡,20261106 09:30:00,0.00,78.00,5367.00,人民币元,无名氏,9999 0000 1111 2222,农行,20261106,转账,,102-20261106000009\n'
    await bring(more)
    await match()
    expect(await exposure('C2')).toEqual({ receivables: '0.00', unapplied: '-155.00' })
    const back = await api.request('POST', `/api/v1/bank-lines/${line.id}/reopen`, {
      body: { reason: '认错客户' },
    })
    expect(back.body).toMatchObject({ state: 'open', customerCode: null, receiptId: null })
    expect(await exposure('C2')).toEqual({ receivables: '0.00', unapplied: '-78.00' })
    await match()
    const waiting = await api.request('GET', '/api/v1/bank-lines?state=open')
    expect(waiting.body.items).toMatchObject([{ id: line.id }])
    await api.request('POST', `/api/v1/bank-lines/${line.id}/assign`, { body: { customerCode: 'C1' } })
    expect(await exposure('C1')).toEqual({ receivables: '500.00', unapplied: '-77.00' })
    await soundLedger()
  })

  it('never settle more than there is when two people match at the same moment', async () => {
    await invoice('INV-9', '1000.00', '2026-11-01', 'C2')
    const ids = [await receipt('R-9A', '1000.00', 'C2'), await receipt('R-9B', '1000.00', 'C2')]
    const [open] = (await detail(ids[0] ?? '')).openItems
    const items = [{ invoiceId: open.invoiceId, itemNo: 1, amount: '600.00' }]
    const tries = [ids[0], ids[0], ids[1], ids[1]].map((id) =>
      api.request('POST', `/api/v1/receipts/${id}/matches`, { body: { items } }),
    )
    const answers = await Promise.all(tries)
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409])
    expect((await exposure('C2')).receivables).toBe('400.00')
    await soundLedger()
  })

  it('grant the early-payment discount as a credit note, and take it back with the match', async () => {
    const settings = {
      ...{
        automaticFrom: 90,
        recogniseFrom: 90,
        feeMax: 0,
        discountPercent: 2,
        discountDays: 60,
        sumItemsMax: 6,
      },
    }
    expect((await api.request('PUT', '/api/v1/matching-settings', { body: settings })).body.version).toBe(1)
    await api.request('PUT', '/api/v1/customers/C3', { body: { name: '丙公司' } })
    await invoice('INV-20', '1000.00', '2026-12-31', 'C3')
    const id = await receipt('R-20', '980.00', 'C3')
    await match()
    const [done] = (await detail(id)).matches
    expect(done).toMatchObject({ state: 'accepted', grantedKind: 'discount', granted: { amount: '20.00' } })
    expect(await exposure('C3')).toEqual({ receivables: '0.00', unapplied: '0.00' })
    await api.request('POST', `/api/v1/cash-matches/${done.id}/undo`, { body: { reason: '过期付款' } })
    expect(await exposure('C3')).toEqual({ receivables: '1000.00', unapplied: '-980.00' })
    await soundLedger()
  })

  it('have the orders on hold of the customer looked at again', async () => {
    await api.request('PUT', '/api/v1/customers/C5', { body: { name: '戊公司' } })
    const limit = { amount: '100.00', currency: 'CNY' }
    const account = { currency: 'CNY', limitMode: 'amount', limit, terms: { netDays: 30 } }
    await api.request('PUT', '/api/v1/customers/C5/accounts/CN01', { body: account })
    await invoice('INV-50', '90.00', '2026-12-31', 'C5')
    const check = {
      ...{
        checkpoint: 'order',
        customerCode: 'C5',
        segment: 'CN01',
        amount: { amount: '80.00', currency: 'CNY' },
      },
      document: { source: 'erp', type: 'order', number: 'SO-5', version: 1 },
    }
    const held = await api.request('POST', '/api/v1/credit-checks', { body: check })
    expect(held.body.outcome).toBe('held')
    const waiting = async () => {
      const [row] = await api.deps.db.rows<{ count: bigint }>(
        sql`SELECT count(*) FROM graphile_worker.jobs WHERE task_identifier = 'evaluate-holds'`,
      )
      return row?.count
    }
    expect(await waiting()).toBe(0n)
    const [header] = CCB.split('\n')
    await bring(
      `${header}\n31050161,信衡,20261119 09:30:00,0.00,90.00,1.00,人民币元,戊公司,7777,农行,20261119,,INV-50,102-20261119000001\n`,
    )
    await match()
    expect(await exposure('C5')).toEqual({ receivables: '0.00', unapplied: '0.00' })
    expect(await waiting()).toBe(1n)
  })

  it('are matched by settings that also say whether late interest is claimed, not unless somebody says so', async () => {
    const { body } = await api.request('GET', '/api/v1/matching-settings')
    const { version, ...known } = body as { version: number; interestClaimed: boolean }
    expect(known.interestClaimed).toBe(false)
    const put = await api.request('PUT', '/api/v1/matching-settings', {
      body: { ...known, interestClaimed: true },
    })
    expect(put.body).toEqual({ ...known, interestClaimed: true, version: version + 1 })
  })

  it('are exported with their reasons', async () => {
    const csv = await api.request('GET', '/api/v1/receipts.csv?state=open&language=en')
    expect(csv.text).toContain('R-20')
    expect(csv.text).toContain('Unapplied')
  })
})
