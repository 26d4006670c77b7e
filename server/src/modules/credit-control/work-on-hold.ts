import { inScope, type Permission, type Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { principalOfUser } from '../identity/load-principal.js'
import { managerChain } from '../identity/organisation-chart-store.js'
import { findUser } from '../identity/user-store.js'
import { successorOf } from '../identity/whereabouts-store.js'
import { findHold, type Hold, claimFree, putAssignee } from './hold-store.js'
import { tellAssignee, tellMentioned } from './hold-work-news.js'
import { findAssignment, insertHoldEvent, listHoldsOfLeavers } from './hold-work-store.js'

interface Acting {
  readonly actor: Principal
  readonly at: Date
}

async function holdInSight(tx: Tx, id: Id, actor: Principal): Promise<Hold> {
  const hold = await findHold(tx, id, actor.onlyCustomersOf)
  if (!hold) throw new Refusal('hold_not_found', { id })
  return hold
}

async function openInSight(tx: Tx, id: Id, actor: Principal): Promise<Hold> {
  const hold = await holdInSight(tx, id, actor)
  if (hold.status !== 'open') throw new Refusal('hold_not_open', { status: hold.status })
  return hold
}

/** Takes an open hold that is nobody's as one's own work. Of two people at once the second is refused. */
export async function claimHold(tx: Tx, id: Id, { actor, at }: Acting): Promise<void> {
  if (actor.kind !== 'user') throw new Refusal('people_only')
  const hold = await openInSight(tx, id, actor)
  if (await claimFree(tx, id, actor.label, at)) {
    await insertHoldEvent(tx, hold, { kind: 'claimed', by: actor.label, at, concerned: [actor.label] })
    return
  }
  const now = await findAssignment(tx, id)
  // Repeating one's own claim changes nothing.
  if (now?.assignee === actor.label) return
  if (now?.assignee == null) throw new Refusal('hold_not_open', { status: 'closed' })
  throw new Refusal('hold_claimed', { by: now.assignee })
}

/** Gives an open hold to a colleague who may release orders of this customer, whoever had it before. */
export async function assignHold(tx: Tx, id: Id, username: string, { actor, at }: Acting): Promise<void> {
  const hold = await openInSight(tx, id, actor)
  if (!(await mayFor(tx, username, 'holds:release', hold))) throw new Refusal('assignee_unfit', { username })
  if (!(await putAssignee(tx, id, { assignee: username, by: actor.label, at })))
    throw new Refusal('hold_not_open', { status: 'closed' })
  await insertHoldEvent(tx, hold, { kind: 'assigned', by: actor.label, at, concerned: [username] })
  if (username !== actor.label) await tellAssignee(tx, hold, { username, by: actor.label, at })
}

/**
 * Gives the claimed holds of people who have left to their successor, else to the nearest manager who may release
 * them, else back to everybody. Claims that change meanwhile are left alone. Gives how many holds were moved.
 */
export async function moveHoldsOfLeavers(tx: Tx, at: Date): Promise<number> {
  const holds = await listHoldsOfLeavers(tx, HOLDS_MAX)
  for (const { id, accountId, assignee, assigneeId } of holds) {
    const hold = await findHold(tx, id, null)
    const heir = hold && (await heirOf(tx, { id: assigneeId, username: assignee }, hold))
    const to = { assignee: heir ?? null, by: 'system', at }
    if (!(await putAssignee(tx, id, to))) continue
    const event =
      heir === undefined ? { kind: 'left' as const } : { kind: 'assigned' as const, concerned: [heir] }
    await insertHoldEvent(tx, { id, accountId }, { ...event, by: 'system', at, note: assignee })
    if (hold && heir !== undefined) await tellAssignee(tx, hold, { username: heir, by: assignee, at })
  }
  return holds.length
}

const HOLDS_MAX = 1_000

async function heirOf(
  tx: Tx,
  leaver: { readonly id: string; readonly username: string },
  hold: Hold,
): Promise<string | undefined> {
  const successor = await successorOf(tx, leaver.username)
  const managers = (await managerChain(tx, leaver.id)).map(({ username }) => username)
  for (const username of successor === null ? managers : [successor, ...managers]) {
    if (await mayFor(tx, username, 'holds:release', hold)) return username
  }
  return undefined
}

/** Whether a person has the permission for the customer of this hold. */
async function mayFor(tx: Tx, username: string, permission: Permission, hold: Hold): Promise<boolean> {
  const user = await findUser(tx, username)
  if (!user?.active) return false
  const { grants = [] } = await principalOfUser(tx, user)
  const { ownerUsername, segmentCode } = hold
  return grants.some(
    (grant) => grant.permissions.has(permission) && inScope(grant.scope, { ownerUsername, segmentCode }),
  )
}

/** Gives one's own hold back, so that others may claim it. */
export async function leaveHold(tx: Tx, id: Id, { actor, at }: Acting): Promise<void> {
  const hold = await openInSight(tx, id, actor)
  const now = await findAssignment(tx, id)
  if (now?.assignee == null) return
  if (now.assignee !== actor.label && !actor.allScopes)
    throw new Refusal('hold_not_yours', { by: now.assignee })
  await putAssignee(tx, id, { assignee: null, by: actor.label, at })
  await insertHoldEvent(tx, hold, { kind: 'left', by: actor.label, at })
}

const MENTION = /(?<![\w.@-])@([A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]|[A-Za-z0-9])/g

/** Writes something down about a hold, open or not; `@username` mentions a colleague. Gives who is mentioned. */
export async function noteOnHold(tx: Tx, id: Id, text: string, { actor, at }: Acting): Promise<string[]> {
  const hold = await holdInSight(tx, id, actor)
  const mentioned = [...new Set([...text.matchAll(MENTION)].map(([, name = '']) => name))]
  for (const username of mentioned) {
    // Who may not see the customer is no more known here than somebody who does not exist.
    if (!(await mayFor(tx, username, 'holds:read', hold))) throw new Refusal('mention_unknown', { username })
  }
  await insertHoldEvent(tx, hold, { kind: 'noted', by: actor.label, at, note: text, concerned: mentioned })
  const others = mentioned.filter((username) => username !== actor.label)
  await tellMentioned(tx, hold, { usernames: others, by: actor.label, note: text, at })
  return mentioned
}
