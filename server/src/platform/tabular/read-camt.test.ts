import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { camtFile, statement, transaction, type CamtEntry } from '../../../test/camt-files.js'
import { Refusal } from '../../kernel/errors.js'
import { openTable } from './open-table.js'

let folder: string
let count = 0
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'xinheng-camt-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** The lines of a file as objects by the names of the columns. */
async function linesOf(content: string | Buffer): Promise<Record<string, string>[]> {
  const file = path.join(folder, `statement-${(count += 1)}`)
  await writeFile(file, content)
  const table = await openTable(file)
  expect(table.format).toBe('camt.053')
  const rows = []
  for await (const batch of table.rows()) rows.push(...batch)
  const [header, ...body] = rows.map(({ cells }) => cells)
  return body.map((cells) => Object.fromEntries((header ?? []).map((name, at) => [name, cells[at] ?? ''])))
}

const refusalOf = async (content: string | Buffer) => {
  try {
    await linesOf(content)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  return undefined
}

const account = '31050161'
const one = (entry: CamtEntry) => camtFile([statement({ account, entries: [entry] })])

describe('a statement in CAMT.053', () => {
  it('gives lines with account, days, amount, direction, payer, text, reference and balance', async () => {
    const details = transaction({
      ...{ payer: '北京甲贸易有限公司', account: '6222000011112222', endToEnd: 'E2E-77' },
      text: ['付 INV-1 货款', '及 INV-2'],
    })
    const file = camtFile([
      statement({
        ...{ account, opening: '5000.00', closing: '6112.00' },
        entries: [
          { amount: '1200.00', credit: true, ref: '20261103000001', details },
          { amount: '88.00', credit: false, ref: '20261103000002', info: '手续费' },
        ],
      }),
    ])
    expect(await linesOf(file)).toEqual([
      {
        ...{
          交易日期: '2026-11-03',
          起息日: '2026-11-04',
          贷方发生额: '1200.00',
          币种: 'CNY',
          借贷标志: '贷',
        },
        ...{ 冲正: '否', 对方户名: '北京甲贸易有限公司', 对方账号: '6222000011112222' },
        ...{ 附言: '付 INV-1 货款 及 INV-2 E2E-77', 用途: '', 摘要: '' },
        ...{ 交易流水号: '20261103000001', 本方账号: account, 余额: '6200.00' },
      },
      expect.objectContaining({ 借贷标志: '借', 贷方发生额: '88.00', 附言: '手续费', 余额: '6112.00' }),
    ])
  })

  it('is read in version 8 with a prefix, an IBAN, a status as a code and a time', async () => {
    const file = `<?xml version="1.0"?><n:Document xmlns:n="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><n:BkToCstmrStmt>
<n:Stmt><n:Acct><n:Id><n:IBAN>DE02100100100006820101</n:IBAN></n:Id><n:Ccy>EUR</n:Ccy></n:Acct>
<n:Ntry><n:Amt Ccy="EUR">70.5</n:Amt><n:CdtDbtInd>CRDT</n:CdtDbtInd><n:Sts><n:Cd>BOOK</n:Cd></n:Sts>
<n:BookgDt><n:DtTm>2026-11-03T10:15:00+01:00</n:DtTm></n:BookgDt><n:NtryDtls><n:TxDtls><n:Refs>
<n:AcctSvcrRef>AS-0000077</n:AcctSvcrRef><n:EndToEndId>NOTPROVIDED</n:EndToEndId></n:Refs><n:RltdPties><n:Dbtr><n:Pty><n:Nm>M&amp;S &#x4e2d;</n:Nm></n:Pty></n:Dbtr>
<n:DbtrAcct><n:Id><n:IBAN>DE75512108001245126199</n:IBAN></n:Id></n:DbtrAcct></n:RltdPties>
<n:RmtInf><n:Strd><n:RfrdDocInf><n:Nb>INV-9</n:Nb></n:RfrdDocInf><n:CdtrRefInf><n:Ref>RF18</n:Ref></n:CdtrRefInf></n:Strd></n:RmtInf>
</n:TxDtls></n:NtryDtls></n:Ntry></n:Stmt></n:BkToCstmrStmt></n:Document>`
    expect(await linesOf(file)).toMatchObject([
      {
        ...{
          交易日期: '2026-11-03',
          贷方发生额: '70.5',
          币种: 'EUR',
          对方户名: 'M&S 中',
          附言: 'INV-9 RF18',
        },
        ...{
          对方账号: 'DE75512108001245126199',
          本方账号: 'DE02100100100006820101',
          交易流水号: 'AS-0000077',
        },
      },
    ])
  })

  it('shows the payments of a batch one by one where they sum to it, else the batch whole', async () => {
    const parts = (second: string) =>
      [
        transaction({ amount: '100.00', payer: '甲', text: ['INV-1'], endToEnd: 'A' }),
        transaction({ amount: second, payer: '乙', text: ['INV-2'], endToEnd: 'B' }),
      ].join('')
    const batch = (second: string) =>
      one({ amount: '150.00', credit: true, ref: 'BATCH-0001', details: parts(second) })
    expect(await linesOf(batch('50.00'))).toMatchObject([
      { 贷方发生额: '100.00', 对方户名: '甲', 附言: 'INV-1 A', 交易流水号: 'BATCH-0001-1' },
      { 贷方发生额: '50.00', 对方户名: '乙', 附言: 'INV-2 B', 交易流水号: 'BATCH-0001-2' },
    ])
    expect(await linesOf(batch('49.00'))).toMatchObject([
      { 贷方发生额: '150.00', 对方户名: '', 附言: 'INV-1 A INV-2 B', 交易流水号: 'BATCH-0001' },
    ])
  })

  it('leaves out what is not booked, marks reversals, and takes no reference that several lines share', async () => {
    const same = { amount: '10.00', credit: true, ref: 'SAME-REF-1' }
    const entries: CamtEntry[] = [
      { amount: '30.00', credit: true, status: 'PDNG', ref: 'PENDING-1' },
      { amount: '20.00', credit: false, reversal: true, ref: 'REVERSAL-1' },
      same,
      { ...same, amount: '11.00' },
    ]
    const file = camtFile([statement({ account, entries, opening: '100.00', closing: '101.00' })])
    expect(await linesOf(file)).toMatchObject([
      { 借贷标志: '借', 冲正: '是', 交易流水号: 'REVERSAL-1', 余额: '80.00' },
      { 贷方发生额: '10.00', 交易流水号: '' },
      { 贷方发生额: '11.00', 交易流水号: '' },
    ])
  })

  it('may hold several accounts, currencies without decimals, and overdrawn balances', async () => {
    const file = camtFile([
      statement({
        ...{ account: 'JP-1', currency: 'JPY', opening: '-1000', closing: '119000' },
        entries: [{ amount: '120000', credit: true, ref: 'JPY-000001' }],
      }),
      statement({ account, entries: [{ amount: '1.00', credit: true, ref: 'CNY-000001' }] }),
    ])
    expect(await linesOf(file)).toMatchObject([
      { 本方账号: 'JP-1', 贷方发生额: '120000', 币种: 'JPY', 余额: '119000' },
      { 本方账号: account, 贷方发生额: '1.00', 币种: 'CNY', 余额: '' },
    ])
  })

  it('breaks a long text between words over three columns', async () => {
    const long = Array.from({ length: 60 }, (_, at) => `INV-${1000 + at}`).join(' ')
    const [line] = await linesOf(
      one({ amount: '1.00', credit: true, details: transaction({ text: [long] }) }),
    )
    const texts = [line?.['附言'], line?.['用途'], line?.['摘要']]
    expect(texts.join(' ')).toBe(long)
    expect(texts.every((text) => (text ?? '').length <= 200)).toBe(true)
  })

  it('is read in GB18030', async () => {
    const text = one({
      amount: '1.00',
      credit: true,
      details: transaction({ payer: '上海贸易有限公司', text: ['货款发票'] }),
    })
    const file = iconv.encode(text.replace('UTF-8', 'GB18030'), 'gb18030')
    expect(await linesOf(file)).toMatchObject([{ 对方户名: '上海贸易有限公司', 附言: '货款发票' }])
  })
})

describe('refused', () => {
  const good = one({ amount: '10.00', credit: true })

  it.each([
    ['an entity of its own', good.replace('?>', '?><!DOCTYPE x [<!ENTITY e "1">]>'), 'file_damaged'],
    ['half a file', good.slice(0, -60), 'file_damaged'],
    ['an amount that is none', one({ amount: '1e9', credit: true }), 'file_damaged'],
    ['an amount with a comma', one({ amount: '10,00', credit: true }), 'file_damaged'],
    ['no statement', camtFile([]), 'file_empty'],
    ['a report of the day', good.replaceAll('camt.053', 'camt.052'), 'file_not_camt053'],
    ['another document', '<?xml version="1.0"?><html><body/></html>', 'file_not_camt053'],
  ])('is %s', async (_, content, code) => {
    expect((await refusalOf(content))?.code).toBe(code)
  })

  it('is a statement that does not add up, with what it says', async () => {
    const entries = [{ amount: '10.00', credit: true }]
    const refusal = await refusalOf(
      camtFile([statement({ account, entries, opening: '100.00', closing: '111.00' })]),
    )
    expect(refusal?.code).toBe('file_statement_sum')
    expect(refusal?.text.en).toContain('opening 100.00 and entries of 10.00 do not make closing 111.00')
  })

  it('is MT940, with what to do instead', async () => {
    const body =
      ':20:STMT\r\n:25:31050161\r\n:28C:1/1\r\n:60F:C261102CNY1000,00\r\n:61:2611031103C120,50NTRFREF//BANK\r\n:86:货款\r\n'
    for (const content of [
      body,
      `{1:F01BANKCNBJAXXX0000000000}{4:\r\n${body}-}`,
      iconv.encode(body, 'gb18030'),
    ]) {
      const refusal = await refusalOf(content)
      expect(refusal?.code).toBe('file_mt940')
      expect(refusal?.text.en).toContain('CAMT.053')
    }
  })
})
