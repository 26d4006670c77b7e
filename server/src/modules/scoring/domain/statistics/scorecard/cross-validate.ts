import { cellOf, type Column } from '../training/column.js'
import type { Sample } from '../training/sample.js'
import { foldsOf } from '../training/split.js'
import { logLoss } from '../validation/calibration-tests.js'
import { aucDeLong } from '../validation/delong.js'
import { fitScorecard, type ScorecardSettings } from './fit-scorecard.js'
import { scorecardPrediction } from './statistical-scorecard.js'

export interface CrossValidation {
  readonly folds: number
  /** Over all cases, each predicted by the fit that did not see it. */
  readonly auc: number | null
  readonly logLoss: number
  /** Of each fold by itself; boosted models do not give it. */
  readonly foldAucs?: readonly (number | null)[]
}

/** Bins, chooses and fits again without each fold, and tries the result on it. */
export function crossValidateScorecard(
  columns: readonly Column[],
  sample: Sample,
  settings: ScorecardSettings,
  { folds: k, seed, onFold }: { readonly folds: number; readonly seed: number; readonly onFold: () => void },
): CrossValidation {
  const { rows, target } = sample
  const folds = foldsOf(target, rows, k, seed)
  const byName = new Map(columns.map((column) => [column.name, column]))
  const p = new Float64Array(rows.length)
  const foldAucs: (number | null)[] = []
  for (let fold = 0; fold < k; fold++) {
    const { model } = fitScorecard(
      columns,
      { ...sample, rows: rows.filter((_, at) => folds[at] !== fold) },
      settings,
    )
    const places = Array.from(rows.keys()).filter((at) => folds[at] === fold)
    for (const at of places) {
      const row = rows[at] ?? 0
      const cells = (feature: string) => {
        const column = byName.get(feature)
        return column === undefined ? null : cellOf(column, row)
      }
      p[at] = scorecardPrediction(model, cells).pd
    }
    const held = { y: places.map((at) => target[rows[at] ?? 0] ?? 0), p: places.map((at) => p[at] ?? 0) }
    foldAucs.push(aucDeLong(held)?.auc ?? null)
    onFold()
  }
  const outcomes = { y: Int8Array.from(rows, (row) => target[row] ?? 0), p }
  return { folds: k, auc: aucDeLong(outcomes)?.auc ?? null, logLoss: logLoss(outcomes), foldAucs }
}
