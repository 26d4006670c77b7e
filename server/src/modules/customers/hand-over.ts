import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { moveDepartments } from '../identity/department-store.js'
import { findPerson } from '../identity/organisation-chart-store.js'
import { deactivateUser } from '../identity/update-user.js'
import { moveReports, nameSuccessor } from '../identity/user-store.js'
import { notify } from '../notifications/notify.js'
import { moveCustomers } from './customer-store.js'
import { countOpenWork, type OpenWork } from './hand-over-store.js'

/**
 * Hands everything that waits on a person to a successor and deactivates the person, in one act: customers with their
 * open holds and requests follow the owner, departments and reports follow the manager, approvals that wait for the
 * person or were asked for by the person and claimed holds follow the successor. Gives what was handed over.
 */
export async function handOver(
  db: Database,
  actor: Principal,
  { from, to }: { readonly from: string; readonly to: string },
  at: Date,
): Promise<OpenWork> {
  if (from === to) throw new Refusal('hand_over_to_self')
  return db.transaction(async (tx) => {
    const leaver = await deactivateUser(tx, actor, from, at)
    const successor = await findPerson(tx, to)
    if (!successor) throw new Refusal('user_not_found', { username: to })
    const work = await countOpenWork(tx, leaver)
    // Approvals and claimed holds follow the successor in a job of this transaction, each under its own lock.
    await nameSuccessor(tx, leaver.id, successor.id, at)
    await moveCustomers(tx, from, to, at)
    await moveDepartments(tx, leaver.id, successor.id, at)
    await moveReports(tx, leaver.id, successor.id, at)
    const change = { objectType: 'user', objectId: from, after: { ...work, successor: to }, at }
    await recordAudit(tx, { actor, action: 'user.handed-over', ...change })
    await tellSuccessor(tx, { from: leaver.displayName, to, work }, `${leaver.id}:${at.getTime()}`, at)
    return work
  })
}

async function tellSuccessor(
  tx: Tx,
  { from, to, work }: { readonly from: string; readonly to: string; readonly work: OpenWork },
  subject: string,
  at: Date,
): Promise<void> {
  const data = {
    from,
    customers: String(work.customers),
    holds: String(work.openHolds),
    requests: String(work.openLimitRequests),
    departments: String(work.departmentsManaged),
    reports: String(work.reports),
  }
  await notify(tx, {
    kind: 'work_handed_over',
    to: { usernames: [to] },
    subject,
    data,
    link: '/customers',
    at,
  })
}
