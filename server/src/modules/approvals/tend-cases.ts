import { dayInZone } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { applyMoved, byItself } from './apply-moved.js'
import { caseContext, type CaseContext } from './case-context.js'
import type { CaseRecord } from './case-record.js'
import { lockCase } from './case-store.js'
import { graphOfVersion } from './flow-in-force.js'
import { findUntended } from './untended-store.js'
import type { Approvals } from './subject.js'

/** So many cases are looked at in one run; what is left waits for the next minute. */
const RUN_MAX = 500

/**
 * Moves the open turns of people who have left, and asks deputies of those who are absent: one case per transaction,
 * under its lock, so that a click at the same time is either before it or refused. Gives how many cases were looked at.
 */
export async function tendCases({ db, now, log }: Deps, approvals: Approvals): Promise<number> {
  const { timeZone } = await getOrganisation(db)
  const ids = await findUntended(db, dayInZone(now(), timeZone), RUN_MAX)
  let done = 0
  for (const id of ids) {
    try {
      await db.transaction((tx) => tendById(tx, approvals, id, now()))
      done += 1
    } catch (error) {
      log.error({ err: error, caseId: id }, 'the open turns of an approval could not be handed over')
    }
  }
  return done
}

async function tendById(tx: Tx, approvals: Approvals, id: Id, at: Date): Promise<void> {
  const record = await lockCase(tx, id)
  if (record?.state.status === 'running') await tendCase(tx, record, await caseContext(tx, approvals, at))
}

/** The case, locked by the caller, with the people of today. */
export async function tendCase(tx: Tx, record: CaseRecord, context: CaseContext): Promise<CaseRecord> {
  const graph = await graphOfVersion(tx, record.flowCode, record.flowVersion)
  return applyMoved(tx, graph, record, { state: record.state, effects: [] }, byItself, context)
}
