import { z } from 'zod'
import {
  codeSchema,
  currencySchema,
  daySchema,
  idSchema,
  moneyJsonSchema,
  pageQuery,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { agingSubjects } from '../receivables/aging-sums-store.js'
import { scopeQuery } from '../receivables/receivables-schemas.js'
import { comparisonSorts } from './comparison-store.js'

export const newSnapshotBody = z.strictObject({
  asOf: daySchema.optional().describe('Default: today'),
  note: reasonSchema.optional(),
})

const boundJson = z.object({
  key: z.string(),
  daysMin: z.number().int().nullable(),
  daysMax: z.number().int().nullable(),
})

export const snapshotJson = z.object({
  id: z.string(),
  kind: z.enum(['monthly', 'on-demand']),
  asOf: z.string(),
  bounds: z.array(boundJson),
  totals: z
    .array(
      z.object({
        currency: z.string(),
        accounts: z.number().int(),
        items: z.number().int(),
        buckets: z.record(z.string(), moneyJsonSchema),
        total: moneyJsonSchema,
        overdue: moneyJsonSchema,
        unapplied: moneyJsonSchema,
      }),
    )
    .nullable()
    .describe('Of the whole book; null for who sees a part of it'),
  note: z.string().nullable(),
  takenBy: z.string(),
  takenAt: z.string(),
})

const sideSchema = z.union([daySchema, idSchema])

export const comparisonQuery = z.strictObject({
  before: sideSchema.describe('A day, aged from the ledger as it is known now, or the id of a snapshot'),
  after: sideSchema.optional().describe('The same; default: today'),
  by: z.enum(agingSubjects).default('customer'),
  search: z.string().max(100).optional(),
  sort: z.enum(comparisonSorts).default('change'),
  ...scopeQuery,
  ...pageQuery,
})

const sideJson = z.object({
  buckets: z.record(z.string(), moneyJsonSchema),
  total: moneyJsonSchema,
  overdue: moneyJsonSchema,
  unapplied: moneyJsonSchema,
})

const comparedJson = {
  currency: z.string(),
  before: sideJson,
  after: sideJson,
  change: moneyJsonSchema.describe('Of the total'),
  overdueChange: moneyJsonSchema,
}

const dayJson = z.object({
  asOf: z.string(),
  snapshotId: z.string().nullable(),
  takenAt: z.string().nullable(),
})

export const comparisonAnswer = z.object({
  before: dayJson,
  after: dayJson,
  by: z.string(),
  bounds: z.array(boundJson),
  totals: z.array(z.object({ ...comparedJson, subjects: z.number().int() })),
  items: z.array(z.object({ code: z.string(), name: z.string(), ...comparedJson })),
  nextCursor: z.string().nullable(),
  count: z.number().int().describe('Rows over all pages'),
})

export const rollRatesQuery = z.strictObject({
  months: z.coerce.number().int().min(2).max(24).default(12).describe('Pairs of month ends are one fewer'),
  asOf: daySchema
    .optional()
    .describe('The last month end at or before this day is the newest; default: today'),
  currency: currencySchema.optional().describe('Default: that of the segment, else of the organisation'),
  segment: codeSchema.optional(),
  lastStep: z.coerce
    .number()
    .int()
    .min(1)
    .max(13)
    .default(12)
    .describe('30-day step after which a balance counts as lost'),
  lgd: z.coerce.number().min(0).max(100).default(100).describe('Loss given default in percent'),
  averaging: z.enum(['weighted', 'simple']).default('weighted'),
})

export const rollRatesAnswer = z.object({
  currency: z.string(),
  months: z.array(
    z.object({
      asOf: z.string(),
      fromSnapshot: z.boolean(),
      steps: z.array(moneyJsonSchema),
      total: moneyJsonSchema,
    }),
  ),
  steps: z.array(
    z.object({
      key: z.string(),
      daysMin: z.number().int().nullable(),
      daysMax: z.number().int().nullable(),
      rates: z
        .array(z.string().nullable())
        .describe('Percent per pair of months; null: nothing stood in the step'),
      average: z.string().nullable().describe('Percent'),
      loss: z.string().describe('Percent of a balance in this step that is lost in the end'),
    }),
  ),
  suggested: z
    .array(z.object({ key: z.string(), loss: z.string() }))
    .describe('Rates of a provision matrix that follow, by the buckets of the organisation, in percent'),
})
