const LANCZOS: readonly number[] = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]
const SMALLEST = 1e-300
const PRECISION = 1e-16
const TERMS_MAX = 10_000

/** ln Γ(x) for x > 0, by Lanczos with g = 7; about 15 digits. */
export function logGamma(x: number): number {
  const [first = 1, ...rest] = LANCZOS
  const at = x - 1
  const sum = rest.reduce((total, coefficient, index) => total + coefficient / (at + index + 1), first)
  const t = at + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** The regularised upper incomplete gamma function Q(a, x): series below a + 1, continued fraction (Lentz) above. */
export function upperGamma(a: number, x: number): number {
  if (!(x > 0)) return 1
  if (!Number.isFinite(x)) return 0
  const scale = Math.exp(-x + a * Math.log(x) - logGamma(a))
  return x < a + 1 ? 1 - scale * lowerSeries(a, x) : scale * upperFraction(a, x)
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < TERMS_MAX && Math.abs(term) > Math.abs(sum) * PRECISION; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / SMALLEST
  let d = 1 / b
  let value = d
  for (let n = 1; n < TERMS_MAX; n++) {
    const numerator = -n * (n - a)
    b += 2
    d = 1 / notZero(numerator * d + b)
    c = notZero(b + numerator / c)
    const factor = d * c
    value *= factor
    if (Math.abs(factor - 1) < PRECISION) break
  }
  return value
}

function notZero(value: number): number {
  return Math.abs(value) < SMALLEST ? SMALLEST : value
}

/** Share of the chi-squared distribution with `df` degrees of freedom above `x`. */
export function chiSquaredAbove(x: number, df: number): number {
  return upperGamma(df / 2, x / 2)
}

/** Probability that a standard normal is farther from 0 than `z`, on both sides. */
export function normalTwoSided(z: number): number {
  return upperGamma(0.5, (z * z) / 2)
}

/** The 97.5 % quantile of the standard normal: half the width of a 95 % interval in standard errors. */
export const NORMAL_975 = 1.959963984540054
