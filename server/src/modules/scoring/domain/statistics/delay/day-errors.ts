import { quantileOfSorted } from './customer-history.js'

/** How far forecasts of days are off; null where there is no case. */
export interface DayErrors {
  /** Mean absolute error, days. */
  readonly mae: number | null
  readonly medianError: number | null
  readonly rmse: number | null
  /** Mean of forecast − outcome: above 0 foretells too late. */
  readonly bias: number | null
  /** Shares that are off by at most so many days. */
  readonly within3: number | null
  readonly within7: number | null
}

export function errorsOf(foretold: readonly number[], actual: readonly number[]): DayErrors {
  const n = foretold.length
  if (n === 0) return { mae: null, medianError: null, rmse: null, bias: null, within3: null, within7: null }
  const errors = foretold.map((days, at) => days - (actual[at] ?? 0))
  const sizes = Float64Array.from(errors, Math.abs).sort()
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / n
  return {
    mae: mean([...sizes]),
    medianError: quantileOfSorted(sizes, 0.5),
    rmse: Math.sqrt(mean(errors.map((one) => one * one))),
    bias: mean(errors),
    within3: sizes.filter((one) => one <= 3).length / n,
    within7: sizes.filter((one) => one <= 7).length / n,
  }
}
