import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'

export const bankLineStates = ['open', 'recorded', 'set_aside'] as const
export type BankLineState = (typeof bankLineStates)[number]

/** Money that came in on one of our accounts, as the bank states it. The amount is above zero, in minor units. */
export interface StatedBankLine {
  readonly bankAccount: string
  readonly bankRef: string
  readonly segmentCode: string
  readonly on: CalendarDay
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly payerName: string
  readonly payerAccount: string | null
  readonly reference: string
}

/** Documents that bank lines become. */
export const BANK_SOURCE = 'bank'
const NUMBER_MAX = 64

/**
 * The number of the receipt recorded from a bank line: the end of our account, the bank's reference, and from the
 * second time on how often it was recorded, because a number belongs to one customer for good.
 */
export function receiptNumber(line: {
  readonly bankAccount: string
  readonly bankRef: string
  readonly recordedTimes: number
}): string {
  const again = line.recordedTimes === 0 ? '' : `/${line.recordedTimes + 1}`
  const start = `${line.bankAccount.slice(-4)}-${line.bankRef}`
  return start.slice(0, NUMBER_MAX - again.length) + again
}

/** Words of a reference text that could be invoice numbers: Latin letters and digits, with the signs between them. */
export function numbersIn(reference: string): string[] {
  const found = reference.normalize('NFKC').match(/[A-Za-z0-9](?:[A-Za-z0-9_/.-]{2,62}[A-Za-z0-9])/g) ?? []
  return [...new Set(found.filter((word) => /\d/.test(word)))].slice(0, WORDS_MAX)
}

const WORDS_MAX = 20
