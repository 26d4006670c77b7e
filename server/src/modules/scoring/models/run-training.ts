import { systemPrincipal } from '../../../kernel/access.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { Deps } from '../../../platform/deps.js'
import { newId } from '../../../platform/new-id.js'
import type { TaskWatch } from '../../../platform/thread-task.js'
import { runWatched } from '../../../platform/watched-task.js'
import { recordAudit } from '../../audit/record-audit.js'
import { holdoutOf, type ReportTask } from '../domain/statistics/report/validation-report.js'
import type { FittedModel } from '../domain/statistics/training/model.js'
import type { FileTraining, TrainingRequest } from '../train-from-file.js'
import { addModel } from './add-model.js'
import {
  findChampion,
  getModelParts,
  insertModelEvent,
  insertReport,
  lockModel,
  updateModel,
} from './model-store.js'
import { withDatasetFile } from './store-dataset.js'
import { completeSettings } from './training-settings.js'
import {
  advanceTraining,
  endTraining,
  findTraining,
  startTraining,
  type ModelTraining,
} from './training-store.js'

const FOLDS = 5

/** Trains, anywhere but in the thread that serves. */
export type Train = (request: TrainingRequest, watch: TaskWatch) => Promise<FileTraining>

/**
 * Does a queued training and stores the model with its report. A refusal ends it as failed with its reason; a training
 * that is over is left alone, so the job may come twice.
 */
export async function runTraining(deps: Deps, id: Id, program: string, train: Train): Promise<void> {
  if (!(await deps.db.transaction((tx) => startTraining(tx, id, deps.now())))) return
  const training = await findTraining(deps.db, id)
  if (!training) return
  await runWatched(deps, {
    label: training.requestedBy,
    advance: (tx, progress) => advanceTraining(tx, id, progress),
    fail: (tx, failure) => endTraining(tx, id, { status: 'failed', failure }, deps.now()),
    broke: 'training_broke',
    work: async (watch) => {
      const champion = await championOf(deps.db, training)
      const trial = await trialOf(deps.db, training)
      const result = await withDatasetFile(deps.db, training.datasetId, (file) =>
        train(requestOf(training, file, champion, trial), watch),
      )
      await deps.db.transaction((tx) => storeResult(tx, training, result, { program, at: deps.now() }))
    },
  })
}

/** Null without a champion, and for the trial of the champion itself. */
async function championOf(db: Queryable, { code, trialOf }: ModelTraining): Promise<ReportTask['champion']> {
  const champion = await findChampion(db, code)
  if (!champion || champion.id === trialOf) return null
  return { version: champion.version, model: (await getModelParts(db, champion.id)).document }
}

async function trialOf(db: Queryable, { trialOf: id }: ModelTraining): Promise<FittedModel | undefined> {
  return id === null ? undefined : (await getModelParts(db, id)).document
}

function requestOf(
  { settings }: ModelTraining,
  file: string,
  champion: ReportTask['champion'],
  trial: FittedModel | undefined,
): TrainingRequest {
  const { badValue, timeColumn, segmentColumn, amountColumn, weightColumn, selection, method, ...rest } =
    completeSettings(settings)
  return {
    ...rest,
    ...{ file, trial },
    // A trial fits nothing: only what this program trains itself has a method to fit with.
    method: method === 'linear' ? 'gbm' : method,
    badValue: badValue ?? undefined,
    timeColumn: timeColumn ?? undefined,
    weightColumn: weightColumn ?? undefined,
    selection: selection ?? undefined,
    ...{ reasons: false, folds: FOLDS },
    report: { segmentColumn, amountColumn, champion },
  }
}

async function storeResult(
  tx: Tx,
  training: ModelTraining,
  result: FileTraining,
  { program, at }: { readonly program: string; readonly at: Date },
): Promise<void> {
  if (training.trialOf !== null) return storeTrial(tx, training, training.trialOf, result, at)
  const { code, name, datasetId, settings } = training
  const actor = { ...systemPrincipal, label: training.requestedBy }
  const { model, recipe, report, predictions, metrics } = result
  const stored = await addModel(tx, {
    ...{ code, name, source: 'trained', datasetId, document: model },
    recipe: { ...recipe, settings, program, trainingId: training.id },
    holdout: holdoutOf(predictions),
    ...{ auc: metrics.test.auc, actor, at },
  })
  if (report !== undefined) {
    await insertReport(tx, stored.id, { id: newId(), datasetId, report, madeBy: actor.label, madeAt: at })
  }
  await endDone(tx, training.id, stored.id, at)
}

/** The report of a trial joins those of its model. */
async function storeTrial(
  tx: Tx,
  { id, datasetId, requestedBy }: ModelTraining,
  modelId: Id,
  { report, metrics }: FileTraining,
  at: Date,
): Promise<void> {
  const model = await lockModel(tx, modelId)
  if (!model || report === undefined) throw new Refusal('model_not_found', { id: modelId })
  const { auc, n, bad } = metrics.test
  const reportId = newId()
  await insertReport(tx, modelId, { id: reportId, datasetId, report, madeBy: requestedBy, madeAt: at })
  // What a model of elsewhere is worth is first known from its trial.
  if (model.auc === null && auc !== null) await updateModel(tx, modelId, { auc })
  await insertModelEvent(tx, newId(), modelId, {
    ...{ kind: 'tried', became: model.status, by: requestedBy, at, note: null },
    detail: { reportId, auc, n, bad },
  })
  await recordAudit(tx, {
    actor: { ...systemPrincipal, label: requestedBy },
    ...{ action: 'model.tried', objectType: 'model', objectId: `${model.code}/${model.version}`, at },
    after: { reportId, datasetId, auc, n, bad },
  })
  await endDone(tx, id, modelId, at)
}

async function endDone(tx: Tx, id: Id, modelId: Id, at: Date): Promise<void> {
  // Cancelled in the last moment: nothing of it stays.
  if (!(await endTraining(tx, id, { status: 'done', modelId }, at))) {
    throw new Refusal('training_over', { status: 'cancelled' })
  }
}
