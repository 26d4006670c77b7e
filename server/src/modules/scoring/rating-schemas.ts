import { z } from 'zod'
import { bilingualSchema, cursorQuery, daySchema } from '../../platform/http/schemas.js'
import { causeKinds } from './domain/re-rating/cause.js'

export const rateBody = z.strictObject({
  asOf: daySchema.optional().describe('Rate as of this day, from what was known then; default today'),
})

const points = z.number().min(0).max(100)

export const ratingJson = z.object({
  id: z.string(),
  customerCode: z.string(),
  score: points.describe('0–100 with two decimals'),
  grade: z.string().describe('One of the five grades: what policies, rules and lists know'),
  gradeByScore: z
    .string()
    .describe(
      'What the score alone would give, before caps, vetoes and floors, on the scale of the scorecard',
    ),
  scale: z.enum(['five', 'nine']),
  scaleGrade: z.string().describe('The grade on the scale of the scorecard; on five grades the same'),
  profile: z
    .object({ code: z.string(), label: bilingualSchema })
    .nullable()
    .describe('The profile whose weights were applied; null: none of them'),
  alert: z.boolean().describe('The score lies below the alert threshold'),
  coverage: points.describe('Percent of the weight that was known and fresh'),
  model: z.object({ code: z.string(), version: z.int() }),
  asOf: z.string(),
  knownAt: z.string(),
  dimensions: z.array(
    z.object({
      code: z.string(),
      label: bilingualSchema,
      weight: points.describe('Percent'),
      coverage: points.describe('Percent of the weight of the dimension that was known and fresh'),
      contribution: points,
    }),
  ),
  contributions: z.array(
    z.object({
      indicator: z.string(),
      label: bilingualSchema,
      dimension: z.string(),
      value: z.union([z.number(), z.string()]).nullable(),
      unit: z.string(),
      valueText: bilingualSchema,
      treatment: z.enum(['scored', 'excluded', 'neutral', 'worst', 'stale']),
      points: points.nullable().describe('null when the indicator is left out'),
      weight: points.describe('Percent'),
      contribution: points.describe('Points of the score; contributions and overlays sum exactly to it'),
      reason: bilingualSchema,
    }),
  ),
  overlays: z
    .array(
      z.object({
        ...{ id: z.string(), name: z.string(), contribution: z.number(), notches: z.int() },
        reason: bilingualSchema,
      }),
    )
    .describe('Approved seasonal and market adjustments, applied after the scorecard'),
  vetoes: z.array(z.object({ code: z.string(), gradeAtMost: z.string(), reason: bilingualSchema })),
  caps: z.array(
    z.object({
      kind: z.enum(['coverage', 'veto', 'ceiling', 'unverified', 'floor']),
      code: z.string(),
      gradeAtMost: z.string(),
      reason: bilingualSchema,
    }),
  ),
  cause: z
    .object({
      kind: z.enum(causeKinds),
      detail: z.string().nullable().describe('Item of the fact, type of the document, days overdue'),
      objectId: z.string().nullable(),
      events: z.int().describe('How many events came together'),
    })
    .nullable()
    .describe('Why it was made; null for ratings of before causes were kept'),
  ratedBy: z.string(),
  ratedAt: z.string(),
})

/** A rating that was just made. */
export const madeRatingJson = ratingJson.extend({
  gradeInForce: z
    .string()
    .describe('The grade that counts now: an override or a cool-down may keep another one'),
  deferredUntil: z.string().nullable().describe('First day on which the better grade may count'),
})

export const ratingsQuery = z.strictObject(cursorQuery)

const resultJson = z.object({ score: points, grade: z.string(), coverage: points })

export const replayAnswer = z.object({
  agrees: z.boolean(),
  recorded: resultJson,
  recomputed: resultJson,
  rating: ratingJson,
})

export const newRunBody = z.strictObject({ asOf: daySchema.optional() }).optional()

export const runJson = z.object({
  id: z.string(),
  asOf: z.string(),
  status: z.enum(['queued', 'running', 'done', 'failed']),
  total: z.int().nullable(),
  done: z.int(),
  gradesChanged: z.int(),
  failure: z.string().nullable(),
  requestedBy: z.string(),
  requestedAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
})
