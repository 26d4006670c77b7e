import type { Language } from '../../kernel/bilingual.js'
import { daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import { formatAmount } from '../../kernel/money.js'
import { bucketOfDays, type AgingBucket } from '../receivables/domain/aging-buckets.js'
import type { ExpectedItem } from './expected-item-store.js'

const headers = {
  zh: [
    ...['单据号', '分期', '来源', '类型', '客户编码', '客户名称', '信用段', '单据日期', '到期日'],
    ...['逾期天数', '账龄段', '币种', '金额', '未清', '争议'],
    ...['预计付款日', '最早', '最晚', '逾期付款概率%', '逾期超30天概率%'],
  ],
  en: [
    ...['Document', 'Item', 'Source', 'Type', 'Customer', 'Customer name', 'Segment', 'Date', 'Due'],
    ...['Days overdue', 'Bucket', 'Currency', 'Amount', 'Open', 'Disputed'],
    ...['Expected on', 'Earliest', 'Latest', 'Paid late %', 'Paid over 30 days late %'],
  ],
} as const
const words = {
  zh: { receivables: '应收', unapplied: '未核销', disputed: '是', never: '一年内不付' },
  en: { receivables: 'Receivable', unapplied: 'Unapplied', disputed: 'yes', never: 'not within a year' },
} as const

export function expectedItemsHeader(language: Language): string[] {
  return [...headers[language]]
}

const percent = (share: number) => (100 * share).toFixed(1)

/** An open item as a row of a file. */
export function expectedItemsRow(
  item: ExpectedItem,
  {
    asOf,
    buckets,
    language,
  }: { readonly asOf: CalendarDay; readonly buckets: readonly AgingBucket[]; readonly language: Language },
): string[] {
  const say = words[language]
  const { forecast, currency } = item
  const receivable = item.bucket === 'receivables'
  const days = daysBetween(item.baseOn, asOf)
  return [
    ...[item.documentNumber, String(item.itemNo), item.source, say[item.bucket], item.customerCode],
    ...[item.customerName, item.segmentCode, item.documentOn, item.dueOn ?? ''],
    ...[receivable ? String(Math.max(0, days)) : '', receivable ? bucketOfDays(buckets, days).key : ''],
    ...[currency, formatAmount(item.amountMinor, currency), formatAmount(item.openMinor, currency)],
    item.disputed ? say.disputed : '',
    ...(forecast === null
      ? ['', '', '', '', '']
      : [
          ...[forecast.expectedOn ?? say.never, forecast.earliestOn ?? '', forecast.latestOn ?? ''],
          ...[percent(forecast.pLate), percent(forecast.pLate30)],
        ]),
  ]
}
