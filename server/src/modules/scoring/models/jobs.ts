import { isId } from '../../../kernel/ids.js'
import type { Deps } from '../../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../../platform/jobs.js'
import { trainInWorker } from '../train-in-worker.js'
import { TRAIN_MODEL_JOB } from './request-training.js'
import { runTraining, type Train } from './run-training.js'
import { putDueToUse } from './use-model.js'

/** Jobs of models by name. `program` is the version of the program, for the recipe of what it trains. */
export function modelJobs(deps: Deps, program: string, train: Train = trainInWorker): JobHandlers {
  return {
    [TRAIN_MODEL_JOB]: async (payload) => {
      const { trainingId } = payload as { trainingId?: unknown }
      if (typeof trainingId !== 'string' || !isId(trainingId)) throw new Error('the job names no training')
      await runTraining(deps, trainingId, program, train)
    },
    'use-planned-models': async () => {
      await deps.db.transaction((tx) => putDueToUse(tx, deps.now()))
    },
  }
}

export const modelSchedules: readonly Schedule[] = [{ job: 'use-planned-models', cron: '* * * * *' }]
