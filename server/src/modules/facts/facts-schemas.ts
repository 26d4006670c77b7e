import { z } from 'zod'
import { bilingualSchema, codeSchema, daySchema, instantSchema, lineOf } from '../../platform/http/schemas.js'

const fact = {
  item: codeSchema.describe('Code of an item of GET /api/v1/fact-items'),
  value: z
    .union([
      z
        .string()
        .min(1)
        .max(1000)
        .regex(/^[^\u0000]*$/),
      z.boolean(),
      z.int(),
    ])
    .describe(
      'Amounts and other decimals as decimal strings, whole numbers also as numbers, flags as booleans',
    ),
  source: lineOf(100).describe('Who says so, for example qichacha, audited-statement, salesperson'),
  validOn: daySchema.describe('The day on which it holds; for statements the last day of the period'),
  periodMonths: z.int().min(1).max(24).optional().describe('Length of the period of a flow; default 12'),
  currency: z.string().length(3).optional().describe('Of amounts; default the currency of the organisation'),
  evidence: z
    .string()
    .min(1)
    .max(500)
    .regex(/^[^\u0000]*$/)
    .optional(),
  confidence: z.int().min(0).max(100).optional().describe('Percent; default 100'),
}

export const putFactsBody = z.strictObject({ facts: z.array(z.strictObject(fact)).min(1).max(500) })

export const bulkFactsBody = z.strictObject({
  facts: z
    .array(z.strictObject({ customerCode: codeSchema, ...fact }))
    .min(1)
    .max(5000),
})

export type FactBody = z.output<typeof putFactsBody>['facts'][number]

const warningJson = z.object({ code: z.string(), message: bilingualSchema })

export const factOutcomeJson = z.object({
  index: z.int(),
  item: z.string(),
  status: z.enum(['recorded', 'corrected', 'unchanged', 'outdated', 'rejected']),
  warnings: z.array(warningJson),
  error: warningJson.nullable(),
})

export const outcomesAnswer = z.object({
  recorded: z.int().describe('Facts that were new or corrected'),
  unchanged: z.int(),
  rejected: z.int(),
  results: z.array(factOutcomeJson),
})

export const factsQuery = z.strictObject({
  asOf: daySchema.optional().describe('What held on or before this day; default today'),
  knownAt: instantSchema.optional().describe('What had been recorded by this instant; default now'),
  item: codeSchema.optional(),
})

const sourcedValue = {
  value: z.string(),
  unit: z.string().describe('Currency of an amount, else the kind of unit'),
  source: z.string(),
  validOn: z.string(),
  periodMonths: z.int(),
  evidence: z.string().nullable(),
  confidence: z.int(),
  recordedAt: z.string(),
  recordedBy: z.string(),
}

const itemJson = { item: z.string(), label: bilingualSchema, group: z.string(), kind: z.string() }

export const factsAnswer = z.object({
  customerCode: z.string(),
  asOf: z.string(),
  knownAt: z.string(),
  completeness: z.object({ known: z.int(), stale: z.int(), total: z.int() }),
  items: z.array(
    z.object({
      ...itemJson,
      ...sourcedValue,
      valueLabel: bilingualSchema.describe('The value in words, for choices and flags'),
      ageDays: z.int(),
      stale: z.boolean(),
      conflicts: z.array(z.object(sourcedValue)),
    }),
  ),
  statements: z.array(
    z.object({
      source: z.string(),
      validOn: z.string(),
      figures: z.array(z.object({ ...itemJson, ...sourcedValue })),
      warnings: z.array(warningJson),
    }),
  ),
  nextCursor: z.null(),
})

export const factItemsAnswer = z.object({
  items: z.array(
    z.object({
      ...itemJson,
      flow: z.boolean(),
      min: z.number().nullable(),
      max: z.number().nullable(),
      choices: z.array(z.object({ code: z.string(), label: bilingualSchema })),
      staleAfterMonths: z.int(),
    }),
  ),
  nextCursor: z.null(),
})
