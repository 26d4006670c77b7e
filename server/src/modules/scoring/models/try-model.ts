import type { Principal } from '../../../kernel/access.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Tx } from '../../../platform/db/types.js'
import { newId } from '../../../platform/new-id.js'
import { recordAudit } from '../../audit/record-audit.js'
import { assertReadable } from '../domain/statistics/training/model.js'
import { getModel } from './add-model.js'
import type { Dataset } from './dataset-store.js'
import { getModelParts } from './model-store.js'
import { getDataset, getTraining, queueTraining } from './request-training.js'
import type { TrainingSettings } from './training-settings.js'
import { insertTraining, type ModelTraining } from './training-store.js'

type Asked = Pick<
  TrainingSettings,
  'target' | 'badValue' | 'exclusions' | 'segmentColumn' | 'amountColumn'
> & {
  readonly datasetId: Id
}

/**
 * Queues the trial of a model on data with outcomes: what comes of it is a validation report, also for a model that was
 * not trained here. Refuses data without a column that the model reads or the settings name, and a retired model.
 */
export async function requestTrial(
  tx: Tx,
  modelId: Id,
  { datasetId, ...asked }: Asked,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<ModelTraining> {
  const model = await getModel(tx, modelId)
  if (model.status === 'retired') throw new Refusal('model_status', { status: model.status })
  const dataset = await getDataset(tx, datasetId)
  const { document } = await getModelParts(tx, modelId)
  assertReadable(
    document,
    dataset.columns.map(({ name }) => name),
  )
  assertColumns(asked, dataset)
  const id = newId()
  const settings: TrainingSettings = {
    ...{ ...asked, method: model.method, seed: 1, calibration: 'none', excluded: [], manualBins: {} },
    ...{ directions: {}, trends: {}, selection: null, rejects: null, worseBy: 1, weightColumn: null },
    timeColumn: null,
  }
  await insertTraining(tx, {
    ...{ id, datasetId, code: model.code, name: model.name, settings, trialOf: modelId },
    ...{ requestedBy: actor.label, requestedAt: at },
  })
  await queueTraining(tx, id)
  await recordAudit(tx, {
    ...{ actor, at, action: 'model-trial.requested', objectType: 'model-training', objectId: id },
    after: { datasetId, model: `${model.code}/${model.version}`, settings: asked },
  })
  return getTraining(tx, id)
}

function assertColumns(asked: Omit<Asked, 'datasetId'>, dataset: Dataset): void {
  const { target, segmentColumn, amountColumn, exclusions } = asked
  const roles = [segmentColumn, amountColumn].filter((one) => one !== null)
  const header = dataset.columns.map(({ name }) => name)
  for (const column of [target, ...roles, ...exclusions.map((one) => one.column)]) {
    if (!header.includes(column)) {
      throw new Refusal('training_column_missing', { column, columns: header.join(', ') })
    }
  }
  if (roles.includes(target)) throw new Refusal('training_target_reused', { column: target })
}
