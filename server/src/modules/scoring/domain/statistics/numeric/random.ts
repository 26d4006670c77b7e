/** Numbers in [0, 1) that look random and are the same for the same seed on every machine (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** The numbers 0 … n−1 in an order that depends only on the seed (Fisher–Yates). */
export function shuffled(n: number, seed: number): Int32Array {
  const order = Int32Array.from({ length: n }, (_, index) => index)
  const random = seededRandom(seed)
  for (let last = n - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1))
    const kept = order[last] ?? 0
    order[last] = order[chosen] ?? 0
    order[chosen] = kept
  }
  return order
}
