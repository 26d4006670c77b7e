/** Thousands separated by commas; a comma that groups nothing stays, to be found wrong. */
const grouped = /^(-?)(\d{1,3}(?:,\d{3})+)(\.\d*)?$/
/** Signs of currencies, and the word for the Chinese one. */
const currencySigns = /[\p{Sc}\u5143]/gu

/**
 * An amount as people type and paste it, as the decimal string that is sent: without blanks, currency sign and grouping
 * commas, full-width figures as plain ones. What cannot be read as an amount is given as it is.
 */
export function typedAmount(text: string): string {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '').replaceAll(currencySigns, '')
  const bare = grouped.test(plain) ? plain.replaceAll(',', '') : plain
  return /^-?\d+(\.\d+)?$/.test(bare) ? bare : text
}

/** Digits after the point of a currency: 2 for CNY, 0 for JPY. */
function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  )
}

export type AmountFault = 'shape' | 'decimals' | 'zero'

interface AmountBounds {
  /** Left out: up to three digits after the point. */
  readonly currency?: string | undefined
  /** Nothing is an amount here, too. */
  readonly zero?: boolean | undefined
}

/** What is wrong with a typed amount that is to be positive; undefined: nothing. */
export function amountFault(
  text: string,
  { currency, zero = false }: AmountBounds = {},
): AmountFault | undefined {
  const match = /^\d{1,12}(?:\.(\d+))?$/.exec(typedAmount(text))
  if (match === null) return 'shape'
  if ((match[1] ?? '').length > decimalsOf(currency)) return 'decimals'
  return zero || /[1-9]/.test(match[0]) ? undefined : 'zero'
}

/** How many digits an amount may have after its point. */
export function decimalsOf(currency: string | undefined): number {
  return currency === undefined ? 3 : minorDigits(currency)
}
