import { z } from 'zod'
import { bilingualSchema, moneyJsonSchema } from '../../platform/http/schemas.js'
import { reasonSchema } from './check-schemas.js'

const nullableText = z.string().nullable()

export const outlookSchema = z.object({
  outcome: z.enum(['approved', 'warned', 'held', 'rejected']).describe('What a check would answer now'),
  reasons: z.array(reasonSchema).readonly(),
  ways: z
    .array(
      z.object({
        steps: z.array(
          z.object({
            kind: z.string(),
            amount: moneyJsonSchema.nullable(),
            day: nullableText,
            text: bilingualSchema,
          }),
        ),
        text: bilingualSchema,
        certain: z.boolean().describe('false: the outcome cannot be foreseen, because a rate is missing'),
        byCustomer: z.boolean().describe('The customer can do it; otherwise the credit department must'),
      }),
    )
    .describe('Alternatives; all steps of one together let the order pass'),
  covered: moneyJsonSchema.describe('How much of the order money and limit cover now'),
  paid: moneyJsonSchema.describe('The part of it that receipts not yet applied pay for'),
  plain: z
    .object({
      stopped: bilingualSchema,
      why: bilingualSchema,
      customerCan: z.array(bilingualSchema).readonly(),
    })
    .describe('For sales: what is stopped, why, and what the customer can do'),
})

export const workSchema = z.object({
  assignee: nullableText,
  assignedBy: nullableText,
  assignedAt: nullableText,
  prepayment: z
    .object({
      amount: moneyJsonSchema,
      received: moneyJsonSchema,
      dueDate: z.string(),
      note: nullableText,
      status: z.enum(['open', 'received', 'withdrawn']),
      requestedBy: z.string(),
      requestedAt: z.string(),
      receivedAt: nullableText,
    })
    .nullable(),
  events: z.array(
    z.object({
      kind: z.string(),
      by: z.string(),
      at: z.string(),
      note: nullableText,
      concerned: z.array(z.string()).readonly(),
      amount: moneyJsonSchema.nullable(),
      day: nullableText,
    }),
  ),
})
