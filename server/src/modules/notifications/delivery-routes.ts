import { z } from 'zod'
import { Refusal } from '../../kernel/errors.js'
import type { Deps } from '../../platform/deps.js'
import { principalOf, type App } from '../../platform/http/create-app.js'
import { decodeIdCursor, encodeCursor } from '../../platform/http/cursor.js'
import { cursorQuery, idSchema, instantSchema, listOf } from '../../platform/http/schemas.js'
import { listDeliveries, type Delivery } from './delivery-store.js'
import { replayDeliveries } from './replay-deliveries.js'
import { findSubscription } from './subscription-store.js'
import { deliverySchema, deliveryStatuses, webhookNeeds } from './webhook-schemas.js'

const tags = ['Webhooks']
const params = z.object({ id: idSchema })

/** What was delivered to a subscriber, and delivering it again. */
export function registerDeliveryRoutes(app: App, { db, now }: Deps): void {
  app.get(
    '/api/v1/webhooks/:id/deliveries',
    {
      config: { permission: 'webhooks:read' },
      schema: {
        tags,
        summary: 'List deliveries, newest first; they are kept for 30 days',
        params,
        querystring: z.strictObject({ ...cursorQuery, status: z.enum(deliveryStatuses).optional() }),
        response: { 200: listOf(deliverySchema) },
      },
    },
    async ({ params: { id }, query: { cursor, limit, status } }) => {
      const beforeId = decodeIdCursor(cursor)
      if (!(await findSubscription(db, id))) throw new Refusal('webhook_not_found')
      const found = await listDeliveries(db, { subscriptionId: id, status, beforeId, limit })
      const last = found.length === limit ? found.at(-1) : undefined
      return { items: found.map(present), nextCursor: last ? encodeCursor([last.id]) : null }
    },
  )

  const replayed = { 202: z.object({ deliveries: z.number().int() }) }
  app.post(
    '/api/v1/webhooks/:id/replay',
    {
      config: { permission: webhookNeeds.replay },
      schema: {
        tags,
        summary: 'Deliver again everything since an instant, at most 10,000, oldest first',
        params,
        body: z.strictObject({
          since: instantSchema.transform((text) => new Date(text)),
        }),
        response: replayed,
      },
    },
    async (request, reply) => {
      const scope = { subscriptionId: request.params.id, since: request.body.since }
      const deliveries = await replayDeliveries(db, principalOf(request), scope, now())
      return reply.status(202).send({ deliveries })
    },
  )

  app.post(
    '/api/v1/webhooks/:id/deliveries/:deliveryId/replay',
    {
      config: { permission: webhookNeeds.replay },
      schema: {
        tags,
        summary: 'Deliver one event again',
        params: z.object({ id: idSchema, deliveryId: idSchema }),
        response: replayed,
      },
    },
    async (request, reply) => {
      const { id, deliveryId } = request.params
      const deliveries = await replayDeliveries(
        db,
        principalOf(request),
        { subscriptionId: id, deliveryId },
        now(),
      )
      return reply.status(202).send({ deliveries })
    },
  )
}

function present(delivery: Delivery) {
  return {
    id: delivery.id,
    event: delivery.event,
    status: delivery.status,
    attempts: delivery.attempts,
    nextAttemptAt: delivery.next_attempt_at?.toISOString() ?? null,
    responseStatus: delivery.response_status,
    error: delivery.last_error,
    createdAt: delivery.created_at.toISOString(),
    deliveredAt: delivery.delivered_at?.toISOString() ?? null,
    data: delivery.payload,
  }
}
