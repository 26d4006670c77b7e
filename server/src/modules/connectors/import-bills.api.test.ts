import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCreditBook, type CreditBook } from '../../../test/credit-book.js'
import { createTestApp, type TestApp } from '../../../test/test-app.js'
import { effects } from '../../app/effects.js'
import { requestMatching, runMatching } from '../cash-application/run-matching.js'
import { latestRun } from '../cash-application/matching-run-store.js'
import { verifyLedger } from '../exposure/ledger-verification-store.js'
import { createImport } from './create-import.js'
import { importFile } from './import-file.js'
import { systemPrincipal } from '../../kernel/access.js'
import { validateImport } from './perform-import.js'

const HEADER =
  '序号,票据（包）号码,子票区间,票据种类,票据（包）金额（元）,出票日期,汇票到期日,出票人全称,承兑人全称,背书人名称,背书日期,能否转让,备注'
const BANK =
  '1,530651000012320260901001234567,,电子银行承兑汇票,"1,000.00",20260901,20270301,出票甲公司,某某银行上海分行,北京甲贸易有限公司,2026-09-10,能,付 INV-B1'
const COMMERCIAL =
  '2,630651000012320260901007654321,1-50000,商业承兑汇票,500.00,2026-09-01,2026-12-01,乙公司,乙公司,,2026-09-12,能,'

let api: TestApp
let book: CreditBook
let folder: string
beforeAll(async () => {
  api = await createTestApp({ now: '2026-11-20T02:00:00Z' })
  book = await openCreditBook(api)
  folder = await mkdtemp(join(tmpdir(), 'xinheng-bills-'))
  for (const [code, name] of [
    ['B1', '北京甲贸易有限公司'],
    ['B2', '乙公司'],
    ['B3', '同名公司'],
    ['B4', '同名 公司'],
  ]) {
    await book.customer(code ?? '', '5000.00')
    await api.request('PUT', `/api/v1/customers/${code}`, { body: { name } })
  }
  await book.document('invoice', 'INV-B1', {
    ...{ customerCode: 'B1', date: '2026-08-01', dueDate: '2026-09-30' },
    lines: [{ lineNo: 1, amount: '1000.00' }],
  })
})
afterAll(async () => {
  await api.close()
  await rm(folder, { recursive: true })
})

const file = async (lines: readonly string[]) => {
  const path = join(folder, 'bills.csv')
  await writeFile(path, iconv.encode([HEADER, ...lines, ''].join('\r\n'), 'gb18030'))
  return path
}
const deps = () => ({ ...api.deps, effects })
const bring = async (...lines: string[]) => {
  const path = await file(lines)
  const settings = { createMissing: false }
  return importFile(deps(), { kind: 'bills', path, mode: 'valid-rows', settings })
}
const bills = async (query = '') => (await api.request('GET', `/api/v1/bills?state=all${query}`)).body.items
const errors = async (id: string) => (await api.request('GET', `/api/v1/imports/${id}/errors.csv`)).text

describe('the import of bills of exchange', () => {
  it('takes the register as banks export it, the customer known by the endorser or drawer, and settles invoices', async () => {
    const run = await bring(BANK, COMMERCIAL)
    expect([run.status, run.rowsApplied, run.rowsFaulty], await errors(run.id)).toEqual(['finished', 2, 0])
    expect(run.totals).toEqual([{ currency: 'CNY', amount: '1500.00', rows: 2 }])
    expect(await bills('&sort=maturity')).toMatchObject([
      {
        ...{ number: '630651000012320260901007654321', subRange: '1-50000', kind: 'commercial' },
        ...{ customerCode: 'B2', amount: { amount: '500.00' }, receivedOn: '2026-09-12', state: 'held' },
      },
      {
        ...{
          number: '530651000012320260901001234567',
          kind: 'bank',
          customerCode: 'B1',
          reference: '付 INV-B1',
        },
        ...{ drawer: '出票甲公司', acceptor: '某某银行上海分行', maturesOn: '2027-03-01' },
      },
    ])
    await api.deps.db.transaction((tx) => requestMatching(tx, 'test', api.deps.now()))
    await runMatching(api.deps, effects, (await latestRun(api.deps.db))?.id ?? '')
    expect((await book.exposure('B1')).buckets['receivables']?.amount).toBe('0.00')
    expect((await verifyLedger(api.deps.db)).differences).toEqual([])
  })

  it('changes nothing when the file comes again, also after something was done with a bill', async () => {
    const [commercial] = await bills('&customerCode=B2')
    await api.request('POST', `/api/v1/bills/${commercial.id}/acts`, {
      body: { act: 'endorse', party: '供应商' },
    })
    const again = await bring(BANK, COMMERCIAL)
    expect([again.rowsApplied, again.rowsUnchanged, again.rowsFaulty]).toEqual([0, 2, 0])
    expect(await bills()).toHaveLength(2)
  })

  it.each([
    ['a bill that is known with another amount', BANK.replace('"1,000.00"', '900.00'), 'bill_differs'],
    ['a giver who is no customer', BANK.replace('北京甲贸易有限公司', '路人公司'), 'bill_giver_unknown'],
    [
      'a giver whose name two customers have',
      BANK.replace('北京甲贸易有限公司', '同名公司'),
      'bill_giver_unclear',
    ],
    [
      'a number that a spreadsheet has spoiled',
      BANK.replace(/,5306\d+,/, ',5.30651E+29,'),
      'not_a_bill_number',
    ],
    ['a kind nobody knows', BANK.replace('电子银行承兑汇票', '支票'), 'unknown_choice'],
    ['a maturity before the issue', BANK.replace('20270301', '20260801'), 'before_issue'],
    ['a range that is none', BANK.replace(',,电子', ',全部,电子'), 'not_a_range'],
    [
      'a bill that comes from the future',
      BANK.replace('1234567', '1234999').replace('2026-09-10', '2026-12-10'),
      'bill_dates',
    ],
  ])('says what is wrong with %s, when it is checked and when it is imported', async (_, line, code) => {
    const run = await bring(line)
    expect([run.rowsApplied, run.rowsFaulty]).toEqual([0, 1])
    expect(await errors(run.id)).toContain(code)
    if (code === 'bill_differs' || code === 'bill_dates') return
    const path = await file([line])
    const registered = await createImport(
      api.deps.db,
      { kind: 'bills', path, fileName: 'bills.csv', actor: systemPrincipal, at: api.deps.now() },
      { keepFile: false },
    )
    const checked = await validateImport(deps(), { run: registered, path, actor: systemPrincipal })
    expect(checked.rowsFaulty).toBe(1)
  })

  it('takes a customer code before a name, and English headers', async () => {
    const path = join(folder, 'english.csv')
    const header = 'Bill number,Bill type,Face value,Issue date,Maturity date,Drawer,Acceptor,Customer code'
    await writeFile(
      path,
      `${header}\nAB-1,Commercial acceptance,70.50,2026-10-01,2027-01-01,X Ltd,X Ltd,B3\n`,
    )
    const run = await importFile(deps(), { kind: 'bills', path, mode: 'valid-rows' })
    expect([run.rowsApplied, run.rowsFaulty], await errors(run.id)).toEqual([1, 0])
    expect(await bills('&customerCode=B3')).toMatchObject([{ number: 'AB-1', receivedOn: '2026-11-20' }])
  })

  it('of the same bills by two people at once registers each once', async () => {
    const lines = [1, 2, 3].map((at) => BANK.replace('1234567', `777000${at}`))
    const [first, second] = await Promise.all([bring(...lines), bring(...lines.toReversed())])
    expect([first.status, second.status]).toEqual(['finished', 'finished'])
    expect(first.rowsApplied + second.rowsApplied).toBe(3)
    expect(await bills('&search=777000')).toHaveLength(3)
  })
})
