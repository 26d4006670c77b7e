import { z } from 'zod'
import {
  bilingualSchema,
  codeSchema,
  daySchema,
  lineOf,
  moneyJsonSchema,
  pageQuery,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { statementStatuses } from './domain/statement-status.js'
import { listedStatuses } from './statement-request-store.js'

const tokenSchema = z.string().min(1).max(200)

export const requestsQuery = z.strictObject({
  ...pageQuery,
  status: z.enum(listedStatuses).optional(),
  customerCode: codeSchema.optional(),
  search: lineOf(100).optional(),
  asOf: daySchema.optional(),
})

export const requestJson = z.object({
  id: z.string(),
  customerCode: z.string(),
  customerName: z.string(),
  from: z.string(),
  asOf: z.string(),
  way: z.enum(['mail', 'link']),
  recipient: z.string().nullable(),
  status: z.enum(statementStatuses),
  expired: z.boolean(),
  expiresAt: z.string(),
  closing: z.array(moneyJsonSchema),
  failure: bilingualSchema.nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  openedAt: z.string().nullable(),
  answeredAt: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredRole: z.string().nullable(),
  comment: z.string().nullable(),
  contentHash: z.string().nullable().describe('SHA-256 of the statement as it was shown'),
  allowed: z.array(z.enum(['resend', 'withdraw'])),
})

export const requestDetailJson = requestJson.extend({
  disputes: z.array(
    z.object({
      source: z.string(),
      type: z.string(),
      number: z.string(),
      itemNo: z.int(),
      open: moneyJsonSchema,
      claimed: moneyJsonSchema.nullable(),
      reason: z.string(),
    }),
  ),
  files: z.array(z.object({ id: z.string(), name: z.string(), size: z.int(), contentHash: z.string() })),
})

const period = {
  asOf: daySchema.optional().describe('Default: today'),
  from: daySchema.optional().describe('Default: three months before asOf'),
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  validDays: z.int().min(1).max(90).default(14).describe('How long the link works'),
}

export const mailBody = z.strictObject({
  ...period,
  customerCodes: z
    .array(codeSchema)
    .min(1)
    .max(500)
    .nullable()
    .describe('null: everybody who owes something, up to 5,000'),
})

export const linkBody = z.strictObject({ ...period, customerCode: codeSchema })

export const openBody = z.strictObject({ token: tokenSchema })

export const answerBody = z.strictObject({
  token: tokenSchema,
  name: lineOf(100).describe('Who answers'),
  role: lineOf(100).nullable().default(null),
  comment: reasonSchema.nullable().default(null),
  disputes: z
    .array(
      z.strictObject({
        source: codeSchema,
        type: z.string().max(40),
        number: codeSchema,
        itemNo: z.int().min(0).max(9999),
        claimed: z.string().max(40).nullable().default(null).describe('Decimal text; null: nothing said'),
        reason: reasonSchema,
      }),
    )
    .max(200)
    .default([])
    .refine(
      (lines) =>
        new Set(
          lines.map(({ source, type, number, itemNo }) => JSON.stringify([source, type, number, itemNo])),
        ).size === lines.length,
      'a line is named twice',
    )
    .describe('None: the statement is confirmed'),
})

const documentName = z.object({ source: z.string(), type: z.string(), number: z.string() })

export const linkedJson = z.object({
  status: z.enum(statementStatuses),
  language: z.enum(['zh-CN', 'en']),
  expiresAt: z.string(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
  organisation: z.string(),
  customerName: z.string(),
  from: z.string(),
  asOf: z.string(),
  statements: z.array(
    z.object({
      currency: z.string(),
      opening: moneyJsonSchema,
      movements: z.array(
        z.object({
          date: z.string(),
          document: documentName,
          amount: moneyJsonSchema,
          balance: moneyJsonSchema,
        }),
      ),
      closing: moneyJsonSchema,
      openItems: z.array(
        z.object({
          document: documentName.extend({ itemNo: z.int() }),
          kind: z.enum(['receivables', 'unapplied']),
          documentDate: z.string(),
          dueDate: z.string().nullable(),
          amount: moneyJsonSchema,
          open: moneyJsonSchema,
        }),
      ),
    }),
  ),
})
export type LinkedJson = z.input<typeof linkedJson>
