import { z } from 'zod'
import { daySchema, idSchema, moneyJsonSchema, pageQuery, reasonSchema } from '../../platform/http/schemas.js'
import { matrixContentJson } from './matrix-schemas.js'

export const runParams = z.strictObject({ id: idSchema })

export const newRunBody = z.strictObject({
  asOf: daySchema.describe('Usually the end of a month'),
  note: reasonSchema.optional(),
})

export const approveBody = z.strictObject({ reason: reasonSchema.optional() })
export const rejectBody = z.strictObject({ reason: reasonSchema })

const movementJson = {
  opening: moneyJsonSchema,
  charge: moneyJsonSchema,
  release: moneyJsonSchema,
  writeOff: moneyJsonSchema,
  recovered: moneyJsonSchema.describe('Came in of what had been written off before'),
  closing: moneyJsonSchema,
}

const bucketJson = z.object({
  key: z.string(),
  daysMin: z.number().int().nullable(),
  daysMax: z.number().int().nullable(),
})

export const runHeadJson = z.object({
  id: z.string(),
  asOf: z.string(),
  status: z.enum(['draft', 'approved', 'rejected']),
  baseCurrency: z.string(),
  matrixVersion: z.int(),
  factorBp: z.int().describe('Forward-looking factor; 10000 changes nothing'),
  gross: moneyJsonSchema.describe('Open receivables'),
  provision: moneyJsonSchema,
  movement: z.object(movementJson),
  note: z.string().nullable(),
  computedBy: z.string(),
  computedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  decidedReason: z.string().nullable(),
  allowed: z.array(z.enum(['approve', 'reject'])),
})

export const runJson = runHeadJson.extend({
  buckets: z.array(bucketJson),
  matrix: matrixContentJson,
  rates: z.record(z.string(), z.string()),
  previousId: z.string().nullable(),
  cells: z.array(
    z.object({
      method: z.enum(['matrix', 'individual', 'internal']),
      riskGroup: z.string(),
      bucketNo: z.int(),
      accounts: z.int(),
      gross: moneyJsonSchema,
      base: moneyJsonSchema.describe('Less credits set off'),
      lossBp: z.int().nullable().describe('Null: each customer has its own'),
      provision: moneyJsonSchema,
    }),
  ),
  segments: z.array(z.object({ segment: z.string(), ...movementJson })),
})

export const linesQuery = z.strictObject({
  method: z.enum(['matrix', 'individual', 'internal']).optional(),
  riskGroup: z.string().max(64).optional(),
  bucketNo: z.coerce.number().int().min(0).max(12).optional(),
  search: z.string().max(100).optional(),
  ...pageQuery,
})

export const linesAnswer = z.object({
  items: z.array(
    z.object({
      customerCode: z.string(),
      customerName: z.string(),
      segment: z.string(),
      bucketNo: z.int(),
      method: z.string(),
      riskGroup: z.string(),
      open: moneyJsonSchema,
      setOff: moneyJsonSchema,
      base: moneyJsonSchema.describe('What is left, in the base currency'),
      lossBp: z.int(),
      provision: moneyJsonSchema,
    }),
  ),
  nextCursor: z.string().nullable(),
  total: z.int(),
})

export const journalAnswer = z.object({
  asOf: z.string(),
  status: z.string(),
  lines: z.array(
    z.object({
      entryNo: z.int(),
      segment: z.string(),
      kind: z.enum(['charge', 'release', 'write-off', 'recovery']),
      account: z.string(),
      accountName: z.object({ zh: z.string(), en: z.string() }),
      debit: moneyJsonSchema,
      credit: moneyJsonSchema,
    }),
  ),
  debit: moneyJsonSchema,
  credit: moneyJsonSchema,
})
