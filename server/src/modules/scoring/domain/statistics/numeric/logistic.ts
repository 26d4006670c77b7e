/** Keeps probabilities away from 0 and 1, so that their odds stay finite. */
const EDGE = 1e-15

/** 1 / (1 + e^−x), exact to rounding for large |x| as well. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x))
  const e = Math.exp(x)
  return e / (1 + e)
}

/** ln(p / (1 − p)); probabilities of 0 and 1 count as 1e-15 away from them. */
export function logit(p: number): number {
  const inside = Math.min(Math.max(p, EDGE), 1 - EDGE)
  return Math.log(inside / (1 - inside))
}
