import { z } from 'zod'
import { codeSchema, lineOf } from '../../platform/http/schemas.js'
import { NODES_MAX, operators } from './domain/flow.js'

const nodeId = lineOf(64)
const text = z.strictObject({ zh: lineOf(100), en: lineOf(100) })
const position = z.strictObject({ x: z.number().min(-1e6).max(1e6), y: z.number().min(-1e6).max(1e6) })
const hours = z.number().min(0.5).max(2_000)

const fieldTestSchema = z.strictObject({
  field: codeSchema,
  operator: z.enum(operators),
  value: z.union([z.string().max(200), z.boolean(), z.array(z.string().max(200)).min(1).max(200).readonly()]),
})

export const expressionSchema = z.strictObject({
  match: z.enum(['all', 'any']),
  tests: z.array(fieldTestSchema).min(1).max(20).readonly(),
})

export const approverSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('role'), role: codeSchema }),
  z.strictObject({ kind: z.literal('position'), position: codeSchema }),
  z.strictObject({ kind: z.literal('managerChain'), levels: z.int().min(1).max(10) }),
  z.strictObject({ kind: z.literal('ownerManager') }),
  z.strictObject({ kind: z.literal('named'), usernames: z.array(codeSchema).min(1).max(50).readonly() }),
  z.strictObject({ kind: z.literal('authority') }),
])

const modeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('any') }),
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('nOf'), needed: z.int().min(1).max(50) }),
  z.strictObject({ kind: z.literal('veto'), needed: z.int().min(1).max(50) }),
])

const timeLimitSchema = z.strictObject({
  workingHours: hours,
  remindBefore: hours.nullable(),
  onTimeout: z.enum(['remind', 'escalate', 'reject']),
  escalateTo: approverSchema.nullable(),
})

const allowSchema = z.strictObject({
  return: z.boolean(),
  addSigner: z.boolean(),
  delegate: z.boolean(),
  conditional: z.boolean(),
})

const base = { id: nodeId, name: text, position }
const approvers = z.array(approverSchema).min(1).max(20).readonly()

const nodeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.literal('start') }),
  z.strictObject({
    ...base,
    kind: z.literal('approve'),
    mode: modeSchema,
    approvers,
    timeLimit: timeLimitSchema.nullable(),
    allow: allowSchema,
  }),
  z.strictObject({
    ...base,
    kind: z.literal('condition'),
    branches: z
      .array(z.strictObject({ id: nodeId, name: text, when: expressionSchema.nullable() }))
      .min(2)
      .max(20)
      .readonly(),
  }),
  z.strictObject({ ...base, kind: z.literal('parallel') }),
  z.strictObject({ ...base, kind: z.literal('join') }),
  z.strictObject({ ...base, kind: z.literal('notify'), recipients: approvers }),
  z.strictObject({
    ...base,
    kind: z.literal('action'),
    action: codeSchema,
    days: z.int().min(1).max(3_650).optional(),
  }),
  z.strictObject({ ...base, kind: z.literal('end'), outcome: z.enum(['approved', 'rejected']) }),
])

/** The schema of a flow document, the same for drafts, publishing and answering. */
export const flowSchema = z
  .strictObject({
    name: text,
    subject: codeSchema,
    startWhen: expressionSchema.nullable(),
    fallback: approverSchema,
    repeatedSigner: z
      .enum(['consecutive', 'always', 'ask'])
      .optional()
      .describe('Whether somebody who has approved already is asked again; left out: consecutive'),
    nodes: z.array(nodeSchema).min(1).max(NODES_MAX).readonly(),
    edges: z
      .array(z.strictObject({ id: nodeId, from: nodeId, to: nodeId, branch: nodeId.optional() }))
      .max(NODES_MAX * 4)
      .readonly(),
  })
  .meta({ id: 'ApprovalFlow' })
