import type { Language } from '../../kernel/bilingual.js'
import { moneyJson } from '../../kernel/money.js'
import { columnName, type Cell } from '../../platform/tabular/write-xlsx.js'
import type { AgingSheet } from '../receivables/aging-sheet.js'
import { bucketLabel, subjectLabel } from '../receivables/aging-sheet.js'
import type { AgingSubject } from '../receivables/aging-sums-store.js'
import type { Comparison } from './compare-agings.js'
import type { ComparedRow, Side } from './comparison-store.js'

const words = {
  zh: {
    ...{ sheet: '账龄比较', code: '编码', currency: '币种', total: '未收合计', overdue: '其中逾期' },
    ...{ change: '增减', sum: '合计' },
  },
  en: {
    ...{
      sheet: 'Agings compared',
      code: 'Code',
      currency: 'Currency',
      total: 'Total open',
      overdue: 'Overdue',
    },
    ...{ change: 'Change', sum: 'Total' },
  },
} as const

const TEXT_COLUMNS = 3
/** Before, after, change. */
const COLUMNS_PER_FIGURE = 3

/**
 * Two agings side by side: of the total, of what is overdue and of each bucket the amount before, after and the change.
 * Changes, totals and overdue amounts are formulas over the buckets; sums per currency are formulas over the rows.
 */
export function comparisonSheet(comparison: Comparison, by: AgingSubject, language: Language): AgingSheet {
  const say = words[language]
  const { buckets, rows, totals } = comparison
  const days = [comparison.before.asOf, comparison.after.asOf, say.change]
  const figures = [say.total, say.overdue, ...buckets.map((bucket) => bucketLabel(bucket, language))]
  const head = [
    ...[say.code, subjectLabel(by, language), say.currency],
    ...figures.flatMap((figure) => days.map((day) => `${figure} ${day}`)),
  ]
  const lastRow = rows.length + 1
  const lines = rows.map((row, index) => [
    ...[row.code, row.name, row.currency],
    ...amounts(row, (figure, side) => rowFormula(figure, side, index + 2, buckets.length)),
  ])
  const sums = totals.map((total, index) => [
    ...[{ bold: say.sum }, '', { bold: total.currency }],
    ...amounts(total, (figure, side) =>
      side === CHANGE
        ? rowFormula(figure, side, lastRow + 1 + index, buckets.length)
        : sumIf(total.currency, columnOf(figure, side), lastRow),
    ),
  ])
  return { name: say.sheet, rows: [head.map((bold) => ({ bold })), ...lines, ...sums] }
}

const CHANGE = 2
/** Places of figures: 0 is the total, 1 is overdue, then the buckets; places of sides: before, after, change. */
type Formula = (figure: number, side: number) => string | undefined

const columnOf = (figure: number, side: number) =>
  columnName(TEXT_COLUMNS + figure * COLUMNS_PER_FIGURE + side)

function amounts(row: ComparedRow, formula: Formula): Cell[] {
  const figuresOf = (side: Side) => [side.totalMinor, side.overdueMinor, ...side.bucketsMinor]
  const after = figuresOf(row.after)
  return figuresOf(row.before).flatMap((before, figure) => {
    const now = after[figure] ?? 0n
    return [before, now, now - before].map((minor, side) => {
      const { amount } = moneyJson(minor, row.currency)
      const made = formula(figure, side)
      return made === undefined ? { amount } : { amount, formula: made }
    })
  })
}

/** In a row buckets are amounts; the total adds them up, overdue those but the first, and changes subtract. */
function rowFormula(figure: number, side: number, line: number, buckets: number): string | undefined {
  if (side === CHANGE) return `${columnOf(figure, 1)}${line}-${columnOf(figure, 0)}${line}`
  if (figure > 1) return undefined
  const first = 2 + figure
  const places = Array.from({ length: buckets - figure }, (_, index) => first + index)
  return places.map((place) => `${columnOf(place, side)}${line}`).join('+')
}

function sumIf(currency: string, column: string, lastRow: number): string {
  const currencies = columnName(TEXT_COLUMNS - 1)
  return `SUMIF($${currencies}$2:$${currencies}$${lastRow},"${currency}",${column}$2:${column}$${lastRow})`
}
