import { fitLogit } from '../logit/fit-logit.js'
import { sigmoid } from '../numeric/logistic.js'

/** Probability = sigmoid(intercept + slope · margin). */
export interface PlattLine {
  readonly intercept: number
  readonly slope: number
}

/**
 * Recalibrates log-odds with a straight line. A slope that is not positive (the margin says nothing) keeps the margins
 * as they are, so that ranks never turn around.
 */
export function fitPlatt(margins: readonly number[], y: ArrayLike<number>): PlattLine {
  const fit = fitLogit({ x: margins.map((margin) => [margin]), y, l2: 1e-6 })
  const slope = fit.coefficients[0] ?? 1
  return slope > 0 && fit.converged ? { intercept: fit.intercept, slope } : { intercept: 0, slope: 1 }
}

export function plattAt({ intercept, slope }: PlattLine, margin: number): number {
  return sigmoid(intercept + slope * margin)
}
