import { isBlank, parseNumber, type Column } from './column.js'
import { featureColumn, textsOf, type TextTable } from './parse-table.js'

/** Why a column of the table is no feature, found before any statistics. */
export type Unusable = 'key' | 'empty' | 'constant' | 'identifier' | 'calendar_date' | 'excluded'

export interface UnusableColumn {
  readonly feature: string
  readonly reason: Unusable
}

export interface FeatureColumns {
  readonly columns: readonly Column[]
  readonly unusable: readonly UnusableColumn[]
}

const DISTINCT_OF_IDENTIFIER = 0.5
const TEXTS_OF_IDENTIFIER = 20
const idName =
  /(^|[_\s-])(row_?id|id|uuid|guid|no|code|number)$|[a-z](ID|Id|No|Number|Code)$|(编号|代码|编码|序号|单号|证号|账号)$/
const rowName = /^(row_?id|index|unnamed: 0|序号|行号)$/i
const dateText = /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?([ T].*)?$/

/**
 * Takes the columns of a table that can be features. Names and numbers of things, days of the calendar and columns
 * without any difference are left out: they say who or when a case is, not what it is like.
 */
export function featureColumns(
  table: TextTable,
  rows: Int32Array,
  roles: { readonly target: string; readonly key: string | null; readonly excluded: readonly string[] },
): FeatureColumns {
  const columns: Column[] = []
  const unusable: UnusableColumn[] = []
  for (const [index, name] of table.header.entries()) {
    if (name === roles.target) continue
    const texts = textsOf(table, index)
    const reason =
      name === roles.key ? 'key' : roles.excluded.includes(name) ? 'excluded' : whyUnusable(name, texts, rows)
    if (reason === null) columns.push(featureColumn(name, texts, rows))
    else unusable.push({ feature: name, reason })
  }
  return { columns, unusable }
}

/** Why a column cannot be a feature by what its training rows hold; null when it can. */
export function whyUnusable(name: string, texts: readonly string[], rows: Int32Array): Unusable | null {
  const filled = Array.from(rows, (row) => (texts[row] ?? '').trim()).filter((text) => !isBlank(text))
  if (filled.length === 0) return 'empty'
  const distinct = new Set(filled)
  if (distinct.size === 1 && filled.length === rows.length) return 'constant'
  if (rowName.test(name)) return 'key'
  if (filled.every((text) => dateText.test(text))) return 'calendar_date'
  return isIdentifier(name, filled, distinct) ? 'identifier' : null
}

/** Texts that hardly repeat, and whole numbers that never do and are named, counted up or all of one length. */
function isIdentifier(name: string, filled: readonly string[], distinct: ReadonlySet<string>): boolean {
  if (distinct.size <= TEXTS_OF_IDENTIFIER) return false
  const numbers = filled.map(parseNumber)
  const texts = numbers.filter((value) => value === null).length
  const share = distinct.size / filled.length
  if (texts > 0.2 * filled.length) return share > DISTINCT_OF_IDENTIFIER
  if (share < 0.95 || !filled.every((text) => /^\d+$/.test(text))) return false
  if (idName.test(name)) return true
  const lengths = new Set(filled.map((text) => text.length))
  if (lengths.size === 1 && (filled[0]?.length ?? 0) >= 8) return true
  const values = numbers.map((value) => value ?? 0)
  const span =
    values.reduce((most, value) => Math.max(most, value), 0) - values.reduce((a, b) => Math.min(a, b))
  return span + 1 === filled.length
}
