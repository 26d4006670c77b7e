import { z } from 'zod'
import {
  bilingualSchema,
  codeSchema,
  daySchema,
  lineOf,
  listOf,
  reasonSchema,
} from '../../../platform/http/schemas.js'
import { grades } from '../domain/grade-scale.js'

const NAMES_MAX = 100
const names = z.array(lineOf(100)).max(NAMES_MAX).default([])

const scope = {
  industries: names.describe('Empty: every industry'),
  regions: names.describe('Empty: every region'),
  segments: z.array(codeSchema).max(NAMES_MAX).default([]).describe('Codes; empty: every segment'),
  grades: z
    .array(z.enum(grades))
    .max(grades.length)
    .default([])
    .describe('As the scorecard gives them; empty: all'),
}

export const scopeBody = z.strictObject(scope)

export const overlayBody = z
  .strictObject({
    name: lineOf(80),
    kind: z.enum(['seasonal', 'market']),
    ...scope,
    points: z
      .number()
      .min(-20)
      .max(20)
      .multipleOf(0.01)
      .default(0)
      .describe('Added to the score; either these or notches'),
    notches: z.int().min(-2).max(2).default(0).describe('Grades up (positive) or down (negative)'),
    validFrom: daySchema,
    validUntil: daySchema.describe('Last day'),
    reason: reasonSchema,
  })
  .refine(({ points, notches }) => (points === 0) !== (notches === 0), {
    message: 'give either points or notches, other than 0',
    path: ['points'],
  })

export const overlayJson = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['seasonal', 'market']),
  industries: z.array(z.string()),
  regions: z.array(z.string()),
  segments: z.array(z.string()),
  grades: z.array(z.enum(grades)),
  points: z.number(),
  notches: z.int(),
  effect: bilingualSchema,
  validFrom: z.string(),
  validUntil: z.string(),
  reason: z.string(),
  state: z
    .enum(['requested', 'rejected', 'planned', 'in-force', 'over'])
    .describe('planned, in-force and over follow from the day'),
  requestedBy: z.string(),
  requestedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  endedOn: z
    .string()
    .nullable()
    .describe('The first day on which it counts no more, when people ended it early'),
  endedBy: z.string().nullable(),
  endedReason: z.string().nullable(),
  caseId: z.string().optional().describe('The approval that decides on it'),
})

export const overlaysAnswer = listOf(overlayJson)
export const scopeAnswer = z.object({
  customers: z.int(),
  grades: z.array(z.object({ grade: z.enum(grades), customers: z.int() })),
})
export const endBody = z.strictObject({ reason: reasonSchema })
