import { describe, expect, it } from 'vitest'
import type { Currency } from '../../../kernel/currency.js'
import { findHeader, guessMapping } from './guess-mapping.js'
import { ColumnWatch } from './column-profile.js'
import type { ImportContext } from './import-context.js'
import { importFields } from './import-fields.js'
import { columnReaders, readRow } from './read-row.js'
import { toBankLine } from './to-bank-line.js'

const CNY = 'CNY' as Currency

/** Exports as internet banks write them: what stands above the header, columns, and lines in and out. */
const banks: Readonly<Record<string, string[][]>> = {
  icbc: [
    ['[HISTORYDETAIL]'],
    [
      '凭证号',
      '本方账号',
      '对方账号',
      '交易时间',
      '借/贷',
      '借方发生额',
      '贷方发生额',
      '对方行号',
      '摘要',
      '用途',
      '对方单位名称',
      '余额',
      '个性化信息',
    ],
    [
      '0',
      '0200001',
      '6222001',
      '2026-11-03 10:11:12',
      '贷',
      '',
      '1200.00',
      '102',
      '货款',
      '付INV-1',
      '甲公司',
      '5000.00',
      '',
    ],
    [
      '0',
      '0200001',
      '6222002',
      '2026-11-03 11:11:12',
      '借',
      '88.00',
      '',
      '102',
      '付款',
      '',
      '乙公司',
      '4912.00',
      '',
    ],
  ],
  ccb: [
    [
      '账号',
      '账户名称',
      '交易时间',
      '借方发生额（支取）',
      '贷方发生额（收入）',
      '余额',
      '币种',
      '对方户名',
      '对方账号',
      '记账日期',
      '摘要',
      '备注',
      '账户明细编号-交易流水号',
    ],
    [
      '0200001',
      '信衡',
      '20261103 10:11:12',
      '0.00',
      '1,200.00',
      '5000.00',
      '人民币元',
      '甲公司',
      '6222001',
      '20261103',
      '货款',
      '付INV-1',
      '102-20261103000001',
    ],
    [
      '0200001',
      '信衡',
      '20261103 11:11:12',
      '88.00',
      '0.00',
      '4912.00',
      '人民币元',
      '乙公司',
      '6222002',
      '20261103',
      '付款',
      '',
      '102-20261103000002',
    ],
  ],
  cmb: [
    ['招商银行交易明细'],
    ['账号: 0200001'],
    [
      '交易日',
      '交易时间',
      '起息日',
      '交易类型',
      '借方金额',
      '贷方金额',
      '余额',
      '摘要',
      '流水号',
      '用途',
      '收(付)方名称',
      '收(付)方账号',
    ],
    [
      '20261103',
      '101112',
      '20261103',
      '汇兑',
      '',
      '1200.00',
      '5000.00',
      '货款 付INV-1',
      'C0123456789012',
      '',
      '甲公司',
      '6222001',
    ],
    [
      '20261103',
      '111112',
      '20261103',
      '转账',
      '88.00',
      '',
      '4912.00',
      '付款',
      'C0123456789013',
      '',
      '乙公司',
      '6222002',
    ],
  ],
  boc: [
    ['查询账号[ Inquirer account number ]', '0200001'],
    [
      '交易类型[ Transaction Type ]',
      '付款人账号[ Debit Account No. ]',
      "付款人名称[ Payer's Name ]",
      "收款人账号[ Payee's Account Number ]",
      "收款人名称[ Payee's Name ]",
      '交易日期[ Transaction Date ]',
      '交易货币[ Trade Currency ]',
      '交易金额[ Trade Amount ]',
      '交易后余额[ After-transaction balance ]',
      '交易流水号[ Transaction reference number ]',
      '用途[ Purpose ]',
      '交易附言[ Remark ]',
    ],
    [
      '来账',
      '6222001',
      '甲公司',
      '0200001',
      '信衡',
      '20261103',
      'CNY',
      '1200.00',
      '5000.00',
      '330011223344',
      '货款',
      '付INV-1',
    ],
    [
      '往账',
      '0200001',
      '信衡',
      '6222002',
      '乙公司',
      '20261103',
      'CNY',
      '-88.00',
      '4912.00',
      '330011223345',
      '付款',
      '',
    ],
  ],
}

describe('bank statements', () => {
  const fields = importFields['bank-lines']
  const read = (rows: string[][]) => {
    const at = findHeader(rows, fields)
    const headers = rows[at] ?? []
    const body = rows.slice(at + 1)
    const watches = headers.map((header) => new ColumnWatch(header))
    for (const row of body) watches.forEach((watch, index) => watch.add(row[index] ?? ''))
    const columns = guessMapping(
      watches.map((watch) => watch.profile()),
      fields,
    )
    const settings = { columns, segment: 'CN01', currency: null, source: 'bank-a', createMissing: false }
    const context: ImportContext = {
      ...{ settings, defaultSegment: 'CN01', segmentCurrencies: new Map([['CN01', CNY]]) },
      ...{ baseCurrency: CNY, fields, headers },
    }
    const readers = columnReaders(fields, settings, headers)
    const unnumbered = new Map<string, number>()
    return body.map((row, index) => toBankLine(readRow(index + 1, row, readers), context, unnumbered))
  }

  it.each(Object.entries(banks))(
    'of %s are read by their own headers; money that went out is left out',
    (_, rows) => {
      const [first, second] = read(rows)
      expect(first).toMatchObject({
        ...{
          on: '2026-11-03',
          amountMinor: 120_000n,
          payerName: '甲公司',
          payerAccount: '6222001',
          segmentCode: 'CN01',
        },
        reference: expect.stringContaining('INV-1') as string,
      })
      expect(second).toBeNull()
    },
  )

  it('keep two payments that are alike in everything apart, the same ones each time the file is read', () => {
    const [, header, line] = banks['icbc'] ?? []
    const rows = [header ?? [], line ?? [], line ?? []]
    const [first, second] = read(rows)
    expect(first).not.toMatchObject({ likeness: (second as { likeness: string }).likeness })
    expect(read(rows)).toEqual([first, second])
  })
})
