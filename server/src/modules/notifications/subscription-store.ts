import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { WebhookEventName } from './domain/webhook-events.js'

export interface Subscription {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly events: readonly WebhookEventName[]
  readonly active: boolean
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

interface SubscriptionRow {
  id: string
  name: string
  url: string
  events: WebhookEventName[]
  active: boolean
  created_by: string
  created_at: Date
  updated_at: Date
}

const columns = sql`id, name, url, events, active, created_by, created_at, updated_at`

function subscriptionOf(row: SubscriptionRow): Subscription {
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    events: row.events,
    active: row.active,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

export async function insertSubscription(
  tx: Tx,
  subscription: Subscription,
  secretSealed: Buffer,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO webhook_subscription (id, name, url, events, secret_sealed, active, created_by, created_at, updated_at)
    VALUES (${subscription.id}, ${subscription.name}, ${subscription.url}, ${[...subscription.events]},
      ${secretSealed}, ${subscription.active}, ${subscription.createdBy}, ${subscription.createdAt},
      ${subscription.updatedAt})`)
}

export async function updateSubscriptionRow(tx: Tx, subscription: Subscription): Promise<void> {
  await tx.run(sql`
    UPDATE webhook_subscription SET name = ${subscription.name}, url = ${subscription.url},
      events = ${[...subscription.events]}, active = ${subscription.active}, updated_at = ${subscription.updatedAt}
    WHERE id = ${subscription.id}`)
}

/** Removes a subscription with its deliveries. */
export async function deleteSubscriptionRow(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`DELETE FROM webhook_subscription WHERE id = ${id}`)
}

export async function findSubscription(db: Queryable, id: string): Promise<Subscription | undefined> {
  const [row] = await db.rows<SubscriptionRow>(
    sql`SELECT ${columns} FROM webhook_subscription WHERE id = ${id}`,
  )
  return row && subscriptionOf(row)
}

/** The subscription, locked until the transaction ends. */
export async function findSubscriptionForUpdate(tx: Tx, id: string): Promise<Subscription | undefined> {
  const [row] = await tx.rows<SubscriptionRow>(
    sql`SELECT ${columns} FROM webhook_subscription WHERE id = ${id} FOR UPDATE`,
  )
  return row && subscriptionOf(row)
}

/** Subscriptions, newest first, from before the id `beforeId`. */
export async function listSubscriptions(
  db: Queryable,
  beforeId: string | undefined,
  limit: number,
): Promise<Subscription[]> {
  const rows = await db.rows<SubscriptionRow>(sql`
    SELECT ${columns} FROM webhook_subscription
    WHERE (${beforeId ?? null}::uuid IS NULL OR id < ${beforeId ?? null}::uuid)
    ORDER BY id DESC LIMIT ${limit}`)
  return rows.map(subscriptionOf)
}
