import { z } from 'zod'
import {
  bilingualSchema,
  codeSchema,
  positiveMoneySchema,
  reasonSchema,
  versionFrom,
} from '../../platform/http/schemas.js'
import { expressionSchema, flowSchema } from './flow-schemas.js'

export const personSchema = z.object({ username: z.string(), displayName: z.string() })

/** What may be decided by approval, and the fields that its flows may test. */
export const subjectsAnswer = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      name: bilingualSchema,
      fields: z.array(
        z.object({
          key: z.string(),
          name: bilingualSchema,
          type: z.enum(['amount', 'number', 'text', 'choice', 'flag']),
          choices: z.array(z.string()).readonly().optional(),
        }),
      ),
      actions: z.array(
        z.object({
          key: z.string(),
          name: bilingualSchema,
          asksDays: z.boolean().describe('The flow must say for how many days'),
        }),
      ),
      conditions: z
        .object({ amount: z.boolean(), validity: z.boolean(), security: z.boolean() })
        .describe('In which ways a request of this subject may be approved conditionally'),
      hasAmount: z.boolean().describe('Nodes by authority are possible'),
      hasOwner: z.boolean().describe('Nodes by the manager of the customer owner are possible'),
    }),
  ),
})

export const flowItem = z.object({
  code: z.string(),
  subject: z.string(),
  name: bilingualSchema,
  priority: z
    .number()
    .describe('Of several flows of a subject the first whose start condition holds is taken'),
  active: z.boolean(),
  startWhen: expressionSchema.nullable(),
  version: z.number().nullable().describe('The published version; null: never published'),
  publishedAt: z.string().nullable(),
  publishedBy: z.string().nullable(),
  hasDraft: z.boolean(),
  running: z.number().describe('Cases that run on any version'),
  runningOnOld: z.number().describe('Cases that run on a version before the published one'),
  allowed: z.array(z.enum(['edit', 'publish', 'switch'])).describe('What you may do with it'),
})

const versionItem = z.object({
  version: z.number(),
  publishedAt: z.string(),
  publishedBy: z.string(),
  note: z.string().nullable(),
  running: z.number(),
})

export const flowAnswer = flowItem
  .extend({
    content: flowSchema.nullable().describe('The published version'),
    draft: z
      .object({
        content: flowSchema,
        revision: z.number(),
        savedAt: z.string(),
        savedBy: z.string(),
      })
      .nullable(),
    versions: z.array(versionItem),
  })
  .meta({ id: 'ApprovalFlowAnswer' })

export const versionAnswer = versionItem.extend({ content: flowSchema })

export const newFlowBody = z.strictObject({ code: codeSchema, content: flowSchema })

export const draftBody = z.strictObject({
  content: flowSchema,
  revision: versionFrom(0).describe(
    'The revision that was edited: a draft saved meanwhile by somebody else is 409',
  ),
})

export const settingsBody = z.strictObject({
  priority: z.int().min(0).max(10_000).optional(),
  active: z.boolean().optional(),
})

export const publishBody = z.strictObject({ revision: versionFrom(0), note: reasonSchema.optional() })

export const faultSchema = z.object({
  code: z.string(),
  nodeId: z.string().nullable(),
  edgeId: z.string().nullable(),
  message: bilingualSchema,
})

export const validateBody = z.strictObject({ content: flowSchema })

export const validateAnswer = z.object({ faults: z.array(faultSchema) })

export const simulateBody = z.strictObject({
  content: flowSchema,
  sample: z.strictObject({
    submitter: codeSchema.describe('Username'),
    owner: codeSchema.nullable().optional().describe('Username of the salesperson who owns the customer'),
    amount: positiveMoneySchema.optional(),
    segment: codeSchema.optional(),
    fields: z.record(codeSchema, z.union([z.string().max(200), z.boolean(), z.null()])),
  }),
})

export const simulateAnswer = z.object({
  faults: z.array(faultSchema),
  outcome: z.enum(['approved', 'rejected']).nullable().describe('null: somewhere nobody can decide'),
  visited: z.array(
    z.object({
      nodeId: z.string(),
      name: bilingualSchema,
      kind: z.string(),
      branch: z.string().nullable().describe('Branch that a condition takes'),
      stages: z
        .array(z.array(personSchema.extend({ onBehalfOf: z.string().nullable() })))
        .describe('Who is asked: one list per level, one level after the other'),
      fallback: z.boolean().describe('The node itself finds nobody; the fallback decides'),
      dueAt: z.string().nullable().describe('Time limit if the case entered the node now'),
    }),
  ),
})
