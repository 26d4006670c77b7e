import { formatAmount } from '../../kernel/money.js'
import { writeCsv } from '../../platform/tabular/write-csv.js'
import type { ReportedRelease } from './release-report.js'

const HEADER = [
  ...[
    '订单 Order',
    '客户编码 Customer',
    '客户名称 Name',
    '信用段 Segment',
    '放行人 Released by',
    '放行时间 Released at',
  ],
  ...['放行理由 Reason', '冻结原因 Held for', '币种 Currency', '放行金额 Released', '已开票 Billed'],
  ...[
    '按期付款 Paid on time',
    '逾期付款 Paid late',
    '未到期 Not due',
    '逾期未付 Overdue',
    '已核销 Written off',
  ],
  '最长逾期（天）Days late',
]

/** The releases behind the report as CSV, a row each; amounts are in the currency of the release. */
export function releasesCsv(releases: readonly ReportedRelease[]): Buffer {
  const rows = releases.map((one) => {
    const amounts = [
      ...[one.amountMinor, one.billedMinor, one.paidOnTimeMinor, one.paidLateMinor, one.notDueMinor],
      ...[one.overdueMinor, one.writtenOffMinor],
    ]
    return [
      ...[one.documentNumber, one.customerCode, one.customerName, one.segmentCode, one.releasedBy],
      ...[one.releasedAt.toISOString(), one.reason ?? '', one.reasonCode ?? '', one.currency],
      ...amounts.map((minor) => formatAmount(minor, one.currency)),
      String(one.lateDaysMax),
    ]
  })
  return writeCsv([HEADER, ...rows])
}
