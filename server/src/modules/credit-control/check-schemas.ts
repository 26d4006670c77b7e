import { z } from 'zod'
import {
  bilingualSchema,
  codeSchema,
  daySchema,
  moneyJsonSchema,
  positiveMoneySchema,
} from '../../platform/http/schemas.js'
import type { Principal } from '../../kernel/access.js'
import type { CheckRequest } from './check-request.js'
import { checkpoints, reasonCodes } from './domain/rules.js'

export const checkedTypes = ['order', 'delivery', 'invoice'] as const
export const outcomes = ['approved', 'warned', 'held', 'rejected'] as const

export const checkBodySchema = z.strictObject({
  checkpoint: z.enum(checkpoints),
  customerCode: codeSchema,
  segment: codeSchema,
  document: z.strictObject({
    source: codeSchema,
    type: z.enum(checkedTypes),
    number: codeSchema,
    version: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
    orderNumber: codeSchema
      .optional()
      .describe('Order that a delivery or invoice belongs to: its release and recorded amount count'),
  }),
  amount: positiveMoneySchema,
  netDays: z.int().min(0).max(3650).optional(),
  shipDate: daySchema.optional(),
  reserve: z.boolean().default(true).describe('false asks without taking anything'),
})

export const reasonSchema = z.object({
  code: z.enum(reasonCodes),
  rule: z.string(),
  strength: z.enum(['warn', 'hold', 'block']),
  actual: z.string().nullable(),
  threshold: z.string().nullable(),
  unit: z.string().nullable(),
  message: bilingualSchema,
})

export const limitSchema = z
  .object({
    mode: z.enum(['none', 'unlimited', 'amount']),
    amount: z.string().nullable(),
    currency: z.string(),
    expired: z.boolean(),
    parts: z
      .array(
        z.object({
          kind: z.string(),
          amount: z.string(),
          validFrom: z.string(),
          validTo: z.string().nullable(),
        }),
      )
      .readonly(),
  })
  .describe(
    'Effective limit with its parts; the amount is null unless the mode is amount and a line is valid',
  )

export const decisionSchema = z.object({
  id: z.string(),
  outcome: z.enum(outcomes),
  checkpoint: z.enum(checkpoints),
  customerCode: z.string(),
  customerName: z.string().optional().describe('Where a stored decision is read'),
  segment: z.string(),
  document: z.object({ source: z.string(), type: z.string(), number: z.string(), version: z.number() }),
  amount: moneyJsonSchema,
  reserve: z.boolean(),
  trigger: z.enum(['check', 'document', 'release', 're-evaluation']),
  reasons: z.array(reasonSchema).readonly(),
  explanation: bilingualSchema,
  limit: limitSchema,
  exposureBefore: moneyJsonSchema.nullable(),
  exposureAfter: moneyJsonSchema.nullable().describe('Exposure once this decision has taken effect'),
  projectedExposure: moneyJsonSchema.nullable().describe('Exposure if the document were accepted'),
  available: moneyJsonSchema.nullable().describe('Room after this decision; null without a limit or a rate'),
  reservation: z.object({ id: z.string(), expiresAt: z.string() }).nullable(),
  hold: z.object({ id: z.string() }).nullable(),
  policyVersion: z.number(),
  submittedBy: z.string(),
  decidedAt: z.string(),
})

/** A check as its caller meant it. */
export function readCheck(body: z.output<typeof checkBodySchema>, caller: Principal): CheckRequest {
  const { document } = body
  return {
    checkpoint: body.checkpoint,
    customerCode: body.customerCode,
    segmentCode: body.segment,
    document: {
      source: document.source,
      type: document.type,
      number: document.number,
      version: BigInt(document.version),
      orderNumber: document.orderNumber ?? null,
    },
    amount: body.amount,
    netDays: body.netDays ?? null,
    shipOn: body.shipDate ?? null,
    reserve: body.reserve,
    trigger: 'check',
    submittedBy: caller.label,
    scope: caller.scope,
  }
}
