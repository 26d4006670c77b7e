import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { assertForecastFeatures } from './domain/forecast-features.js'
import type { ForecastSettings } from './domain/forecast-model.js'
import {
  endForecastTraining,
  findForecastTraining,
  insertForecastTraining,
  type ForecastTraining,
} from './forecast-training-store.js'

/** The job that trains; its payload is `{ trainingId }`. */
export const TRAIN_FORECAST_JOB = 'train-payment-forecast'

interface Doing {
  readonly actor: Principal
  readonly at: Date
}

export async function getForecastTraining(db: Queryable, id: Id): Promise<ForecastTraining> {
  const training = await findForecastTraining(db, id)
  if (!training) throw new Refusal('training_not_found', { id })
  return training
}

/** Queues a training; one runs at a time. Refuses features that there are not, and those only known later. */
export async function requestForecastTraining(
  tx: Tx,
  settings: ForecastSettings,
  { actor, at }: Doing,
): Promise<ForecastTraining> {
  assertForecastFeatures(settings.excluded)
  const id = newId()
  if (!(await insertForecastTraining(tx, { id, settings, requestedBy: actor.label, requestedAt: at })))
    throw new Refusal('forecast_training_runs')
  await addJob(tx, TRAIN_FORECAST_JOB, { trainingId: id }, { maxAttempts: 3, jobKey: `train-forecast:${id}` })
  await recordAudit(tx, {
    ...{ actor, action: 'forecast-training.requested', objectType: 'forecast-training', objectId: id },
    ...{ after: { settings }, at },
  })
  return getForecastTraining(tx, id)
}

/** Ends a training that has not ended; whatever works on it notices within a second. */
export async function cancelForecastTraining(
  tx: Tx,
  id: Id,
  { actor, at }: Doing,
): Promise<ForecastTraining> {
  const training = await getForecastTraining(tx, id)
  if (!(await endForecastTraining(tx, id, { status: 'cancelled' }, at)))
    throw new Refusal('training_over', { status: training.status })
  await recordAudit(tx, {
    ...{ actor, action: 'forecast-training.cancelled', objectType: 'forecast-training', objectId: id, at },
  })
  return getForecastTraining(tx, id)
}
