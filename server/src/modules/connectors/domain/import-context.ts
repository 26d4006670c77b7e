import { isCurrency, type Currency } from '../../../kernel/currency.js'
import { parseAmount } from '../../../kernel/money.js'
import { expectationOf, type FaultCode, type ImportFault } from './import-fault.js'
import type { ImportField } from './import-field.js'
import type { ImportSettings } from './import-settings.js'
import type { ReadRow } from './read-row.js'

/** What the reading of rows needs to know about the installation and the file. */
export interface ImportContext {
  readonly settings: ImportSettings
  /** Segment of rows that name none. */
  readonly defaultSegment: string
  /** Currency by segment code. */
  readonly segmentCurrencies: ReadonlyMap<string, Currency>
  readonly baseCurrency: Currency
  readonly fields: readonly ImportField[]
  readonly headers: readonly string[]
}

export function segmentOf(row: ReadRow, context: ImportContext): string {
  return row.values['segment'] ?? context.defaultSegment
}

/** The row's own currency, else that of the settings, else that of its segment, else the organisation's. */
export function currencyOf(row: ReadRow, context: ImportContext): Currency {
  const stated = row.values['currency'] ?? context.settings.currency
  if (stated !== null && isCurrency(stated)) return stated
  return context.segmentCurrencies.get(segmentOf(row, context)) ?? context.baseCurrency
}

/** The header of the column that a field is read from; the name of the field where it has none. */
export function columnOf(context: ImportContext, key: string): string {
  const mapping = context.settings.columns[key]
  const label = context.fields.find((field) => field.key === key)?.label.zh ?? key
  return mapping ? (context.headers[mapping.column] ?? label) : label
}

/** A fault of one field of a row, named by the header of its column. */
export function faultOf(row: ReadRow, context: ImportContext, key: string, code: FaultCode): ImportFault {
  return {
    rowNo: row.rowNo,
    column: columnOf(context, key),
    value: row.values[key] ?? '',
    code,
    expected: expectationOf(code),
  }
}

const amountFaults = {
  malformed: 'not_a_number',
  too_many_decimals: 'too_many_decimals',
  too_large: 'too_large',
} as const

/** The amount of a field in minor units, or its fault; undefined when the cell is blank. */
export function amountOf(
  row: ReadRow,
  context: ImportContext,
  key: string,
  currency: Currency,
): bigint | ImportFault | undefined {
  const minor = signedAmountOf(row, context, key, currency)
  return typeof minor === 'bigint' && minor < 0n ? faultOf(row, context, key, 'negative') : minor
}

/** The same where an amount below zero is nothing wrong. */
export function signedAmountOf(
  row: ReadRow,
  context: ImportContext,
  key: string,
  currency: Currency,
): bigint | ImportFault | undefined {
  const decimal = row.values[key]
  if (decimal === undefined) return undefined
  const minor = parseAmount(decimal, currency)
  return typeof minor === 'bigint' ? minor : faultOf(row, context, key, amountFaults[minor])
}
