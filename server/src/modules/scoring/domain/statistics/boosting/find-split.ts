import { BIN_STRIDE, type Histogram } from './histogram.js'

/** −1: the risk may only fall when the feature grows; 1: only rise; 0: free. */
export type Direction = -1 | 0 | 1

export interface SplitRules {
  readonly minLeaf: number
  readonly minHessian: number
  readonly l2: number
  readonly directions: readonly Direction[]
}

/** Sums over the cases of a node. */
export interface Sums {
  readonly gradient: number
  readonly hessian: number
  readonly count: number
}

/** The values that the leaves below a node may have, so that the model stays monotone. */
export interface Bounds {
  readonly low: number
  readonly high: number
}

export interface Split {
  readonly feature: number
  /** Bins up to this one go left. */
  readonly bin: number
  readonly missingLeft: boolean
  readonly gain: number
  readonly left: Sums
  readonly right: Sums
}

const GAIN_MIN = 1e-10

/** Newton step of a leaf within its bounds. */
export function leafStep({ gradient, hessian }: Sums, l2: number, { low, high }: Bounds): number {
  return Math.min(Math.max(-gradient / (hessian + l2), low), high)
}

/** How much (twice) a leaf of that value lowers the loss, up to second order. */
function benefit({ gradient, hessian }: Sums, value: number, l2: number): number {
  return -(2 * gradient * value + (hessian + l2) * value * value)
}

/** The split of a node that lowers the loss the most, over all features; ties go to the first. Null when none may be. */
export function findSplit(
  histogram: Histogram,
  starts: Int32Array,
  sums: Sums,
  bounds: Bounds,
  rules: SplitRules,
): Split | null {
  const search = new SplitSearch(histogram, sums, bounds, rules)
  for (let feature = 0; feature + 1 < starts.length; feature++) {
    search.tryFeature(feature, starts[feature] ?? 0, starts[feature + 1] ?? 0)
  }
  return search.best
}

class SplitSearch {
  best: Split | null = null
  private bestGain = GAIN_MIN
  private readonly own: number

  constructor(
    private readonly histogram: Histogram,
    private readonly sums: Sums,
    private readonly bounds: Bounds,
    private readonly rules: SplitRules,
  ) {
    this.own = benefit(sums, leafStep(sums, rules.l2, bounds), rules.l2)
  }

  tryFeature(feature: number, start: number, end: number): void {
    const { histogram } = this
    const at = (end - 1) * BIN_STRIDE
    const missing = {
      gradient: histogram[at] ?? 0,
      hessian: histogram[at + 1] ?? 0,
      count: histogram[at + 2] ?? 0,
    }
    this.scan(feature, start, end - 1, missing, false)
    if (missing.count > 0) this.scan(feature, start, end - 1, missing, true)
  }

  /** Goes through the bins from the left, with the missing cases on one side. */
  private scan(feature: number, start: number, end: number, missing: Sums, missingLeft: boolean): void {
    const { histogram, sums, rules } = this
    let gradient = missingLeft ? missing.gradient : 0
    let hessian = missingLeft ? missing.hessian : 0
    let count = missingLeft ? missing.count : 0
    // The last bin may be split from the missing cases when these go right.
    const last = missing.count > 0 && !missingLeft ? end - 1 : end - 2
    for (let bin = start; bin <= last; bin++) {
      const at = bin * BIN_STRIDE
      const inBin = histogram[at + 2] ?? 0
      if (inBin === 0 && bin > start) continue
      gradient += histogram[at] ?? 0
      hessian += histogram[at + 1] ?? 0
      count += inBin
      if (count < rules.minLeaf || hessian < rules.minHessian) continue
      if (sums.count - count < rules.minLeaf || sums.hessian - hessian < rules.minHessian) return
      const gain = this.gainOf(feature, gradient, hessian)
      if (gain > this.bestGain) {
        this.bestGain = gain
        const left = { gradient, hessian, count }
        this.best = { feature, bin: bin - start, missingLeft, gain, left, right: difference(sums, left) }
      }
    }
  }

  private gainOf(feature: number, gradient: number, hessian: number): number {
    const { sums, bounds, rules } = this
    const { l2 } = rules
    const restGradient = sums.gradient - gradient
    const restHessian = sums.hessian - hessian
    const direction = rules.directions[feature] ?? 0
    if (
      direction === 0 &&
      bounds.low === Number.NEGATIVE_INFINITY &&
      bounds.high === Number.POSITIVE_INFINITY
    ) {
      return (
        (gradient * gradient) / (hessian + l2) + (restGradient * restGradient) / (restHessian + l2) - this.own
      )
    }
    const left = { gradient, hessian, count: 0 }
    const right = { gradient: restGradient, hessian: restHessian, count: 0 }
    const leftValue = leafStep(left, l2, bounds)
    const rightValue = leafStep(right, l2, bounds)
    if (direction * (rightValue - leftValue) < 0) return 0
    return benefit(left, leftValue, l2) + benefit(right, rightValue, l2) - this.own
  }
}

function difference(a: Sums, b: Sums): Sums {
  return { gradient: a.gradient - b.gradient, hessian: a.hessian - b.hessian, count: a.count - b.count }
}
