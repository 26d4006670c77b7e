/** Indices in ascending order of the values; equal values in their order. */
export function orderOf(values: ArrayLike<number>): number[] {
  return Array.from({ length: values.length }, (_, at) => at).sort(
    (a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b,
  )
}

/** Ranks from 1; equal values share the mean of their ranks. */
export function midranks(values: ArrayLike<number>): Float64Array {
  const order = orderOf(values)
  const ranks = new Float64Array(values.length)
  for (let from = 0; from < order.length;) {
    let to = from + 1
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++
    for (let at = from; at < to; at++) ranks[order[at] ?? 0] = (from + to + 1) / 2
    from = to
  }
  return ranks
}
