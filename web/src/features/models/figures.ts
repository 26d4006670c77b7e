/** A figure between 0 and 1 with three decimals; a dash where it cannot be told. */
export function rate(value: number | null | undefined): string {
  return value == null ? '–' : value.toFixed(3)
}

/** A share as a percentage with one decimal. */
export function share(value: number | null | undefined): string {
  return value == null ? '–' : `${(100 * value).toFixed(1)}%`
}

/** A p-value: what is too small to print says so. */
export function pValue(value: number | null | undefined): string {
  if (value == null) return '–'
  return value < 0.001 ? '< 0.001' : value.toFixed(3)
}

/** A number with as many decimals as its size deserves. */
export function plain(value: number | null | undefined, digits = 2): string {
  return value == null ? '–' : value.toFixed(digits).replace('-', '\u2212')
}
