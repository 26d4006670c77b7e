import { isCalendarDay, type CalendarDay } from '../../../kernel/calendar-day.js'

/** Which comes first in dates like 3/5/2026. */
export type DayOrder = 'mdy' | 'dmy'

const YEAR_FIRST = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const YEAR_LAST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/
const NAMED_MONTH = /^(\d{1,2})[-/ ]([a-z]{3})[a-z]*[-/ ,]+(\d{4}|\d{2})$/
const MONTH_NAMED_FIRST = /^([a-z]{3})[a-z]* (\d{1,2}),? (\d{4})$/
const SERIAL = /^\d{5}(?:\.\d+)?$/
const MONTH = /^(\d{4})[-/.年](\d{1,2})月?$/
const COMPACT_MONTH = /^(\d{4})(\d{2})$/
const TIME = /[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?(?:z|[+-]\d{2}:?\d{2})?$/i
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Days from 1899-12-30, the day zero of spreadsheet serials, to 1970-01-01. */
const SERIAL_EPOCH = 25_569
const SERIALS = { min: 14_611, max: 73_050 }
/** Two-digit years from 70 on lie in the last century. */
const CENTURY_TURN = 70

/**
 * Reads a date in any usual writing: year first, compact, Chinese, named month, spreadsheet serial; `order` decides
 * about 3/5/2026. A time behind it is dropped. Null for what is no existing day.
 */
export function readDay(cell: string, order: DayOrder): CalendarDay | null {
  const text = cell.replace(TIME, '')
  const yearFirst = YEAR_FIRST.exec(text) ?? COMPACT.exec(text)
  if (yearFirst) return dayOf(yearFirst[1], yearFirst[2], yearFirst[3])
  const yearLast = YEAR_LAST.exec(text)
  if (yearLast) {
    const [, first, second, year] = yearLast
    return order === 'mdy' ? dayOf(year, first, second) : dayOf(year, second, first)
  }
  if (SERIAL.test(text)) return serialDay(Number(text))
  const lower = text.toLowerCase()
  const named = NAMED_MONTH.exec(lower)
  if (named) return dayOf(named[3], monthNumber(named[2]), named[1])
  const namedFirst = MONTH_NAMED_FIRST.exec(lower)
  return namedFirst ? dayOf(namedFirst[3], monthNumber(namedFirst[1]), namedFirst[2]) : null
}

/** Whether a last day says that there is none: ERP systems write the end of time, 9999-12-31. */
export function saysNoEnd(cell: string): boolean {
  return /^(9999\D?12\D?31\D?|31\D?12\D?9999|12\D?31\D?9999)$/.test(cell.replace(TIME, ''))
}

/** Reads a month, or the month of a date, as its first day: 2026-03, 2026年3月, 202603. Null for what is neither. */
export function readMonth(cell: string, order: DayOrder): CalendarDay | null {
  const month = MONTH.exec(cell) ?? COMPACT_MONTH.exec(cell)
  if (month) return dayOf(month[1], month[2], '01')
  const day = readDay(cell, order)
  return day === null ? null : dayOf(day.slice(0, 4), day.slice(5, 7), '01')
}

function dayOf(year = '', month = '', day = ''): CalendarDay | null {
  const century = year.length === 2 ? (Number(year) >= CENTURY_TURN ? '19' : '20') : ''
  const text = `${century}${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCalendarDay(text) ? text : null
}

function monthNumber(name = ''): string {
  return String(months.indexOf(name) + 1)
}

function serialDay(serial: number): CalendarDay | null {
  if (serial < SERIALS.min || serial > SERIALS.max) return null
  const text = new Date((Math.floor(serial) - SERIAL_EPOCH) * 86_400_000).toISOString().slice(0, 10)
  return isCalendarDay(text) ? text : null
}

/** What one cell says about the order: a number above 12 can only be the day. */
export function orderEvidence(cell: string): DayOrder | 'either' | null {
  const match = YEAR_LAST.exec(cell.replace(TIME, ''))
  if (!match) return null
  if (Number(match[1]) > 12) return 'dmy'
  return Number(match[2]) > 12 ? 'mdy' : 'either'
}
