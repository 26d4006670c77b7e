import type { Bilingual } from '../../../kernel/bilingual.js'
import { Refusal } from '../../../kernel/errors.js'
import { isId } from '../../../kernel/ids.js'
import type { Tx } from '../../../platform/db/types.js'
import { foreignFeature, isFeatureCode } from '../domain/models/feature-texts.js'
import { indicatorsOf, inputsOf } from '../domain/scorecard.js'
import { findModel, listModels, type RatingModel } from '../models/model-store.js'
import { scorecardInForce } from '../scorecard-in-force.js'
import type { WatchedSubject } from './monitoring-store.js'

/** The scorecard in force, or a model in use, as something that is watched. */
export interface Subject {
  /** `scorecard`, or the id of the model. */
  readonly id: string
  readonly kind: 'scorecard' | 'model'
  readonly name: Bilingual
  readonly version: number
  readonly features: readonly string[]
  /** Who made it. */
  readonly maker: string
  readonly watched: WatchedSubject
  /** The AUC that it was validated with; null where none was. */
  readonly validatedAuc: number | null
}

export const SCORECARD_SUBJECT = 'scorecard'

/** The scorecard in force and the models in use that read nothing but features of customers. */
export async function listSubjects(tx: Tx, at: Date): Promise<Subject[]> {
  const models = (await listModels(tx)).filter(isWatched)
  return [await scorecardSubject(tx, at), ...models.map(modelSubject)]
}

/** One of them; refuses `monitoring_subject_not_found`. Models that were used once keep their history. */
export async function getSubject(tx: Tx, id: string, at: Date): Promise<Subject> {
  if (id === SCORECARD_SUBJECT) return scorecardSubject(tx, at)
  const model = isId(id) ? await findModel(tx, id) : undefined
  if (!model || foreignFeature(model.features) !== null)
    throw new Refusal('monitoring_subject_not_found', { id })
  return modelSubject(model)
}

function isWatched({ status, features }: RatingModel): boolean {
  return (status === 'champion' || status === 'challenger') && foreignFeature(features) === null
}

async function scorecardSubject(tx: Tx, at: Date): Promise<Subject> {
  const { version, content, createdBy } = await scorecardInForce(tx, at)
  return {
    ...{ id: SCORECARD_SUBJECT, kind: 'scorecard', name: content.title, version },
    features: [...new Set(indicatorsOf(content).flatMap(inputsOf))],
    ...{ maker: createdBy, watched: { version }, validatedAuc: null },
  }
}

function modelSubject({ id, name, version, features, createdBy, auc }: RatingModel): Subject {
  return {
    ...{ id, kind: 'model', name: { zh: name, en: name }, version, maker: createdBy },
    features: features.filter(isFeatureCode),
    ...{ watched: { modelId: id }, validatedAuc: auc },
  }
}
