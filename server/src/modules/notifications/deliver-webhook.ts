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
  const result = await attempt(delivery, secrets, now())
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

async function attempt(delivery: ToSend, secrets: SecretBox, now: Date): Promise<PostResult> {
  if (!delivery.active) return failed('the subscription is not active')
  const secret = openSecret(secrets, delivery.secret_sealed)
  if (secret === undefined)
    return failed('the signing secret was stored with another XINHENG_SECRET_KEY or key file')
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

function failed(error: string): PostResult {
  return { ok: false, status: null, error }
}

function openSecret(secrets: SecretBox, sealed: Buffer): string | undefined {
  try {
    return secrets.open(sealed)
  } catch {
    // Not a fault of this delivery: an administrator has to give the process the right key.
    return undefined
  }
}
