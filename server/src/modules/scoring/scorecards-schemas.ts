import { z } from 'zod'
import { bilingualSchema, instantSchema, lineOf } from '../../platform/http/schemas.js'
import { reportSchema } from './preview-schemas.js'
import { featureCodes } from './domain/features.js'
import { grades, nineGrades, scaleNames } from './domain/grade-scale.js'
import type { Scorecard } from './domain/scorecard.js'

const fiveSchema = z.enum(grades)
const gradeSchema = z.enum(nineGrades).describe('A letter of the scale of the scorecard')
const featureSchema = z.enum(featureCodes)
const text = z.strictObject({ zh: lineOf(300), en: lineOf(300) })
const points = z.int().min(0).max(100)
const basisPoints = z.int().min(0).max(10_000)
const bound = z.int().nullable().describe('In the unit of the feature; null is unbounded')
const code = lineOf(64)

const missingSchema = z.enum(['exclude', 'neutral', 'worst'])
const figure = z.int().min(-1e12).max(1e12)

export const formulaSchema = z.strictObject({
  expression: z
    .string()
    .trim()
    .min(1)
    .max(1_000)
    .describe(
      'CEL over features in their own unit: arithmetic, comparisons, conditions, min, max, abs; all numbers are decimals. Any unknown input, or a division by zero, makes it unknown',
    ),
  unit: z
    .enum([
      'basis-points',
      'tenth-days',
      'days',
      'count',
      'months',
      'years',
      'ten-thousand',
      'hundredths',
      'flag',
    ])
    .describe('Of its value, which is rounded half up to a whole number'),
})

const indicatorSchema = z.strictObject({
  code,
  feature: featureSchema.nullable().describe('null: the formula says what is looked at'),
  formula: formulaSchema.optional(),
  label: text,
  weightBasisPoints: basisPoints.min(1),
  whenMissing: missingSchema,
  bins: z
    .array(z.strictObject({ from: bound, to: bound, points }))
    .max(50)
    .describe('Half-open [from, to)'),
  line: z
    .array(z.strictObject({ at: figure, points }))
    .min(2)
    .max(50)
    .optional()
    .describe('Instead of bins: points by straight lines between corners, level outside of them'),
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

const floorSchema = z.strictObject({ dimension: code, atLeast: points })

const bandSchema = z.strictObject({
  grade: gradeSchema,
  fromHundredths: basisPoints,
  countsAs: fiveSchema
    .optional()
    .describe('On nine grades: as which of the five it counts for policies, rules and lists'),
  floors: z
    .array(floorSchema)
    .max(20)
    .optional()
    .describe('At least so many points in a dimension, or the next grade down'),
})

const condition = { feature: featureSchema, orUnknown: z.boolean() }
const texts = z.array(lineOf(64)).min(1).max(100)

const conditionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...condition, kind: z.literal('one-of'), values: texts }),
  z.strictObject({ ...condition, kind: z.literal('starts-with'), values: texts }),
  z.strictObject({ ...condition, kind: z.literal('below'), value: figure }),
  z.strictObject({ ...condition, kind: z.literal('at-least'), value: figure }),
])

const profileSchema = z.strictObject({
  code,
  label: text,
  when: z.array(conditionSchema).min(1).max(10).describe('All of them'),
  indicators: z
    .array(
      z.strictObject({ code, weightBasisPoints: basisPoints.min(1), whenMissing: missingSchema.optional() }),
    )
    .min(1)
    .max(500)
    .describe('What is used, with its weight here; together 10,000'),
})

/** The whole document; that weights sum to 100 % and bins have no gaps is checked by `scorecardFaults`. */
export const scorecardSchema = z.strictObject({
  code: z.literal('general'),
  title: text,
  description: text,
  scale: z.enum(scaleNames).optional().describe('Five grades by default, or nine (GB/T 22116)'),
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
  grades: z.array(bandSchema).min(1).max(9),
  alertBelowHundredths: basisPoints,
  vetoes: z.array(vetoSchema).max(50),
  profiles: z
    .array(profileSchema)
    .max(20)
    .optional()
    .describe('Other weights for some customers; the first that matches counts'),
}) satisfies z.ZodType<Scorecard>

export type ScorecardBody = z.output<typeof scorecardSchema>

export const newScorecardBody = z.strictObject({
  content: scorecardSchema,
  validFrom: instantSchema.optional().describe('Default now; never before now'),
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
    scorecardJson
      .omit({ content: true, features: true, report: true })
      .extend({ title: bilingualSchema, scale: z.enum(scaleNames) }),
  ),
  nextCursor: z.null(),
})
