import type { Bilingual, Language } from '../../kernel/bilingual.js'
import type { MoneyJson } from '../../kernel/money.js'
import type { presentListItem } from './customer-schemas.js'

type Item = ReturnType<typeof presentListItem>
type Account = Item['accounts'][number]

const columns: readonly Bilingual[] = [
  { zh: '客户编码', en: 'Customer code' },
  { zh: '客户名称', en: 'Customer name' },
  { zh: '统一社会信用代码', en: 'USCC' },
  { zh: '信用组', en: 'Credit group' },
  { zh: '行业', en: 'Industry' },
  { zh: '地区', en: 'Region' },
  { zh: '业务员', en: 'Owner' },
  { zh: '客户状态', en: 'Customer status' },
  { zh: '等级', en: 'Grade' },
  { zh: '评分', en: 'Score' },
  { zh: '信用段', en: 'Segment' },
  { zh: '币种', en: 'Currency' },
  { zh: '额度方式', en: 'Limit mode' },
  { zh: '信用额度', en: 'Credit limit' },
  { zh: '账户状态', en: 'Account status' },
  { zh: '账期（天）', en: 'Net days' },
  { zh: '信用占用', en: 'Exposure' },
  { zh: '逾期金额', en: 'Overdue' },
  { zh: '最长逾期（天）', en: 'Oldest overdue (days)' },
  { zh: '其他币种占用', en: 'Exposure in other currencies' },
]

export function customerCsvHeader(language: Language): string[] {
  return columns.map((column) => column[language])
}

/** A customer as rows: one per credit account, or one without account columns. */
export function customerCsvRows(item: Item): string[][] {
  const head = [
    ...[item.code, item.name, item.uscc, item.groupCode, item.industry, item.region, item.ownerUsername],
    ...[item.status, item.scaleGrade ?? item.grade, item.score],
  ].map((value) => value ?? '')
  const rows = item.accounts.map((account) => [...head, ...accountCells(account)])
  return rows.length > 0 ? rows : [[...head, ...Array<string>(columns.length - head.length).fill('')]]
}

function accountCells(account: Account): string[] {
  const { segment, currency, limitMode, limit, status, netDays, exposure, overdue, overdueDays } = account
  return [
    ...[segment, currency, limitMode, limit?.amount ?? '', status, netDays === null ? '' : String(netDays)],
    ...[inCurrency(exposure, currency), inCurrency(overdue, currency), String(overdueDays)],
    exposure
      .filter((amount) => amount.currency !== currency)
      .map((amount) => `${amount.amount} ${amount.currency}`)
      .join('; '),
  ]
}

/** At most one amount per currency is given. */
function inCurrency(amounts: readonly MoneyJson[], currency: string): string {
  return amounts.find((amount) => amount.currency === currency)?.amount ?? ''
}
