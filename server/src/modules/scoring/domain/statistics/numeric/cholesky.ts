/** A symmetric matrix as rows. */
export type Matrix = readonly (readonly number[])[]

/**
 * Lower triangle L with L·Lᵀ = A of a symmetric positive definite matrix; null when A is not (linearly dependent
 * columns, up to rounding).
 */
export function cholesky(a: Matrix): number[][] | null {
  const lower: number[][] = []
  for (const [i, row] of a.entries()) {
    const line: number[] = []
    for (let j = 0; j <= i; j++) {
      const other = j === i ? line : (lower[j] ?? [])
      let sum = row[j] ?? 0
      for (let k = 0; k < j; k++) sum -= (line[k] ?? 0) * (other[k] ?? 0)
      if (j < i) line.push(sum / (other[j] ?? 1))
      else {
        if (!(sum > 1e-12 * Math.max(1e-300, Math.abs(row[i] ?? 0)))) return null
        line.push(Math.sqrt(sum))
      }
    }
    lower.push(line)
  }
  return lower
}

/** x with L·Lᵀ·x = b. */
export function solveCholesky(lower: Matrix, b: readonly number[]): number[] {
  const forward: number[] = []
  for (const [i, row] of lower.entries()) {
    let sum = b[i] ?? 0
    for (let k = 0; k < i; k++) sum -= (row[k] ?? 0) * (forward[k] ?? 0)
    forward.push(sum / (row[i] ?? 1))
  }
  const x = [...forward]
  for (let i = lower.length - 1; i >= 0; i--) {
    let sum = x[i] ?? 0
    for (let k = i + 1; k < lower.length; k++) sum -= (lower[k]?.[i] ?? 0) * (x[k] ?? 0)
    x[i] = sum / (lower[i]?.[i] ?? 1)
  }
  return x
}

/** The inverse of L·Lᵀ. */
export function invertCholesky(lower: Matrix): number[][] {
  return lower.map((_, column) =>
    solveCholesky(
      lower,
      lower.map((__, row) => (row === column ? 1 : 0)),
    ),
  )
}
