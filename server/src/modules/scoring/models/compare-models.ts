import type { Queryable } from '../../../platform/db/types.js'
import type { Id } from '../../../kernel/ids.js'
import { cutOffs, type CutOff } from '../domain/statistics/report/cut-offs.js'
import type { Holdout, ValidationReport } from '../domain/statistics/report/validation-report.js'
import { pairedDeLong, type DeLongTest } from '../domain/statistics/validation/delong.js'
import { getModel } from './add-model.js'
import { findReport, getModelParts, type RatingModel } from './model-store.js'

interface ComparedModel {
  readonly model: RatingModel
  readonly metrics: ValidationReport['metrics'] | null
  readonly features: readonly { readonly feature: string; readonly share: number }[]
}

export interface Comparison {
  readonly a: ComparedModel
  readonly b: ComparedModel
  /** On the cases that neither was fitted on; null when they were trained on different data. */
  readonly paired: {
    readonly cases: number
    readonly test: DeLongTest
    readonly cutOffs: readonly CutOff[]
  } | null
}

/** Two models side by side, and on the same cases where they have such cases. */
export async function compareModels(db: Queryable, aId: Id, bId: Id): Promise<Comparison> {
  const [a, b] = [await comparedModel(db, aId), await comparedModel(db, bId)]
  const [partsA, partsB] = [await getModelParts(db, aId), await getModelParts(db, bId)]
  // The same bytes are the same cases, also when they were uploaded twice.
  const data = partsA.recipe['dataSha256']
  const same = typeof data === 'string' && data === partsB.recipe['dataSha256']
  const paired = same ? pairedOn(partsA.holdout, partsB.holdout) : null
  return { a, b, paired }
}

async function comparedModel(db: Queryable, id: Id): Promise<ComparedModel> {
  const model = await getModel(db, id)
  const stored = await findReport(db, id)
  const features = stored?.report.use.overall.map(({ feature, share }) => ({ feature, share })) ?? []
  return { model, metrics: stored?.report.metrics ?? null, features }
}

function pairedOn(a: Holdout, b: Holdout): Comparison['paired'] {
  const places = new Map(b.rows.map((row, at) => [row, at]))
  const common = a.rows.flatMap((row, at) => {
    const other = places.get(row)
    // The same row with another class would mean another target: such models answer different questions.
    return other !== undefined && a.y[at] === b.y[other] ? [{ at, other }] : []
  })
  const y = common.map(({ at }) => a.y[at] ?? 0)
  const pdsA = common.map(({ at }) => a.pd[at] ?? 0)
  const pdsB = common.map(({ other }) => b.pd[other] ?? 0)
  const test = pairedDeLong(y, pdsA, pdsB)
  if (test === null) return null
  return { cases: common.length, test, cutOffs: cutOffs({ y, amountsMinor: null }, pdsA, pdsB) }
}
