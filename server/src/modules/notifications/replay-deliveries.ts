import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Database } from '../../platform/db/types.js'
import { addJobs } from '../../platform/jobs.js'
import { recordAudit } from '../audit/record-audit.js'
import { reopenDeliveries } from './delivery-store.js'
import { GIVE_UP_AFTER_MS } from './domain/retry-schedule.js'
import { DELIVER_JOB } from './enqueue-event.js'
import { findSubscription } from './subscription-store.js'

const REPLAY_MAX = 10_000

export interface ReplayScope {
  readonly subscriptionId: string
  /** This delivery alone. */
  readonly deliveryId?: string | undefined
  /** Everything that was created from then on. */
  readonly since?: Date | undefined
}

/** Delivers again what was already delivered or given up; at most 10,000 in one call, oldest first. Gives how many. */
export async function replayDeliveries(
  db: Database,
  actor: Principal,
  scope: ReplayScope,
  now: Date,
): Promise<number> {
  return db.transaction(async (tx) => {
    if (!(await findSubscription(tx, scope.subscriptionId))) throw new Refusal('webhook_not_found')
    const filter = {
      subscriptionId: scope.subscriptionId,
      deliveryId: scope.deliveryId,
      since: scope.since,
      limit: REPLAY_MAX,
    }
    const ids = await reopenDeliveries(tx, filter, now, new Date(now.getTime() + GIVE_UP_AFTER_MS))
    if (scope.deliveryId !== undefined && ids.length === 0) throw new Refusal('webhook_delivery_not_found')
    await addJobs(
      tx,
      DELIVER_JOB,
      ids.map((deliveryId) => ({ deliveryId })),
    )
    await recordAudit(tx, {
      actor,
      action: 'webhook.replayed',
      objectType: 'webhook',
      objectId: scope.subscriptionId,
      after: { deliveries: ids.length, deliveryId: scope.deliveryId ?? null, since: scope.since ?? null },
      at: now,
    })
    return ids.length
  })
}
