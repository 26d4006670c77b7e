import { systemPrincipal } from '../../kernel/access.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { applyAutomatic } from './automatic-limits.js'
import type { LimitEffects } from './limit-effects.js'

/** Jobs of this module by name. */
export function limitJobs(deps: Deps, effects: LimitEffects): JobHandlers {
  return {
    /** Every night, once the book is rated again; does nothing unless the policy in force wants it. */
    'automatic-limits': async () => {
      await applyAutomatic(deps, systemPrincipal, effects)
    },
  }
}

export const limitSchedules: readonly Schedule[] = [{ job: 'automatic-limits', cron: '10 19 * * *' }]
