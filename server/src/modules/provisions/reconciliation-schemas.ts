import { z } from 'zod'
import {
  codeSchema,
  daySchema,
  idSchema,
  lineOf,
  moneyJsonSchema,
  moneySchema,
  pageQuery,
  reasonSchema,
} from '../../platform/http/schemas.js'
import { differenceKinds, differenceStates } from './reconciliation-store.js'

const covers = z
  .enum(['receivables', 'balance'])
  .describe('`balance`: unapplied receipts and credit notes too, as negative amounts')

/** Lines in one request; a longer list comes as a file. */
const LINES_MAX = 20_000

export const newReconciliationBody = z.strictObject({
  source: lineOf(64).describe('Documents of this source are compared'),
  asOf: daySchema,
  covers: covers.default('balance'),
  note: reasonSchema.optional(),
  lines: z
    .array(
      z.strictObject({
        customerCode: codeSchema,
        segment: codeSchema,
        documentNumber: codeSchema.optional().describe('Compared by document when every line has one'),
        items: z.int().min(0).max(100_000).optional().describe('Open items that make up the amount'),
        open: moneySchema,
      }),
    )
    .min(1)
    .max(LINES_MAX),
})

/** Texts that come with a file. */
export const fileFields = z.strictObject({
  source: lineOf(64),
  asOf: daySchema,
  covers: covers.default('balance'),
  note: reasonSchema.optional(),
})

export const reconciliationJson = z.object({
  id: z.string(),
  source: z.string(),
  asOf: z.string(),
  level: z.enum(['account', 'document']),
  covers: z.enum(['receivables', 'balance']),
  status: z
    .enum(['agreed', 'open', 'settled'])
    .describe('`settled`: every difference is explained or resolved'),
  differences: z.int(),
  openDifferences: z.int(),
  totals: z.array(
    z.object({
      currency: z.string(),
      compared: z.int(),
      agreed: z.int(),
      theirItems: z.int().nullable(),
      ourItems: z.int(),
      theirs: moneyJsonSchema,
      ours: moneyJsonSchema,
      difference: moneyJsonSchema,
    }),
  ),
  note: z.string().nullable(),
  statedBy: z.string(),
  statedAt: z.string(),
})

export const differenceJson = z.object({
  id: z.string(),
  customerCode: z.string(),
  customerName: z.string().nullable(),
  segment: z.string(),
  documentNumber: z.string().nullable(),
  kind: z.enum(differenceKinds),
  theirItems: z.int().nullable(),
  ourItems: z.int(),
  theirs: moneyJsonSchema,
  ours: moneyJsonSchema,
  difference: moneyJsonSchema.describe('Theirs less ours'),
  state: z.enum(differenceStates),
  reason: z.string().nullable(),
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
})

export const differencesQuery = z.strictObject({
  state: z.enum(differenceStates).optional(),
  kind: z.enum(differenceKinds).optional(),
  ...pageQuery,
})

export const reconciliationParams = z.strictObject({ id: idSchema })
export const differenceParams = z.strictObject({ id: idSchema, differenceId: idSchema })
export const resolutionBody = z.strictObject({ state: z.enum(differenceStates), reason: reasonSchema })
