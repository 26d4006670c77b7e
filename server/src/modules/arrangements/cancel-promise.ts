import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { promiseTransitions } from './domain/promise-outcome.js'
import type { Doing } from './make-promise.js'
import { lockPromise, putOutcomes, type ListedPromise } from './promise-store.js'

/** Ends an open promise that was noted by mistake or is replaced by another agreement. It counts neither way. */
export async function cancelPromise(
  tx: Tx,
  id: Id,
  reason: string,
  { actor, at, today }: Doing,
): Promise<ListedPromise> {
  const before = await lockPromise(tx, id)
  if (!before) throw new Refusal('promise_not_found', { id })
  if (!promiseTransitions[before.status].includes('cancelled'))
    throw new Refusal('promise_ended', { status: before.status })
  const after: ListedPromise = {
    ...{ ...before, status: 'cancelled', endedOn: today, endedAt: at, endedBy: actor.label },
    endReason: reason,
  }
  await putOutcomes(tx, [after])
  await recordAudit(tx, {
    ...{ actor, action: 'promise.cancelled', objectType: 'customer', objectId: before.customerCode, at },
    ...{ before: { promiseId: id, status: before.status }, after: { status: after.status }, reason },
  })
  return after
}
