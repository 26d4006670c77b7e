import { regularBins } from '../binning/binning.js'
import { woeOf, type BinnedFeature } from '../binning/count-bins.js'
import { informationValue } from '../binning/woe.js'
import { fitLogit, type LogitFit } from '../logit/fit-logit.js'
import { cholesky, invertCholesky } from '../numeric/cholesky.js'
import type { Sample } from '../training/sample.js'

export interface SelectionRules {
  readonly ivMin: number
  /** Of the WoE of two features; the one with less information goes. */
  readonly correlationMax: number
  /** Variance inflation among the features that are left. */
  readonly vifMax: number
  readonly pValueMax: number
}

export const standardSelection: SelectionRules = {
  ivMin: 0.02,
  correlationMax: 0.7,
  vifMax: 5,
  pValueMax: 0.05,
}

/** Why a feature is not in the model, with the figure that decided. */
export type DropReason =
  | { readonly reason: 'single_bin' }
  | { readonly reason: 'low_iv'; readonly iv: number }
  | { readonly reason: 'correlated'; readonly with: string; readonly correlation: number }
  | { readonly reason: 'collinear'; readonly vif: number }
  | { readonly reason: 'wrong_sign'; readonly coefficient: number }
  | { readonly reason: 'not_significant'; readonly pValue: number }

export interface Drop {
  readonly feature: string
  readonly why: DropReason
}

export interface Selection {
  readonly features: readonly BinnedFeature[]
  readonly dropped: readonly Drop[]
  /** The logit on the WoE of the features, in their order. */
  readonly fit: LogitFit
}

interface Candidate {
  readonly feature: BinnedFeature
  readonly iv: number
  /** WoE by case of the sample. */
  readonly woe: Float64Array
}

/**
 * Chooses the features of a scorecard: enough information, not too alike, then backwards from the logit of all of them
 * by sign and significance. A coefficient on WoE must be positive, or the points would run against the evidence.
 */
export function selectFeatures(
  features: readonly BinnedFeature[],
  sample: Sample,
  rules: SelectionRules = standardSelection,
): Selection {
  const dropped: Drop[] = []
  const drop = (candidate: Candidate, why: DropReason) =>
    void dropped.push({ feature: candidate.feature.binning.feature, why })
  const informative = candidates(features, sample).filter((candidate) => {
    const why = weakness(candidate, rules)
    if (why !== null) drop(candidate, why)
    return why === null
  })
  const weights = weightsOf(sample)
  const kept: Candidate[] = []
  for (const candidate of informative) {
    const rival = kept
      .map((other) => ({ other, r: correlation(candidate.woe, other.woe, weights) }))
      .find(({ r }) => Math.abs(r) > rules.correlationMax)
    if (rival === undefined) kept.push(candidate)
    else
      drop(candidate, {
        reason: 'correlated',
        with: rival.other.feature.binning.feature,
        correlation: rival.r,
      })
  }
  const { left, fit } = backwards(withoutCollinear(kept, sample, rules, drop), sample, rules, drop)
  return { features: left.map(({ feature }) => feature), dropped, fit }
}

/** The features by information, most first. */
function candidates(features: readonly BinnedFeature[], sample: Sample): Candidate[] {
  return features
    .map((feature) => ({ feature, iv: informationValue(feature.table), woe: woeByCase(feature, sample) }))
    .sort((a, b) => b.iv - a.iv)
}

export function woeByCase({ assigned, table }: BinnedFeature, { rows }: Sample): Float64Array {
  return Float64Array.from(rows, (row) => woeOf(table, assigned[row] ?? -1))
}

function weakness({ feature, iv }: Candidate, { ivMin }: SelectionRules): DropReason | null {
  const filled = feature.table.filter(({ count }) => count > 0).length
  if (filled < 2 || regularBins(feature.binning) === 0) return { reason: 'single_bin' }
  return iv < ivMin ? { reason: 'low_iv', iv } : null
}

type DropListener = (candidate: Candidate, why: DropReason) => void

function withoutCollinear(
  candidates: readonly Candidate[],
  sample: Sample,
  { vifMax }: SelectionRules,
  drop: DropListener,
): Candidate[] {
  let left = [...candidates]
  for (;;) {
    const inflation = vifs(
      left.map(({ woe }) => woe),
      weightsOf(sample),
    )
    const worst = inflation.indexOf(Math.max(...inflation))
    const candidate = left[worst]
    if (candidate === undefined || (inflation[worst] ?? 0) <= vifMax) return left
    drop(candidate, { reason: 'collinear', vif: inflation[worst] ?? 0 })
    left = left.filter((_, at) => at !== worst)
  }
}

/** Variance inflation factors: the diagonal of the inverse of the correlation matrix. */
export function vifs(columns: readonly Float64Array[], weights: Float64Array): number[] {
  const matrix = columns.map((a, i) => columns.map((b, j) => (i === j ? 1 : correlation(a, b, weights))))
  const lower = cholesky(matrix)
  if (lower === null) return columns.map((_, at) => (at === columns.length - 1 ? Number.MAX_VALUE : 1))
  return invertCholesky(lower).map((row, at) => row[at] ?? 1)
}

function backwards(
  candidates: readonly Candidate[],
  sample: Sample,
  { pValueMax }: SelectionRules,
  drop: DropListener,
): { left: readonly Candidate[]; fit: LogitFit } {
  let left = candidates
  for (;;) {
    const fit = fitOn(left, sample)
    const [at, why] = worstTerm(fit, pValueMax) ?? []
    const candidate = left[at ?? -1]
    if (candidate === undefined || why === undefined) return { left, fit }
    drop(candidate, why)
    left = left.filter((other) => other !== candidate)
  }
}

function fitOn(candidates: readonly Candidate[], sample: Sample): LogitFit {
  const x = Array.from(sample.rows, (_, at) => candidates.map(({ woe }) => woe[at] ?? 0))
  const y = Int8Array.from(sample.rows, (row) => sample.target[row] ?? 0)
  const fit = fitLogit({ x, y, weights: weightsOf(sample) })
  // Perfectly separated classes have no finite optimum; a light penalty gives the same order with finite points.
  return fit.converged ? fit : fitLogit({ x, y, weights: weightsOf(sample), l2: 1 })
}

function worstTerm(fit: LogitFit, pValueMax: number): [number, DropReason] | null {
  const lowest = Math.min(...fit.coefficients)
  if (lowest <= 0) return [fit.coefficients.indexOf(lowest), { reason: 'wrong_sign', coefficient: lowest }]
  const pValues = fit.pValues.slice(1)
  const highest = Math.max(...pValues)
  if (highest > pValueMax) return [pValues.indexOf(highest), { reason: 'not_significant', pValue: highest }]
  return null
}

function weightsOf({ rows, weights }: Sample): Float64Array {
  return Float64Array.from(rows, (row) => weights[row] ?? 0)
}

/** Weighted correlation of Pearson; 0 when a column does not vary. */
export function correlation(a: Float64Array, b: Float64Array, weights: Float64Array): number {
  let w = 0
  let meanA = 0
  let meanB = 0
  for (let at = 0; at < a.length; at++) {
    const weight = weights[at] ?? 0
    w += weight
    meanA += weight * (a[at] ?? 0)
    meanB += weight * (b[at] ?? 0)
  }
  meanA /= w
  meanB /= w
  let ab = 0
  let aa = 0
  let bb = 0
  for (let at = 0; at < a.length; at++) {
    const weight = weights[at] ?? 0
    const fromA = (a[at] ?? 0) - meanA
    const fromB = (b[at] ?? 0) - meanB
    ab += weight * fromA * fromB
    aa += weight * fromA * fromA
    bb += weight * fromB * fromB
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0
}
