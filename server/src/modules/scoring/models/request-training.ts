import type { Principal } from '../../../kernel/access.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import { addJob } from '../../../platform/jobs.js'
import { newId } from '../../../platform/new-id.js'
import { recordAudit } from '../../audit/record-audit.js'
import { areBins } from '../domain/statistics/binning/manual-bins.js'
import { findDataset, type Dataset } from './dataset-store.js'
import type { TrainingSettings } from './training-settings.js'
import { endTraining, findTraining, insertTraining, type ModelTraining } from './training-store.js'

/** The job that trains; its payload is `{ trainingId }`. */
export const TRAIN_MODEL_JOB = 'train-model'

interface Doing {
  readonly actor: Principal
  readonly at: Date
}

export async function getDataset(db: Queryable, id: Id): Promise<Dataset> {
  const dataset = await findDataset(db, id)
  if (!dataset) throw new Refusal('dataset_not_found', { id })
  return dataset
}

export async function getTraining(db: Queryable, id: Id): Promise<ModelTraining> {
  const training = await findTraining(db, id)
  if (!training) throw new Refusal('training_not_found', { id })
  return training
}

/** Queues a training. Refuses settings that name columns which the data does not have. */
export async function requestTraining(
  tx: Tx,
  asked: {
    readonly datasetId: Id
    readonly code: string
    readonly name: string
    readonly settings: TrainingSettings
  },
  { actor, at }: Doing,
): Promise<ModelTraining> {
  const dataset = await getDataset(tx, asked.datasetId)
  assertColumns(asked.settings, dataset)
  const id = newId()
  await insertTraining(tx, { ...asked, id, trialOf: null, requestedBy: actor.label, requestedAt: at })
  await queueTraining(tx, id)
  await recordAudit(tx, {
    ...{ actor, action: 'model-training.requested', objectType: 'model-training', objectId: id },
    after: { datasetId: dataset.id, code: asked.code, settings: asked.settings },
    at,
  })
  return getTraining(tx, id)
}

/** Has a stored training done in the background. */
export async function queueTraining(tx: Tx, id: Id): Promise<void> {
  await addJob(tx, TRAIN_MODEL_JOB, { trainingId: id }, { maxAttempts: 3, jobKey: `train-model:${id}` })
}

/** Refuses settings that name columns which the data does not have, or bins that are none. */
function assertColumns(settings: TrainingSettings, dataset: Dataset): void {
  const { target, timeColumn, segmentColumn, amountColumn, weightColumn, exclusions } = settings
  const roles = [timeColumn, segmentColumn, amountColumn, weightColumn].filter((one) => one !== null)
  const { manualBins, directions, trends } = settings
  const named = [
    ...[target, ...settings.excluded, ...Object.keys({ ...manualBins, ...directions, ...trends })],
    ...[...roles, ...exclusions.map(({ column }) => column)],
  ]
  const header = dataset.columns.map(({ name }) => name)
  for (const column of named) {
    if (!header.includes(column)) {
      throw new Refusal('training_column_missing', { column, columns: header.join(', ') })
    }
  }
  // What would be told to the model by its own answer is no feature.
  if (roles.includes(target)) throw new Refusal('training_target_reused', { column: target })
  const wrong = Object.entries(manualBins).find(([, bins]) => !areBins(bins))
  if (wrong !== undefined) throw new Refusal('training_bins', { column: wrong[0] })
}

/** Ends a training that has not ended; whatever works on it notices within a second. */
export async function cancelTraining(tx: Tx, id: Id, { actor, at }: Doing): Promise<ModelTraining> {
  const training = await getTraining(tx, id)
  if (!(await endTraining(tx, id, { status: 'cancelled' }, at))) {
    throw new Refusal('training_over', { status: training.status })
  }
  await recordAudit(tx, {
    ...{ actor, action: 'model-training.cancelled', objectType: 'model-training', objectId: id, at },
  })
  return getTraining(tx, id)
}
