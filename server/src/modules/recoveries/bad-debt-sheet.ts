import type { Language } from '../../kernel/bilingual.js'
import { formatAmount } from '../../kernel/money.js'
import type { PickListEntry } from '../../platform/db/pick-list.js'
import type { ListedBadDebt } from './bad-debt-store.js'
import { badDebtNumber, writeOffNumber } from './numbers.js'

const headers = {
  zh: [
    '案例号',
    '客户编码',
    '客户名称',
    '行业',
    '等级',
    '核销单号',
    '核销日期',
    '币种',
    '损失',
    '已收回',
    '成因',
    '最早征兆',
    '经过',
    '教训',
    '可拦截的规则',
    '撰写人',
  ],
  en: [
    'Case',
    'Customer',
    'Customer name',
    'Industry',
    'Grade',
    'Write-off',
    'Written off on',
    'Currency',
    'Loss',
    'Recovered',
    'Causes',
    'Earliest sign',
    'What happened',
    'Lessons',
    'Rule that would have caught it',
    'Written by',
  ],
} as const

/** The library as rows of a table, the header first. */
export function badDebtSheet(
  cases: readonly ListedBadDebt[],
  causes: readonly PickListEntry[],
  language: Language,
): string[][] {
  const nameOf = ({ nameZh, nameEn }: PickListEntry) => (language === 'zh' ? nameZh : nameEn)
  return [
    [...headers[language]],
    ...cases.map((one) => [
      ...[badDebtNumber(one.number), one.customerCode, one.customerName, one.industry ?? '', one.grade ?? ''],
      ...[writeOffNumber(one.writeOffNumber), one.lostOn, one.currency],
      ...[formatAmount(one.lossMinor, one.currency), formatAmount(one.recoveredMinor, one.currency)],
      causes
        .filter(({ code }) => one.causes.includes(code))
        .map(nameOf)
        .join(language === 'zh' ? '、' : ', '),
      ...[one.firstSignalOn ?? '', one.happened, one.lessons, one.rule ?? '', one.writtenBy],
    ]),
  ]
}
