import type { Language } from '../../kernel/bilingual.js'
import type { Currency } from '../../kernel/currency.js'
import { formatAmount } from '../../kernel/money.js'
import { columnName, type Cell } from '../../platform/tabular/write-xlsx.js'
import { journalOf, type JournalLine } from './domain/journal.js'
import type { ProvisionRun } from './run-store.js'

const words = {
  zh: {
    head: ['日期', '分录', '信用段', '摘要', '科目编码', '科目名称', '币种', '借方金额', '贷方金额'],
    kinds: {
      ...{ charge: '计提坏账准备', release: '转回坏账准备', 'write-off': '核销应收账款' },
      recovery: '收回已核销应收账款',
    },
    ...{ sheet: '计提凭证', sum: '合计', draft: '草稿，未批准' },
  },
  en: {
    head: ['Date', 'Entry', 'Segment', 'Text', 'Account', 'Account name', 'Currency', 'Debit', 'Credit'],
    kinds: {
      ...{ charge: 'Allowance for bad debts charged', release: 'Allowance for bad debts released' },
      ...{ 'write-off': 'Receivables written off', recovery: 'Written-off receivables recovered' },
    },
    ...{ sheet: 'Postings', sum: 'Total', draft: 'Draft, not approved' },
  },
} as const

const DEBIT_COLUMN = 7

function textsOf(run: ProvisionRun, line: JournalLine, language: Language): string[] {
  const say = words[language]
  const text = `${say.kinds[line.kind]} ${run.asOf.slice(0, 7)}`
  return [
    ...[run.asOf, String(line.entryNo), line.segmentCode],
    run.status === 'approved' ? text : `${text} (${say.draft})`,
    ...[line.account, line.accountName[language], run.baseCurrency],
  ]
}

/** An amount of zero is an empty cell, as vouchers are read. */
const shown = (minor: bigint, currency: Currency) => (minor === 0n ? '' : formatAmount(minor, currency))

/** The postings as rows of a CSV file: a head, then one row per side. */
export function journalRows(run: ProvisionRun, language: Language): string[][] {
  const lines = journalOf(run.matrix, run.totals.segments)
  return [
    [...words[language].head],
    ...lines.map((line) => [
      ...textsOf(run, line, language),
      shown(line.debitMinor, run.baseCurrency),
      shown(line.creditMinor, run.baseCurrency),
    ]),
  ]
}

/** The same as a sheet, with the sums of both sides as formulas. */
export function journalSheet(run: ProvisionRun, language: Language): { name: string; rows: Cell[][] } {
  const say = words[language]
  const lines = journalOf(run.matrix, run.totals.segments)
  const amountCell = (minor: bigint): Cell =>
    minor === 0n ? '' : { amount: formatAmount(minor, run.baseCurrency) }
  const rows = lines.map((line): Cell[] => [
    ...textsOf(run, line, language),
    amountCell(line.debitMinor),
    amountCell(line.creditMinor),
  ])
  const total = (column: number, minors: readonly bigint[]): Cell => {
    const name = columnName(column)
    const minor = minors.reduce((sum, one) => sum + one, 0n)
    return {
      amount: formatAmount(minor, run.baseCurrency),
      formula: `SUM(${name}2:${name}${Math.max(lines.length + 1, 2)})`,
    }
  }
  const sums: Cell[] = [
    ...[{ bold: say.sum }, '', '', '', '', '', { bold: run.baseCurrency }],
    total(
      DEBIT_COLUMN,
      lines.map(({ debitMinor }) => debitMinor),
    ),
    total(
      DEBIT_COLUMN + 1,
      lines.map(({ creditMinor }) => creditMinor),
    ),
  ]
  return { name: say.sheet, rows: [say.head.map((bold) => ({ bold })), ...rows, sums] }
}
