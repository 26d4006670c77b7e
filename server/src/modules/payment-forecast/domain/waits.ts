import type { Distribution } from './distribution.js'

/** A case with its end, or with how far it had come without one. */
export interface Wait {
  readonly value: number
  /** False: it had not ended at `value`, and is only known to end later. */
  readonly ended: boolean
  /** It was watched from this value on; left out: from the beginning. */
  readonly seenFrom?: number
}

/** Values in ascending order that are equally likely, and the share of cases that end beyond all that was seen. */
export interface Spread {
  readonly points: readonly number[]
  readonly beyond: number
}

/** So many points keep a distribution to a percent. */
const POINTS = 101

/**
 * The distribution of ends where some have not come yet: the product-limit estimate (Kaplan and Meier, 1958). What is
 * still open counts as long as it was watched, so that debts which nobody pays do not make the others look prompt. Ranks
 * are of n + 1, as in conformal prediction (Vovk et al., 2005): bounds hold also for the next case, which is one more.
 */
export function spreadOf(waits: readonly Wait[]): Spread {
  const sorted = waits.toSorted((a, b) => a.value - b.value || Number(b.ended) - Number(a.ended))
  const n = sorted.length
  const steps: { readonly value: number; readonly ended: number }[] = []
  const entries = waits.map(({ seenFrom }) => seenFrom ?? Number.NEGATIVE_INFINITY).sort((a, b) => a - b)
  let left = 1
  let entered = 0
  for (const [at, { value, ended }] of sorted.entries()) {
    while (entered < n && (entries[entered] ?? 0) < value) entered += 1
    if (!ended) continue
    left *= 1 - 1 / Math.max(1, entered - at)
    steps.push({ value, ended: 1 - left })
  }
  const points: number[] = []
  let at = 0
  for (let point = 0; point < POINTS; point++) {
    const wanted = conformal((point + 0.5) / POINTS, n)
    while (at < steps.length && (steps[at]?.ended ?? 0) < wanted - 1e-12) at++
    const step = steps[at]
    if (step === undefined) break
    points.push(step.value)
  }
  return { points, beyond: 1 - points.length / POINTS }
}

/** Moves a share outward as one more case than was seen asks for; the outermost stays what was seen. */
function conformal(share: number, n: number): number {
  if (share >= 0.5) return Math.min(1 - 0.5 / n, (share * (n + 1)) / n)
  return Math.max(0.5 / n, 1 - ((1 - share) * (n + 1)) / n)
}

/** Around a forecast of days; of nothing, all is beyond. */
export function distributionOf({ points, beyond }: Spread, around = 0): Distribution {
  const weight = points.length === 0 ? 0 : (1 - beyond) / points.length
  return {
    days: points.map((point) => around + point),
    weights: points.map(() => weight),
    beyond: points.length === 0 ? 1 : beyond,
  }
}

/** How far payments fall from what was foretold, by how long a case was overdue and by how late it was foretold. */
export interface Waits {
  readonly stages: readonly {
    /** Days overdue from which on it holds. */
    readonly from: number
    /** Ascending bounds of the days foretold, between bands. */
    readonly edges: readonly number[]
    readonly bands: readonly Spread[]
  }[]
  /** Days from the day of the forecast, of those overdue: for what is later than all that was foretold. */
  readonly tail: Spread
}

export interface WaitCase extends Wait {
  /** Days after the due day on which the forecast was made; negative is before. */
  readonly elapsed: number
  readonly foretold: number
}

const ANY = -1_000_000
const STAGES = [ANY, 1]
/** Days overdue from which on payments of the past say nothing any more of the day: see `forecaster`. */
export const LONG_OVERDUE = 31
const BANDS = 3
const CASES_MIN = 60

/** From forecasts of cases that were not fitted on. `value` of a case is in days after its due day. */
export function fitWaits(all: readonly WaitCase[]): Waits {
  const cases = all.filter(({ elapsed }) => elapsed < LONG_OVERDUE)
  const stages: { from: number; cases: WaitCase[] }[] = []
  for (const [at, from] of STAGES.entries()) {
    const to = STAGES[at + 1] ?? Number.POSITIVE_INFINITY
    const own = cases.filter(({ elapsed }) => elapsed >= from && elapsed < to)
    const last = stages.at(-1)
    if (last !== undefined && own.length < CASES_MIN) last.cases.push(...own)
    else stages.push({ from, cases: own })
  }
  const late = cases.filter(({ elapsed }) => elapsed > 0)
  return {
    stages: stages.map(({ from, cases: own }) => ({ from, ...bandsOf(own) })),
    tail: spreadOf(late.map(({ value, elapsed, ended }) => ({ value: value - elapsed, ended }))),
  }
}

function bandsOf(cases: readonly WaitCase[]): { edges: number[]; bands: Spread[] } {
  const count = Math.max(1, Math.min(BANDS, Math.floor(cases.length / CASES_MIN)))
  const sorted = cases.map(({ foretold }) => foretold).sort((a, b) => a - b)
  const edges = Array.from(
    { length: count - 1 },
    (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / count)] ?? 0,
  )
  const bands = Array.from({ length: count }, (_, band) =>
    spreadOf(
      cases
        .filter(({ foretold }) => bandOf(edges, foretold) === band)
        .map(({ value, foretold, ended }) => ({ value: value - foretold, ended })),
    ),
  )
  return { edges, bands }
}

function bandOf(edges: readonly number[], foretold: number): number {
  return edges.filter((edge) => foretold >= edge).length
}

/** The distribution around a forecast that was made so many days after the due day. */
export function waitsAround({ stages }: Waits, foretold: number, elapsed: number): Distribution {
  const stage = stages.findLast(({ from }) => elapsed >= from)
  return distributionOf(stage?.bands[bandOf(stage.edges, foretold)] ?? { points: [], beyond: 1 }, foretold)
}
