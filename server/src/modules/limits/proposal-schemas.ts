import { z } from 'zod'
import { bilingualSchema, idSchema, reasonSchema } from '../../platform/http/schemas.js'
import { proposalFilter } from '../policy/policy-schemas.js'

/** Either named proposals or a filter over the open ones, and why. */
export const decisionBody = z
  .strictObject({
    ids: z.array(idSchema).min(1).max(5000).optional(),
    filter: z
      .strictObject(proposalFilter)
      .optional()
      .describe('Every open proposal that it finds; {} is all'),
    reason: reasonSchema,
  })
  .refine((body) => (body.ids === undefined) !== (body.filter === undefined), {
    message: 'give either ids or a filter',
    path: ['ids'],
  })

export type DecisionBody = z.output<typeof decisionBody>

const skipped = z.array(
  z.object({
    id: z.string(),
    customer: z.object({ code: z.string(), name: z.string() }).nullable().describe('null: unknown here'),
    code: z.string(),
    message: bilingualSchema,
  }),
)

export const acceptedAnswer = z.object({ accepted: z.int(), skipped })
export const rejectedAnswer = z.object({ rejected: z.int(), skipped })
