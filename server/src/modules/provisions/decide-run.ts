import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { getRun } from './get-run.js'
import { decideRunRow, lockRuns, newestApproved, type ProvisionRun } from './run-store.js'

interface Decision {
  readonly id: Id
  readonly status: 'approved' | 'rejected'
  readonly reason: string | null
}

/**
 * Approves or rejects a draft. Nobody approves what they worked out themselves, and only what follows the last approved
 * run can be approved; rejecting one's own draft takes it back.
 */
export async function decideRun(
  tx: Tx,
  { id, status, reason }: Decision,
  { actor, at }: { actor: Principal; at: Date },
): Promise<ProvisionRun> {
  await lockRuns(tx)
  const run = await getRun(tx, id)
  if (run.status !== 'draft') throw new Refusal('provision_run_decided', { by: run.decidedBy ?? '' })
  if (status === 'approved') {
    if (run.computedBy === actor.label && !actor.allScopes) throw new Refusal('provision_own_submission')
    const newest = await newestApproved(tx)
    if ((newest?.id ?? null) !== run.previousId) throw new Refusal('provision_run_outdated')
  }
  await decideRunRow(tx, id, { status, by: actor.label, at, reason })
  await recordAudit(tx, {
    ...{ actor, at, action: `provision-run.${status}`, objectType: 'provision-run', objectId: id },
    ...{ before: { status: run.status }, after: { status, asOf: run.asOf }, reason },
  })
  return getRun(tx, id)
}
