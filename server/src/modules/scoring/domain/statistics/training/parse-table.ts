import { columnOf, isBlank, parseCell, parseNumber, type Column } from './column.js'

/** Texts of a table file: a header and its rows. */
export interface TextTable {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A numeric column may hold so many different special codes, in at most this share of its cells. */
const CODES_MAX = 10
const CODE_SHARE_MAX = 0.2

export function textsOf({ rows }: TextTable, index: number): string[] {
  return rows.map((row) => row[index] ?? '')
}

/** The kind of a column by what its training rows hold. */
export function kindOf(texts: readonly string[], rows: Int32Array): Column['kind'] {
  const codes = new Set<string>()
  let filled = 0
  let coded = 0
  for (const row of rows) {
    const text = (texts[row] ?? '').trim()
    if (isBlank(text)) continue
    filled += 1
    if (parseNumber(text) !== null) continue
    coded += 1
    codes.add(text)
  }
  const few = coded < filled && codes.size <= CODES_MAX && coded <= CODE_SHARE_MAX * filled
  return few ? 'number' : 'category'
}

/** A column of the table as a feature. */
export function featureColumn(name: string, texts: readonly string[], rows: Int32Array): Column {
  const kind = kindOf(texts, rows)
  return columnOf(
    name,
    kind,
    texts.map((text) => parseCell(kind, text)),
  )
}
