import { z } from 'zod'
import type { Queryable } from '../../platform/db/types.js'
import { bilingualSchema, lineOf, moneyJsonSchema } from '../../platform/http/schemas.js'
import { checkEvidence, type CheckedRow } from './attach-evidence.js'
import { evidenceKinds } from './domain/evidence-checklist.js'

export const tags = ['recoveries']

/** What each act needs. */
export const needs = { edit: 'collections:write', recover: 'receipts:match' } as const

export const itemName = { source: lineOf(64), number: lineOf(64), itemNo: z.int().min(1).max(10_000) }

export const itemJson = z.object({
  source: z.string(),
  number: z.string(),
  itemNo: z.int(),
  dueDate: z.string().nullable(),
  amount: moneyJsonSchema,
  open: moneyJsonSchema,
})

export const checkedJson = z.object({
  kind: z.enum(evidenceKinds),
  state: z
    .enum(['on_file', 'recorded', 'missing'])
    .describe('recorded: in the books, but the paper is not here'),
  found: bilingualSchema.nullable(),
  files: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      size: z.int(),
      sha256: z.string(),
      attachedBy: z.string(),
      attachedAt: z.string(),
    }),
  ),
})

export const attachBody = z.strictObject({
  kind: z.enum(evidenceKinds),
  fileIds: z.array(z.uuid()).min(1).max(50).describe('Evidence files of the customer, uploaded before'),
})

/** The checklist of a case as answered. */
export async function checkedJsonOf(
  db: Queryable,
  ...rest: [
    of: Parameters<typeof checkEvidence>[1],
    kinds: Parameters<typeof checkEvidence>[2],
    documentIds: Parameters<typeof checkEvidence>[3],
  ]
): Promise<z.input<typeof checkedJson>[]> {
  return (await checkEvidence(db, ...rest)).map(rowJsonOf)
}

function rowJsonOf({ kind, state, found, files }: CheckedRow): z.input<typeof checkedJson> {
  return {
    ...{ kind, state, found },
    files: files.map(({ fileId, name, size, sha256, attachedBy, attachedAt }) => ({
      ...{ id: fileId, name, size, sha256, attachedBy, attachedAt: attachedAt.toISOString() },
    })),
  }
}
