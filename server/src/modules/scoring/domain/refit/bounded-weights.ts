/** Between which weights an indicator must stay. */
export interface WeightBounds {
  readonly min: number
  readonly max: number
}

const BISECTIONS = 60

/**
 * The nearest weights (least squares) that lie within their bounds and sum to `total`: each is moved by the same amount
 * and cut at its bounds; the amount is found by bisection. Bounds must allow the total.
 */
export function projectWeights(
  wanted: readonly number[],
  bounds: readonly WeightBounds[],
  total: number,
): number[] {
  const at = (shift: number) => wanted.map((weight, place) => within(weight + shift, bounds[place]))
  const reach =
    2 * (Math.abs(total) + Math.max(...wanted.map(Math.abs), ...bounds.map(({ max }) => Math.abs(max))))
  let low = -reach
  let high = reach
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2
    if (sum(at(middle)) < total) low = middle
    else high = middle
  }
  return at((low + high) / 2)
}

function within(weight: number, bounds: WeightBounds | undefined): number {
  return Math.min(bounds?.max ?? weight, Math.max(bounds?.min ?? weight, weight))
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0)
}

/**
 * Whole weights in steps of `grid` that sum to `total` and keep their bounds: rounded down, then the largest remainders
 * first; where the bounds do not fit the grid, the last step is smaller.
 */
export function roundWeights(
  weights: readonly number[],
  bounds: readonly WeightBounds[],
  total: number,
  grid: number,
): number[] {
  const rounded = weights.map((weight, at) => {
    const { min, max } = bounds[at] ?? { min: 0, max: total }
    return Math.min(Math.floor(max), Math.max(Math.ceil(min), Math.floor(weight / grid) * grid))
  })
  const byRemainder = weights
    .map((weight, at) => ({ at, rest: weight - (rounded[at] ?? 0) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at)
  for (let left = total - sum(rounded), round = 0; left !== 0 && round < 2 * total; round++) {
    const { at } = byRemainder[round % byRemainder.length] ?? { at: 0 }
    const { min, max } = bounds[at] ?? { min: 0, max: total }
    const now = rounded[at] ?? 0
    const step = Math.min(grid, Math.abs(left)) * Math.sign(left)
    const next = Math.min(Math.floor(max), Math.max(Math.ceil(min), now + step))
    rounded[at] = next
    left -= next - now
  }
  return rounded
}
