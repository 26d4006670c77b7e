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

  /**
   * Goes through the bins from the left, with the missing cases on one side. Indices are inside the histogram, as in
   * `addColumn`.
   */
  private scan(feature: number, start: number, end: number, missing: Sums, missingLeft: boolean): void {
    const { histogram, sums, own } = this
    const { minLeaf, minHessian, l2 } = this.rules
    const { gradient: allGradient, hessian: allHessian, count: all } = sums
    const free = this.isFree(feature)
    let bestGain = this.bestGain
    let bestBin = -1
    let gradient = missingLeft ? missing.gradient : 0
    let hessian = missingLeft ? missing.hessian : 0
    let count = missingLeft ? missing.count : 0
    // The last bin may be split from the missing cases when these go right.
    const last = missing.count > 0 && !missingLeft ? end - 1 : end - 2
    for (let bin = start; bin <= last; bin++) {
      const at = bin * BIN_STRIDE
      const inBin = histogram[at + 2] as number
      if (inBin === 0 && bin > start) continue
      gradient += histogram[at] as number
      hessian += histogram[at + 1] as number
      count += inBin
      if (count < minLeaf || hessian < minHessian) continue
      if (all - count < minLeaf || allHessian - hessian < minHessian) break
      const rest = allGradient - gradient
      const gain = free
        ? (gradient * gradient) / (hessian + l2) + (rest * rest) / (allHessian - hessian + l2) - own
        : this.boundedGain(feature, gradient, hessian)
      if (gain > bestGain) {
        bestGain = gain
        bestBin = bin
      }
    }
    if (bestBin >= 0) this.keep(feature, start, bestBin, bestGain, missing, missingLeft)
  }

  private keep(
    feature: number,
    start: number,
    last: number,
    gain: number,
    missing: Sums,
    missingLeft: boolean,
  ): void {
    let left: Sums = missingLeft ? missing : { gradient: 0, hessian: 0, count: 0 }
    for (let bin = start; bin <= last; bin++) left = added(left, this.histogram, bin * BIN_STRIDE)
    this.bestGain = gain
    this.best = { feature, bin: last - start, missingLeft, gain, left, right: difference(this.sums, left) }
  }

  /** True where neither the feature nor the node's place in the tree bounds the leaves. */
  private isFree(feature: number): boolean {
    const { low, high } = this.bounds
    const unbounded = low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY
    return unbounded && (this.rules.directions[feature] ?? 0) === 0
  }

  private boundedGain(feature: number, gradient: number, hessian: number): number {
    const { sums, bounds, rules } = this
    const left = { gradient, hessian, count: 0 }
    const right = difference(sums, left)
    const leftValue = leafStep(left, rules.l2, bounds)
    const rightValue = leafStep(right, rules.l2, bounds)
    if ((rules.directions[feature] ?? 0) * (rightValue - leftValue) < 0) return 0
    return benefit(left, leftValue, rules.l2) + benefit(right, rightValue, rules.l2) - this.own
  }
}

function added(sums: Sums, histogram: Histogram, at: number): Sums {
  return {
    gradient: sums.gradient + (histogram[at] ?? 0),
    hessian: sums.hessian + (histogram[at + 1] ?? 0),
    count: sums.count + (histogram[at + 2] ?? 0),
  }
}

function difference(a: Sums, b: Sums): Sums {
  return { gradient: a.gradient - b.gradient, hessian: a.hessian - b.hessian, count: a.count - b.count }
}
