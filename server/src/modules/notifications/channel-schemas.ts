import { z } from 'zod'
import { bilingualSchema, lineOf } from '../../platform/http/schemas.js'
import { notificationKindNames } from './domain/notification-kinds.js'

export const kindSchema = z.enum(notificationKindNames)
export const localeSchema = z.enum(['zh-CN', 'en'])
const kindsSchema = z.array(kindSchema).min(1).max(notificationKindNames.length)

const urlSchema = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((text) => URL.canParse(text) && new URL(text).username === '', 'must not carry a user name')

export const mailServerSchema = z.object({
  host: z.string(),
  port: z.number().int(),
  security: z.enum(['tls', 'starttls', 'none']),
  username: z.string().nullable(),
  from: z.string(),
  active: z.boolean(),
  hasPassword: z.boolean(),
})

export const mailServerDraftSchema = z.strictObject({
  host: lineOf(253).regex(/^[A-Za-z0-9.:-]+$/, 'a host name or an address'),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']).describe('tls: from the first byte; starttls: required'),
  username: lineOf(200).nullable(),
  password: lineOf(500).nullable().optional().describe('Left out: as it was'),
  from: lineOf(300).regex(
    /^(?:[^<>]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
    'an address, or Name <address>',
  ),
  active: z.boolean(),
})

export const robotSchema = z.object({
  id: z.string(),
  provider: z.enum(['wecom', 'dingtalk', 'feishu']),
  name: z.string(),
  kinds: z.array(kindSchema),
  locale: localeSchema,
  host: z.string().describe('Of the address; the rest of it is a secret'),
  signed: z.boolean(),
  active: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
})

export const newRobotSchema = z.strictObject({
  provider: z.enum(['wecom', 'dingtalk', 'feishu']),
  name: lineOf(100),
  kinds: kindsSchema,
  locale: localeSchema,
  url: urlSchema.describe('The whole webhook address as the provider shows it'),
  secret: lineOf(200).nullable().default(null).describe('Signing secret of DingTalk and Feishu robots'),
})

export const robotChangeSchema = z.strictObject({
  name: lineOf(100).optional(),
  kinds: kindsSchema.optional(),
  locale: localeSchema.optional(),
  url: urlSchema.optional(),
  secret: lineOf(200).nullable().optional(),
  active: z.boolean().optional(),
})

/** What the other side answered to a test, in words. */
export const trySchema = z.object({
  outcome: z.enum(['sent', 'retry', 'rejected']),
  code: z.string(),
  reason: bilingualSchema.nullable(),
})

export const messageStatuses = ['waiting', 'pending', 'sending', 'delivered', 'digested', 'failed'] as const

export const messageSchema = z.object({
  id: z.string().describe('The message id'),
  channel: z.enum(['email', 'robot']),
  target: z.string().nullable().describe('Username or name of the robot'),
  kind: z.string(),
  status: z.enum(messageStatuses),
  attempts: z.number().int(),
  nextAttemptAt: z.string().nullable(),
  recipient: z.string().nullable(),
  title: z.string().nullable().describe('As it was sent'),
  body: z.string().nullable(),
  code: z.string().nullable().describe('Code of the last answer'),
  error: bilingualSchema.nullable(),
  createdAt: z.string(),
  deliveredAt: z.string().nullable(),
})

const modes = z.enum(['now', 'digest', 'off'])
const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM')

const quietSchema = z.strictObject({ from: timeSchema, until: timeSchema })

export const preferencesSchema = z.object({
  kinds: z.array(
    z.object({
      kind: kindSchema,
      group: z.string(),
      name: bilingualSchema,
      needed: z.boolean().describe('Always in the inbox'),
      app: z.boolean(),
      email: modes,
    }),
  ),
  quiet: quietSchema.nullable(),
  quietDays: z.boolean(),
  digestAt: timeSchema,
  email: z.string().nullable().describe('Where mail goes; null: no address on record'),
  mailAvailable: z.boolean().describe('Whether the installation has a mail server'),
})

export const preferencesDraftSchema = z.strictObject({
  kinds: z
    .array(z.strictObject({ kind: kindSchema, app: z.boolean(), email: modes }))
    .max(notificationKindNames.length),
  quiet: quietSchema.nullable(),
  quietDays: z.boolean(),
  digestAt: timeSchema,
})

/** Text of several lines, as templates are. */
export const templateText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/\S/, 'must not be blank')
    .regex(/^[^\u0000]*$/, 'NUL is not allowed')

export const textSchema = z.object({ title: z.string(), body: z.string() })

export const templateSchema = z.object({
  kind: kindSchema,
  locale: localeSchema,
  version: z.number().int().describe('0: the text of the program, never changed'),
  changed: z.boolean().describe('Whether it differs from the text of the program'),
  title: z.string(),
  body: z.string(),
  standard: textSchema,
})
