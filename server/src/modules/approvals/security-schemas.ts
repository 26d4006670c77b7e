import { z } from 'zod'
import { daySchema, moneyJsonSchema, positiveMoneySchema, reasonSchema } from '../../platform/http/schemas.js'
import { securityKinds } from './domain/conditions.js'
import { personSchema } from './flow-routes-schemas.js'

/** Security that an approval asks for, and what became of it. */
export const securityJson = z.object({
  stepId: z.string().describe('The approval that asks for it'),
  askedBy: personSchema,
  kind: z.enum(securityKinds),
  amount: moneyJsonSchema.nullable(),
  dueOn: z.string().describe('Last day on which it can be confirmed; then the approval lapses'),
  note: z.string().nullable(),
  status: z.enum(['awaited', 'confirmed', 'lapsed']),
  confirmed: z.object({ by: personSchema, at: z.string(), reference: z.string() }).nullable(),
})

/** Security as an approver asks for it. */
export const securityAsked = z
  .strictObject({
    kind: z.enum(securityKinds),
    amount: positiveMoneySchema.optional(),
    dueOn: daySchema,
    note: reasonSchema.optional(),
  })
  .describe('What was approved takes effect once somebody has confirmed that this is in place')
