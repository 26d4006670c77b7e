import type { DayOrder } from './cell-day.js'
import { headerKey } from './cell-text.js'
import { dayOrderOf, type ColumnProfile, type ColumnType } from './column-profile.js'
import type { AmountUnit, FieldType, ImportField } from './import-field.js'
import type { ColumnMapping } from './import-settings.js'

const HEADER_ROWS = 15
/** Likeness of a header that is one of the names of a field. */
const NAMED = 1000
/** A synonym inside a longer header counts only from this length on: "date" is part of too many headers. */
const PART_LENGTH = { hanzi: 3, latin: 7 }

/** Which column types a field can be read from; a plain number may be a serial day. */
const readable: Readonly<Record<FieldType, readonly ColumnType[]>> = {
  code: ['text', 'number', 'flag', 'day'],
  name: ['text', 'number', 'flag', 'day'],
  text: ['text', 'number', 'flag', 'day'],
  day: ['day', 'number'],
  month: ['day', 'number', 'text'],
  amount: ['number', 'flag'],
  decimal: ['number', 'flag'],
  integer: ['number', 'flag'],
  flag: ['flag', 'number'],
  currency: ['text'],
  choice: ['text', 'flag'],
}

/** Index of the header among the first rows: the row with most known names, else the first with two filled cells. */
export function findHeader(rows: readonly (readonly string[])[], fields: readonly ImportField[]): number {
  const names = new Set(fields.flatMap(namesOf))
  const known = rows
    .slice(0, HEADER_ROWS)
    .map((cells) => cells.filter((cell) => names.has(headerKey(withoutUnit(cell)))).length)
  const most = Math.max(0, ...known)
  if (most > 0) return known.indexOf(most)
  return Math.max(
    0,
    rows.findIndex((cells) => cells.filter((cell) => cell.trim() !== '').length >= 2),
  )
}

/** The likeliest column for each field, by header name and content; a column serves one field. */
export function guessMapping(
  profiles: readonly ColumnProfile[],
  fields: readonly ImportField[],
): Record<string, ColumnMapping> {
  const { order } = dayOrderOf(profiles)
  const candidates = fields.flatMap((field, position) =>
    profiles.flatMap((profile, column) => {
      const likeness = similarity(profile.header, field)
      const fits = profile.type === 'empty' || readable[field.type].includes(profile.type)
      // A header that names the field is taken at its word, after those whose content fits: a bad cell is a fault of its row.
      const score = fits ? likeness : likeness === NAMED ? NAMED - 1 : 0
      return score > 0 ? [{ field, position, profile, column, score }] : []
    }),
  )
  candidates.sort((a, b) => b.score - a.score || a.position - b.position || a.column - b.column)
  const columns: Record<string, ColumnMapping> = {}
  const taken = new Set<number>()
  for (const { field, profile, column } of candidates) {
    if (field.key in columns || taken.has(column)) continue
    taken.add(column)
    columns[field.key] = readingOf(profile, column, order)
  }
  return columns
}

/** Columns that a person names by their headers, read as their content suggests. Throws RangeError for unknown headers. */
export function mapHeaders(
  profiles: readonly ColumnProfile[],
  headers: Readonly<Record<string, string>>,
): Record<string, ColumnMapping> {
  const { order } = dayOrderOf(profiles)
  return Object.fromEntries(
    Object.entries(headers).map(([field, header]) => {
      const column = profiles.findIndex((profile) => headerKey(profile.header) === headerKey(header))
      const profile = profiles[column]
      if (!profile) throw new RangeError(header)
      return [field, readingOf(profile, column, order)]
    }),
  )
}

function readingOf(profile: ColumnProfile, column: number, fileOrder: DayOrder): ColumnMapping {
  return {
    column,
    dayOrder: orderOf(profile) ?? fileOrder,
    unit: unitOfHeader(profile.header),
    decimalComma: profile.decimalComma,
  }
}

/** The column's own evidence, when there is any. */
function orderOf(profile: ColumnProfile) {
  if (profile.dayFirst === profile.monthFirst) return null
  return profile.dayFirst > profile.monthFirst ? 'dmy' : 'mdy'
}

function namesOf(field: ImportField): string[] {
  return [field.label.zh, field.label.en, field.key, ...field.synonyms]
    .map(headerKey)
    .filter((name) => name !== '')
}

function similarity(header: string, field: ImportField): number {
  const key = headerKey(withoutUnit(header))
  if (key === '') return 0
  let best = 0
  for (const name of namesOf(field)) {
    if (key === name) return NAMED
    const long = name.length >= (/\p{Script=Han}/u.test(name) ? PART_LENGTH.hanzi : PART_LENGTH.latin)
    if (long && key.includes(name)) best = Math.max(best, 100 + name.length - (key.length - name.length))
  }
  return best
}

function withoutUnit(header: string): string {
  return header.replace(/[（(\[【][^）)\]】]*[）)\]】]/g, '')
}

/** 金额（万元） states ten-thousands. */
export function unitOfHeader(header: string): AmountUnit {
  if (/亿元?[）)\]】]?$/.test(header.trim())) return 'hundred-million'
  if (/百万元?|in millions|\(m\)/i.test(header)) return 'million'
  if (/万元/.test(header) || /[（(]万[）)]/.test(header)) return 'ten-thousand'
  return /千元|in thousands|['’]000|\(k\)/i.test(header) ? 'thousand' : 'yuan'
}
