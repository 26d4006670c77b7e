import type { Principal } from '../../kernel/access.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { insertAuditRecords } from './audit-store.js'

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

/** Records one change in the transaction that makes it. Bigints are recorded as decimal texts. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await recordAudits(tx, [entry])
}

/** Records many changes with one statement. */
export async function recordAudits(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  await insertAuditRecords(
    tx,
    entries.map((entry) => [
      newId(),
      entry.at,
      entry.actor.kind,
      entry.actor.id,
      entry.actor.label,
      entry.action,
      entry.objectType,
      entry.objectId,
      jsonOrNull(entry.before),
      jsonOrNull(entry.after),
      entry.reason ?? null,
    ]),
  )
}

function jsonOrNull(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))
}
