import type { Principal } from '../../kernel/access.js'
import type { Tx } from '../../platform/db/types.js'
import { currentContext } from '../../platform/request-context.js'
import { insertEntries, type NewEntry } from './audit-store.js'

/** One change of state: who did what to which object, what it was and what it became. */
export interface AuditEntry {
  readonly actor: Principal
  /** Verb of the object, for example `limit-line.created`. */
  readonly action: string
  readonly objectType: string
  /** The code by which people know the object, or its id. */
  readonly objectId: string
  readonly before?: unknown
  readonly after?: unknown
  readonly reason?: string | null
  readonly at: Date
}

/**
 * Records what the program did, in the transaction that does it. The rows that changed are recorded by the database in
 * the same transaction; this adds what only the program knows: the action, the object as people name it, the reason.
 * Bigints are recorded as decimal texts.
 */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await recordAudits(tx, [entry])
}

/** Records many changes with one statement. */
export async function recordAudits(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  await insertEntries(
    tx,
    entries.map((entry) => newEntry('action', entry)),
  )
}

/** Someone looked at something sensitive: what, and how much of it. */
export interface AccessEntry extends Omit<AuditEntry, 'before' | 'after'> {
  /** For example the filter of an export and its number of rows, or the names of the unmasked fields. Never the data. */
  readonly detail?: unknown
}

/** Records an export or the reading of a sensitive field. `action` is for example `customers.exported`. */
export async function recordAccess(tx: Tx, { detail, ...entry }: AccessEntry): Promise<void> {
  await insertEntries(tx, [newEntry('access', { ...entry, after: detail })])
}

function newEntry(kind: NewEntry['kind'], entry: AuditEntry): NewEntry {
  return {
    kind,
    actorKind: entry.actor.kind,
    actorId: entry.actor.id,
    actor: entry.actor.label,
    requestId: currentContext()?.requestId ?? null,
    action: entry.action,
    objectType: entry.objectType,
    objectId: entry.objectId,
    before: jsonOrNull(entry.before),
    after: jsonOrNull(entry.after),
    reason: entry.reason ?? null,
    actedAt: entry.at,
  }
}

function jsonOrNull(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))
}
