import { z } from 'zod'
import { permissions } from '../../kernel/access.js'
import {
  instantSchema,
  lineOf,
  moneyJsonSchema,
  nonNegativeMoneySchema,
} from '../../platform/http/schemas.js'
import { PASSWORD_LENGTH_MAX } from './domain/password-rule.js'

export const usernameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{1,63}$/, 'lower-case letters, digits, dot, dash and underscore; 2 to 64')

/** Any text; whether it is good enough is decided by the password rule. */
export const passwordSchema = z.string().min(1).max(PASSWORD_LENGTH_MAX)

/** Code of a role: one of the built-in ones, or of one made here. */
export const roleCodeSchema = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)

export const emailSchema = z.email().max(254)

export const phoneSchema = z.string().regex(/^[0-9+() -]{5,30}$/, 'digits, spaces, +, - and brackets')

export const localeSchema = z.enum(['zh-CN', 'en'])

export const sessionSchema = z.object({
  user: z.object({
    username: z.string(),
    displayName: z.string(),
    role: z.string(),
    permissions: z.array(z.string()),
    locale: localeSchema,
    secondFactor: z
      .enum(['on', 'off', 'required'])
      .describe('required: nothing else is allowed before it is set up'),
  }),
  csrfToken: z.string().describe('To be sent as X-CSRF-Token with every write of this session'),
})

export const authoritySchema = z
  .union([z.enum(['none', 'unlimited']), nonNegativeMoneySchema])
  .describe('Largest order that the person may release from a hold')
  .transform((value) => (value === 'none' ? null : value))

export const userSchema = z.object({
  username: z.string(),
  displayName: z.string(),
  role: z.string().describe('Code of the main role'),
  locale: localeSchema,
  email: z.string().nullable(),
  phone: z.string().nullable(),
  releaseAuthority: z.union([z.enum(['none', 'unlimited']), moneyJsonSchema]),
  active: z.boolean(),
  lockedAt: z.string().nullable().describe('Since when too many wrong passwords keep the person out'),
  createdAt: z.string(),
  updatedAt: z.string(),
  allowed: z.array(z.enum(['edit', 'assignRoles', 'showPhone'])).describe('What you may do with the user'),
})

export const newUserSchema = z.strictObject({
  username: usernameSchema,
  displayName: lineOf(100),
  role: roleCodeSchema,
  email: emailSchema.nullable().optional(),
  phone: phoneSchema.nullable().optional(),
  locale: localeSchema.default('zh-CN'),
  releaseAuthority: authoritySchema.default(null),
  password: passwordSchema,
})

export const userChangeSchema = z.strictObject({
  displayName: lineOf(100).optional(),
  role: roleCodeSchema.optional(),
  email: emailSchema.nullable().optional(),
  phone: phoneSchema.nullable().optional(),
  locale: localeSchema.optional(),
  releaseAuthority: authoritySchema.optional(),
  active: z.boolean().optional(),
  password: passwordSchema.optional(),
})

export const newApiKeySchema = z.strictObject({
  name: lineOf(100),
  scopes: z
    .array(z.enum([...permissions, '*']))
    .min(1)
    .max(100),
  expiresAt: instantSchema
    .transform((text) => new Date(text))
    .nullable()
    .default(null),
})

export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string().describe('The first characters of the key'),
  scopes: z.array(z.string()),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  allowed: z.array(z.enum(['revoke'])).describe('What you may do with it'),
})
