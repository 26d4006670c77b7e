import { isCurrency, minorDigits, type Currency } from './currency.js'
import { divideRounded, parseDecimal } from './rate.js'

/** An exact amount in minor units (cents) of one currency. */
export interface Money {
  readonly minor: bigint
  readonly currency: Currency
}

/** Money as it crosses the HTTP boundary: a decimal string, never a JSON number. */
export interface MoneyJson {
  readonly amount: string
  readonly currency: string
}

/** Largest amount accepted from outside: 999,999,999,999 major units, so that sums stay inside 64 bits. */
const MAJOR_DIGITS_MAX = 12

export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency }
}

export type AmountFault = 'malformed' | 'too_many_decimals' | 'too_large'

/**
 * Reads a decimal string (`-?\d+(\.\d+)?`) with at most the currency's minor digits.
 * Returns minor units, or what is wrong with the text.
 */
export function parseAmount(text: string, currency: Currency): bigint | AmountFault {
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,10}))?$/.exec(text)
  if (!match) return 'malformed'
  const [, sign, whole = '', fraction = ''] = match
  const digits = minorDigits(currency)
  if (fraction.length > digits) return 'too_many_decimals'
  if (whole.replace(/^0+/, '').length > MAJOR_DIGITS_MAX) return 'too_large'
  const minor = BigInt(whole + fraction.padEnd(digits, '0'))
  return sign === '-' ? -minor : minor
}

/** The inverse of `parseAmount`: always with the currency's full minor digits. */
export function formatAmount(minor: bigint, currency: Currency): string {
  const digits = minorDigits(currency)
  const sign = minor < 0n ? '-' : ''
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0')
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

export function toMoneyJson(value: Money): MoneyJson {
  return { amount: formatAmount(value.minor, value.currency), currency: value.currency }
}

export function moneyJson(minor: bigint, currency: Currency): MoneyJson {
  return { amount: formatAmount(minor, currency), currency }
}

/** Reads wire money; a fault names what is wrong. */
export function parseMoney(json: MoneyJson): Money | AmountFault | 'unknown_currency' {
  if (!isCurrency(json.currency)) return 'unknown_currency'
  const minor = parseAmount(json.amount, json.currency)
  return typeof minor === 'bigint' ? { minor, currency: json.currency } : minor
}

/**
 * Converts minor units with a rate that says how many units of `to` one unit of `from` is worth.
 * `1/7.1` is the inverse of a rate that is kept the other way round, divided exactly rather than rounded first.
 * Rounds half away from zero to the minor unit of `to`.
 */
export function convertMinor(minor: bigint, from: Currency, to: Currency, rate: string): bigint {
  const inverse = rate.startsWith('1/')
  const { digits, scale } = parseDecimal(inverse ? rate.slice(2) : rate)
  const unit = 10n ** BigInt(scale)
  const shift = minorDigits(to) - minorDigits(from)
  const numerator = minor * (inverse ? unit : digits) * (shift > 0 ? 10n ** BigInt(shift) : 1n)
  const denominator = (inverse ? digits : unit) * (shift < 0 ? 10n ** BigInt(-shift) : 1n)
  return divideRounded(numerator, denominator)
}

/** Formats with thousands separators for messages: `80,000.00`. */
export function groupedAmount(minor: bigint, currency: Currency): string {
  const plain = formatAmount(minor, currency)
  const [whole = '', fraction] = plain.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
