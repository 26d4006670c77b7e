import { calendarDay } from '../../../kernel/calendar-day.js'
import type { StatedBankLine } from '../../cash-application/domain/bank-line.js'
import { amountOf, currencyOf, faultOf, segmentOf, type ImportContext } from './import-context.js'
import type { ImportFault } from './import-fault.js'
import type { ReadRow } from './read-row.js'

/** Shorter numbers are vouchers that banks use again; with day and amount they tell lines apart. */
const NUMBER_MIN = 8
const NUMBER_MAX = 56

/** A line as the file states it; without a number of its own it is told from others by its likeness. */
export interface BankLineDraft extends Omit<StatedBankLine, 'bankRef'> {
  readonly bankRef: string | null
  readonly likeness: string
}

/**
 * A line of a bank statement; null for money that went out and for lines without an amount. A reversal of
 * money that came in is a fault: a person puts back the line that it concerns. `unnumbered` counts, over
 * the file, the lines that the bank gives no number of their own: two that are alike in everything are two payments.
 */
export function toBankLine(
  row: ReadRow,
  context: ImportContext,
  unnumbered: Map<string, number>,
): BankLineDraft | ImportFault | null {
  const { values } = row
  const [fault] = row.faults
  if (fault) return fault
  const stated = values['amount'] ?? ''
  if (values['direction'] === 'out' && values['reversal'] === 'true')
    return faultOf(row, context, 'reversal', 'reversal')
  if (values['direction'] === 'out' || stated === '' || stated.startsWith('-') || /^0*\.?0*$/.test(stated))
    return null
  const currency = currencyOf(row, context)
  const amountMinor = amountOf(row, context, 'amount', currency)
  if (amountMinor === undefined) return faultOf(row, context, 'amount', 'required')
  if (typeof amountMinor === 'object') return amountMinor
  const on = calendarDay(values['date'] ?? '')
  const texts = ['summary', 'purpose', 'remark'].flatMap((key) => values[key] ?? [])
  const line = {
    ...{ segmentCode: segmentOf(row, context), on, currency, amountMinor },
    bankAccount: values['bankAccount'] ?? context.settings.source,
    payerName: values['payerName'] ?? '',
    payerAccount: values['payerAccount'] ?? null,
    reference: [...new Set(texts)].join(' '),
  }
  const number = values['bankRef'] ?? ''
  if (number.length >= NUMBER_MIN && number.length <= NUMBER_MAX)
    return { ...line, bankRef: number, likeness: number }
  const content = [
    line.bankAccount,
    number,
    on,
    amountMinor,
    line.payerName,
    line.payerAccount,
    line.reference,
  ]
  const alike = JSON.stringify([...content.map(String), values['balance'] ?? ''])
  const times = (unnumbered.get(alike) ?? 0) + 1
  unnumbered.set(alike, times)
  return { ...line, bankRef: null, likeness: `${alike} ${times}` }
}
