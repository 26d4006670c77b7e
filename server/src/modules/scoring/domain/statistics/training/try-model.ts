import { UNKNOWN_CLASS } from './read-target.js'
import { columnsOf, type FittedModel } from './model.js'
import { metricsOf, predictAll, type JudgedTable } from './predictions.js'
import type { TrainedModel } from './train-model.js'
import type { ModelWarning } from './warnings.js'

export interface TrialTask extends Omit<JudgedTable, 'split'> {
  /** Rows that take no part; they are scored. */
  readonly leftOut: ReadonlySet<number>
  /** Of the samples that the interval of the AUC is drawn from. */
  readonly seed: number
}

/** A finished model held against cases with known outcomes, all of which count as tested. */
export function tryModel(model: FittedModel, task: TrialTask): TrainedModel {
  const { target, leftOut, seed } = task
  const test = Int32Array.from(target.keys()).filter(
    (row) => target[row] !== UNKNOWN_CLASS && !leftOut.has(row),
  )
  const predictions = predictAll({ ...task, split: { train: new Int32Array(), test } }, model)
  const metrics = metricsOf(predictions, seed)
  return {
    ...{ model, predictions, metrics, dropped: [], crossValidation: null, scoreStability: null },
    features: columnsOf(model).map(({ feature }) => ({ feature, iv: null, psi: null })),
    warnings: warningsOf(metrics.test),
  }
}

function warningsOf({ auc, n, bad }: TrainedModel['metrics']['test']): ModelWarning[] {
  if (auc !== null) return []
  const text = `The test part has ${bad} bad of ${n} cases: no AUC can be told.`
  return [{ code: 'test_cannot_tell', feature: null, text, values: { bad, count: n } }]
}
