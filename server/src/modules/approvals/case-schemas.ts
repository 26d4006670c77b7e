import { z } from 'zod'
import {
  bilingualSchema,
  codeSchema,
  cursorQuery,
  daySchema,
  flagSchema,
  idSchema,
  lineOf,
  listOf,
  moneyJsonSchema,
  positiveMoneySchema,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { personSchema } from './flow-routes-schemas.js'
import { flowSchema } from './flow-schemas.js'
import { securityAsked, securityJson } from './security-schemas.js'

export const caseStatuses = ['running', 'approved', 'rejected', 'withdrawn', 'void'] as const
export const stepStatuses = [
  'waiting',
  'open',
  'approved',
  'rejected',
  'returned',
  'delegated',
  'escalated',
  'superseded',
] as const

/** A value shown to an approver, with enough type to format it. */
export const shownSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('money'), money: moneyJsonSchema }),
    z.object({ kind: z.literal('text'), text: bilingualSchema }),
    z.object({ kind: z.literal('number'), value: z.string(), unit: z.string().nullable() }),
    z.object({ kind: z.literal('day'), day: z.string() }),
    z.object({ kind: z.literal('instant'), at: z.string() }),
    z.object({ kind: z.literal('none') }),
  ])
  .meta({ id: 'ApprovalValue' })

const rowSchema = z.object({ key: z.string(), label: bilingualSchema, value: shownSchema })

const conditionsJson = z.object({
  amount: moneyJsonSchema.nullable(),
  validUntil: z.string().nullable(),
  securities: z.array(securityJson),
})

const stepSchema = z.object({
  id: z.string(),
  assignee: personSchema,
  onBehalfOf: z.string().nullable().describe('The absent person whom the assignee stands in for'),
  kind: z.enum(['approver', 'deputy', 'delegate', 'added', 'escalation', 'assigned', 'revision']),
  status: z.enum(stepStatuses),
  stage: z.number().describe('Level of a chain, from 0'),
  openedAt: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  comment: z.string().nullable(),
  conditions: conditionsJson.nullable(),
  earlierStepId: z
    .string()
    .nullable()
    .describe(
      'The same person had approved already: this was approved by that decision, without asking again',
    ),
  workingMinutes: z.number().nullable().describe('From opening to decision, in working time'),
})

const visitSchema = z.object({
  id: z.string(),
  nodeId: z.string(),
  name: bilingualSchema,
  kind: z.string(),
  status: z.enum(['active', 'passed', 'rejected', 'returned', 'cancelled', 'expired']),
  round: z.number().describe('1 for the first time at this node'),
  enteredAt: z.string(),
  dueAt: z.string().nullable(),
  overdue: z.boolean(),
  leftAt: z.string().nullable(),
  unassigned: z.boolean().describe('Nobody can decide here until somebody is assigned'),
  steps: z.array(stepSchema),
})

const eventSchema = z.object({
  id: z.string(),
  at: z.string(),
  actor: personSchema,
  kind: z.string(),
  nodeId: z.string().nullable(),
  comment: z.string().nullable(),
  mentions: z.array(personSchema),
  attachments: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
  detail: z.record(z.string(), z.unknown()),
})

export const caseItem = z.object({
  id: z.string(),
  number: z.string().describe('AP-000123'),
  subject: z.string(),
  title: bilingualSchema,
  status: z.enum(caseStatuses),
  submitter: personSchema,
  submittedAt: z.string(),
  closedAt: z.string().nullable(),
  customer: z.object({ code: z.string(), name: z.string() }).nullable(),
  segment: z.string().nullable(),
  amount: moneyJsonSchema.nullable(),
  objectId: z.string().describe('Id of what is decided on, as its own address has it'),
  waitingFor: z.array(personSchema),
  dueAt: z.string().nullable(),
  overdue: z.boolean(),
})

export const inboxItem = caseItem.extend({
  stepId: z
    .string()
    .nullable()
    .describe('The step that waits for the reader (to do), or was decided by them (done)'),
  nodeName: bilingualSchema.nullable(),
  openedAt: z.string().nullable().describe('When it came to the reader'),
  decision: z.enum(stepStatuses).nullable(),
  read: z.boolean().describe('Copied cases: whether the reader has opened it'),
})

const bucketSchema = z.object({
  from: z.number().nullable(),
  to: z.number().nullable(),
  amount: moneyJsonSchema,
})

const figureSchema = z.object({
  key: z.string(),
  label: bilingualSchema,
  before: shownSchema,
  now: shownSchema,
})

/** Everything that an approver should know, as it is now; of an ended case as it was then. Parts that a subject does not have are null or empty. */
export const dossierSchema = z.object({
  request: z.array(rowSchema),
  customer: z
    .object({
      code: z.string(),
      name: z.string(),
      owner: personSchema.nullable(),
      industry: z.string().nullable(),
      status: z.string(),
    })
    .nullable(),
  credit: z
    .object({
      limit: moneyJsonSchema.nullable().describe('null: none or unlimited; see limitMode'),
      limitMode: z.enum(['none', 'unlimited', 'amount', 'expired']),
      exposure: moneyJsonSchema,
      available: moneyJsonSchema.nullable(),
      overdue: moneyJsonSchema,
      oldestDays: z.number(),
      netDays: z.number().nullable(),
    })
    .nullable(),
  aging: z
    .object({ notDue: moneyJsonSchema, buckets: z.array(bucketSchema), total: moneyJsonSchema })
    .nullable(),
  rating: z
    .object({
      grade: z.string(),
      score: z.string(),
      ratedAt: z.string(),
      reasons: z.array(bilingualSchema),
      override: z.object({ grade: z.string(), until: z.string(), reason: z.string() }).nullable(),
    })
    .nullable(),
  reasons: z.array(bilingualSchema).describe('Why the order is held, or how the limit was computed'),
  revision: z
    .array(
      z.object({
        part: bilingualSchema,
        field: bilingualSchema,
        before: bilingualSchema.nullable(),
        after: bilingualSchema.nullable(),
      }),
    )
    .describe('Of a document to be published: what differs from the one it replaces'),
  figures: z.array(figureSchema).describe('Every figure kept on submission, beside what it is now'),
  changes: z.array(figureSchema).describe('The figures that are not the same any more'),
  asOf: z.string().describe('When these figures were read: now, or when the case ended'),
  decisions: z.array(
    z.object({
      caseId: z.string(),
      number: z.string(),
      subject: z.string(),
      title: bilingualSchema,
      status: z.enum(caseStatuses),
      amount: moneyJsonSchema.nullable(),
      closedAt: z.string(),
      decidedBy: personSchema.nullable(),
      comment: z.string().nullable(),
    }),
  ),
  releases: z.array(
    z.object({
      holdId: z.string(),
      documentNumber: z.string(),
      amount: moneyJsonSchema,
      releasedBy: personSchema,
      releasedAt: z.string(),
      became: z.enum(['open', 'paid', 'paid-late', 'overdue', 'loss', 'not-billed']),
      openAmount: moneyJsonSchema,
      daysLate: z.number().nullable(),
    }),
  ),
})

export const caseAnswer = caseItem
  .extend({
    reason: z.string().nullable(),
    conditions: conditionsJson.nullable().describe('Under which the approvals so far were given'),
    flow: z.object({
      code: z.string(),
      version: z.number(),
      name: bilingualSchema,
      newest: z.boolean().describe('false: the flow has been changed since; this case keeps its version'),
      content: flowSchema,
    }),
    waitsForSecurity: z
      .boolean()
      .describe('Everybody has signed; it takes effect once the security is confirmed'),
    path: z.array(visitSchema),
    ahead: z.array(z.object({ nodeId: z.string(), name: bilingualSchema, people: z.array(personSchema) })),
    events: z.array(eventSchema),
    mine: z.object({
      stepId: z.string().nullable(),
      actions: z.array(
        z.enum([
          'approve',
          'reject',
          'return',
          'add-signer',
          'delegate',
          'conditional',
          'withdraw',
          'resubmit',
          'urge',
          'comment',
          'assign',
          'confirm-security',
        ]),
      ),
      returnTo: z.array(z.object({ nodeId: z.string(), name: bilingualSchema })),
      conditions: z.object({ amount: z.boolean(), validity: z.boolean(), security: z.boolean() }),
      urgeAgainAt: z.string().nullable(),
    }),
    dossier: dossierSchema,
  })
  .meta({ id: 'ApprovalCase' })

const comment = reasonSchema.optional()
const attachments = z.array(idSchema).max(10).readonly().optional()
const stepId = idSchema.describe('The step as the reader saw it: a step decided meanwhile is 409')

/** One action on a case. */
export const actionBody = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('approve'),
    stepId,
    comment,
    attachments,
    conditions: z
      .strictObject({
        amount: positiveMoneySchema.optional(),
        validUntil: daySchema.optional(),
        security: securityAsked.optional(),
      })
      .optional(),
  }),
  z.strictObject({ action: z.literal('reject'), stepId, comment: reasonSchema, attachments }),
  z.strictObject({
    action: z.literal('return'),
    stepId,
    toNodeId: lineOf(64),
    comment: reasonSchema,
    attachments,
  }),
  z.strictObject({
    action: z.literal('add-signer'),
    stepId,
    username: codeSchema,
    when: z.enum(['before', 'after']).describe('after: approves at once, the added person has the last word'),
    comment,
  }),
  z.strictObject({ action: z.literal('delegate'), stepId, username: codeSchema, comment }),
  z.strictObject({ action: z.literal('resubmit'), stepId, comment: reasonSchema, attachments }),
  z.strictObject({
    action: z.literal('confirm-security'),
    stepId: idSchema.describe('The approval that asks for the security'),
    reference: lineOf(200).describe('Number of the contract, receipt or register entry that proves it'),
    comment,
    attachments,
  }),
  z.strictObject({ action: z.literal('withdraw'), comment }),
  z.strictObject({ action: z.literal('urge'), comment }),
  z.strictObject({
    action: z.literal('comment'),
    comment: reasonSchema,
    mentions: z.array(codeSchema).max(20).readonly().optional(),
    attachments,
  }),
  z.strictObject({
    action: z.literal('assign'),
    visitId: idSchema,
    username: codeSchema,
    comment: reasonSchema,
  }),
])

export const casesQuery = z.strictObject({
  ...cursorQuery,
  subject: codeSchema.optional(),
  status: z.enum(caseStatuses).optional(),
  customerCode: codeSchema.optional(),
  submitter: codeSchema.optional(),
  objectId: codeSchema.optional(),
  overdue: flagSchema.optional().describe('true: past a time limit, or nobody can decide'),
})

export const awaitedQuery = z.strictObject(cursorQuery)

export const casesAnswer = listOf(caseItem)

export const inboxQuery = z.strictObject({
  ...cursorQuery,
  box: z.enum(['todo', 'done', 'started', 'copied']).default('todo'),
  subject: codeSchema.optional(),
  status: z.enum(caseStatuses).optional(),
  overdue: flagSchema.optional(),
  search: lineOf(100).optional(),
})

export const inboxAnswer = listOf(inboxItem)

export const countsAnswer = z.object({
  todo: z.number(),
  overdue: z.number(),
  copiedUnread: z.number(),
  startedRunning: z.number(),
})

export const batchBody = z.strictObject({
  decision: z.enum(['approve', 'reject']),
  comment: reasonSchema,
  steps: z
    .array(z.strictObject({ caseId: idSchema, stepId: idSchema }))
    .min(1)
    .max(100)
    .readonly(),
})

export const batchAnswer = z.object({
  decided: z.number(),
  failed: z.array(z.object({ caseId: z.string(), code: z.string(), message: bilingualSchema })),
})

export const statisticsQuery = z.strictObject({
  from: daySchema,
  to: daySchema,
  by: z.enum(['flow', 'node', 'person']).default('flow'),
  subject: codeSchema.optional(),
})

export const statisticsAnswer = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      name: bilingualSchema,
      subject: z.string().nullable(),
      decided: z.number(),
      approved: z.number(),
      rejected: z.number(),
      returned: z.number(),
      waiting: z.number(),
      late: z.number().describe('Decided or waiting past the time limit'),
      medianMinutes: z.number().nullable().describe('Working time to a decision'),
      p90Minutes: z.number().nullable(),
    }),
  ),
})
