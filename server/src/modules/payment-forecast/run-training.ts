import { systemPrincipal } from '../../kernel/access.js'
import { addDays, dayInZone, dayNumber, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { newId } from '../../platform/new-id.js'
import type { TaskWatch } from '../../platform/thread-task.js'
import { runWatched } from '../../platform/watched-task.js'
import { recordAudit } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { dayOf, loadWorth, sampleLedgerItems } from './book-store.js'
import type { TrainBook, TrainedBook } from './domain/train-book.js'
import { findModelInUse, getForecastDocuments, insertForecastModel } from './forecast-model-store.js'
import {
  advanceForecastTraining,
  endForecastTraining,
  findForecastTraining,
  startForecastTraining,
  type ForecastTraining,
} from './forecast-training-store.js'

/** Trains, anywhere but in the thread that serves. */
export type TrainForecast = (task: TrainBook, watch: TaskWatch) => Promise<TrainedBook>

/**
 * Does a queued training and stores what it learned as a candidate, with its verdict. A refusal ends it as failed with
 * its reason; a training that is over is left alone, so the job may come twice.
 */
export async function runForecastTraining(
  deps: Deps,
  id: Id,
  program: string,
  train: TrainForecast,
): Promise<void> {
  if (!(await deps.db.transaction((tx) => startForecastTraining(tx, id)))) return
  const training = await findForecastTraining(deps.db, id)
  if (!training) return
  await runWatched(deps, {
    label: training.requestedBy,
    advance: (tx, progress) => advanceForecastTraining(tx, id, progress),
    fail: (tx, failure) => endForecastTraining(tx, id, { status: 'failed', failure }, deps.now()),
    broke: 'training_broke',
    work: async (watch) => {
      const { timeZone } = await getOrganisation(deps.db)
      const asOf = dayInZone(deps.now(), timeZone)
      const task = await taskOf(deps.db, training, asOf)
      const trained = await train(task, watch)
      const stored = { asOf, items: task.items.length, program, at: deps.now() }
      await deps.db.transaction((tx) => storeTrained(tx, training, trained, stored))
    },
  })
}

async function taskOf(db: Queryable, { settings }: ForecastTraining, asOf: CalendarDay): Promise<TrainBook> {
  const { baseCurrency } = await getOrganisation(db)
  const until = addDays(asOf, -1)
  const found = await sampleLedgerItems(db, until, await loadWorth(db, baseCurrency, asOf))
  const champion = await findModelInUse(db)
  return {
    items: found.map(({ row, customer, segment, issued, due, settled, lost, amount }) => ({
      ...{ row, customer, segment, issued, due, settled, lost, amount },
    })),
    asOf: dayNumber(asOf),
    settings,
    champion: champion
      ? {
          version: champion.version,
          asOf: dayNumber(champion.asOf),
          model: (await getForecastDocuments(db, champion.id)).model,
        }
      : null,
  }
}

async function storeTrained(
  tx: Tx,
  training: ForecastTraining,
  { model, past, verdict, holdOutFrom }: TrainedBook,
  { asOf, items, program, at }: { asOf: CalendarDay; items: number; program: string; at: Date },
): Promise<void> {
  const id = newId()
  const by = training.requestedBy
  const recipe = { settings: training.settings, program, trainingId: training.id, items }
  const version = await insertForecastModel(tx, {
    ...{ id, asOf, holdOutFrom: dayOf(holdOutFrom), verdict, model, past, recipe, by, at },
  })
  await recordAudit(tx, {
    ...{ actor: { ...systemPrincipal, label: by }, action: 'forecast-model.trained' },
    ...{ objectType: 'forecast-model', objectId: String(version) },
    after: { verdict: verdict.code, passes: verdict.passes },
    at,
  })
  // Cancelled in the last moment: nothing of it stays.
  if (!(await endForecastTraining(tx, training.id, { status: 'done', modelId: id }, at)))
    throw new Refusal('training_over', { status: 'cancelled' })
}
