import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Deps } from '../../platform/deps.js'
import { addJob } from '../../platform/jobs.js'
import { postOnce, type PostResult } from '../../platform/http/post-once.js'
import { findDeliveryToSend, recordAttempt } from './delivery-store.js'
import { nextAttemptAt } from './domain/retry-schedule.js'
import { hmacHex } from '../../platform/crypto/hmac.js'
import { DELIVER_JOB } from './enqueue-event.js'

const TIMEOUT_MS = 10_000

/**
 * Makes one attempt to deliver an outbox row. Success is any 2xx answer. After a failure the next attempt is queued,
 * until 24 hours have gone by. A delivery that is done, or whose subscription ended, is left alone. A crash between
 * the subscriber's answer and our record of it delivers again: at least once.
 */
export async function deliverWebhook(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  secrets: SecretBox,
  deliveryId: string,
): Promise<void> {
  const delivery = await findDeliveryToSend(db, deliveryId)
  if (delivery?.status !== 'pending') return
  const result = delivery.active
    ? await attempt(delivery, secrets.open(delivery.secret_sealed), now())
    : { ok: false, status: null, error: 'the subscription is not active' }
  const at = now()
  const next = result.ok ? null : nextAttemptAt(delivery.attempts + 1, at, delivery.give_up_at, Math.random())
  await db.transaction(async (tx) => {
    await recordAttempt(tx, {
      id: delivery.id,
      status: result.ok ? 'delivered' : next ? 'pending' : 'failed',
      responseStatus: result.status,
      error: result.error,
      nextAttemptAt: next,
      at,
    })
    if (next)
      await addJob(
        tx,
        DELIVER_JOB,
        { deliveryId },
        { jobKey: `retry:${deliveryId}`, delayMs: next.getTime() - at.getTime() },
      )
  })
}

type ToSend = NonNullable<Awaited<ReturnType<typeof findDeliveryToSend>>>

function attempt(delivery: ToSend, secret: string, now: Date): Promise<PostResult> {
  const body = JSON.stringify({
    id: delivery.id,
    event: delivery.event,
    createdAt: delivery.created_at.toISOString(),
    data: delivery.payload,
  })
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return postOnce(
    delivery.url,
    body,
    {
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': 'Xinheng-Webhook/1',
      'X-Xinheng-Event': delivery.event,
      'X-Xinheng-Delivery': delivery.id,
      'X-Xinheng-Timestamp': timestamp,
      'X-Xinheng-Signature': `sha256=${hmacHex(secret, `${timestamp}.${body}`)}`,
    },
    TIMEOUT_MS,
  )
}
