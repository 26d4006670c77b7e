const amountPattern = /^(-?)(\d+)(?:\.(\d+))?$/

/** A decimal string with thousands separators and a true minus sign; anything else is given back as it is. */
export function formatAmount(amount: string): string {
  const match = amountPattern.exec(amount)
  if (match === null) return amount
  const [, sign = '', whole = '0', fraction] = match
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  const isZero = /^0*$/.test(whole + (fraction ?? ''))
  return `${sign === '-' && !isZero ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** In what large amounts are counted: 万 in Chinese, thousands and millions in English. The value is its power of ten. */
export const largeUnits = { wan: 4, thousand: 3, million: 6 } as const
export type LargeUnit = keyof typeof largeUnits

/** The unit of a scale, where all amounts share one. */
export function scaleUnit(language: string): LargeUnit {
  return language === 'en' ? 'million' : 'wan'
}

/** The unit of one figure that stands alone: in English thousands up to a million, so that a small one is not 0.01. */
export function figureUnit(amount: string, language: string): LargeUnit {
  if (language !== 'en') return 'wan'
  return (amountPattern.exec(amount)?.[2] ?? '').length > 6 ? 'million' : 'thousand'
}

/** The amount in a large unit, two decimals, rounded half away from zero, on exact integers. */
export function formatInUnits(amount: string, unit: LargeUnit): string {
  const match = amountPattern.exec(amount)
  if (match === null) return amount
  const [, sign = '', whole = '0', fraction = ''] = match
  const scale = 10n ** BigInt(fraction.length + largeUnits[unit] - 2)
  const hundredths = (BigInt(whole + fraction) * 2n + scale) / (2n * scale)
  const digits = hundredths.toString().padStart(3, '0')
  return formatAmount(`${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`)
}

/** A decimal string with at least two decimals, for amounts that were recorded with fewer. */
export function withCents(amount: string): string {
  const match = amountPattern.exec(amount)
  if (match === null) return amount
  return `${match[1] ?? ''}${match[2] ?? '0'}.${(match[3] ?? '').padEnd(2, '0')}`
}

/** Whole units without the minor part, for axes and narrow places; truncation is stated by the caller. */
export function formatWhole(amount: string): string {
  const match = amountPattern.exec(amount)
  if (match === null) return amount
  return formatAmount(`${match[1] ?? ''}${match[2] ?? '0'}`)
}

export function isNegative(amount: string): boolean {
  return amount.startsWith('-') && /[1-9]/.test(amount)
}

export function isZero(amount: string): boolean {
  return !/[1-9]/.test(amount)
}

/**
 * The share of a part in a whole as a percentage with one decimal, computed on exact integers (rounded down).
 * Gives undefined when the whole is zero or either is not a decimal string.
 */
export function percentOf(part: string, whole: string): string | undefined {
  const [a, b] = [toInteger(part), toInteger(whole)]
  if (a === undefined || b === undefined || b === 0n) return undefined
  const tenths = (a * 1000n) / b
  const size = tenths < 0n ? -tenths : tenths
  return `${tenths < 0n ? '-' : ''}${size / 10n}.${size % 10n}`
}

/** A decimal string as an integer of 10^-6 units, so that amounts of different precision can be compared. */
function toInteger(amount: string): bigint | undefined {
  const match = amountPattern.exec(amount)
  if (match === null) return undefined
  const value = BigInt(`${match[2] ?? '0'}${(match[3] ?? '').padEnd(6, '0').slice(0, 6)}`)
  return match[1] === '-' ? -value : value
}

/** The exact sum of decimal strings, to six decimals at most; trailing zeros beyond two are dropped. */
export function sumAmounts(amounts: readonly string[]): string {
  const total = amounts.reduce((sum, amount) => sum + (toInteger(amount) ?? 0n), 0n)
  const size = (total < 0n ? -total : total).toString().padStart(7, '0')
  const fraction = size.slice(-6).replace(/0{1,4}$/, '')
  return `${total < 0n ? '-' : ''}${size.slice(0, -6)}.${fraction}`
}

/** For charts only: a position on an axis, where the error of a double is far below a pixel. */
export function toPlotValue(amount: string): number {
  return Number(amount)
}

const symbols: Readonly<Record<string, string>> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£', HKD: 'HK$' }

/** The sign of a currency, or its code where a sign would be ambiguous (¥ is ours: JPY keeps its code). */
export function currencySign(currency: string): string {
  return symbols[currency] ?? `${currency} `
}
