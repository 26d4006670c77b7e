import { mayAct, type Permission, type Principal } from '../../kernel/access.js'
import type { Hold } from './hold-store.js'

export const holdActs = [
  'release',
  'reject',
  'releasePart',
  'claim',
  'assign',
  'leave',
  'requestPrepayment',
  'withdrawPrepayment',
  'force',
  'liftForced',
  'reEvaluate',
  'note',
] as const
export type HoldAct = (typeof holdActs)[number]

/**
 * What this principal may do with a hold as it stands, the same for the interface and for the routes: an act that is
 * named here is not refused for who asks or for the state of the hold. Amounts and days are still looked at, and a
 * release beyond one's authority becomes a request.
 */
export function allowedOnHold(hold: Hold, actor: Principal): HoldAct[] {
  const customer = { ownerUsername: hold.ownerUsername, segmentCodes: [hold.segmentCode] }
  const may = (permission: Permission) => mayAct(actor, permission, customer)
  const mayDecide = may('holds:release')
  const evaluates = may('checks:create')
  const notes = may('holds:read')
  const decides = mayDecide && hold.status === 'open'
  const isOthers = hold.submittedBy !== actor.label || actor.allScopes
  const isOrder = hold.documentType === 'order'
  const can: Readonly<Record<HoldAct, boolean>> = {
    release: decides && isOthers,
    reject: decides,
    releasePart: decides && isOthers && isOrder && hold.checkpoint === 'order',
    claim: decides && actor.kind === 'user' && (hold.assignee === null || hold.assignee === actor.label),
    assign: decides,
    leave: decides && (hold.assignee === null || hold.assignee === actor.label || actor.allScopes),
    requestPrepayment: decides && !hold.prepaymentAsked,
    withdrawPrepayment: decides && hold.prepaymentAsked,
    // An order is stopped by name whatever became of its hold.
    force: mayDecide && isOrder,
    liftForced: mayDecide && isOrder && hold.forcedByName,
    reEvaluate: evaluates && hold.status === 'open',
    note: notes,
  }
  return holdActs.filter((act) => can[act])
}
