import type { Id } from '../../../kernel/ids.js'
import type { Queryable } from '../../../platform/db/types.js'
import { newId } from '../../../platform/new-id.js'
import type { FeatureInputs } from '../domain/features.js'
import { featureTexts, foreignFeature } from '../domain/models/feature-texts.js'
import type { ModelUse } from '../domain/models/model-life.js'
import { explain, predict, textReader, type FittedModel } from '../domain/statistics/training/model.js'
import type { ModelScore } from './model-score-store.js'
import { listModelsInUse } from './model-store.js'

/** As many reasons as people read. */
const REASONS = 5

/** A model that scores customers beside the scorecard. */
export interface ShadowModel {
  readonly id: Id
  readonly usedAs: ModelUse
  readonly document: FittedModel
}

/** The champion and the challengers that read nothing but features of customers. */
export async function shadowModels(db: Queryable): Promise<ShadowModel[]> {
  const models = await listModelsInUse(db)
  return models.flatMap(({ id, status, features, document }): ShadowModel[] =>
    (status === 'champion' || status === 'challenger') && foreignFeature(features) === null
      ? [{ id, usedAs: status, document }]
      : [],
  )
}

/** What each model says of a customer that has just been rated. */
export function shadowScores(
  models: readonly ShadowModel[],
  inputs: FeatureInputs,
  rating: Pick<ModelScore, 'ratingId' | 'customerId' | 'asOf' | 'scoredAt'>,
): ModelScore[] {
  const textOf = featureTexts(inputs)
  return models.map(({ id, usedAs, document }) => {
    const cells = textReader(document, textOf)
    const { pd, score } = predict(document, cells)
    const reasons = explain(document, cells)
      .contributions.slice(0, REASONS)
      .map((one) => ({ ...one, text: textOf(one.feature) }))
    return { ...rating, id: newId(), modelId: id, usedAs, pd, score, reasons }
  })
}
