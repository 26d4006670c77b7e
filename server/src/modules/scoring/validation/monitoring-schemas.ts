import { z } from 'zod'
import { bilingualSchema, lineOf, listOf } from '../../../platform/http/schemas.js'

const threshold = z
  .strictObject({ amber: z.number().min(0).max(100), red: z.number().min(0).max(100) })
  .refine(({ amber, red }) => amber <= red, { message: 'amber comes before red', path: ['amber'] })

const thresholds = {
  psi: threshold.describe('Population stability index of the score and of each feature'),
  aucFall: threshold.describe('Below the AUC of validation, or of the first look that could tell one'),
  calibration: threshold.describe('Observed bad cases over expected ones, or the other way round'),
  missing: threshold.describe('Growth of the share of missing values of a feature'),
  overrides: threshold.describe('Share of rated customers whose grade people have set'),
}

const plan = {
  active: z.boolean(),
  cadence: z.enum(['weekly', 'monthly']),
  ownerUsername: lineOf(64).nullable().describe('Told besides the credit managers; null: who made it'),
  horizonMonths: z.int().min(1).max(36),
  overdueDays: z.int().min(1).max(365),
  thresholds: z.strictObject(thresholds),
}

export const planBody = z.strictObject(plan)
export const planJson = z.object({ ...plan, updatedBy: z.string(), updatedAt: z.string() })

const status = z.enum(['green', 'amber', 'red'])
const maybe = z.number().nullable()
const count = z.int()

export const runJson = z.object({
  id: z.string(),
  version: count,
  asOf: z.string(),
  ranAt: z.string(),
  status,
  figures: z.object({
    ...{ customers: count, referenceCustomers: count, scorePsi: maybe },
    features: z.array(
      z.object({
        ...{ feature: z.string(), label: bilingualSchema },
        ...{ psi: z.number(), missing: z.number(), missingBefore: z.number() },
      }),
    ),
    grades: z.array(z.object({ grade: z.string(), customers: count, before: count })),
    overrideRate: z.number(),
    matured: z
      .object({
        ...{ cases: count, bad: count, auc: maybe, aucStandardError: maybe, ks: maybe },
        observedToExpected: maybe,
      })
      .nullable(),
    referenceAuc: maybe,
    reasons: z.array(
      z.object({
        code: z.enum(['score-psi', 'feature-psi', 'missing', 'auc-fall', 'calibration', 'overrides']),
        level: z.enum(['amber', 'red']),
        feature: bilingualSchema.nullable(),
        value: z.number(),
      }),
    ),
  }),
})

export const subjectJson = z.object({
  id: z.string().describe('`scorecard`, or the id of a model'),
  kind: z.enum(['scorecard', 'model']),
  name: bilingualSchema,
  version: count,
  plan: planJson,
  latest: runJson.nullable(),
})

export const subjectsAnswer = listOf(subjectJson)
export const runsAnswer = listOf(runJson)
export const bySubject = z.strictObject({ id: lineOf(64) })
