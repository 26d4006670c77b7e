import { isId } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { SIMULATE_JOB } from './request-simulation.js'
import { runSimulation } from './run-simulation.js'
import { deleteSimulations } from './simulation-store.js'

const KEPT_DAYS = 90
const DELETED_AT_ONCE = 20
const MS_PER_DAY = 86_400_000

/** Jobs of this module by name. */
export function simulationJobs(deps: Deps): JobHandlers {
  return {
    [SIMULATE_JOB]: async (payload) => {
      const { simulationId } = payload as { simulationId?: unknown }
      if (typeof simulationId !== 'string' || !isId(simulationId))
        throw new Error('the job names no simulation')
      await runSimulation(deps, simulationId)
    },
    'forget-simulations': async () => {
      const before = new Date(deps.now().getTime() - KEPT_DAYS * MS_PER_DAY)
      await deps.db.transaction((tx) => deleteSimulations(tx, before, DELETED_AT_ONCE))
    },
  }
}

export const simulationSchedules: readonly Schedule[] = [{ job: 'forget-simulations', cron: '25 18 * * *' }]
