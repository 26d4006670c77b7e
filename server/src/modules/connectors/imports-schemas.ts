import { z } from 'zod'
import {
  bilingualSchema,
  codeSchema,
  currencySchema,
  cursorQuery,
  idSchema,
  lineOf,
} from '../../platform/http/schemas.js'
import { amountUnits, type AmountUnit } from './domain/import-field.js'
import { importKinds } from './domain/import-fields.js'
import { importModes } from './domain/import-settings.js'

export const kindSchema = z.enum(importKinds)
const unitSchema = z.enum(Object.keys(amountUnits) as [AmountUnit, ...AmountUnit[]])
const dayOrderSchema = z.enum(['mdy', 'dmy'])

export const importParams = z.strictObject({ id: idSchema })
export const listQuery = z.strictObject(cursorQuery)
export const runBody = z.strictObject({ mode: z.enum(importModes).default('valid-rows') })
export const templateParams = z.strictObject({ kind: kindSchema, format: z.enum(['csv', 'xlsx']) })
export const errorsParams = z.strictObject({ id: idSchema, format: z.enum(['csv', 'xlsx']) })

export const mappingBody = z.strictObject({
  columns: z
    .record(
      z.string().max(60),
      z.strictObject({
        column: z.int().min(0).max(400).describe('Index of the column, from 0'),
        dayOrder: dayOrderSchema.default('mdy').describe('Reading of 3/5/2026'),
        unit: unitSchema.default('yuan').describe('Unit in which amounts are stated'),
        decimalComma: z.boolean().default(false),
      }),
    )
    .describe('Column by field key; fields that are left out are not imported'),
  segment: codeSchema.nullish().describe('Segment of rows that name none'),
  currency: currencySchema.nullish().describe('Currency of rows that name none; default that of the segment'),
  source: lineOf(64).optional().describe('Source under which documents are recorded; default "import"'),
  createMissing: z.boolean().optional().describe('Create customers that do not exist'),
})

const mappingJson = z.object({
  columns: z.record(
    z.string(),
    z.object({ column: z.number(), dayOrder: z.string(), unit: z.string(), decimalComma: z.boolean() }),
  ),
  segment: z.string().nullable(),
  currency: z.string().nullable(),
  source: z.string(),
  createMissing: z.boolean(),
})

const faultJson = z.object({
  row: z.number().int(),
  column: z.string(),
  value: z.string(),
  code: z.string(),
  expected: bilingualSchema,
})

const importActs = ['map', 'validate', 'run', 'delete'] as const
export type ImportAct = (typeof importActs)[number]

const summary = {
  id: z.string(),
  kind: z.string(),
  fileName: z.string(),
  fileBytes: z.string(),
  status: z.enum(['analysed', 'validating', 'validated', 'running', 'finished', 'failed']),
  mode: z.enum(importModes).nullable(),
  rows: z.object({
    total: z.number().int(),
    read: z.number().int(),
    applied: z.number().int(),
    unchanged: z.number().int(),
    faulty: z.number().int(),
  }),
  totals: z.array(z.object({ currency: z.string(), amount: z.string(), rows: z.number().int() })),
  failure: z.object({ code: z.string(), message: bilingualSchema }).nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  finishedAt: z.string().nullable(),
  allowed: z.array(z.enum(importActs)).describe('What you may do with it as it stands'),
}

export const encodings = ['UTF-8', 'GB18030', 'Big5', 'UTF-16LE', 'Shift_JIS', 'windows-1252'] as const

export const readingBody = z.strictObject({
  encoding: z.enum(encodings).optional().describe('Character set of a text file'),
  sheet: z.string().min(1).max(100).optional().describe('Worksheet of an XLSX file'),
  kind: kindSchema.optional().describe('What the file holds, when that was said wrong'),
})

export const importSummary = z.object(summary)

export const importDetail = z.object({
  ...summary,
  analysis: z.object({
    format: z.string(),
    encoding: z.string().nullable(),
    delimiter: z.string().nullable(),
    sheet: z.string().nullable(),
    sheets: z.array(z.string()).describe('Worksheets to choose from'),
    headerRow: z.number().int(),
    dayOrderCertain: z.boolean().describe('False: dates such as 3/5/2026 fit both orders; let a person look'),
    likelierKind: kindSchema
      .nullable()
      .describe('What the columns look like more than what was said; null for nothing else'),
    remembered: z.boolean().describe('True: the mapping is that of an earlier import of this layout'),
    columns: z.array(
      z.object({
        index: z.number().int(),
        header: z.string(),
        type: z.string(),
        filled: z.number().int(),
        misfits: z.number().int(),
        total: z.string().nullable(),
      }),
    ),
    preview: z.array(z.object({ row: z.number().int(), cells: z.array(z.string()) })),
  }),
  mapping: mappingJson,
  fields: z.array(
    z.object({ key: z.string(), type: z.string(), required: z.boolean(), label: bilingualSchema }),
  ),
  faults: z.array(faultJson).describe('The first of them; the error sheet has all'),
  faultGroups: z
    .array(
      z.object({
        column: z.string(),
        code: z.string(),
        expected: bilingualSchema.describe('Of the first of them'),
        rows: z.int(),
        values: z.int().describe('How many different ones'),
        examples: z.array(z.string()),
      }),
    )
    .describe('All faults by column and kind, the most frequent first'),
})
