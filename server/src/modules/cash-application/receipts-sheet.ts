import type { Language } from '../../kernel/bilingual.js'
import { formatAmount } from '../../kernel/money.js'
import { groundText } from './domain/ground-words.js'
import type { ListedReceipt } from './receipt-list-store.js'

const headers = {
  zh: [
    '日期',
    '单据号',
    '来源',
    '类型',
    '客户编码',
    '客户名称',
    '信用段',
    '币种',
    '金额',
    '未核销',
    '扣款',
    '付款方',
    '附言',
    '建议把握%',
    '理由',
  ],
  en: [
    'Date',
    'Number',
    'Source',
    'Type',
    'Customer',
    'Customer name',
    'Segment',
    'Currency',
    'Amount',
    'Unapplied',
    'Deducted',
    'Payer',
    'Reference',
    'Confidence %',
    'Reasons',
  ],
} as const
const kinds = {
  zh: { receipt: '收款', 'credit-note': '红字发票' },
  en: { receipt: 'Receipt', 'credit-note': 'Credit note' },
} as const

export function receiptsHeader(language: Language): string[] {
  return [...headers[language]]
}

export function receiptsRow(row: ListedReceipt, language: Language): string[] {
  const grounds = (row.grounds ?? []).map((ground) => groundText(ground)[language])
  return [
    ...[row.on, row.number, row.source, kinds[language][row.kind], row.customerCode, row.customerName],
    ...[row.segment, row.currency, formatAmount(row.totalMinor, row.currency)],
    ...[formatAmount(row.leftMinor, row.currency)],
    row.deductedMinor === null ? '' : formatAmount(row.deductedMinor, row.currency),
    ...[row.payerName ?? '', row.reference ?? ''],
    ...[row.confidenceBp === null ? '' : (row.confidenceBp / 100).toFixed(1), grounds.join('；')],
  ]
}
