import { Command, Option } from 'commander'
import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import { formatAmount } from '../../kernel/money.js'
import { findSegment } from '../../modules/customers/segment-store.js'
import { getOrganisation } from '../../modules/identity/organisation-store.js'
import { listAging, type AgingRow } from '../../modules/receivables/aging-store.js'
import { agingSubjects, type AgingSubject } from '../../modules/receivables/aging-sums-store.js'
import { agingBuckets, type AgingBucket } from '../../modules/receivables/domain/aging-buckets.js'
import { wholeBook, type AgingBasis } from '../../modules/receivables/open-item-store.js'
import { agingFiguresJson } from '../../modules/receivables/receivables-json.js'
import type { Deps } from '../../platform/deps.js'
import { calendarDayOption, wholeNumber } from './parse-option.js'
import { printResult, withInstallation } from './with-installation.js'

interface Options {
  asOf?: CalendarDay
  basis: AgingBasis
  by: AgingSubject
  segment?: string
  limit: number
  json?: boolean
}

export function ageCommand(): Command {
  return new Command('age')
    .description('age the receivables: totals per currency and the largest debtors')
    .option('--as-of <day>', 'as of the end of that day (today)', calendarDayOption)
    .addOption(new Option('--basis <basis>', 'days since when').choices(['due', 'document']).default('due'))
    .addOption(new Option('--by <subject>', 'whose').choices(agingSubjects).default('customer'))
    .option('--segment <code>', 'one credit segment only')
    .option('--limit <n>', 'how many debtors', wholeNumber(0, 100_000), 20)
    .option('--json', 'print the result as JSON')
    .action(async (options: Options) => {
      await withInstallation(({ deps }) => run(deps, options))
    })
}

async function run({ db, now }: Deps, options: Options): Promise<void> {
  const { segment, basis, by, limit } = options
  if (segment !== undefined && !(await findSegment(db, segment)))
    throw new Refusal('segment_not_found', { code: segment })
  const organisation = await getOrganisation(db)
  const asOf = options.asOf ?? dayInZone(now(), organisation.timeZone)
  const buckets = agingBuckets(organisation.agingBounds)
  const { rows, totals } = await listAging(db, {
    ...{ asOf, basis, by, buckets, limit },
    ...{ search: null, sort: 'total', offset: 0 },
    scope: { ...wholeBook, segmentCode: segment ?? null },
  })
  const json = {
    ...{ asOf, basis, by },
    totals: totals.map((total) => agingFiguresJson(total, buckets)),
    items: rows.map((row) => ({ code: row.code, name: row.name, ...agingFiguresJson(row, buckets) })),
  }
  printResult(options.json, json, [`as of ${asOf}`, ...table(buckets, totals, rows)])
}

/** Columns aligned to the right, one line per total and debtor. */
function table(
  buckets: readonly AgingBucket[],
  totals: readonly AgingRow[],
  rows: readonly AgingRow[],
): string[] {
  const head = ['', ...buckets.map((bucket) => bucket.key), 'total', '']
  const line = (row: AgingRow, label: string) => [
    label,
    ...row.bucketsMinor.map((minor) => formatAmount(minor, row.currency)),
    formatAmount(row.totalMinor, row.currency),
    row.currency,
  ]
  const cells = [
    head,
    ...rows.map((row) => line(row, row.code)),
    ...totals.map((total) => line(total, 'total')),
  ]
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)))
  return cells.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '))
}
