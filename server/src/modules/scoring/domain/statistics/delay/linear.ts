import type { FeatureMatrix } from '../boosting/bin-matrix.js'
import { cholesky, invertCholesky } from '../numeric/cholesky.js'

/** A weighted sum of standardised features; what a record does not have counts as the mean. */
export interface LinearModel {
  readonly intercept: number
  readonly terms: readonly {
    readonly feature: number
    readonly mean: number
    readonly spread: number
    readonly coefficient: number
  }[]
}

/** Standard deviations beyond which a value counts as the bound: one odd amount must not carry a forecast. */
const REACH = 4

/** Least squares with a penalty on the squares of the coefficients (ridge); `l2` in cases. */
export function fitRidge(
  matrix: FeatureMatrix,
  outcome: Float64Array,
  rows: Int32Array,
  l2: number,
): LinearModel {
  const scaled = scalesOf(matrix, rows)
  const x = Array.from(rows, (row) => standardised(scaled, matrix, row))
  const middle = rows.reduce((sum, row) => sum + (outcome[row] ?? 0), 0) / rows.length
  const k = scaled.length
  const gram = Array.from({ length: k }, () => new Array<number>(k).fill(0))
  const moments = new Array<number>(k).fill(0)
  for (const [at, line] of x.entries()) {
    const y = (outcome[rows[at] ?? 0] ?? 0) - middle
    for (let i = 0; i < k; i++) {
      const xi = line[i] ?? 0
      moments[i] = (moments[i] ?? 0) + xi * y
      const own = gram[i]
      if (own !== undefined) for (let j = 0; j <= i; j++) own[j] = (own[j] ?? 0) + xi * (line[j] ?? 0)
    }
  }
  const full = gram.map((line, i) =>
    line.map((_, j) => (j <= i ? (gram[i]?.[j] ?? 0) : (gram[j]?.[i] ?? 0)) + (i === j ? l2 : 0)),
  )
  const lower = cholesky(full)
  const inverse = lower === null ? [] : invertCholesky(lower)
  const coefficients = scaled.map((_, i) =>
    (inverse[i] ?? []).reduce((sum, value, j) => sum + value * (moments[j] ?? 0), 0),
  )
  return {
    intercept: middle,
    terms: scaled.map((term, at) => ({ ...term, coefficient: coefficients[at] ?? 0 })),
  }
}

export function linearValue({ intercept, terms }: LinearModel, matrix: FeatureMatrix, row: number): number {
  const values = standardised(terms, matrix, row)
  return terms.reduce((sum, { coefficient }, at) => sum + coefficient * (values[at] ?? 0), intercept)
}

type Scale = Omit<LinearModel['terms'][number], 'coefficient'>

function scalesOf(matrix: FeatureMatrix, rows: Int32Array): Scale[] {
  return matrix.flatMap((values, feature) => {
    const filled = rows.filter((row) => !Number.isNaN(values[row] ?? Number.NaN))
    const mean = filled.reduce((sum, row) => sum + (values[row] ?? 0), 0) / Math.max(1, filled.length)
    const squares = filled.reduce((sum, row) => sum + ((values[row] ?? 0) - mean) ** 2, 0)
    const spread = Math.sqrt(squares / Math.max(1, filled.length))
    return spread > 1e-12 ? [{ feature, mean, spread }] : []
  })
}

function standardised(scales: readonly Scale[], matrix: FeatureMatrix, row: number): number[] {
  return scales.map(({ feature, mean, spread }) => {
    const value = matrix[feature]?.[row] ?? Number.NaN
    return Number.isNaN(value) ? 0 : Math.max(-REACH, Math.min(REACH, (value - mean) / spread))
  })
}
