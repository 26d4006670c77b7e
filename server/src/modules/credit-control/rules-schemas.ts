import { z } from 'zod'
import { draftSchemas } from '../../platform/http/draft-schemas.js'
import { bilingualSchema, codeSchema, lineOf } from '../../platform/http/schemas.js'
import { checkpoints, grades, numericDimensions, stateDimensions } from './domain/rules.js'

const RULES_MAX = 500
const decimal = z.string().regex(/^\d{1,15}(\.\d{1,6})?$/, 'expected a decimal')
const list = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(10_000).readonly()

const conditionSchema = z.union([
  z.strictObject({
    dimension: z.enum(numericDimensions),
    boundary: z.enum(['gt', 'gte']),
    threshold: decimal,
  }),
  z.strictObject({ dimension: z.enum(stateDimensions) }),
  z.strictObject({ dimension: z.literal('grade_below'), grade: z.enum(grades) }),
])

const ruleSchema = z.strictObject({
  key: codeSchema,
  name: bilingualSchema,
  scope: z.strictObject({
    customers: list(codeSchema).optional(),
    segments: list(codeSchema).optional(),
    grades: list(z.enum(grades)).optional(),
    industries: list(lineOf(100)).optional(),
  }),
  checkpoints: z.array(z.enum(checkpoints)).min(1).max(3).readonly(),
  graceDays: z.int().min(0).max(365),
  match: z.enum(['any', 'all']),
  conditions: z.array(conditionSchema).min(1).max(50).readonly(),
  autoRelease: z
    .boolean()
    .optional()
    .describe(
      'A hold by this rule goes by itself when the reason is gone; as the segment says when left out',
    ),
  effect: z.union([
    z.strictObject({ kind: z.literal('blocking'), strength: z.enum(['warn', 'hold', 'block']) }),
    z.strictObject({ kind: z.literal('exclusion'), keys: z.union([z.literal('all'), list(codeSchema)]) }),
  ]),
})

/** The schema of a control rules document, the same for publishing and for answering. */
export const rulesDocumentSchema = z.strictObject({ rules: z.array(ruleSchema).max(RULES_MAX).readonly() })

/** What is sent to publish: the document, and which version it changes. */
export const rulesBodySchema = rulesDocumentSchema.extend({
  baseVersion: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('The version in force when the change was begun; left out, the one in force now'),
})

export const rulesDraft = draftSchemas(rulesDocumentSchema, {})
