import type { Language } from '../../kernel/bilingual.js'
import { formatAmount } from '../../kernel/money.js'
import type { ListedDeduction } from './deduction-list-store.js'
import { disputeReference } from './domain/dispute-number.js'

const headers = {
  zh: [
    ...['收款日期', '收款单号', '客户编码', '客户名称', '发票号', '期次', '币种', '扣款金额', '原因'],
    ...['说明', '争议编号', '状态', '负责人', '期限', '处理结果', '登记人'],
  ],
  en: [
    ...[
      'Received on',
      'Receipt',
      'Customer',
      'Customer name',
      'Invoice',
      'Instalment',
      'Currency',
      'Deducted',
    ],
    ...['Reason', 'Note', 'Dispute', 'State', 'Owner', 'Due', 'Resolution', 'Recorded by'],
  ],
} as const

const states = {
  zh: {
    opened: '未处理',
    in_work: '处理中',
    resolved_for_us: '客户应付',
    resolved_for_customer: '同意扣款',
    withdrawn: '已撤回',
  },
  en: {
    opened: 'Open',
    in_work: 'In work',
    resolved_for_us: 'Customer owes it',
    resolved_for_customer: 'Granted',
    withdrawn: 'Withdrawn',
  },
} as const

export function deductionsHeader(language: Language): string[] {
  return [...headers[language]]
}

export function deductionsRow(row: ListedDeduction, language: Language): string[] {
  return [
    ...[row.receivedOn, row.receiptNumber, row.customerCode, row.customerName, row.invoiceNumber],
    ...[String(row.itemNo), row.currency, formatAmount(row.amountMinor, row.currency)],
    ...[language === 'en' ? row.reasonEn : row.reasonZh, row.note, disputeReference(row.disputeNumber)],
    ...[states[language][row.status], row.owner ?? '', row.dueOn, row.resolution ?? '', row.takenBy],
  ]
}
