import { describe, expect, it } from 'vitest'
import { ColumnWatch, dayOrderOf } from './column-profile.js'
import { findHeader, guessMapping, unitOfHeader } from './guess-mapping.js'
import { importFields } from './import-fields.js'
import type { ImportKind } from './import-field.js'

function profilesOf(headers: readonly string[], rows: readonly (readonly string[])[]) {
  const watches = headers.map((header) => new ColumnWatch(header))
  for (const row of rows) watches.forEach((watch, index) => watch.add(row[index] ?? ''))
  return watches.map((watch) => watch.profile())
}

function guess(kind: ImportKind, headers: readonly string[], row: readonly string[]) {
  const columns = guessMapping(profilesOf(headers, [row]), importFields[kind])
  return Object.fromEntries(Object.entries(columns).map(([key, mapping]) => [key, headers[mapping.column]]))
}

describe('guessing what columns mean', () => {
  it('recognises the IBM receivables layout', () => {
    const headers =
      'countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate'
    const row = '391,0379-NEVHP,4/6/2013,0000611365,1/2/2013,2/1/2013,55.94,No,1/15/2013,Paper,13,0'
    expect(guess('invoices', headers.split(','), row.split(','))).toEqual({
      customerCode: 'customerID',
      number: 'invoiceNumber',
      date: 'InvoiceDate',
      dueDate: 'DueDate',
      amount: 'InvoiceAmount',
      disputed: 'Disputed',
      settledDate: 'SettledDate',
    })
  })

  it('recognises a Chinese invoice list', () => {
    const headers = [
      '发票号码',
      '客户编码',
      '客户名称',
      '开票日期',
      '到期日',
      '价税合计（元）',
      '是否争议',
      '业务员',
    ]
    const row = ['0001', 'C1', '上海公司', '2026年3月5日', '2026/4/4', '1,200.00', '否', '张三']
    expect(guess('invoices', headers, row)).toEqual({
      number: '发票号码',
      customerCode: '客户编码',
      customerName: '客户名称',
      date: '开票日期',
      dueDate: '到期日',
      amount: '价税合计（元）',
      disputed: '是否争议',
    })
  })

  it('recognises customers, and reads the unit from the header', () => {
    const headers = ['客户编号', '企业名称', '统一社会信用代码', '注册资本（万元）', '成立日期', '销售员']
    const row = ['C1', '上海公司', '91310000MA1FL0000X', '500', '2010-05-18', 'zhang']
    expect(guess('customers', headers, row)).toEqual({
      code: '客户编号',
      name: '企业名称',
      uscc: '统一社会信用代码',
      registeredCapital: '注册资本（万元）',
      foundedOn: '成立日期',
      ownerUsername: '销售员',
    })
    const columns = guessMapping(profilesOf(headers, [row]), importFields.customers)
    expect(columns['registeredCapital']?.unit).toBe('ten-thousand')
  })

  it('recognises financial statements by the names of their items', () => {
    const headers = ['客户编码', '报表日期', '营业收入', '净利润', '资产总计', '负债合计']
    const found = guess('facts', headers, ['C1', '2025-12-31', '100', '10', '200', '80'])
    expect(Object.values(found)).toEqual(
      expect.arrayContaining(['客户编码', '报表日期', '营业收入', '净利润']),
    )
  })

  it('takes a header at its word whatever stands below it, and nothing else of words for a date or an amount', () => {
    expect(guess('invoices', ['Invoice number', 'Date', 'Amounts noted'], ['1', 'soon', 'much'])).toEqual({
      ...{ number: 'Invoice number', date: 'Date' },
    })
    expect(guess('customers', ['客户编码', '注册资本（万元）', '成立日期'], ['C1', '未知', '不详'])).toEqual({
      ...{ code: '客户编码', registeredCapital: '注册资本（万元）', foundedOn: '成立日期' },
    })
  })

  it('prefers a column whose content fits', () => {
    const headers = ['Amount', 'Invoice amount']
    expect(guess('invoices', headers, ['see remark', '12.00'])).toMatchObject({ amount: 'Invoice amount' })
  })

  it.each([
    ['金额', 'yuan'],
    ['金额(万元)', 'ten-thousand'],
    ['总资产（亿元）', 'hundred-million'],
    ['营业收入（百万元）', 'million'],
    ['Revenue (in thousands)', 'thousand'],
  ])('takes %s to be stated in %s', (header, unit) => {
    expect(unitOfHeader(header)).toBe(unit)
  })

  it('finds the header below a title', () => {
    const rows = [
      ['应收账款明细表'],
      ['单位：某某公司', '', '2026年'],
      ['发票号', '客户编码', '金额'],
      ['1', 'C1', '5'],
    ]
    expect(findHeader(rows, importFields.invoices)).toBe(2)
    expect(findHeader([['a', 'b']], importFields.invoices)).toBe(0)
  })
})

describe('the order of dates', () => {
  it('is found over the whole column, and by its sibling columns', () => {
    const late = [...Array<string[]>(500).fill(['3/4/2026', '5/6/2026']), ['25/4/2026', '5/6/2026']]
    const profiles = profilesOf(['Invoice date', 'Due date'], late)
    expect(dayOrderOf(profiles)).toEqual({ order: 'dmy', certain: true })
    const columns = guessMapping(profiles, importFields.invoices)
    expect(columns['dueDate']?.dayOrder).toBe('dmy')
  })

  it('is uncertain when every date fits both', () => {
    expect(dayOrderOf(profilesOf(['Date'], [['3/4/2026']]))).toEqual({ order: 'mdy', certain: false })
    expect(dayOrderOf(profilesOf(['Date'], [['2026-03-04']]))).toEqual({ order: 'mdy', certain: true })
  })

  it('is uncertain when the columns contradict each other', () => {
    expect(dayOrderOf(profilesOf(['Date'], [['13/4/2026'], ['4/13/2026']])).certain).toBe(false)
  })
})

describe('what a column holds', () => {
  it.each([
    ['day', ['2026-01-01', '2026-01-02']],
    ['number', ['1,000.00', '2', '-', '']],
    ['number', ['20260101', '20260102']],
    ['flag', ['是', '否']],
    ['text', ['a', '1']],
    ['empty', ['', '-']],
  ])('is %s for %j', (type, cells) => {
    expect(
      profilesOf(
        ['x'],
        cells.map((cell) => [cell]),
      )[0]?.type,
    ).toBe(type)
  })

  it('totals numbers exactly and counts misfits', () => {
    const cells = [...Array<string[]>(10).fill(['0.1']), ['n.b.']]
    expect(profilesOf(['Amount'], cells)[0]).toMatchObject({
      type: 'number',
      total: '1',
      misfits: 1,
      filled: 11,
    })
  })
})
