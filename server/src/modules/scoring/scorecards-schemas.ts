import { z } from 'zod'
import { bilingualSchema, lineOf } from '../../platform/http/schemas.js'
import { reportSchema } from './preview-schemas.js'
import { featureCodes } from './domain/features.js'
import { grades, type Scorecard } from './domain/scorecard.js'

const gradeSchema = z.enum(grades)
const featureSchema = z.enum(featureCodes)
const text = z.strictObject({ zh: lineOf(300), en: lineOf(300) })
const points = z.int().min(0).max(100)
const basisPoints = z.int().min(0).max(10_000)
const bound = z.int().nullable().describe('In the unit of the feature; null is unbounded')
const code = lineOf(64)

const indicatorSchema = z.strictObject({
  code,
  feature: featureSchema,
  label: text,
  weightBasisPoints: basisPoints.min(1),
  whenMissing: z.enum(['exclude', 'neutral', 'worst']),
  bins: z
    .array(z.strictObject({ from: bound, to: bound, points }))
    .max(50)
    .describe('Half-open [from, to)'),
  codes: z.array(z.strictObject({ code, points })).max(50),
})

const vetoSchema = z.strictObject({
  code,
  label: text,
  feature: featureSchema,
  when: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('one-of'), values: z.array(z.string().max(64)).min(1).max(50) }),
    z.strictObject({ kind: z.literal('at-least'), value: z.int() }),
  ]),
  gradeAtMost: gradeSchema,
  unknownAtMost: gradeSchema.nullable(),
})

/** The whole document; that weights sum to 100 % and bins have no gaps is checked by `scorecardFaults`. */
export const scorecardSchema = z.strictObject({
  code: z.literal('general'),
  title: text,
  description: text,
  neutralPoints: points,
  dimensions: z
    .array(
      z.strictObject({
        code,
        label: text,
        weightBasisPoints: basisPoints,
        indicators: z.array(indicatorSchema).min(1).max(50),
      }),
    )
    .min(1)
    .max(20),
  coverageCaps: z.array(z.strictObject({ belowBasisPoints: basisPoints, gradeAtMost: gradeSchema })).max(10),
  grades: z
    .array(z.strictObject({ grade: gradeSchema, fromHundredths: basisPoints }))
    .min(1)
    .max(5),
  alertBelowHundredths: basisPoints,
  vetoes: z.array(vetoSchema).max(50),
}) satisfies z.ZodType<Scorecard>

export type ScorecardBody = z.output<typeof scorecardSchema>

export const newScorecardBody = z.strictObject({
  content: scorecardSchema,
  validFrom: z.iso.datetime({ offset: true }).optional().describe('Default now; never before now'),
})

export const scorecardJson = z.object({
  code: z.string(),
  version: z.int(),
  inForce: z.boolean(),
  allowed: z
    .array(z.enum(['edit']))
    .describe('What you may do with it: the version in force is edited into the next'),
  validFrom: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  content: scorecardSchema,
  report: reportSchema
    .nullable()
    .describe('The validation that it was published with; the first version has none'),
  features: z
    .array(z.object({ code: z.string(), label: bilingualSchema, unit: z.string(), from: z.string() }))
    .describe('Features that the indicators and vetoes read, with the unit of their bins'),
})

export const scorecardsAnswer = z.object({
  items: z.array(
    scorecardJson.omit({ content: true, features: true, report: true }).extend({ title: bilingualSchema }),
  ),
  nextCursor: z.null(),
})
