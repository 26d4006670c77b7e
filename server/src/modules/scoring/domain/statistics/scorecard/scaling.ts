import { sigmoid } from '../numeric/logistic.js'

/** Score = offset + factor · ln(good : bad): higher is better. */
export interface Scaling {
  readonly baseScore: number
  /** Good to bad at the base score. */
  readonly baseOdds: number
  /** Points that double the odds. */
  readonly pointsToDouble: number
}

export const standardScaling: Scaling = { baseScore: 600, baseOdds: 50, pointsToDouble: 20 }

export function factorOf({ pointsToDouble }: Scaling): number {
  return pointsToDouble / Math.LN2
}

export function offsetOf(scaling: Scaling): number {
  return scaling.baseScore - factorOf(scaling) * Math.log(scaling.baseOdds)
}

/** The score of log-odds of bad. */
export function scoreOfMargin(margin: number, scaling: Scaling = standardScaling): number {
  return offsetOf(scaling) - factorOf(scaling) * margin
}

/** The probability of bad that a score stands for. */
export function pdOfScore(score: number, scaling: Scaling = standardScaling): number {
  return sigmoid((offsetOf(scaling) - score) / factorOf(scaling))
}

export interface ScoredTerm {
  readonly coefficient: number
  /** By bin. */
  readonly woe: readonly number[]
}

/** Points of each bin of each of n features: −(β·WoE + β₀/n)·factor + offset/n; together they are the score. */
export function pointsOf(intercept: number, terms: readonly ScoredTerm[], scaling: Scaling): number[][] {
  const base = (offsetOf(scaling) - intercept * factorOf(scaling)) / Math.max(1, terms.length)
  return terms.map(({ coefficient, woe }) =>
    woe.map((value) => base - coefficient * value * factorOf(scaling)),
  )
}

const DECIMALS_MAX = 9
const SAME = 1e-9

/**
 * Rounds points to the fewest decimals with which no two cases change places. `cases` are the bins of each feature by
 * case; bin −1 (unseen) stands for the points of WoE 0, which are the last argument by feature.
 */
export function roundKeepingRank(
  points: readonly (readonly number[])[],
  cases: readonly Int32Array[],
  neutral: readonly number[],
): { decimals: number; points: number[][]; neutral: number[] } {
  const count = cases[0]?.length ?? 0
  const totals = (table: readonly (readonly number[])[], rest: readonly number[]) =>
    Float64Array.from({ length: count }, (_, at) =>
      table.reduce((sum, row, feature) => sum + (row[cases[feature]?.[at] ?? -1] ?? rest[feature] ?? 0), 0),
    )
  const exact = totals(points, neutral)
  const order = Array.from(exact.keys()).sort((a, b) => (exact[a] ?? 0) - (exact[b] ?? 0) || a - b)
  for (let decimals = 0; ; decimals++) {
    const unit = 10 ** decimals
    const round = (value: number) => Math.round(value * unit) / unit
    const rounded = points.map((row) => row.map(round))
    const rest = neutral.map(round)
    const sums = totals(rounded, rest)
    const turned = order.some((at, place) => {
      const before = order[place - 1]
      return before !== undefined && (sums[at] ?? 0) < (sums[before] ?? 0) - SAME
    })
    if (!turned || decimals === DECIMALS_MAX) return { decimals, points: rounded, neutral: rest }
  }
}
