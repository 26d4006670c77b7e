import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import { randomToken } from '../../platform/crypto/token.js'
import type { Database } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import type { WebhookEventName } from './domain/webhook-events.js'
import {
  deleteSubscriptionRow,
  findSubscriptionForUpdate,
  insertSubscription,
  updateSubscriptionRow,
  type Subscription,
} from './subscription-store.js'

export interface SubscriptionDraft {
  readonly name: string
  readonly url: string
  readonly events: readonly WebhookEventName[]
  /** Signs the deliveries; made by us when not given. */
  readonly secret?: string | undefined
}

/** Subscribes. The secret is given this once; afterwards it is only kept encrypted. */
export async function createSubscription(
  db: Database,
  secrets: SecretBox,
  actor: Principal,
  draft: SubscriptionDraft,
  now: Date,
): Promise<{ subscription: Subscription; secret: string }> {
  const secret = draft.secret ?? `whsec_${randomToken()}`
  const subscription: Subscription = {
    id: newId(),
    name: draft.name,
    url: draft.url,
    events: [...new Set(draft.events)],
    active: true,
    createdBy: actor.label,
    createdAt: now,
    updatedAt: now,
  }
  await db.transaction(async (tx) => {
    await insertSubscription(tx, subscription, secrets.seal(secret))
    await recordAudit(tx, {
      ...auditOf(actor, subscription.id, now),
      action: 'webhook.created',
      after: subscription,
    })
  })
  return { subscription, secret }
}

export interface SubscriptionChange {
  readonly name?: string | undefined
  readonly url?: string | undefined
  readonly events?: readonly WebhookEventName[] | undefined
  readonly active?: boolean | undefined
}

/** Changes a subscription; what is left out stays. Deliveries that wait go to the new address. */
export async function updateSubscription(
  db: Database,
  actor: Principal,
  id: string,
  change: SubscriptionChange,
  now: Date,
): Promise<Subscription> {
  return db.transaction(async (tx) => {
    const before = await findSubscriptionForUpdate(tx, id)
    if (!before) throw new Refusal('webhook_not_found')
    const after: Subscription = {
      ...before,
      name: change.name ?? before.name,
      url: change.url ?? before.url,
      events: change.events ? [...new Set(change.events)] : before.events,
      active: change.active ?? before.active,
      updatedAt: now,
    }
    await updateSubscriptionRow(tx, after)
    await recordAudit(tx, { ...auditOf(actor, id, now), action: 'webhook.updated', before, after })
    return after
  })
}

/** Ends a subscription; deliveries that wait are dropped with it. */
export async function deleteSubscription(
  db: Database,
  actor: Principal,
  id: string,
  now: Date,
): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await findSubscriptionForUpdate(tx, id)
    if (!before) throw new Refusal('webhook_not_found')
    await deleteSubscriptionRow(tx, id)
    await recordAudit(tx, { ...auditOf(actor, id, now), action: 'webhook.deleted', before })
  })
}

function auditOf(actor: Principal, objectId: string, at: Date) {
  return { actor, objectType: 'webhook', objectId, at } as const
}
