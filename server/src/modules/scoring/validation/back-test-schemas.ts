import { z } from 'zod'
import { bilingualSchema, daySchema, listOf } from '../../../platform/http/schemas.js'
import { grades } from '../domain/grade-scale.js'
import { runStatuses } from './validation-run-store.js'

export const badSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('overdue'),
    days: z.int().min(1).max(365).describe('An instalment is open for more days than this after it was due'),
  }),
  z.strictObject({ kind: z.literal('write-off') }),
])

const period = z.strictObject({ from: daySchema, to: daySchema })

export const horizon = z.int().min(1).max(36).describe('Months after the rating that are looked at')

export const backTestBody = z.strictObject({
  from: daySchema.describe('First day of the ratings'),
  to: daySchema.describe('Last day of the ratings'),
  horizonMonths: horizon.default(12),
  bad: badSchema.default({ kind: 'overdue', days: 90 }),
  sampling: z
    .enum(['month-ends', 'all'])
    .default('month-ends')
    .describe('The last rating of each customer at each month end, or every rating on its own day'),
  retrospective: z
    .boolean()
    .default(true)
    .describe('Whether ratings count that were made afterwards from what was known then'),
  migration: period.optional().describe('Days between which grades move; default: from, and today'),
})

const maybe = z.number().nullable()
const count = z.int()
const interval = z.array(z.number()).nullable().describe('95 %')

export const figuresJson = z.object({
  ...{ cases: count, customers: count, bad: count, badRate: maybe },
  ...{ auc: maybe, aucStandardError: maybe, aucInterval: interval, gini: maybe, ks: maybe, brier: maybe },
  hosmerLemeshow: z.object({ chi2: z.number(), df: count, pValue: z.number() }).nullable(),
  calibration: z.object({ intercept: z.number(), slope: z.number() }).nullable(),
  observedToExpected: maybe.describe('Bad cases over those that were foretold'),
})

const lineJson = z.object({
  name: z.string().describe('A grade; for models the number of a fifth of rising risk'),
  ...{ cases: count, bad: count, rate: maybe, interval, expected: maybe },
  verdict: z.enum(['as-expected', 'worse', 'better']).nullable(),
})

const section = z.object({
  figures: figuresJson,
  lines: z.array(lineJson),
  ordered: z.boolean().describe('The observed rate never falls from a better line to a worse one'),
})

const segmentJson = z.object({
  name: z.string().nullable().describe('null: not known, or the small ones together'),
  ...{ cases: count, bad: count, rate: z.number(), interval, auc: maybe, aucStandardError: maybe },
})

const grade = z.enum(grades).nullable()

export const backTestResult = z.object({
  leftOut: z.object({
    already: count.describe('Ratings of customers that were bad on the day'),
    nothingDue: count.describe('Ratings of customers to whom nothing fell due'),
  }),
  retrospective: count,
  overall: section,
  versions: z.array(section.extend({ version: count })),
  models: z.array(section.extend({ modelId: z.string(), name: z.string(), version: count })),
  segments: z.object({ industry: z.array(segmentJson), region: z.array(segmentJson) }),
  days: z.array(z.object({ day: z.string(), cases: count, bad: count, auc: maybe, aucStandardError: maybe })),
  migration: z.object({
    from: z.string(),
    to: z.string(),
    moves: z.array(z.object({ from: grade, to: grade, customers: count })),
  }),
})
export type BackTestResult = z.infer<typeof backTestResult>

/** A run as listed, whatever it does. */
export const runHead = {
  id: z.string(),
  status: z.enum(runStatuses),
  done: z.int(),
  total: z.int().nullable(),
  failure: bilingualSchema.nullable(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  finishedAt: z.string().nullable(),
}

const settingsJson = z.object({
  ...{ from: z.string(), to: z.string(), horizonMonths: count },
  bad: z.object({ kind: z.enum(['overdue', 'write-off']), days: count.optional() }),
  sampling: z.enum(['month-ends', 'all']),
  retrospective: z.boolean(),
  migration: z.object({ from: z.string(), to: z.string() }),
})

export const backTestHead = z.object({ ...runHead, settings: settingsJson })
export const backTestJson = backTestHead.extend({ result: backTestResult.nullable() })
export const backTestsAnswer = listOf(backTestHead)
