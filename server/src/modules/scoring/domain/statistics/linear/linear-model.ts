import { inputValue, type ModelInput } from '../boosting/boosted-model.js'
import { sigmoid } from '../numeric/logistic.js'
import { scoreOfMargin, type Scaling } from '../scorecard/scaling.js'
import type { CellReader, Prediction } from '../scorecard/statistical-scorecard.js'
import type { Column } from '../training/column.js'

export interface LinearTerm {
  readonly input: ModelInput
  readonly coefficient: number
  /** What a record counts as that has nothing there. */
  readonly missing: number
  /** Where the term says nothing for or against: contributions are measured from here. */
  readonly neutral: number
}

/** Log-odds of bad that are linear in the features, as a document: what it says depends on nothing else. */
export interface LinearModel {
  readonly method: 'linear'
  readonly scaling: Scaling
  readonly columns: readonly { readonly feature: string; readonly kind: Column['kind'] }[]
  readonly intercept: number
  readonly terms: readonly LinearTerm[]
}

const PRODUCT_MAX = 1e100

export function linearPrediction(model: LinearModel, cells: CellReader): Prediction {
  const margin = model.terms.reduce(
    (sum, { coefficient, ...term }) => sum + bounded(coefficient * valueOf(term, cells)),
    model.intercept,
  )
  return { pd: sigmoid(margin), score: scoreOfMargin(margin, model.scaling) }
}

/** What each feature adds to the log-odds of a record that is neutral in all of them. */
export function linearContributions(
  model: LinearModel,
  cells: CellReader,
): { base: number; parts: { feature: string; logOdds: number }[] } {
  const sums = new Map(model.columns.map(({ feature }) => [feature, 0]))
  let base = model.intercept
  for (const term of model.terms) {
    const { coefficient, neutral } = term
    const { feature } = term.input
    base += coefficient * neutral
    sums.set(feature, (sums.get(feature) ?? 0) + bounded(coefficient * (valueOf(term, cells) - neutral)))
  }
  return { base, parts: [...sums].map(([feature, logOdds]) => ({ feature, logOdds })) }
}

/** Products of absurd values stay numbers. */
function bounded(product: number): number {
  return Math.min(Math.max(product, -PRODUCT_MAX), PRODUCT_MAX)
}

function valueOf({ input, missing }: Pick<LinearTerm, 'input' | 'missing'>, cells: CellReader): number {
  const value = inputValue(input, cells(input.feature))
  return Number.isNaN(value) ? missing : value
}
