import type { Bilingual } from '../../../kernel/bilingual.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Queryable } from '../../../platform/db/types.js'
import { reasonSentence } from '../domain/models/reason-sentence.js'
import {
  columnsOf,
  explain,
  predict,
  textReader,
  type FittedModel,
} from '../domain/statistics/training/model.js'
import type { Prediction } from '../domain/statistics/scorecard/statistical-scorecard.js'
import type { Id } from '../../../kernel/ids.js'
import { getModel } from './add-model.js'
import { getModelParts } from './model-store.js'

export interface ExplainedPrediction extends Prediction {
  readonly base: number
  readonly contributions: readonly {
    readonly feature: string
    readonly logOdds: number
    readonly points: number
    readonly reason: Bilingual
  }[]
}

/** A record of texts scored and explained: the same arithmetic as in training, trial and file scoring. */
export function scoreRecord(model: FittedModel, textOf: (feature: string) => string): ExplainedPrediction {
  const cells = textReader(model, textOf)
  const { base, contributions } = explain(model, cells)
  return {
    ...predict(model, cells),
    base,
    contributions: contributions.map((one) => ({ ...one, reason: reasonSentence(one, textOf(one.feature)) })),
  }
}

/** Scores one record with a stored model. Refuses a record that names none of the columns which the model reads. */
export async function scoreWithModel(
  db: Queryable,
  id: Id,
  values: Readonly<Record<string, string | number | null>>,
): Promise<ExplainedPrediction> {
  await getModel(db, id)
  const { document } = await getModelParts(db, id)
  const read = columnsOf(document).map(({ feature }) => feature)
  if (read.length > 0 && !read.some((feature) => Object.hasOwn(values, feature))) {
    throw new Refusal('training_column_missing', {
      column: read.join(', '),
      columns: Object.keys(values).join(', '),
    })
  }
  const textOf = (feature: string) =>
    Object.hasOwn(values, feature) && values[feature] != null ? String(values[feature]) : ''
  return scoreRecord(document, textOf)
}
