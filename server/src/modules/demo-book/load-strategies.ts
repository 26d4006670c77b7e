import { systemPrincipal } from '../../kernel/access.js'
import type { Deps } from '../../platform/deps.js'
import { putDunningMode } from '../collections/dunning-settings-store.js'
import { beginRun, runDunning } from '../collections/run-dunning.js'

/** The standard strategies, tried daily without sending anything, with today's dry run to look at. */
export async function loadStrategies(deps: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const at = deps.now()
  const run = await deps.db.transaction(async (tx) => {
    await putDunningMode(tx, 'dry', systemPrincipal.label, at)
    return beginRun(tx, { mode: 'dry', actor: systemPrincipal, scheduled: true }, at)
  })
  if (run) await runDunning(deps, run.id)
}
