import { z } from 'zod'
import { bilingualSchema } from '../../platform/http/schemas.js'
import { nineGrades } from './domain/grade-scale.js'

const count = z.int().min(0)
const points = z.number().min(0).max(100)
const part = z.object({ customers: count, bad: count })

const gradeSchema = z.enum(nineGrades)
const gradeCounts = z.array(part.extend({ grade: gradeSchema }))

const picture = z.object({
  grades: gradeCounts.describe('On the scale of both scorecards, or on the five grades where they differ'),
  letters: gradeCounts
    .nullish()
    .describe('On nine grades, where the grades above are as which of the five they count'),
  profiles: z
    .array(z.object({ code: z.string().nullable(), grades: gradeCounts }))
    .optional()
    .describe('By the profile that was applied; null: none of them'),
  scores: z.array(count).describe('Customers by score, in steps of five points from 0'),
  alerts: count,
  vetoed: count,
  meanScore: points,
  auc: z.number().nullable().describe('How well the score tells bad from good today; 0.5 is chance'),
})

/** What a scorecard changes on the book, without any customer's name. */
export const effectSchema = z.object({
  customers: count.describe('Customers with a rating'),
  unrated: count,
  bad: count,
  now: picture,
  after: picture,
  up: count,
  down: count,
  scoreOnly: count.describe('Customers whose score differs and whose grade does not'),
  migration: z
    .array(z.array(count))
    .describe('Customers by grade now (rows) and after (columns), best grade first'),
})

const mover = z.object({
  customerCode: z.string(),
  customerName: z.string(),
  gradeNow: gradeSchema,
  gradeAfter: gradeSchema,
  scoreNow: points,
  scoreAfter: points,
  reasons: z.array(bilingualSchema),
})

export const previewAnswer = effectSchema.extend({
  against: z.int().describe('The version that it is compared with'),
  badDefinition: bilingualSchema,
  spread: z
    .array(z.object({ indicator: z.string(), missing: part, steps: z.array(part) }))
    .describe('The book by the bins of each indicator, or by its codes and then all others'),
  moversUp: z.array(mover),
  moversDown: z.array(mover),
})

export const histogramAnswer = z.object({
  feature: z.string().nullable().describe('null: a formula'),
  unit: z.string(),
  label: bilingualSchema.nullable(),
  badDefinition: bilingualSchema,
  customers: count,
  missing: part,
  bars: z.array(
    part.extend({ from: z.number().nullable(), to: z.number().nullable(), code: z.string().nullable() }),
  ),
})

export const reportSchema = z.object({
  against: z.int().describe('The version in force that it was compared with'),
  at: z.string(),
  badDefinition: bilingualSchema,
  warnings: z.array(bilingualSchema),
  effect: effectSchema,
})
