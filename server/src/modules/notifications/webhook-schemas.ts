import { z } from 'zod'
import { lineOf } from '../../platform/http/schemas.js'
import { webhookEvents } from './domain/webhook-events.js'

/** Which permission acts on a subscription need: the routes ask the same table. */
export const webhookNeeds = {
  edit: 'webhooks:write',
  delete: 'webhooks:write',
  replay: 'webhooks:write',
} as const
const webhookActs = ['edit', 'delete', 'replay'] as const

const urlSchema = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((text) => URL.canParse(text) && new URL(text).username === '', 'must not carry a user name')
  .describe('http or https; redirects are not followed')

const eventsSchema = z.array(z.enum(webhookEvents)).min(1).max(webhookEvents.length)

export const newSubscriptionSchema = z.strictObject({
  name: lineOf(100),
  url: urlSchema,
  events: eventsSchema,
  secret: lineOf(200).min(16).optional().describe('Signs the deliveries; made for you when left out'),
})

export const subscriptionChangeSchema = z.strictObject({
  name: lineOf(100).optional(),
  url: urlSchema.optional(),
  events: eventsSchema.optional(),
  active: z.boolean().optional(),
})

export const subscriptionSchema = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  events: z.array(z.enum(webhookEvents)),
  active: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  allowed: z.array(z.enum(webhookActs)).describe('What you may do with it'),
})

export const deliveryStatuses = ['pending', 'delivered', 'failed'] as const

export const deliverySchema = z.object({
  id: z.string().describe('X-Xinheng-Delivery'),
  event: z.enum(webhookEvents),
  status: z.enum(deliveryStatuses),
  attempts: z.number().int(),
  nextAttemptAt: z.string().nullable(),
  responseStatus: z.number().int().nullable(),
  error: z.string().nullable(),
  createdAt: z.string(),
  deliveredAt: z.string().nullable(),
  data: z.unknown(),
})
