import { z } from 'zod'
import { codeSchema, daySchema, lineOf, reasonSchema } from '../../platform/http/schemas.js'

const basisPoints = z.int().min(0).max(10_000)
const account = lineOf(40)

export const matrixSchema = z.strictObject({
  method: z.enum(['allowance', 'direct-write-off']),
  basis: z.enum(['due', 'document']),
  bounds: z.array(z.int().min(1).max(3_650)).min(1).max(11).describe('Upper bounds in days, rising'),
  riskGroups: z.enum(['none', 'grade', 'segment']),
  rows: z
    .array(
      z.strictObject({
        group: lineOf(64).describe('`*`: everybody else'),
        lossBp: z.array(basisPoints).max(13).describe('Basis points per bucket, not due first'),
      }),
    )
    .min(1)
    .max(50),
  forwardLooking: z
    .array(
      z.strictObject({
        factorBp: z.int().min(0).max(100_000).describe('10000 changes nothing'),
        validFrom: daySchema,
        validUntil: daySchema,
        reason: reasonSchema,
      }),
    )
    .max(50),
  credits: z.enum(['oldest-first', 'apart']),
  internalCustomers: z.array(codeSchema).max(1_000),
  accounts: z.strictObject({
    impairmentLoss: account,
    allowance: account,
    receivables: account,
    writeOffLoss: account,
  }),
  postWriteOffs: z.boolean(),
})

/** The same as answered. */
export const matrixContentJson = matrixSchema.extend({
  forwardLooking: z.array(
    z.object({ factorBp: z.int(), validFrom: z.string(), validUntil: z.string(), reason: z.string() }),
  ),
})

export const newMatrixBody = z.strictObject({
  content: matrixSchema,
  baseVersion: z.int().min(0).max(1_000_000).describe('The newest version when the change was begun'),
  validFrom: daySchema.optional().describe('For runs as of this day and later; default: today'),
  reason: reasonSchema,
})

export const matrixJson = z.object({
  version: z.int().describe('0: the matrix that the program comes with'),
  inForce: z.boolean().describe('For a run as of today'),
  allowed: z.array(z.enum(['edit'])),
  validFrom: z.string().nullable(),
  reason: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  content: matrixContentJson,
})
