import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { WebhookEventName } from './domain/webhook-events.js'

export interface Subscriber {
  readonly id: string
  readonly events: readonly WebhookEventName[]
}

/** Active subscriptions to any of the events. On the path of every credit check: prepared, on a tiny table. */
export async function listSubscribers(tx: Tx, events: readonly WebhookEventName[]): Promise<Subscriber[]> {
  return tx.prepared<Subscriber>(
    'webhook_subscribers',
    'SELECT id, events FROM webhook_subscription WHERE active AND events && $1::text[]',
    [events],
  )
}

export interface NewDelivery {
  readonly id: string
  readonly subscriptionId: string
  readonly event: WebhookEventName
  readonly payload: Readonly<Record<string, unknown>>
  readonly createdAt: Date
  readonly giveUpAt: Date
}

const columns = {
  id: 'uuid',
  subscription_id: 'uuid',
  event: 'text',
  payload: 'jsonb',
  next_attempt_at: 'timestamptz',
  give_up_at: 'timestamptz',
  created_at: 'timestamptz',
}

/** Writes outbox rows that are due at once. */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  await insertRows(
    tx,
    'webhook_delivery',
    columns,
    deliveries.map((d) => [
      d.id,
      d.subscriptionId,
      d.event,
      JSON.stringify(d.payload),
      d.createdAt,
      d.giveUpAt,
      d.createdAt,
    ]),
  )
}

export interface Delivery {
  readonly id: string
  readonly subscription_id: string
  readonly event: WebhookEventName
  readonly payload: unknown
  readonly status: 'pending' | 'delivered' | 'failed'
  readonly attempts: number
  readonly next_attempt_at: Date | null
  readonly give_up_at: Date
  readonly response_status: number | null
  readonly last_error: string | null
  readonly created_at: Date
  readonly delivered_at: Date | null
}

/** One delivery with what is needed to send it; undefined when the subscription was removed meanwhile. */
export async function findDeliveryToSend(
  db: Queryable,
  id: string,
): Promise<(Delivery & { url: string; secret_sealed: Buffer; active: boolean }) | undefined> {
  const [row] = await db.rows<Delivery & { url: string; secret_sealed: Buffer; active: boolean }>(sql`
    SELECT d.*, s.url, s.secret_sealed, s.active
    FROM webhook_delivery d JOIN webhook_subscription s ON s.id = d.subscription_id
    WHERE d.id = ${id}`)
  return row
}

export interface AttemptResult {
  readonly id: string
  readonly status: 'pending' | 'delivered' | 'failed'
  readonly responseStatus: number | null
  readonly error: string | null
  readonly nextAttemptAt: Date | null
  readonly at: Date
}

/** Records the outcome of one attempt. */
export async function recordAttempt(tx: Tx, result: AttemptResult): Promise<void> {
  await tx.run(sql`
    UPDATE webhook_delivery SET
      attempts = attempts + 1,
      status = ${result.status},
      response_status = ${result.responseStatus},
      last_error = ${result.error},
      next_attempt_at = ${result.nextAttemptAt},
      delivered_at = ${result.status === 'delivered' ? result.at : null}
    WHERE id = ${result.id}`)
}

/** Lists a subscription's deliveries, newest first. */
export async function listDeliveries(
  db: Queryable,
  filter: {
    subscriptionId: string
    status: Delivery['status'] | undefined
    beforeId: string | undefined
    limit: number
  },
): Promise<Delivery[]> {
  return db.rows<Delivery>(sql`
    SELECT id, subscription_id, event, payload, status, attempts, next_attempt_at, give_up_at, response_status,
      last_error, created_at, delivered_at
    FROM webhook_delivery
    WHERE subscription_id = ${filter.subscriptionId}
      AND (${filter.status ?? null}::text IS NULL OR status = ${filter.status ?? null})
      AND (${filter.beforeId ?? null}::uuid IS NULL OR id < ${filter.beforeId ?? null}::uuid)
    ORDER BY id DESC
    LIMIT ${filter.limit}`)
}

/** Makes deliveries due again, for another full period; gives their ids. `deliveryId` narrows to one. */
export async function reopenDeliveries(
  tx: Tx,
  filter: { subscriptionId: string; deliveryId: string | undefined; since: Date | undefined; limit: number },
  at: Date,
  giveUpAt: Date,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    UPDATE webhook_delivery SET status = 'pending', attempts = 0, next_attempt_at = ${at}, give_up_at = ${giveUpAt},
      delivered_at = NULL
    WHERE id IN (
      SELECT id FROM webhook_delivery
      WHERE subscription_id = ${filter.subscriptionId}
        AND (${filter.deliveryId ?? null}::uuid IS NULL OR id = ${filter.deliveryId ?? null}::uuid)
        AND (${filter.since ?? null}::timestamptz IS NULL OR created_at >= ${filter.since ?? null})
      ORDER BY id LIMIT ${filter.limit})
    RETURNING id`)
  return rows.map((row) => row.id).sort()
}

/** Ids of deliveries whose attempt is overdue by more than ten minutes: their job was lost. */
export async function listStrandedDeliveries(tx: Tx, at: Date, limit: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    SELECT id FROM webhook_delivery
    WHERE status = 'pending' AND next_attempt_at < ${new Date(at.getTime() - 600_000)}
    ORDER BY next_attempt_at LIMIT ${limit}`)
  return rows.map((row) => row.id)
}

/** Removes finished deliveries that are older than `before`. */
export async function deleteOldDeliveries(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`DELETE FROM webhook_delivery WHERE status <> 'pending' AND created_at < ${before}`)
}

/** Age in seconds of the oldest delivery that is due; 0 when none waits. */
export async function deliveryLagSeconds(db: Queryable, at: Date): Promise<number> {
  const [row] = await db.rows<{ oldest: Date | null }>(
    sql`SELECT min(next_attempt_at) AS oldest FROM webhook_delivery WHERE status = 'pending'`,
  )
  const oldest = row?.oldest
  return oldest ? Math.max(0, (at.getTime() - oldest.getTime()) / 1000) : 0
}
