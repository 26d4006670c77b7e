import type { Currency } from '../../kernel/currency.js'
import { formatAmount } from '../../kernel/money.js'
import { writeCsv } from '../../platform/tabular/write-csv.js'
import { grantedInWords, type Granted } from '../policy/domain/granted.js'
import type { ListedAccount } from './simulated-account-store.js'
import type { ListedCheck } from './simulated-check-store.js'

const ACCOUNTS = [
  ...[
    '客户编码 Customer',
    '客户名称 Name',
    '信用段 Segment',
    '等级 Grade',
    '新等级 Grade after',
    '变化 Change',
    '币种 Currency',
  ],
  ...['现额度 In force', '现账期 Terms in force', '现政策额度 Policy in force', '现政策账期 Its terms'],
  ...['新政策额度 Changed policy', '新政策账期 Its terms', '敞口 Exposure'],
  ...['现政策条件 Its conditions', '新政策条件 Changed conditions'],
  ...['预期损失（现，本位币）Expected loss before', '预期损失（新，本位币）Expected loss after'],
]

/** The accounts that a changed policy treats differently, a row each; losses in the base currency. */
export function accountsCsv(accounts: readonly ListedAccount[], base: Currency): Buffer {
  const rows = accounts.map((one) => {
    const amount = (minor: bigint | null) => (minor === null ? '' : formatAmount(minor, one.currency))
    const loss = (minor: bigint | null) => (minor === null ? '' : formatAmount(minor, base))
    return [
      ...[
        one.customerCode,
        one.customerName,
        one.segmentCode,
        one.grade,
        one.gradeAfter,
        one.change,
        one.currency,
      ],
      ...[amount(one.nowMinor), String(one.nowDays ?? ''), amount(one.beforeMinor), String(one.beforeDays)],
      ...[amount(one.afterMinor), String(one.afterDays), amount(one.exposureMinor)],
      ...[conditions(one.grantedBefore), conditions(one.grantedAfter)],
      ...[loss(one.lossBeforeMinor), loss(one.lossAfterMinor)],
    ]
  })
  return writeCsv([ACCOUNTS, ...rows])
}

function conditions(granted: Granted | null): string {
  return granted === null
    ? ''
    : grantedInWords(granted)
        .map(({ name, text }) => `${name.zh}：${text.zh}`)
        .join('；')
}

const CHECKS = [
  ...['订单 Order', '客户编码 Customer', '客户名称 Name', '信用段 Segment', '检查时间 Checked at'],
  ...['币种 Currency', '金额 Amount', '原结果 Before', '新结果 After', '原因 Reasons'],
  ...['后来 Became', '损失（本位币）Loss'],
]

/** The past orders that would have got another answer, a row each. */
export function checksCsv(checks: readonly ListedCheck[], base: Currency): Buffer {
  const rows = checks.map((one) => [
    ...[one.documentNumber, one.customerCode, one.customerName, one.segmentCode, one.decidedAt.toISOString()],
    ...[one.currency, formatAmount(one.amountMinor, one.currency), one.before, one.after],
    one.reasons.map(({ message }) => message.zh).join('；'),
    ...[one.became, one.lossBaseMinor === null ? '' : formatAmount(one.lossBaseMinor, base)],
  ])
  return writeCsv([CHECKS, ...rows])
}
