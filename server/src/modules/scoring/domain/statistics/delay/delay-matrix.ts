import type { FeatureMatrix } from '../boosting/bin-matrix.js'
import { featureColumn, textsOf, type TextTable } from '../training/parse-table.js'
import type { Column } from '../training/column.js'
import { whyUnusable } from '../training/usable-columns.js'
import { historiesOf, historyNames, type History } from './customer-history.js'
import type { FoundRoles } from './delay-columns.js'
import { MS_PER_DAY, signedDays, type Invoice } from './invoice.js'
import { isKnownLaterByName } from './known-later.js'

/** Why a column of the table does not take part. */
export interface DelayDrop {
  readonly feature: string
  readonly reason:
    | 'role'
    | 'known_later'
    | 'follows_outcome'
    | 'excluded'
    | 'key'
    | 'empty'
    | 'constant'
    | 'identifier'
    | 'calendar_date'
}

export interface DelayMatrix {
  readonly names: readonly string[]
  readonly columns: FeatureMatrix
  readonly histories: readonly History[]
  readonly dropped: readonly DelayDrop[]
}

const LEVELS_MAX = 15
const LEVEL_CASES_MIN = 20
/** Whole numbers with so few different values are names of things more often than amounts. */
const CODES_MAX = 12
/** So close to the outcome is only what was written down after it. */
const TOO_CLOSE = 0.98

/** Everything that was known of each invoice on its day, by feature. `rows` are those that are fitted on. */
export function delayMatrix(
  table: TextTable,
  invoices: readonly Invoice[],
  rows: Int32Array,
  roles: FoundRoles,
  { knownLater, excluded }: { readonly knownLater: readonly string[]; readonly excluded: readonly string[] },
): DelayMatrix {
  const histories = historiesOf(invoices)
  const names: string[] = [...historyNames]
  const columns: Float64Array[] = historyNames.map((_, at) =>
    Float64Array.from(histories, ({ features }) => features[at] ?? Number.NaN),
  )
  for (const [name, values] of Object.entries(ofInvoice(invoices))) {
    names.push(name)
    columns.push(values)
  }
  const dropped: DelayDrop[] = []
  for (const [at, name] of table.header.entries()) {
    const texts = textsOf(table, at)
    const reason = whyDropped(name, texts, invoices, rows, { roles, knownLater, excluded })
    if (reason !== null) {
      dropped.push({ feature: name, reason })
      continue
    }
    for (const [input, values] of inputsOf(featureColumn(name, texts, rows), rows)) {
      names.push(input)
      columns.push(values)
    }
  }
  return { names, columns, histories, dropped }
}

/** What an invoice says of itself on the day it is written. */
export const invoiceFeatures: Readonly<Record<string, (invoice: Invoice, due: Date) => number>> = {
  amount_log: ({ amount }) => Math.log1p(Math.max(0, amount)),
  terms: ({ due, issued }) => due - issued,
  due_weekday: (_, due) => due.getUTCDay(),
  due_weekend: (_, due) => (due.getUTCDay() % 6 === 0 ? 1 : 0),
  due_day: (_, due) => due.getUTCDate(),
  due_month: (_, due) => due.getUTCMonth() + 1,
}

function ofInvoice(invoices: readonly Invoice[]): Record<string, Float64Array> {
  const dues = invoices.map(({ due }) => new Date(due * MS_PER_DAY))
  return Object.fromEntries(
    Object.entries(invoiceFeatures).map(([name, value]) => [
      name,
      Float64Array.from(invoices, (invoice, at) => value(invoice, dues[at] ?? new Date(0))),
    ]),
  )
}

interface Roles {
  readonly roles: FoundRoles
  readonly knownLater: readonly string[]
  readonly excluded: readonly string[]
}

function whyDropped(
  name: string,
  texts: readonly string[],
  invoices: readonly Invoice[],
  rows: Int32Array,
  { roles, knownLater, excluded }: Roles,
): DelayDrop['reason'] | null {
  if (Object.values(roles).includes(name)) return 'role'
  if (excluded.includes(name)) return 'excluded'
  if (knownLater.includes(name) || isKnownLaterByName(name)) return 'known_later'
  const unusable = whyUnusable(name, texts, rows)
  if (unusable !== null) return unusable
  const column = featureColumn(name, texts, rows)
  return followsOutcome(column, invoices, rows) ? 'follows_outcome' : null
}

/** A number that is the outcome in other words, such as the days from invoice to payment. */
function followsOutcome({ kind, numbers }: Column, invoices: readonly Invoice[], rows: Int32Array): boolean {
  if (kind === 'category') return false
  const pairs = Array.from(rows, (row): [number, number] => [
    numbers[row] ?? Number.NaN,
    invoices[row] === undefined ? Number.NaN : (signedDays(invoices[row]) ?? Number.NaN),
  ]).filter(([x, y]) => !Number.isNaN(x + y))
  return (
    Math.abs(correlation(pairs)) > TOO_CLOSE ||
    Math.abs(correlation(pairs.map(([x, y]) => [x, Math.max(0, y)]))) > TOO_CLOSE
  )
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (of: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length
  const [meanX, meanY] = [mean(0), mean(1)]
  let [xx, xy, yy] = [0, 0, 0]
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2
    xy += (x - meanX) * (y - meanY)
    yy += (y - meanY) ** 2
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0
}

/** A number as it is; of a category one input per frequent text. */
function inputsOf(column: Column, rows: Int32Array): [string, Float64Array][] {
  const texts =
    column.kind === 'category'
      ? Array.from(column.codes, (code) => column.levels[code] ?? '')
      : Array.from(column.numbers, (value) => (Number.isNaN(value) ? '' : String(value)))
  const counts = new Map<string, number>()
  for (const row of rows) {
    const text = texts[row] ?? ''
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  const coded = column.kind === 'category' || (counts.size <= CODES_MAX && [...counts.keys()].every(isWhole))
  if (!coded) return [[column.name, column.numbers]]
  return [...counts]
    .filter(([, count]) => count >= LEVEL_CASES_MIN)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, LEVELS_MAX)
    .map(([level]): [string, Float64Array] => [
      `${column.name}=${level}`,
      Float64Array.from(texts, (text) => (text === level ? 1 : 0)),
    ])
}

function isWhole(text: string): boolean {
  return /^-?\d+$/.test(text)
}
