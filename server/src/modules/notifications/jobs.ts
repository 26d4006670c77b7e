import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Deps } from '../../platform/deps.js'
import { addJobs, type JobHandlers, type Schedule } from '../../platform/jobs.js'
import {
  CHANGED_MAIL_JOB,
  RESET_MAIL_JOB,
  type PasswordChangedJob,
  type PasswordResetJob,
} from '../identity/ask-for-mail.js'
import { deliverWebhook } from './deliver-webhook.js'
import { deleteOldDeliveries, listStrandedDeliveries } from './delivery-store.js'
import { DELIVER_JOB } from './enqueue-event.js'
import { deleteOldMessages, listStrandedMessages } from './message-store.js'
import { deleteOldNotifications } from './notification-store.js'
import { mailPasswordChanged, mailPasswordReset } from './mail-passwords.js'
import { SEND_JOB } from './notify.js'
import { reportFailedJobs } from './report-failed-jobs.js'
import { sendDigests } from './send-digests.js'
import { sendMessage } from './send-message.js'

const SWEEP_MAX = 1_000
const KEPT_MS = 30 * 24 * 3_600_000
const NOTIFICATIONS_KEPT_MS = 90 * 24 * 3_600_000

export function notificationJobs(deps: Deps, secrets: SecretBox, publicUrl?: string): JobHandlers {
  const mailing = { ...deps, secrets, publicUrl }
  return {
    [SEND_JOB]: async (payload) => {
      const messageId = (payload as { messageId?: unknown }).messageId
      if (typeof messageId !== 'string') throw new Error('a sending job without its message')
      await sendMessage({ db: deps.db, now: deps.now, secrets, publicUrl }, messageId)
    },
    [RESET_MAIL_JOB]: (payload) => mailPasswordReset(mailing, payload as PasswordResetJob),
    [CHANGED_MAIL_JOB]: (payload) => mailPasswordChanged(mailing, payload as PasswordChangedJob),
    'send-digests': () => sendDigests(deps),
    'report-failed-jobs': () => reportFailedJobs(deps),
    /** Brings back messages whose job was lost, and forgets old notifications. */
    'sweep-notifications': async () => {
      const at = deps.now()
      await deps.db.transaction(async (tx) => {
        const stranded = await listStrandedMessages(tx, at, SWEEP_MAX)
        await addJobs(
          tx,
          SEND_JOB,
          stranded.map((messageId) => ({ messageId })),
        )
        const before = new Date(at.getTime() - NOTIFICATIONS_KEPT_MS)
        await deleteOldMessages(tx, before)
        await deleteOldNotifications(tx, before)
      })
    },
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

export const notificationSchedules: readonly Schedule[] = [
  { job: 'sweep-webhooks', cron: '*/15 * * * *' },
  { job: 'sweep-notifications', cron: '5,20,35,50 * * * *' },
  { job: 'send-digests', cron: '*/10 * * * *' },
  { job: 'report-failed-jobs', cron: '*/10 * * * *' },
]
