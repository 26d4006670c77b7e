import { systemPrincipal } from '../../../kernel/access.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { Deps } from '../../../platform/deps.js'
import { newId } from '../../../platform/new-id.js'
import { runAs } from '../../../platform/request-context.js'
import { holdoutOf, type ReportTask } from '../domain/statistics/report/validation-report.js'
import type { FileTraining, TrainingRequest } from '../train-from-file.js'
import type { TrainingWatch } from '../train-in-worker.js'
import { addModel } from './add-model.js'
import { findChampion, getModelParts, insertReport } from './model-store.js'
import { withDatasetFile } from './store-dataset.js'
import { completeSettings } from './training-settings.js'
import {
  advanceTraining,
  endTraining,
  findTraining,
  startTraining,
  type ModelTraining,
} from './training-store.js'

const LOOK_MS = 700
const FOLDS = 5

/** Trains, anywhere but in the thread that serves. */
export type Train = (request: TrainingRequest, watch: TrainingWatch) => Promise<FileTraining>

/**
 * Does a queued training and stores the model with its report. Looks every moment whether it was cancelled. A refusal
 * ends it as failed with its reason; a training that is over is left alone, so the job may come twice.
 */
export async function runTraining(deps: Deps, id: Id, program: string, train: Train): Promise<void> {
  if (!(await deps.db.transaction((tx) => startTraining(tx, id, deps.now())))) return
  const training = await findTraining(deps.db, id)
  if (!training) return
  const actor = { ...systemPrincipal, label: training.requestedBy }
  await runAs(actor, async () => {
    const watched = watch(deps, id)
    try {
      const champion = await championOf(deps.db, training.code)
      const result = await withDatasetFile(deps.db, training.datasetId, (file) =>
        train(requestOf(training, file, champion), watched.watch),
      )
      await deps.db.transaction((tx) => storeResult(tx, training, result, { program, at: deps.now() }))
    } catch (error) {
      if (watched.watch.signal?.aborted) return
      const refused = error instanceof Refusal
      const failure = refused
        ? { code: error.code, values: error.values }
        : { code: 'training_broke' as const, values: {} }
      await deps.db.transaction((tx) => endTraining(tx, id, { status: 'failed', failure }, deps.now()))
      if (!refused) throw error
    } finally {
      watched.stop()
    }
  })
}

/** Writes progress while it changes, and aborts when the training was cancelled meanwhile. */
function watch(deps: Deps, id: Id): { readonly watch: TrainingWatch; readonly stop: () => void } {
  const abort = new AbortController()
  let progress: { done: number; total: number | null } = { done: 0, total: null }
  let busy = false
  const look = async () => {
    if (busy) return
    busy = true
    try {
      const goesOn = await deps.db.transaction((tx) => advanceTraining(tx, id, progress))
      if (!goesOn) abort.abort(new Error('The training was cancelled.'))
    } catch (error) {
      // The next look tries again; the training itself does not need the database.
      deps.log.warn({ err: error }, 'the progress of a training could not be written')
    } finally {
      busy = false
    }
  }
  const timer = setInterval(() => void look(), LOOK_MS)
  return {
    watch: { signal: abort.signal, onProgress: (done, total) => (progress = { done, total }) },
    stop: () => clearInterval(timer),
  }
}

async function championOf(db: Queryable, code: string): Promise<ReportTask['champion']> {
  const champion = await findChampion(db, code)
  if (!champion) return null
  return { version: champion.version, model: (await getModelParts(db, champion.id)).document }
}

function requestOf(
  { settings }: ModelTraining,
  file: string,
  champion: ReportTask['champion'],
): TrainingRequest {
  const { badValue, timeColumn, segmentColumn, amountColumn, weightColumn, selection, ...rest } =
    completeSettings(settings)
  return {
    ...rest,
    file,
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
  // Cancelled in the last moment: nothing of it stays.
  if (!(await endTraining(tx, training.id, { status: 'done', modelId: stored.id }, at))) {
    throw new Refusal('training_over', { status: 'cancelled' })
  }
}
