import type { Deps } from '../../platform/deps.js'
import { applyMoved, byItself } from './apply-moved.js'
import { caseContext, surroundings } from './case-context.js'
import { lockCase } from './case-store.js'
import { act } from './domain/act.js'
import { graphOfVersion } from './flow-in-force.js'
import { dueTimers } from './path-store.js'
import { subjectOf, type Approvals } from './subject.js'

/** So many time limits are dealt with in one run; what is left waits for the next minute. */
const RUN_MAX = 500

/**
 * Does what time limits say that have run out, one case per transaction. A visit that somebody decided in the meantime
 * has no time limit any more, so that running twice or late does no harm. A case whose object was settled in another
 * way becomes void here at the latest. Gives how many were dealt with.
 */
export async function runDueTimers({ db, now, log }: Deps, approvals: Approvals): Promise<number> {
  const due = await dueTimers(db, now(), RUN_MAX)
  let done = 0
  for (const { caseId, visitId } of due) {
    try {
      await runTimer({ db, now }, approvals, caseId, visitId)
      done += 1
    } catch (error) {
      // One case that cannot go on must not keep the others from their time limits.
      log.error({ err: error, caseId }, 'the time limit of an approval failed')
    }
  }
  return done
}

async function runTimer(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  approvals: Approvals,
  caseId: string,
  visitId: string,
): Promise<void> {
  const at = now()
  await db.transaction(async (tx) => {
    const seen = await lockCase(tx, caseId)
    if (seen?.state.status !== 'running') return
    const subject = subjectOf(approvals, seen.subject)
    const context = await caseContext(tx, approvals, at)
    const open = await subject.stillOpen(tx, [seen.objectId])
    const graph = await graphOfVersion(tx, seen.flowCode, seen.flowVersion)
    const action = open.has(seen.objectId)
      ? ({ kind: 'timer', visitId } as const)
      : ({ kind: 'void' } as const)
    const moved = act(graph, seen.state, action, surroundings(context))
    await applyMoved(tx, graph, seen, moved, byItself, context)
  })
}
