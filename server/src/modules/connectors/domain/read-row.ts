import { isCurrency } from '../../../kernel/currency.js'
import { readDay, readMonth, saysNoEnd } from './cell-day.js'
import { readFlag } from './cell-flag.js'
import { readDecimal, shiftDecimal } from './cell-number.js'
import { cleanCell, isBlank, writtenCell } from './cell-text.js'
import { expectationOf, type FaultCode, type ImportFault } from './import-fault.js'
import { amountUnits, type ImportField } from './import-field.js'
import type { ColumnMapping, ImportSettings } from './import-settings.js'

const LENGTH_MAX = { code: 64, name: 200, text: 200 }

/** A row by field key: days as YYYY-MM-DD, numbers as canonical decimals, flags as true/false; blank cells are absent. */
export interface ReadRow {
  readonly rowNo: number
  readonly values: Readonly<Record<string, string>>
  readonly faults: readonly ImportFault[]
}

/** One mapped column, prepared for reading many rows. */
export interface ColumnReader {
  readonly field: ImportField
  readonly mapping: ColumnMapping
  readonly header: string
}

/** The columns that settings map, in the order of the fields; a required field without column gives a fault per row. */
export function columnReaders(
  fields: readonly ImportField[],
  settings: ImportSettings,
  headers: readonly string[],
): ColumnReader[] {
  return fields.flatMap((field) => {
    const mapping = settings.columns[field.key]
    return mapping ? [{ field, mapping, header: headers[mapping.column] ?? '' }] : []
  })
}

/** Reads the mapped cells of a row; each cell that cannot be read is a fault. */
export function readRow(rowNo: number, cells: readonly string[], readers: readonly ColumnReader[]): ReadRow {
  const values: Record<string, string> = {}
  let faults: ImportFault[] | undefined
  for (const { field, mapping, header } of readers) {
    const raw = cells[mapping.column] ?? ''
    const text = cleanCell(raw)
    const read =
      isBlank(text) || (field.endless === true && saysNoEnd(text))
        ? field.required
          ? fault('required')
          : undefined
        : readCell(field.type === 'name' ? writtenCell(raw) : text, field, mapping)
    if (read === undefined) continue
    if (typeof read === 'string') values[field.key] = read
    else
      (faults ??= []).push({
        rowNo,
        column: header,
        value: raw,
        code: read.code,
        expected: expectationOf(read.code, read.values),
      })
  }
  return { rowNo, values, faults: faults ?? [] }
}

interface CellFault {
  readonly code: FaultCode
  readonly values?: Readonly<Record<string, string | number>>
}

function fault(code: FaultCode): CellFault {
  return { code }
}

function readCell(text: string, field: ImportField, mapping: ColumnMapping): string | CellFault {
  switch (field.type) {
    case 'code':
    case 'name':
    case 'text':
      return readText(text, LENGTH_MAX[field.type])
    case 'day':
      return readDay(text, mapping.dayOrder) ?? fault('not_a_day')
    case 'month':
      return readMonth(text, mapping.dayOrder) ?? fault('not_a_month')
    case 'amount': {
      const decimal = readDecimal(text, mapping.decimalComma)
      return decimal === null ? fault('not_a_number') : shiftDecimal(decimal, amountUnits[mapping.unit])
    }
    case 'decimal':
      return readDecimal(text.replace(/%$/, ''), mapping.decimalComma) ?? fault('not_a_number')
    case 'integer':
      return /^\d{1,9}(?:\.0+)?$/.test(text) ? String(parseInt(text, 10)) : fault('not_an_integer')
    case 'flag': {
      const flag = readFlag(text)
      return flag === null ? fault('not_a_flag') : String(flag)
    }
    case 'currency':
      return readCurrency(text) ?? fault('unknown_currency')
    case 'choice':
      return readChoice(text, field) ?? { code: 'unknown_choice', values: { choices: choicesOf(field) } }
  }
}

function readText(text: string, max: number): string | CellFault {
  const line = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
  return line.length > max || !line.isWellFormed() ? { code: 'too_long', values: { max } } : line
}

const currencyNames: Readonly<Record<string, string>> = {
  rmb: 'CNY',
  人民币: 'CNY',
  人民币元: 'CNY',
  元: 'CNY',
  美元: 'USD',
  欧元: 'EUR',
  日元: 'JPY',
  港币: 'HKD',
  港元: 'HKD',
  英镑: 'GBP',
}

function readCurrency(text: string): string | null {
  const code = currencyNames[text.toLowerCase()] ?? text.toUpperCase()
  return isCurrency(code) ? code : null
}

/** What may stand in the cell, each choice with its first other name: `active（正常）`. */
function choicesOf({ choices = {} }: ImportField): string {
  return Object.entries(choices)
    .map(([choice, names]) => {
      const other = names.find((name) => name !== choice)
      return other === undefined ? choice : `${choice} (${other})`
    })
    .join(' / ')
}

function readChoice(text: string, field: ImportField): string | null {
  const wanted = text.toLowerCase()
  const found = Object.entries(field.choices ?? {}).find(([, names]) => names.includes(wanted))
  return found?.[0] ?? null
}
