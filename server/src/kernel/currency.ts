/** An ISO 4217 code that the runtime's Unicode data knows, for example `CNY`. */
export type Currency = string & { readonly __brand: 'Currency' }

const known = new Set(Intl.supportedValuesOf('currency'))
const digitsByCurrency = new Map<string, number>()

export function isCurrency(code: string): code is Currency {
  return known.has(code)
}

/** Number of minor digits of a currency: 2 for CNY, 0 for JPY, 3 for KWD (Unicode CLDR / ISO 4217). */
export function minorDigits(currency: Currency): number {
  const cached = digitsByCurrency.get(currency)
  if (cached !== undefined) return cached
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  digitsByCurrency.set(currency, digits)
  return digits
}
