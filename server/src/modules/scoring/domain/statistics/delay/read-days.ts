import { isBlank } from '../training/column.js'
import { MS_PER_DAY } from './invoice.js'

const yearFirst = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T].*)?$/
const compact = /^(\d{4})(\d{2})(\d{2})$/

/**
 * Days of a column of texts since 1970-01-01; NaN where a cell is empty. Null when a filled cell is no day. Of 3/4/2013 the
 * month comes first, unless a cell of the column says otherwise (13/4/2013).
 */
export function readDays(texts: readonly string[]): Float64Array | null {
  const trimmed = texts.map((text) => text.trim())
  const dayFirst = trimmed.some((text) => Number(yearLast.exec(text)?.[1] ?? 0) > 12)
  const days = Float64Array.from(trimmed, (text) => (isBlank(text) ? Number.NaN : dayOf(text, dayFirst)))
  return days.every((day) => day !== NO_DAY) ? days : null
}

const NO_DAY = Number.NEGATIVE_INFINITY

function dayOf(text: string, dayFirst: boolean): number {
  const first = yearFirst.exec(text) ?? compact.exec(text)
  if (first !== null) return daysSince(first[1], first[2], first[3])
  const [, a, b, year] = yearLast.exec(text) ?? []
  return dayFirst ? daysSince(year, b, a) : daysSince(year, a, b)
}

function daysSince(year = '', month = '', day = ''): number {
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const real = new Date(at).getUTCDate() === Number(day) && new Date(at).getUTCMonth() === Number(month) - 1
  return real && year !== '' ? at / MS_PER_DAY : NO_DAY
}
