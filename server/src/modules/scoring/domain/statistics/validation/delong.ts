import { NORMAL_975, normalTwoSided } from '../numeric/distributions.js'
import { midranks } from './ranks.js'
import type { Outcomes } from './discrimination.js'

export interface AucEstimate {
  readonly auc: number
  readonly standardError: number
  /** 95 %, cut at 0 and 1. */
  readonly interval: readonly [number, number]
}

/** Per bad and per good case: the share of the other class that it is ranked above (below). */
interface Placements {
  readonly auc: number
  readonly bad: Float64Array
  readonly good: Float64Array
}

function placementsOf({ y, p }: Outcomes): Placements | null {
  const bads: number[] = []
  const goods: number[] = []
  for (let at = 0; at < y.length; at++) (y[at] === 1 ? bads : goods).push(at)
  if (bads.length === 0 || goods.length === 0) return null
  const valuesOf = (cases: readonly number[]) => Float64Array.from(cases, (at) => p[at] ?? 0)
  const all = midranks(p)
  const amongBad = midranks(valuesOf(bads))
  const amongGood = midranks(valuesOf(goods))
  const bad = Float64Array.from(bads, (at, i) => ((all[at] ?? 0) - (amongBad[i] ?? 0)) / goods.length)
  const good = Float64Array.from(goods, (at, i) => 1 - ((all[at] ?? 0) - (amongGood[i] ?? 0)) / bads.length)
  return { auc: mean(bad), bad, good }
}

/**
 * Area under the ROC curve (ties count half) with the error of DeLong, DeLong and Clarke-Pearson (1988), by the fast
 * algorithm of Sun and Xu (2014). Null when a class is missing.
 */
export function aucDeLong(outcomes: Outcomes): AucEstimate | null {
  const placements = placementsOf(outcomes)
  if (placements === null) return null
  const { auc, bad, good } = placements
  const standardError = Math.sqrt(varianceOf(bad, bad, good, good))
  const half = NORMAL_975 * standardError
  return { auc, standardError, interval: [Math.max(0, auc - half), Math.min(1, auc + half)] }
}

export interface DeLongTest {
  readonly aucA: number
  readonly aucB: number
  readonly z: number
  readonly pValue: number
}

/** Do two models rank the same cases equally well? Null when a class is missing. */
export function pairedDeLong(
  y: ArrayLike<number>,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): DeLongTest | null {
  const first = placementsOf({ y, p: a })
  const second = placementsOf({ y, p: b })
  if (first === null || second === null) return null
  const between = (one: Placements, other: Placements) => varianceOf(one.bad, other.bad, one.good, other.good)
  const variance = between(first, first) + between(second, second) - 2 * between(first, second)
  const difference = first.auc - second.auc
  // Models that place every case alike differ by nothing, for certain.
  const z = variance > 1e-18 ? difference / Math.sqrt(variance) : 0
  return { aucA: first.auc, aucB: second.auc, z, pValue: normalTwoSided(z) }
}

function varianceOf(
  badA: Float64Array,
  badB: Float64Array,
  goodA: Float64Array,
  goodB: Float64Array,
): number {
  return covariance(badA, badB) / badA.length + covariance(goodA, goodB) / goodA.length
}

/** 0 for a single case: its error cannot be told. */
function covariance(a: Float64Array, b: Float64Array): number {
  if (a.length < 2) return 0
  const meanA = mean(a)
  const meanB = mean(b)
  let sum = 0
  for (let at = 0; at < a.length; at++) sum += ((a[at] ?? 0) - meanA) * ((b[at] ?? 0) - meanB)
  return sum / (a.length - 1)
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
