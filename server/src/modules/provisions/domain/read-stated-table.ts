import type { Currency } from '../../../kernel/currency.js'
import { isCurrency } from '../../../kernel/currency.js'
import { Refusal } from '../../../kernel/errors.js'
import { parseAmount } from '../../../kernel/money.js'
import type { StatedLine } from './stated-line.js'

/** Names by which the columns of another system's list are recognised, in small letters without spaces. */
const names = {
  customerCode: ['客户编码', '客户代码', '客户编号', 'customercode', 'customer', 'customerno'],
  segment: ['信用段', '公司代码', '组织', '账套', 'segment', 'companycode'],
  currency: ['币种', '币别', '货币', 'currency'],
  documentNumber: [
    '单据号',
    '单据编号',
    '发票号',
    '凭证号',
    'documentnumber',
    'document',
    'invoice',
    'number',
  ],
  open: ['未清金额', '未收金额', '余额', '应收余额', '未核销金额', 'open', 'openamount', 'amount', 'balance'],
  items: ['笔数', '张数', '单据数', 'items', 'count'],
} as const

type Column = keyof typeof names
const shown: Readonly<Record<Column, string>> = {
  ...{ customerCode: '客户编码', segment: '信用段', currency: '币种' },
  ...{ documentNumber: '单据号', open: '未清金额', items: '笔数' },
}

export interface SegmentKnown {
  readonly code: string
  readonly currency: Currency
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[\s_（）()-]/g, '')

/** Which column of a head is which; refuses one without customer or amount. */
export function readHead(cells: readonly string[]): ReadonlyMap<Column, number> {
  const found = new Map<Column, number>()
  cells.forEach((cell, index) => {
    const column = (Object.keys(names) as Column[]).find((key) =>
      (names[key] as readonly string[]).includes(plain(cell)),
    )
    if (column !== undefined && !found.has(column)) found.set(column, index)
  })
  const missing = (['customerCode', 'open'] as const).filter((column) => !found.has(column))
  if (missing.length > 0) {
    throw new Refusal('reconciliation_columns_missing', {
      columns: missing.map((column) => shown[column]).join('、'),
    })
  }
  return found
}

/**
 * Reads a row below the head; an empty one gives nothing. Without a segment the only one there is counts, without a
 * currency that of the segment. Refuses what it cannot read, with the number of the row.
 */
export function readStatedRow(
  { rowNo, cells }: { readonly rowNo: number; readonly cells: readonly string[] },
  head: ReadonlyMap<Column, number>,
  segments: readonly SegmentKnown[],
): StatedLine | undefined {
  const text = (column: Column) => (cells[head.get(column) ?? -1] ?? '').trim()
  const faulty = (column: Column) =>
    new Refusal('reconciliation_row_faulty', {
      ...{ row: rowNo, column: shown[column], value: text(column).slice(0, 60) },
    })
  if (cells.every((cell) => cell.trim() === '')) return undefined
  const customerCode = text('customerCode')
  if (customerCode === '' || customerCode.length > 64) throw faulty('customerCode')
  const only = segments.length === 1 ? segments[0] : undefined
  const segment = text('segment') === '' ? only : segments.find(({ code }) => code === text('segment'))
  if (!segment) throw faulty('segment')
  const currency = text('currency') === '' ? segment.currency : text('currency').toUpperCase()
  if (!isCurrency(currency)) throw faulty('currency')
  const openMinor = parseAmount(text('open').replaceAll(/[,，¥￥$\s]/g, ''), currency)
  if (typeof openMinor !== 'bigint') throw faulty('open')
  const items = text('items')
  if (items !== '' && !/^\d{1,4}$/.test(items)) throw faulty('items')
  const number = text('documentNumber')
  if (number.length > 64 || (head.has('documentNumber') && number === '')) throw faulty('documentNumber')
  return {
    ...{ customerCode, segmentCode: segment.code, currency, openMinor },
    documentNumber: number === '' ? null : number,
    items: items === '' ? null : Number(items),
  }
}
