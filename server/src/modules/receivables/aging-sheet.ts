import { counted } from '../../kernel/counted.js'
import type { Language } from '../../kernel/bilingual.js'
import { moneyJson } from '../../kernel/money.js'
import { columnName, type Cell } from '../../platform/tabular/write-xlsx.js'
import type { AgingRow } from './aging-store.js'
import type { AgingSubject } from './aging-sums-store.js'
import type { AgingBucket } from './domain/aging-buckets.js'

interface Words {
  readonly sheet: string
  readonly code: string
  readonly by: Readonly<Record<AgingSubject, string>>
  readonly currency: string
  readonly notDue: string
  readonly total: string
  readonly overdue: string
  readonly unapplied: string
  readonly sum: string
  between(min: number, max: number): string
  over(days: number): string
}

/** What whose figures a row shows is called in a sheet. */
export function subjectLabel(by: AgingSubject, language: Language): string {
  return words[language].by[by]
}

const words: Readonly<Record<Language, Words>> = {
  zh: {
    sheet: '账龄',
    code: '编码',
    by: {
      customer: '客户',
      group: '信用组',
      owner: '业务员',
      segment: '信用段',
      industry: '行业',
      currency: '币种',
    },
    ...{
      currency: '币种',
      notDue: '未到期',
      total: '未收合计',
      overdue: '其中逾期',
      unapplied: '未核销回款',
    },
    sum: '合计',
    between: (min, max) => `${min}–${max} 天`,
    over: (days) => `${days} 天以上`,
  },
  en: {
    sheet: 'Aging',
    code: 'Code',
    by: {
      ...{ customer: 'Customer', group: 'Credit group', owner: 'Salesperson' },
      ...{ segment: 'Credit segment', industry: 'Industry', currency: 'Currency' },
    },
    ...{ currency: 'Currency', notDue: 'Not due', total: 'Total open', overdue: 'Overdue' },
    ...{ unapplied: 'Unapplied receipts', sum: 'Total' },
    between: (min, max) => `${min}–${max} days`,
    over: (days) => `Over ${counted(days, 'day')}`,
  },
}

export interface AgingSheet {
  readonly name: string
  readonly rows: Cell[][]
}

const FIRST_AMOUNT_COLUMN = 3

/**
 * The aging as a sheet: a head, a row per subject and currency, a total per currency. The total of a row and of a
 * column are formulas, so that the sheet stays right when somebody deletes rows; their values are those of the ledger.
 */
export function agingSheet(
  aging: { rows: readonly AgingRow[]; totals: readonly AgingRow[] },
  buckets: readonly AgingBucket[],
  by: AgingSubject,
  language: Language,
): AgingSheet {
  const say = words[language]
  const head = [
    ...[say.code, say.by[by], say.currency],
    ...buckets.map((bucket) => bucketName(bucket, say)),
    ...[say.total, say.overdue, say.unapplied],
  ]
  const lastRow = aging.rows.length + 1
  const lines = aging.rows.map((row, index) => [
    ...[row.code, row.name, row.currency],
    ...amountsOf(row, rowSums(index + 2, buckets.length)),
  ])
  const totals = aging.totals.map((total) => [
    ...[{ bold: say.sum }, '', { bold: total.currency }],
    ...amountsOf(total, (column) => sumIf(total.currency, column, lastRow)),
  ])
  return { name: say.sheet, rows: [head.map((bold) => ({ bold })), ...lines, ...totals] }
}

/** What an aging bucket is called in a sheet. */
export function bucketLabel(bucket: AgingBucket, language: Language): string {
  return bucketName(bucket, words[language])
}

function bucketName({ daysMin, daysMax }: AgingBucket, say: Words): string {
  if (daysMin === null) return say.notDue
  return daysMax === null ? say.over(daysMin - 1) : say.between(daysMin, daysMax)
}

type Formula = (column: number) => string | undefined

function amountsOf(row: AgingRow, formula: Formula): Cell[] {
  const minors = [...row.bucketsMinor, row.totalMinor, row.overdueMinor, row.unappliedMinor]
  return minors.map((minor, index) => {
    const { amount } = moneyJson(minor, row.currency)
    const made = formula(FIRST_AMOUNT_COLUMN + index)
    return made === undefined ? { amount } : { amount, formula: made }
  })
}

/** In a row only the total is a formula: the sum of its buckets. */
function rowSums(line: number, buckets: number): Formula {
  const total = FIRST_AMOUNT_COLUMN + buckets
  const first = `${columnName(FIRST_AMOUNT_COLUMN)}${line}`
  return (column) => (column === total ? `SUM(${first}:${columnName(total - 1)}${line})` : undefined)
}

function sumIf(currency: string, column: number, lastRow: number): string {
  const currencies = `$${columnName(FIRST_AMOUNT_COLUMN - 1)}$2:$${columnName(FIRST_AMOUNT_COLUMN - 1)}$${lastRow}`
  const name = columnName(column)
  return `SUMIF(${currencies},"${currency}",${name}$2:${name}$${lastRow})`
}
