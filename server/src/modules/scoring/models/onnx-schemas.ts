import { z } from 'zod'
import { lineOf } from '../../../platform/http/schemas.js'
import { familyCode } from './model-schemas.js'

const file = z.base64().min(1).describe('The .onnx file')

const mappedColumn = z.strictObject({
  feature: lineOf(200).describe('A feature of customers, or a column of the files that are scored'),
  level: lineOf(200).optional().describe('The column is 1 where the feature has this text, else 0'),
  factor: z
    .number()
    .refine((value) => value !== 0, { message: 'must not be 0' })
    .optional()
    .describe('The file wants the feature times this, for example 0.0001 for basis points as a share'),
  missing: z.number().optional().describe('Linear models: what a record counts as that has nothing there'),
})

export const onnxColumns = z.array(mappedColumn).min(1).max(1_000)

export const onnxLookBody = z.strictObject({ file })

export const onnxImportBody = z.strictObject({
  ...{ file, code: familyCode, name: lineOf(80) },
  columns: onnxColumns.describe('In the order of the columns of the file'),
  badClass: lineOf(100).optional().describe('Left out: `1`, or the second'),
})

export const onnxSummary = z.object({
  producer: z.string(),
  operators: z.array(z.string()),
  kind: z.enum(['trees', 'linear']),
  trees: z.int(),
  classes: z.array(z.string()),
  columns: z.array(z.object({ input: z.string(), name: z.string(), text: z.boolean() })),
})
