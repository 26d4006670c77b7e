/** What a record has in a column: a number, a text (category or code), or nothing. */
export type Cell = number | string | null

/** A column of a training table, in the form that fitting reads fast. */
export interface Column {
  readonly name: string
  /** In a number column texts are special codes (such as `unknown`), each with a bin of its own. */
  readonly kind: 'number' | 'category'
  /** NaN where there is no number. */
  readonly numbers: Float64Array
  /** Index into `levels`; −1 where there is no text. */
  readonly codes: Int32Array
  readonly levels: readonly string[]
}

export function cellOf(column: Column, row: number): Cell {
  const level = column.levels[column.codes[row] ?? -1]
  if (level !== undefined) return level
  const value = column.numbers[row] ?? Number.NaN
  return Number.isNaN(value) ? null : value
}

const blanks = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', 'nil', '?', '-', '.'])
const infinities = /^[+-]?(inf|infinity)$/i
const numeric = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/

/** True for what the usual tools write where there is no value. */
export function isBlank(text: string): boolean {
  const trimmed = text.trim().toLowerCase()
  return blanks.has(trimmed) || infinities.test(trimmed)
}

/** `1234.5`, `1,234.5`, `-3e2`, `12%`; null for every other text. A number too large to be one is none. */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim()
  const percent = trimmed.endsWith('%')
  const digits = percent ? trimmed.slice(0, -1) : trimmed
  const plain = grouped.test(digits) ? digits.replaceAll(',', '') : digits
  if (!numeric.test(plain)) return null
  const value = Number(plain)
  if (!Number.isFinite(value)) return null
  return percent ? value / 100 : value
}

/** The cell of a text in a column of a kind. In a category `none` is a level: people write it and mean it. */
export function parseCell(kind: Column['kind'], text: string): Cell {
  const trimmed = text.trim()
  if (kind === 'number') return isBlank(trimmed) ? null : (parseNumber(trimmed) ?? trimmed)
  if (trimmed.toLowerCase() === 'none') return trimmed
  return isBlank(trimmed) ? null : trimmed
}

/** A column from cells; levels in order of appearance. */
export function columnOf(name: string, kind: Column['kind'], cells: readonly Cell[]): Column {
  const numbers = new Float64Array(cells.length).fill(Number.NaN)
  const codes = new Int32Array(cells.length).fill(-1)
  const places = new Map<string, number>()
  for (const [row, cell] of cells.entries()) {
    if (typeof cell === 'number') numbers[row] = cell
    else if (cell !== null) {
      const place = places.get(cell) ?? places.size
      places.set(cell, place)
      codes[row] = place
    }
  }
  return { name, kind, numbers, codes, levels: [...places.keys()] }
}
