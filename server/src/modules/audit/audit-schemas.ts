import { z } from 'zod'
import { masked } from '../../kernel/masked.js'
import { actorKinds, entryKinds, type StoredEntry } from './audit-store.js'
import { findingKinds, sealedKinds } from './domain/finding.js'
import { verificationStatuses, type VerificationRun } from './verification-store.js'

export const entrySchema = z.object({
  id: z.string().describe('Number of the entry'),
  at: z.string().describe('By the clock of the database'),
  actedAt: z
    .string()
    .nullable()
    .describe('By the clock of the program; null for what the database recorded by itself'),
  kind: z
    .enum(entryKinds)
    .describe(
      'action: what the program did; row, rows: what changed in the database; access: what was looked at',
    ),
  actor: z.string(),
  actorKind: z.enum(actorKinds),
  requestId: z.string().nullable(),
  transaction: z.string().describe('Entries of one transaction have the same'),
  action: z.string(),
  objectType: z.string(),
  objectId: z.string(),
  table: z.string().nullable(),
  rowKey: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  sealedIn: z.number().nullable().describe('Number of the batch that seals it; null while it waits'),
})

/** Entries from before phone numbers were left out of the trail still hold them; who reads the trail does not see them. */
function withoutPhones(row: unknown): unknown {
  if (row === null || typeof row !== 'object' || !('phone' in row)) return row
  const { phone } = row
  return typeof phone === 'string' && !phone.includes('*') && phone !== '[hidden]'
    ? { ...row, phone: masked('phone', phone) }
    : row
}

export function presentEntry(entry: StoredEntry): z.input<typeof entrySchema> {
  return {
    id: entry.id.toString(),
    at: entry.at.toISOString(),
    actedAt: entry.actedAt?.toISOString() ?? null,
    kind: entry.kind,
    actor: entry.actor,
    actorKind: entry.actorKind,
    requestId: entry.requestId,
    transaction: entry.transaction,
    action: entry.action,
    objectType: entry.objectType,
    objectId: entry.objectId,
    table: entry.tableName,
    rowKey: entry.rowKey,
    before: withoutPhones(entry.before ?? null),
    after: withoutPhones(entry.after ?? null),
    reason: entry.reason,
    sealedIn: entry.batchNo,
  }
}

const rootSchema = z.object({
  batchNo: z.number(),
  sealedAt: z.string(),
  hash: z.string().describe('Hex. Kept elsewhere, it shows a rewriting of the whole trail'),
})

const findingSchema = z.object({
  of: z.enum(sealedKinds).describe('An entry of the trail, or a credit decision'),
  kind: z.enum(findingKinds),
  batchNo: z.number().nullable(),
  entryId: z.string().nullable().describe('Number of the entry, or id of the decision'),
  detail: z.string(),
})

export const runSchema = z.object({
  id: z.string(),
  status: z.enum(verificationStatuses),
  requestedBy: z.string(),
  requestedAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  done: z.number().describe('Entries looked at so far'),
  total: z.number(),
  result: z
    .object({
      entries: z.number(),
      batches: z.number(),
      waiting: z.object({ entries: z.number(), oldestAt: z.string().nullable() }),
      root: rootSchema.nullable(),
      decisions: z
        .object({ sealed: z.number(), batches: z.number(), waiting: z.number() })
        .describe('Credit decisions, whose roots are entries of the trail'),
      findings: z.array(findingSchema).readonly(),
    })
    .nullable(),
})

export const stateSchema = z.object({
  batches: z.number(),
  sealedEntries: z.number(),
  sealedDecisions: z.number().describe('Credit decisions whose hashes are in the trail'),
  waiting: z.object({
    entries: z.number(),
    oldestAt: z.string().nullable(),
    runningSince: z
      .string()
      .nullable()
      .describe('Start of the oldest transaction still writing: what came after it waits for its end'),
  }),
  root: rootSchema.nullable(),
  latest: runSchema.nullable(),
})

export function presentRun(run: VerificationRun): z.input<typeof runSchema> {
  return {
    ...run,
    requestedAt: run.requestedAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
  }
}
