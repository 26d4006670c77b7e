import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Deps } from '../../platform/deps.js'
import { addJobs, type JobHandlers, type Schedule } from '../../platform/jobs.js'
import { deliverWebhook } from './deliver-webhook.js'
import { deleteOldDeliveries, listStrandedDeliveries } from './delivery-store.js'
import { DELIVER_JOB } from './enqueue-event.js'

const SWEEP_MAX = 1_000
const KEPT_MS = 30 * 24 * 3_600_000

export function notificationJobs(deps: Deps, secrets: SecretBox): JobHandlers {
  return {
    [DELIVER_JOB]: async (payload) => {
      const deliveryId = (payload as { deliveryId?: unknown }).deliveryId
      if (typeof deliveryId !== 'string') throw new Error('a delivery job without its delivery')
      await deliverWebhook(deps, secrets, deliveryId)
    },
    /** Brings back deliveries whose job was lost, for example by a restore, and forgets old ones. */
    'sweep-webhooks': async () => {
      const at = deps.now()
      await deps.db.transaction(async (tx) => {
        const stranded = await listStrandedDeliveries(tx, at, SWEEP_MAX)
        await addJobs(
          tx,
          DELIVER_JOB,
          stranded.map((deliveryId) => ({ deliveryId })),
        )
        await deleteOldDeliveries(tx, new Date(at.getTime() - KEPT_MS))
      })
    },
  }
}

export const notificationSchedules: readonly Schedule[] = [{ job: 'sweep-webhooks', cron: '*/15 * * * *' }]
