import type { Principal } from '../../kernel/access.js'
import type { Tx } from '../../platform/db/types.js'
import { actOnCase, voidCase } from './act-on-case.js'
import type { CaseRecord, NewRequest } from './case-record.js'
import { lockRunningCase } from './case-store.js'
import { conditionsOf } from './domain/standing-conditions.js'
import { flowFor } from './flow-in-force.js'
import { findFlow } from './flow-store.js'
import { startCase } from './start-case.js'
import type { Approvals } from './subject.js'

/** How a request is decided on. */
export type Way =
  /** Whoever acts may decide alone, and no flow asks for more: the caller puts it in force. */
  | { readonly kind: 'direct' }
  /** An approval has begun. */
  | { readonly kind: 'started'; readonly record: CaseRecord }
  /** The approval that runs was signed by whoever acts; it may have ended with that. */
  | { readonly kind: 'signed'; readonly record: CaseRecord }
  /** The approval that runs waits for others. */
  | { readonly kind: 'waiting'; readonly record: CaseRecord }

interface Doing {
  readonly actor: Principal
  readonly at: Date
  readonly comment: string | null
}

/**
 * Finds the way in which a request is decided on, and takes it unless it is direct. The built-in flow asks only where
 * nobody with enough authority acts; a flow that an administrator has drawn is never passed by.
 */
export async function wayOf(
  tx: Tx,
  approvals: Approvals,
  request: NewRequest,
  doing: Doing & { readonly mayDecide: boolean },
): Promise<Way> {
  const { actor, at, comment, mayDecide } = doing
  const running = await lockRunningCase(tx, request.subject, request.objectId)
  if (!running) {
    const { builtIn } = await flowFor(tx, approvals, request.subject, request.fields)
    if (mayDecide && builtIn) return { kind: 'direct' }
    return { kind: 'started', record: await startCase(tx, approvals, request, { actor, at }) }
  }
  const step = running.state.steps.find((one) => one.username === actor.label && one.status === 'open')
  if (step && step.kind !== 'revision') {
    const wanted = { kind: 'approve', stepId: step.id, conditions: null } as const
    const signing = { caseId: running.id, wanted, comment, attachments: [], actor, at }
    return { kind: 'signed', record: await actOnCase(tx, approvals, signing) }
  }
  if (mayDecide && (await mayPassBy(tx, running))) {
    await voidCase(tx, approvals, running, { actor, at, comment })
    return { kind: 'direct' }
  }
  return { kind: 'waiting', record: running }
}

/**
 * Whether an approval that runs may be left aside by somebody who may decide alone: only that of the built-in flow, and
 * not once an approver has set conditions, which a colleague's click must not undo.
 */
export async function mayPassBy(tx: Tx, { flowCode, state }: CaseRecord): Promise<boolean> {
  return conditionsOf(state) === null && (await findFlow(tx, flowCode))?.builtIn === true
}

/** Ends the approval that runs for an object which is settled in another way, if there is one. */
export async function settleOutside(
  tx: Tx,
  approvals: Approvals,
  { subject, objectId }: Pick<NewRequest, 'subject' | 'objectId'>,
  doing: Doing,
): Promise<void> {
  const running = await lockRunningCase(tx, subject, objectId)
  if (running) await voidCase(tx, approvals, running, doing)
}
