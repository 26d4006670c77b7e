import { z } from 'zod'
import { actsOf, type Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { SecretBox } from '../../platform/crypto/secret-box.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeIdCursor, encodeCursor } from '../../platform/http/cursor.js'
import { cursorQuery, idSchema, listOf } from '../../platform/http/schemas.js'
import { registerChannelRoutes } from './channel-routes.js'
import { registerDeliveryRoutes } from './delivery-routes.js'
import { registerEventRoutes } from './event-routes.js'
import { registerInboxRoutes } from './inbox-routes.js'
import { createSubscription, deleteSubscription, updateSubscription } from './manage-subscription.js'
import { registerMessageRoutes } from './message-routes.js'
import { registerPreferenceRoutes } from './preference-routes.js'
import { findSubscription, listSubscriptions, type Subscription } from './subscription-store.js'
import { registerTemplateRoutes } from './template-routes.js'
import {
  newSubscriptionSchema,
  subscriptionChangeSchema,
  subscriptionSchema,
  webhookNeeds,
} from './webhook-schemas.js'

const tags = ['Webhooks']
const params = z.object({ id: idSchema })

/** Subscriptions to events and what was delivered; people's inboxes, channels and texts. */
export function registerNotificationRoutes(app: App, deps: Deps, secrets: SecretBox): void {
  registerReading(app, deps)
  registerWriting(app, deps, secrets)
  registerDeliveryRoutes(app, deps)
  registerInboxRoutes(app, deps)
  registerEventRoutes(app, deps)
  registerPreferenceRoutes(app, deps)
  registerChannelRoutes(app, deps, secrets)
  registerTemplateRoutes(app, deps)
  registerMessageRoutes(app, deps)
}

function registerReading(app: App, { db }: Deps): void {
  app.get(
    '/api/v1/webhooks',
    {
      config: { permission: 'webhooks:read' },
      schema: {
        tags,
        summary: 'List subscriptions, newest first',
        querystring: z.strictObject(cursorQuery),
        response: { 200: listOf(subscriptionSchema) },
      },
    },
    async (request) => {
      const { query } = request
      const found = await listSubscriptions(db, decodeIdCursor(query.cursor), query.limit)
      const last = found.length === query.limit ? found.at(-1) : undefined
      return {
        items: found.map((one) => present(one, principalOf(request))),
        nextCursor: last ? encodeCursor([last.id]) : null,
      }
    },
  )

  app.get(
    '/api/v1/webhooks/:id',
    {
      config: { permission: 'webhooks:read' },
      schema: { tags, summary: 'One subscription', params, response: { 200: subscriptionSchema } },
    },
    async (request) => {
      const subscription = await findSubscription(db, request.params.id)
      if (!subscription) throw new Refusal('webhook_not_found')
      return present(subscription, principalOf(request))
    },
  )
}

function registerWriting(app: App, { db, now }: Deps, secrets: SecretBox): void {
  const config = { permission: webhookNeeds.edit }
  app.post(
    '/api/v1/webhooks',
    {
      config,
      schema: {
        tags,
        summary: 'Subscribe; the answer is the only place where the signing secret is ever shown',
        body: newSubscriptionSchema,
        response: { 201: subscriptionSchema.extend({ secret: z.string() }) },
      },
    },
    async (request, reply) => {
      const { body } = request
      const { subscription, secret } = await createSubscription(
        db,
        secrets,
        principalOf(request),
        body,
        now(),
      )
      return reply.status(201).send({ ...present(subscription, principalOf(request)), secret })
    },
  )

  app.put(
    '/api/v1/webhooks/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Change a subscription; what is left out stays',
        params,
        body: subscriptionChangeSchema,
        response: { 200: subscriptionSchema },
      },
    },
    async (request) =>
      present(
        await updateSubscription(db, principalOf(request), request.params.id, request.body, now()),
        principalOf(request),
      ),
  )

  app.delete(
    '/api/v1/webhooks/:id',
    { config, schema: { tags, summary: 'End a subscription', params, response: { 204: z.null() } } },
    async (request, reply) => {
      await deleteSubscription(db, principalOf(request), request.params.id, now())
      return reply.status(204).send(null)
    },
  )
}

function present(subscription: Subscription, actor: Principal) {
  return {
    id: subscription.id,
    name: subscription.name,
    url: subscription.url,
    events: [...subscription.events],
    active: subscription.active,
    createdBy: subscription.createdBy,
    createdAt: subscription.createdAt.toISOString(),
    updatedAt: subscription.updatedAt.toISOString(),
    allowed: actsOf(actor, webhookNeeds),
  }
}
