/**
 * When a payment may come, in days after the due day: points in ascending order with their weights, and how much lies
 * beyond everything that was ever seen. Weights and `beyond` sum to 1.
 */
export interface Distribution {
  readonly days: readonly number[]
  readonly weights: readonly number[]
  readonly beyond: number
}

/** A point stands for a whole day: what is later than day 0 is later than half a day past it. */
const HALF = 0.5

/** The day by which the payment has come with the given probability; null when that is beyond what was seen. */
export function quantileDay({ days, weights }: Distribution, share: number): number | null {
  let reached = 0
  for (const [at, weight] of weights.entries()) {
    reached += weight
    if (reached >= share - 1e-9) return days[at] ?? null
  }
  return null
}

/** The probability of a payment later than a number of days after the due day. */
export function shareAfter({ days, weights, beyond }: Distribution, bound: number): number {
  let above = beyond
  for (let at = days.length - 1; at >= 0 && (days[at] ?? 0) > bound + HALF; at--) above += weights[at] ?? 0
  return Math.min(1, above)
}

/**
 * The same, knowing that it was not paid before `first` (days after the due day). Null when so little remains that the
 * distribution says nothing any more.
 */
export function onceNotBefore(
  { days, weights, beyond }: Distribution,
  first: number,
  enough = 0.02,
): Distribution | null {
  const kept = days.findIndex((day) => day >= first - HALF)
  const from = kept < 0 ? days.length : kept
  const mass = weights.slice(from).reduce((sum, weight) => sum + weight, 0)
  if (mass < enough) return null
  const whole = mass + beyond
  return {
    days: days.slice(from),
    weights: weights.slice(from).map((weight) => weight / whole),
    beyond: beyond / whole,
  }
}

/** Several distributions at once, each with its share of the whole. */
export function mixed(parts: readonly { readonly of: Distribution; readonly share: number }[]): Distribution {
  const points = parts
    .flatMap(({ of, share }) => of.days.map((day, at) => ({ day, weight: (of.weights[at] ?? 0) * share })))
    .sort((a, b) => a.day - b.day)
  return {
    days: points.map(({ day }) => day),
    weights: points.map(({ weight }) => weight),
    beyond: parts.reduce((sum, { of, share }) => sum + of.beyond * share, 0),
  }
}
