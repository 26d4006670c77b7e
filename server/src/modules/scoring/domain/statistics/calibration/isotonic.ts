/** A non-decreasing function: straight lines between knots, constant outside. */
export interface IsotonicCurve {
  readonly x: readonly number[]
  readonly y: readonly number[]
}

/**
 * The non-decreasing values nearest to y in weighted least squares, by pooling adjacent violators. Equal x count as
 * one point with their mean. Knots inside a flat piece are left out.
 */
export function fitIsotonic(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights?: ArrayLike<number>,
): IsotonicCurve {
  const order = Array.from({ length: x.length }, (_, at) => at).sort(
    (a, b) => (x[a] ?? 0) - (x[b] ?? 0) || a - b,
  )
  const blocks: { from: number; to: number; weight: number; mean: number }[] = []
  for (const at of order) {
    const place = x[at] ?? 0
    const weight = weights === undefined ? 1 : (weights[at] ?? 0)
    if (!(weight > 0)) continue
    blocks.push({ from: place, to: place, weight, mean: y[at] ?? 0 })
    for (let last = blocks.at(-1), before = blocks.at(-2); last && before; before = blocks.at(-2)) {
      if (before.mean < last.mean && before.to < last.from) break
      const sum = before.weight + last.weight
      const mean = (before.mean * before.weight + last.mean * last.weight) / sum
      blocks.splice(-2, 2, (last = { from: before.from, to: last.to, weight: sum, mean }))
    }
  }
  const knots = blocks.flatMap(({ from, to, mean }) =>
    from === to
      ? [[from, mean]]
      : [
          [from, mean],
          [to, mean],
        ],
  )
  return { x: knots.map(([place = 0]) => place), y: knots.map(([, mean = 0]) => mean) }
}

export function isotonicAt({ x, y }: IsotonicCurve, value: number): number {
  const above = x.findIndex((place) => place >= value)
  if (above < 0) return y.at(-1) ?? Number.NaN
  const low = x[above - 1]
  const high = x[above] ?? 0
  const atHigh = y[above] ?? 0
  if (low === undefined || high === value) return atHigh
  const atLow = y[above - 1] ?? 0
  return atLow + ((atHigh - atLow) * (value - low)) / (high - low)
}
