import { fitLogit } from '../logit/fit-logit.js'
import { chiSquaredAbove, normalTwoSided } from '../numeric/distributions.js'
import { logit } from '../numeric/logistic.js'
import { orderOf } from './ranks.js'
import type { Outcomes } from './discrimination.js'

const EDGE = 1e-15

/** Mean squared error of the probabilities. */
export function brier({ y, p }: Outcomes): number {
  return mean(p, (value, at) => (value - (y[at] ?? 0)) ** 2)
}

/** Mean negative log-likelihood; probabilities of 0 and 1 count as 1e-15 away from them. */
export function logLoss({ y, p }: Outcomes): number {
  return mean(p, (value, at) => {
    const inside = Math.min(Math.max(value, EDGE), 1 - EDGE)
    return -Math.log(y[at] === 1 ? inside : 1 - inside)
  })
}

function mean(p: ArrayLike<number>, of: (value: number, at: number) => number): number {
  let sum = 0
  for (let at = 0; at < p.length; at++) sum += of(p[at] ?? 0, at)
  return p.length > 0 ? sum / p.length : Number.NaN
}

/** Cases of similar predictions: how many were expected to be bad, and how many were. */
export interface CalibrationGroup {
  readonly count: number
  readonly expectedBad: number
  readonly bad: number
}

/** Cases in the order of their predictions, cut into groups whose sizes differ by at most one, larger ones first. */
export function calibrationGroups({ y, p }: Outcomes, groups = 10): CalibrationGroup[] {
  const order = orderOf(p)
  const size = Math.floor(order.length / groups)
  const larger = order.length % groups
  const result: CalibrationGroup[] = []
  for (let group = 0, from = 0; group < groups; group++) {
    const cases = order.slice(from, from + size + (group < larger ? 1 : 0))
    from += cases.length
    if (cases.length === 0) continue
    result.push({
      count: cases.length,
      expectedBad: cases.reduce((sum, at) => sum + (p[at] ?? 0), 0),
      bad: cases.reduce((sum, at) => sum + (y[at] ?? 0), 0),
    })
  }
  return result
}

/** Hosmer and Lemeshow's test over groups; the p-value from χ² with two degrees of freedom less than groups. */
export function hosmerLemeshow(
  outcomes: Outcomes,
  groups = 10,
): { chi2: number; df: number; pValue: number } | null {
  const filled = calibrationGroups(outcomes, groups)
  if (filled.length < 3) return null
  let chi2 = 0
  for (const { count, expectedBad, bad } of filled) {
    const spread = expectedBad * (1 - expectedBad / count)
    const difference = bad - expectedBad
    if (spread > EDGE) chi2 += (difference * difference) / spread
    else if (Math.abs(difference) > EDGE) chi2 += (difference * difference) / EDGE
  }
  const df = filled.length - 2
  return { chi2, df, pValue: chiSquaredAbove(chi2, df) }
}

/** Spiegelhalter's test of the Brier score: standard normal when the probabilities are right. */
export function spiegelhalter({ y, p }: Outcomes): { z: number; pValue: number } | null {
  let numerator = 0
  let variance = 0
  for (let at = 0; at < p.length; at++) {
    const value = p[at] ?? 0
    numerator += ((y[at] ?? 0) - value) * (1 - 2 * value)
    variance += (1 - 2 * value) ** 2 * value * (1 - value)
  }
  if (!(variance > 0)) return null
  const z = numerator / Math.sqrt(variance)
  return { z, pValue: normalTwoSided(z) }
}

/** Intercept and slope of a logit of what happened on the predicted log-odds: 0 and 1 when well calibrated. */
export function calibrationLine({ y, p }: Outcomes): { intercept: number; slope: number } | null {
  const x = Array.from(p, (value) => [logit(value)])
  const classes = new Set(Array.from(y))
  if (classes.size < 2 || new Set(Array.from(p)).size < 2) return null
  const fit = fitLogit({ x, y })
  if (!fit.converged) return null
  return { intercept: fit.intercept, slope: fit.coefficients[0] ?? Number.NaN }
}

/** Mean distance between predicted and observed bad rate over bins of equal width of the probability. */
export function expectedCalibrationError({ y, p }: Outcomes, bins = 10): number {
  const sums = Array.from({ length: bins }, () => ({ expected: 0, bad: 0 }))
  for (let at = 0; at < p.length; at++) {
    const value = p[at] ?? 0
    const sum = sums[Math.min(bins - 1, Math.floor(value * bins))]
    if (sum === undefined) continue
    sum.expected += value
    sum.bad += y[at] ?? 0
  }
  return sums.reduce((total, { expected, bad }) => total + Math.abs(expected - bad), 0) / p.length
}
