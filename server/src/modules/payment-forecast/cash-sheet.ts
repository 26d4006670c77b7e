import type { Language } from '../../kernel/bilingual.js'
import { moneyJson } from '../../kernel/money.js'
import { columnName, type Cell } from '../../platform/tabular/write-xlsx.js'
import type { CashOutlook } from './cash-outlook.js'

const words = {
  zh: {
    sheet: '回款预测',
    head: ['周（周一）', '币种', '预期', '低（10%）', '高（90%）', '实际到账', '预测日'],
    ...{ later: '更晚或无法收回', open: '未收合计' },
  },
  en: {
    sheet: 'Cash forecast',
    head: ['Week (Monday)', 'Currency', 'Expected', 'Low (10%)', 'High (90%)', 'Came', 'Forecast on'],
    ...{ later: 'Later or never', open: 'Total open' },
  },
} as const

const EXPECTED_COLUMN = 2

/** The outlook as a sheet: past weeks with what came, coming weeks with their bands, and the total open as a formula. */
export function cashSheet(outlook: CashOutlook, language: Language): { name: string; rows: Cell[][] } {
  const say = words[language]
  const { currency } = outlook
  const amount = (minor: bigint): Cell => ({ amount: moneyJson(minor, currency).amount })
  const past = outlook.past.map((week): Cell[] => [
    ...[week.weekOn, currency, amount(week.expectedMinor), amount(week.lowMinor), amount(week.highMinor)],
    ...[amount(week.cameMinor), week.madeOn],
  ])
  const coming = outlook.weeks.map((week): Cell[] => [
    ...[week.weekOn, currency, amount(week.expectedMinor), amount(week.lowMinor), amount(week.highMinor), ''],
    outlook.asOf ?? '',
  ])
  const first = past.length + 2
  const last = first + coming.length
  const column = columnName(EXPECTED_COLUMN)
  const total: Cell = {
    amount: moneyJson(outlook.openMinor, currency).amount,
    formula: `SUM(${column}${first}:${column}${last})`,
  }
  return {
    name: say.sheet,
    rows: [
      say.head.map((bold) => ({ bold })),
      ...past,
      ...coming,
      [say.later, currency, amount(outlook.laterMinor)],
      [{ bold: say.open }, { bold: currency }, total],
    ],
  }
}
