import type { Tx } from '../../platform/db/types.js'
import { addJobs } from '../../platform/jobs.js'
import { newId } from '../../platform/new-id.js'
import { insertDeliveries, listSubscribers } from './delivery-store.js'
import { GIVE_UP_AFTER_MS } from './domain/retry-schedule.js'
import type { WebhookEventName } from './domain/webhook-events.js'

/** The job that delivers one outbox row; its payload is `{ deliveryId }`. */
export const DELIVER_JOB = 'deliver-webhook'

export interface WebhookEvent {
  readonly event: WebhookEventName
  /** What the subscriber receives as `data`: plain JSON, amounts as wire money. */
  readonly payload: Readonly<Record<string, unknown>>
  readonly at: Date
}

/** Puts one event into the outbox of the caller's transaction. */
export async function enqueueEvent(
  tx: Tx,
  event: WebhookEventName,
  payload: Readonly<Record<string, unknown>>,
  { at }: { readonly at: Date },
): Promise<void> {
  await enqueueEvents(tx, [{ event, payload, at }])
}

/**
 * Puts events into the outbox of the caller's transaction: one delivery per event and active subscriber, each with
 * its job. Costs one short prepared statement when nobody listens.
 */
export async function enqueueEvents(tx: Tx, events: readonly WebhookEvent[]): Promise<void> {
  if (events.length === 0) return
  const subscribers = await listSubscribers(tx, [...new Set(events.map((event) => event.event))])
  if (subscribers.length === 0) return
  const deliveries = events.flatMap(({ event, payload, at }) =>
    subscribers
      .filter((subscriber) => subscriber.events.includes(event))
      .map((subscriber) => ({
        id: newId(),
        subscriptionId: subscriber.id,
        event,
        payload,
        createdAt: at,
        giveUpAt: new Date(at.getTime() + GIVE_UP_AFTER_MS),
      })),
  )
  await insertDeliveries(tx, deliveries)
  await addJobs(
    tx,
    DELIVER_JOB,
    deliveries.map(({ id }) => ({ deliveryId: id })),
  )
}
