import type { Queryable } from '../../platform/db/types.js'
import { queueLagSeconds } from '../../platform/metrics.js'
import { deliveryLagSeconds } from './delivery-store.js'
import { messageLagSeconds } from './message-store.js'

/** Notes how long the oldest due webhook delivery and the oldest due message have been waiting. */
export async function sampleDeliveryLag(db: Queryable, now: Date): Promise<void> {
  queueLagSeconds.set({ queue: 'notifications' }, await messageLagSeconds(db, now))
  queueLagSeconds.set({ queue: 'webhooks' }, await deliveryLagSeconds(db, now))
}
