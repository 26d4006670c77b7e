import { fitLogit } from '../statistics/logit/fit-logit.js'
import { projectWeights, type WeightBounds } from './bounded-weights.js'

/** The points of each indicator for each case, one row per case, and what became of it. */
export interface RefitSample {
  readonly points: readonly Float64Array[]
  readonly y: readonly number[]
}

const ROUNDS = 60
const HALVINGS = 20
const ENOUGH = 1e-9

/**
 * Weights under which the weighted points tell bad from good best, within bounds and summing to `total`: the logit
 * P(bad) = 1 / (1 + exp(−a − b·Σ wᵢ·pointsᵢ / total)) is fitted by turns. Given the weights, a and b are those of a
 * logit on the one score (iteratively re-weighted least squares); given a and b, the deviance is convex in the weights
 * and goes down by projected gradient steps (Bertsekas 1976) on the bounded simplex. A slope of the wrong sign ends it:
 * then the scorecard ranks the wrong way round, and no weights inside narrow bounds mend that. Deterministic.
 */
export function refitWeights(
  sample: RefitSample,
  start: readonly number[],
  bounds: readonly WeightBounds[],
  total: number,
): number[] {
  let weights = projectWeights(start, bounds, total)
  let step = total * total
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round++) {
    const scores = scoresOf(sample, weights, total)
    const line = lineOf(scores, sample.y)
    if (line === null || line.slope >= 0) return weights
    const deviance = devianceOf(scores, sample.y, line)
    if (best - deviance < ENOUGH * sample.y.length) return weights
    best = deviance
    const gradient = gradientOf(sample, scores, line, total)
    const moved = descend({ sample, weights, bounds, total, line, gradient, deviance, step })
    if (moved === null) return weights
    weights = moved.weights
    step = moved.step * 2
  }
  return weights
}

interface Line {
  readonly intercept: number
  readonly slope: number
}

function scoresOf({ points }: RefitSample, weights: readonly number[], total: number): Float64Array {
  return Float64Array.from(points, (row) => {
    let sum = 0
    for (let at = 0; at < row.length; at++) sum += (weights[at] ?? 0) * (row[at] ?? 0)
    return sum / total
  })
}

function lineOf(scores: Float64Array, y: readonly number[]): Line | null {
  const fit = fitLogit({ x: Array.from(scores, (score) => [score]), y })
  return fit.converged ? { intercept: fit.intercept, slope: fit.coefficients[0] ?? 0 } : null
}

/** Minus the log-likelihood. */
function devianceOf(scores: Float64Array, y: readonly number[], { intercept, slope }: Line): number {
  let sum = 0
  for (let at = 0; at < scores.length; at++) {
    const odds = intercept + slope * (scores[at] ?? 0)
    // ln(1 + e^odds) without overflow.
    sum += Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds))) - (y[at] === 1 ? odds : 0)
  }
  return sum
}

function gradientOf(
  { points, y }: RefitSample,
  scores: Float64Array,
  line: Line,
  total: number,
): Float64Array {
  const gradient = new Float64Array(points[0]?.length ?? 0)
  for (let at = 0; at < scores.length; at++) {
    const p = 1 / (1 + Math.exp(-line.intercept - line.slope * (scores[at] ?? 0)))
    const pull = ((p - (y[at] ?? 0)) * line.slope) / total
    const row = points[at]
    for (let place = 0; place < gradient.length; place++) {
      gradient[place] = (gradient[place] ?? 0) + pull * (row?.[place] ?? 0)
    }
  }
  return gradient
}

interface Descent {
  readonly sample: RefitSample
  readonly weights: readonly number[]
  readonly bounds: readonly WeightBounds[]
  readonly total: number
  readonly line: Line
  readonly gradient: Float64Array
  readonly deviance: number
  readonly step: number
}

/** The largest of halved steps that lowers the deviance; null where none does. */
function descend(descent: Descent): { readonly weights: number[]; readonly step: number } | null {
  const { sample, weights, bounds, total, line, gradient, deviance } = descent
  let { step } = descent
  for (let halving = 0; halving < HALVINGS; halving++) {
    const wanted = weights.map((weight, at) => weight - step * (gradient[at] ?? 0))
    const tried = projectWeights(wanted, bounds, total)
    if (devianceOf(scoresOf(sample, tried, total), sample.y, line) < deviance) return { weights: tried, step }
    step /= 4
  }
  return null
}
