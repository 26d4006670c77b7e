import { orderOf } from './ranks.js'

/** Predicted probabilities of bad (or any number that is higher for worse) with what happened: 1 bad, 0 good. */
export interface Outcomes {
  readonly y: ArrayLike<number>
  readonly p: ArrayLike<number>
}

/** A point of the ROC curve: shares of bad and of good with a prediction of at least the threshold. */
export interface RocPoint {
  readonly threshold: number
  readonly truePositive: number
  readonly falsePositive: number
}

/** The ROC curve from (0, 0) to (1, 1), one point per distinct prediction; empty when a class is missing. */
export function rocCurve({ y, p }: Outcomes): RocPoint[] {
  const order = orderOf(p).reverse()
  const bads = order.reduce((sum, at) => sum + (y[at] === 1 ? 1 : 0), 0)
  const goods = order.length - bads
  if (bads === 0 || goods === 0) return []
  const points: RocPoint[] = [{ threshold: Number.POSITIVE_INFINITY, truePositive: 0, falsePositive: 0 }]
  let bad = 0
  let good = 0
  for (const [place, at] of order.entries()) {
    if (y[at] === 1) bad += 1
    else good += 1
    const next = order[place + 1]
    if (next !== undefined && p[next] === p[at]) continue
    points.push({ threshold: p[at] ?? 0, truePositive: bad / bads, falsePositive: good / goods })
  }
  return points
}

/** Largest distance between the distributions of bad and good (Kolmogorov–Smirnov); null when a class is missing. */
export function ks(outcomes: Outcomes): number | null {
  const curve = rocCurve(outcomes)
  if (curve.length === 0) return null
  return curve.reduce((most, point) => Math.max(most, Math.abs(point.truePositive - point.falsePositive)), 0)
}

/** Mean precision over the recalls (as scikit-learn defines it); null when a class is missing. */
export function averagePrecision({ y, p }: Outcomes): number | null {
  const curve = rocCurve({ y, p })
  if (curve.length === 0) return null
  const bads = Array.from(y).filter((value) => value === 1).length
  const goods = y.length - bads
  let sum = 0
  let before = 0
  for (const { truePositive, falsePositive } of curve.slice(1)) {
    const precision = (truePositive * bads) / (truePositive * bads + falsePositive * goods)
    sum += (truePositive - before) * precision
    before = truePositive
  }
  return sum
}
