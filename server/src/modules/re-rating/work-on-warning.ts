import { mayAct, type Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { principalOfUser } from '../identity/load-principal.js'
import { findUser } from '../identity/user-store.js'
import { lockWarning, putWarning, type ListedWarning } from './warning-store.js'

/** What people do about a warning. */
export type WarningAct =
  | { readonly kind: 'acknowledge'; readonly note: string | null }
  | { readonly kind: 'close'; readonly note: string }
  | { readonly kind: 'assign'; readonly username: string | null }

/** Does it, with who, when and why in the trail. Refuses what a closed warning does not allow. */
export async function workOnWarning(
  tx: Tx,
  id: Id,
  act: WarningAct,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<ListedWarning> {
  const before = await lockWarning(tx, id)
  if (!before) throw new Refusal('warning_not_found', { id })
  if (before.status === 'closed') throw new Refusal('warning_closed')
  const after = await changed(tx, before, act, { actor, at })
  await putWarning(tx, after)
  await recordAudit(tx, {
    ...{ actor, action: `warning.${act.kind}`, objectType: 'warning', objectId: before.customerCode },
    before: { status: before.status, assignee: before.assignee },
    after: { id, status: after.status, assignee: after.assignee },
    reason: act.kind === 'assign' ? null : act.note,
    at,
  })
  return after
}

async function changed(
  tx: Tx,
  before: ListedWarning,
  act: WarningAct,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<ListedWarning> {
  if (act.kind === 'assign') {
    if (act.username !== null) await checkFit(tx, act.username, before)
    return { ...before, assignee: act.username }
  }
  const note = act.note ?? before.note
  if (act.kind === 'close') return { ...before, status: 'closed', note, closedBy: actor.label, closedAt: at }
  const acknowledged = { acknowledgedBy: actor.label, acknowledgedAt: at }
  return {
    ...{ ...before, status: 'acknowledged', note, ...acknowledged },
    assignee: before.assignee ?? (actor.kind === 'user' ? actor.label : null),
  }
}

/** Refuses a colleague who does not exist, has left, or sees the customer not at all. */
export async function checkFit(
  tx: Tx,
  username: string,
  customer: { readonly ownerUsername: string | null; readonly segmentCodes: readonly string[] },
): Promise<void> {
  const user = await findUser(tx, username)
  if (!user?.active) throw new Refusal('user_not_found', { username })
  const principal = await principalOfUser(tx, user)
  if (!mayAct(principal, 'ratings:read', customer)) throw new Refusal('colleague_out_of_sight', { username })
}
