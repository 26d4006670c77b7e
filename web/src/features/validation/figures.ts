/** A figure between 0 and 1 with three decimals; a dash where it cannot be told. */
export function rate(value: number | null | undefined): string {
  return value == null ? '–' : value.toFixed(3)
}

/** A share as a percentage with one decimal. */
export function share(value: number | null | undefined): string {
  return value == null ? '–' : `${(100 * value).toFixed(1)}%`
}

/** An AUC with its error. */
export function withError(auc: number | null, error: number | null): string {
  return auc === null || error === null ? rate(auc) : `${rate(auc)} ± ${error.toFixed(3)}`
}

/** From and to as percentages. */
export function range(interval: readonly number[] | null): string {
  return interval === null ? '–' : interval.map((value) => share(value)).join(' – ')
}
