import { z } from 'zod'
import {
  codeSchema,
  daySchema,
  idSchema,
  listOf,
  moneyJsonSchema,
  pageQuery,
} from '../../platform/http/schemas.js'
import { reasonSchema } from '../credit-control/check-schemas.js'
import { rulesDocumentSchema } from '../credit-control/rules-schemas.js'
import { grantedLines, policySchema } from '../policy/policy-schemas.js'
import { grades } from '../scoring/domain/grade-scale.js'
import { scorecardSchema } from '../scoring/scorecards-schemas.js'
import { fates } from './domain/check-effect.js'
import { accountSorts } from './simulated-account-store.js'

const kinds = ['policy', 'control-rules', 'scorecard'] as const
const outcomes = ['approved', 'warned', 'held', 'rejected'] as const

const periodSchema = z.strictObject({ from: daySchema, to: daySchema })

export const newSimulationBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('policy'),
    content: policySchema,
    period: periodSchema
      .optional()
      .describe('Past orders to decide again; left out: only the book as it stands'),
  }),
  z.strictObject({
    kind: z.literal('control-rules'),
    content: rulesDocumentSchema,
    period: periodSchema.optional().describe('Past orders to decide again'),
  }),
  z.strictObject({ kind: z.literal('scorecard'), content: scorecardSchema }),
])

export const simulationParams = z.strictObject({ id: idSchema })
export const simulationsQuery = z.strictObject({ kind: z.enum(kinds) })

const sideJson = z.object({
  limit: moneyJsonSchema,
  expectedLoss: moneyJsonSchema.describe('Of a year: PD × exposure at default × LGD'),
  overLimit: moneyJsonSchema.describe('By how much exposure stands above the limits'),
  accountsOverLimit: z.int(),
})

const effectShape = {
  accounts: z.int(),
  raised: z.int(),
  cut: z.int(),
  terms: z.int().describe('Same limit, other terms'),
  withoutRate: z.int().describe('Left out of the amounts for want of an exchange rate'),
  exposure: moneyJsonSchema,
  before: sideJson,
  after: sideJson,
}
const effectLine = z.object({ key: z.string(), ...effectShape })

const wayJson = z.object({
  count: z.int(),
  amount: moneyJsonSchema,
  loss: moneyJsonSchema.describe('Written off, or open and more than 90 days past due, of these orders'),
  lines: z.array(
    z.object({ became: z.enum(fates), count: z.int(), amount: moneyJsonSchema, loss: moneyJsonSchema }),
  ),
})

/** The summary of a simulation that is done. */
export const summarySchema = z.object({
  currency: z.string(),
  book: z
    .object({
      total: z.object(effectShape),
      byGrade: z.array(effectLine),
      bySegment: z.array(effectLine),
      byClass: z
        .array(effectLine)
        .optional()
        .describe('Customer classes of the changed policy; an empty key: customers of no class'),
    })
    .nullable(),
  checks: z
    .object({
      checked: z.int(),
      withoutRate: z.int(),
      warned: z.int().describe('Pass as before, but with another answer'),
      stopped: wayJson.describe('Passed, and would be held or rejected'),
      freed: wayJson.describe('Were held or rejected, and would pass'),
    })
    .nullable(),
})

export const simulationHeadJson = z.object({
  id: z.string(),
  kind: z.enum(kinds),
  baseVersion: z.int(),
  period: z.object({ from: z.string(), to: z.string() }).nullable(),
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  done: z.int(),
  total: z.int().nullable(),
  failure: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  finishedAt: z.string().nullable(),
  summary: summarySchema.nullable(),
})

export const simulationsAnswer = listOf(simulationHeadJson)

export const accountsQuery = z.strictObject({
  change: z.enum(['raised', 'cut', 'terms']).optional(),
  grade: z.enum(grades).optional(),
  segment: codeSchema.optional(),
  sort: z.enum(accountSorts).default('difference'),
  ...pageQuery,
})

const grantJson = z.object({ limit: moneyJsonSchema, netDays: z.int(), grantedLines })

export const accountsAnswer = listOf(
  z.object({
    customerCode: z.string(),
    customerName: z.string(),
    segment: z.string(),
    grade: z.string(),
    gradeAfter: z.string().describe('Another one where a scorecard is tried'),
    change: z.enum(['raised', 'cut', 'terms']),
    now: z.object({ limit: moneyJsonSchema.nullable(), netDays: z.int().nullable() }).describe('In force'),
    before: grantJson.describe('By the policy in force'),
    after: grantJson.describe('By the changed policy'),
    exposure: moneyJsonSchema.nullable(),
    expectedLossBefore: moneyJsonSchema.nullable(),
    expectedLossAfter: moneyJsonSchema.nullable(),
  }),
)

export const checksQuery = z.strictObject({
  way: z.enum(['stopped', 'freed', 'other']).optional(),
  became: z.enum(fates).optional(),
  ...pageQuery,
})

export const checksAnswer = listOf(
  z.object({
    decisionId: z.string(),
    document: z.string(),
    customerCode: z.string(),
    customerName: z.string(),
    segment: z.string(),
    decidedAt: z.string(),
    amount: moneyJsonSchema,
    before: z.enum(outcomes),
    after: z.enum(outcomes),
    reasons: z.array(reasonSchema).readonly(),
    became: z.enum(fates),
    loss: moneyJsonSchema.nullable().describe('In the base currency'),
  }),
)
