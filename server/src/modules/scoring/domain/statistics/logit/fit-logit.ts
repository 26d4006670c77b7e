import { cholesky, invertCholesky, solveCholesky } from '../numeric/cholesky.js'
import { normalTwoSided } from '../numeric/distributions.js'
import { sigmoid } from '../numeric/logistic.js'

export interface LogitInput {
  /** Features by case, without the constant. */
  readonly x: readonly (readonly number[])[]
  /** 1 bad, 0 good. */
  readonly y: ArrayLike<number>
  /** How many cases each counts for; 1 when left out. */
  readonly weights?: ArrayLike<number> | undefined
  /** λ of the penalty λ/2·Σβ² on the coefficients; the intercept is free. 0 when left out. */
  readonly l2?: number | undefined
}

export interface LogitFit {
  readonly intercept: number
  readonly coefficients: readonly number[]
  /** Of the intercept, then of the coefficients: from the inverse of the information matrix. */
  readonly standardErrors: readonly number[]
  /** Of Wald tests, in the same order. */
  readonly pValues: readonly number[]
  readonly logLikelihood: number
  readonly aic: number
  readonly iterations: number
  /** False: the classes can be told apart perfectly, and coefficients have no finite optimum. */
  readonly converged: boolean
}

const ITERATIONS_MAX = 100
const HALVINGS_MAX = 30
const TOLERANCE = 1e-11
/** Beyond this a coefficient of WoE-like features only grows because the classes are separated. */
const COEFFICIENT_MAX = 1e4
/** Keeps the information matrix invertible when columns depend on each other. */
const RIDGE = 1e-8

/**
 * Logistic regression of y on x by iteratively re-weighted least squares (Newton's method with step halving).
 * Linearly dependent columns get a tiny ridge instead of an error.
 */
export function fitLogit(input: LogitInput): LogitFit {
  const width = (input.x[0]?.length ?? 0) + 1
  const l2 = input.l2 ?? 0
  let beta: number[] = new Array<number>(width).fill(0)
  let state = evaluate(input, beta)
  let iterations = 0
  let converged = false
  while (!converged && iterations < ITERATIONS_MAX) {
    iterations += 1
    const step = solveCholesky(factor(state.information, l2), penalised(state.gradient, beta, l2))
    const next = advance(input, beta, step, objective(state, beta, l2), l2)
    if (next === null) {
      converged = true
      break
    }
    const change = Math.max(...step.map((value, at) => Math.abs(value) / (1 + Math.abs(beta[at] ?? 0))))
    beta = next.beta
    state = next.state
    converged = change < TOLERANCE
    if (beta.some((value) => Math.abs(value) > COEFFICIENT_MAX)) break
  }
  // A likelihood of 1 is no optimum: the coefficients would go on growing.
  const separated = state.logLikelihood > -1e-6
  return { ...summary(beta, state, l2), iterations, converged: converged && !separated }
}

interface Evaluation {
  readonly gradient: number[]
  readonly information: number[][]
  readonly logLikelihood: number
}

function evaluate({ x, y, weights }: LogitInput, beta: readonly number[]): Evaluation {
  const width = beta.length
  const gradient = new Float64Array(width)
  const information = new Float64Array(width * width)
  const row = new Float64Array(width)
  row[0] = 1
  let logLikelihood = 0
  for (const [at, features] of x.entries()) {
    let margin = beta[0] ?? 0
    for (let j = 1; j < width; j++) {
      const value = features[j - 1] ?? 0
      row[j] = value
      margin += (beta[j] ?? 0) * value
    }
    const weight = weights === undefined ? 1 : (weights[at] ?? 0)
    const p = sigmoid(margin)
    const isBad = y[at] === 1
    logLikelihood += weight * logSigmoid(isBad ? margin : -margin)
    addCase(gradient, information, row, weight * ((isBad ? 1 : 0) - p), weight * p * (1 - p))
  }
  return {
    logLikelihood,
    gradient: [...gradient],
    information: Array.from({ length: width }, (_, i) =>
      Array.from({ length: width }, (__, j) => information[Math.max(i, j) * width + Math.min(i, j)] ?? 0),
    ),
  }
}

/** Adds a case to the gradient and the lower triangle of the information. */
function addCase(
  gradient: Float64Array,
  information: Float64Array,
  row: Float64Array,
  residual: number,
  curvature: number,
): void {
  const width = row.length
  for (let i = 0; i < width; i++) {
    const value = row[i] ?? 0
    gradient[i] = (gradient[i] ?? 0) + residual * value
    const scaled = curvature * value
    const line = i * width
    for (let j = 0; j <= i; j++) information[line + j] = (information[line + j] ?? 0) + scaled * (row[j] ?? 0)
  }
}

/** ln(1 / (1 + e^−m)) without overflow. */
function logSigmoid(margin: number): number {
  return margin >= 0 ? -Math.log1p(Math.exp(-margin)) : margin - Math.log1p(Math.exp(margin))
}

function objective({ logLikelihood }: Evaluation, beta: readonly number[], l2: number): number {
  return logLikelihood - (l2 / 2) * beta.slice(1).reduce((sum, value) => sum + value * value, 0)
}

function penalised(gradient: readonly number[], beta: readonly number[], l2: number): number[] {
  return gradient.map((value, at) => (at === 0 ? value : value - l2 * (beta[at] ?? 0)))
}

function factor(information: readonly (readonly number[])[], l2: number): number[][] {
  const withRidge = (ridge: number) =>
    information.map((row, i) =>
      row.map((value, j) => (i !== j ? value : value + (i === 0 ? 0 : l2) + ridge * (1 + Math.abs(value)))),
    )
  for (let ridge = 0; ; ridge = ridge === 0 ? RIDGE : ridge * 100) {
    const lower = cholesky(withRidge(ridge))
    if (lower !== null) return lower
  }
}

/** The step, halved until it does not make the fit worse; null when no step makes it better. */
function advance(
  input: LogitInput,
  beta: readonly number[],
  step: readonly number[],
  before: number,
  l2: number,
): { beta: number[]; state: Evaluation } | null {
  for (let halvings = 0, share = 1; halvings < HALVINGS_MAX; halvings++, share /= 2) {
    const next = beta.map((value, at) => value + share * (step[at] ?? 0))
    const state = evaluate(input, next)
    if (objective(state, next, l2) >= before - 1e-12 * (1 + Math.abs(before))) return { beta: next, state }
  }
  return null
}

function summary(
  beta: readonly number[],
  { information, logLikelihood }: Evaluation,
  l2: number,
): Omit<LogitFit, 'iterations' | 'converged'> {
  const inverse = invertCholesky(factor(information, l2))
  const standardErrors = inverse.map((row, at) => Math.sqrt(Math.max(0, row[at] ?? 0)))
  const pValues = beta.map((value, at) => {
    const error = standardErrors[at] ?? 0
    return error > 0 ? normalTwoSided(value / error) : 1
  })
  const [intercept = 0, ...coefficients] = beta
  return {
    intercept,
    coefficients,
    standardErrors,
    pValues,
    logLikelihood,
    aic: 2 * beta.length - 2 * logLikelihood,
  }
}
