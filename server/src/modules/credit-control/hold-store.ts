import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Reason } from './domain/reasons.js'
import type { Checkpoint } from './domain/rules.js'

export type HoldStatus = 'open' | 'released' | 'rejected' | 'superseded'

/** A stopped order and what became of it. */
export interface Hold {
  readonly id: Id
  readonly groupId: Id
  readonly accountId: Id
  readonly decisionId: Id
  readonly checkpoint: Checkpoint
  readonly source: string
  readonly documentType: string
  readonly documentNumber: string
  readonly documentVersion: bigint
  readonly amountMinor: bigint
  readonly currency: Currency
  readonly netDays: number | null
  readonly shipOn: CalendarDay | null
  readonly reasons: readonly Reason[]
  readonly status: HoldStatus
  /** Since when it would pass if it were checked again. */
  readonly readySince: Date | null
  readonly evaluatedAt: Date | null
  readonly submittedBy: string
  readonly openedAt: Date
  readonly releaseRequestedBy: string | null
  readonly releaseRequestedAt: Date | null
  readonly releaseRequestReason: string | null
  readonly closedBy: string | null
  readonly closedAt: Date | null
  readonly closeReason: string | null
  /** Of a rejected hold: a code of the catalogue. */
  readonly closeCode: string | null
  readonly releasedMinor: bigint | null
  readonly releasedUntil: CalendarDay | null
  /** Whose work it is, while it is open. */
  readonly assignee: string | null
  /** Since when its release counts no more. */
  readonly releaseVoidAt: Date | null
  /** Whether a prepayment is asked for, paid or not. */
  readonly prepaymentAsked: boolean
  /** Whether somebody stopped this order by name. */
  readonly forcedByName: boolean
  readonly customerCode: string
  readonly customerName: string
  readonly ownerUsername: string | null
  readonly segmentCode: string
}

/** The columns of a hold, read through `holdJoins`. */
export const holdColumns = sql`h.id, h.group_id AS "groupId", h.account_id AS "accountId", h.decision_id AS "decisionId",
  h.checkpoint, h.source, h.document_type AS "documentType", h.document_number AS "documentNumber",
  h.document_version AS "documentVersion", h.amount_minor AS "amountMinor", h.currency, h.net_days AS "netDays",
  h.ship_on AS "shipOn", h.reasons, h.status, h.ready_since AS "readySince", h.evaluated_at AS "evaluatedAt",
  h.submitted_by AS "submittedBy", h.opened_at AS "openedAt", h.release_requested_by AS "releaseRequestedBy",
  h.release_requested_at AS "releaseRequestedAt", h.release_request_reason AS "releaseRequestReason",
  h.closed_by AS "closedBy", h.closed_at AS "closedAt", h.close_reason AS "closeReason", h.close_code AS "closeCode",
  h.released_minor AS "releasedMinor", h.released_until AS "releasedUntil", h.assignee,
  h.release_void_at AS "releaseVoidAt",
  EXISTS (SELECT FROM hold_prepayment p WHERE p.hold_id = h.id AND p.status <> 'withdrawn') AS "prepaymentAsked",
  EXISTS (SELECT FROM forced_order_hold f WHERE f.source = h.source AND f.document_number = h.document_number
    AND f.lifted_at IS NULL) AS "forcedByName", c.code AS "customerCode",
  c.name AS "customerName", c.owner_username AS "ownerUsername", s.code AS "segmentCode"`

export const holdJoins = sql`JOIN credit_account a ON a.id = h.account_id JOIN customer c ON c.id = a.customer_id
  JOIN credit_segment s ON s.id = a.segment_id`

export async function findHold(tx: Queryable, id: Id, owner: string | null): Promise<Hold | undefined> {
  const [hold] = await tx.rows<Hold>(sql`
    SELECT ${holdColumns} FROM hold h ${holdJoins}
    WHERE h.id = ${id} AND (${owner}::text IS NULL OR c.owner_username = ${owner})`)
  return hold
}

/** Open holds of a credit group, oldest first: what waits longest is looked at first when room appears. */
export async function openHoldsOfGroup(tx: Queryable, groupId: Id, limit: number): Promise<Hold[]> {
  return tx.rows<Hold>(sql`
    SELECT ${holdColumns} FROM hold h ${holdJoins} WHERE h.group_id = ${groupId} AND h.status = 'open'
    ORDER BY h.opened_at, h.id LIMIT ${limit}`)
}

/** Which of the groups have orders waiting. */
export async function groupsWithOpenHolds(tx: Queryable, groupIds: readonly Id[]): Promise<Id[]> {
  if (groupIds.length === 0) return []
  const rows = await tx.rows<{ groupId: Id }>(sql`
    SELECT DISTINCT group_id AS "groupId" FROM hold WHERE status = 'open' AND group_id = ANY(${groupIds}::uuid[])`)
  return rows.map((row) => row.groupId)
}

type NewHold = Pick<
  Hold,
  | 'id'
  | 'groupId'
  | 'accountId'
  | 'decisionId'
  | 'checkpoint'
  | 'source'
  | 'documentType'
  | 'documentNumber'
  | 'documentVersion'
  | 'amountMinor'
  | 'currency'
  | 'netDays'
  | 'shipOn'
  | 'reasons'
  | 'submittedBy'
  | 'openedAt'
>

export async function insertHolds(tx: Tx, holds: readonly NewHold[]): Promise<void> {
  await insertRows(
    tx,
    'hold',
    {
      id: 'uuid',
      group_id: 'uuid',
      account_id: 'uuid',
      decision_id: 'uuid',
      checkpoint: 'text',
      source: 'text',
      document_type: 'text',
      document_number: 'text',
      document_version: 'bigint',
      amount_minor: 'bigint',
      currency: 'text',
      net_days: 'int',
      ship_on: 'date',
      reasons: 'jsonb',
      submitted_by: 'text',
      opened_at: 'timestamptz',
      status: 'text',
    },
    holds.map((h) => [
      h.id,
      h.groupId,
      h.accountId,
      h.decisionId,
      h.checkpoint,
      h.source,
      h.documentType,
      h.documentNumber,
      h.documentVersion,
      h.amountMinor,
      h.currency,
      h.netDays,
      h.shipOn,
      JSON.stringify(h.reasons),
      h.submittedBy,
      h.openedAt,
      'open',
    ]),
  )
}

/** Closes open holds whose documents were checked again in a newer version. */
export async function supersedeHolds(tx: Tx, ids: readonly Id[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await tx.run(sql`
    UPDATE hold SET status = 'superseded', closed_at = ${at}, closed_by = 'system'
    WHERE id = ANY(${ids}::uuid[]) AND status = 'open'`)
}

/** How an open hold ends by a person's decision. */
export interface HoldClosing {
  readonly status: 'released' | 'rejected'
  readonly by: string
  readonly reason: string | null
  readonly code: string | null
  readonly releasedMinor: bigint | null
  readonly releasedUntil: CalendarDay | null
}

/** Ends a hold that is still open; false when somebody else was first. */
export async function closeHold(tx: Tx, id: Id, closing: HoldClosing, at: Date): Promise<boolean> {
  const touched = await tx.run(sql`
    UPDATE hold SET status = ${closing.status}, closed_by = ${closing.by}, closed_at = ${at},
      close_reason = ${closing.reason}, close_code = ${closing.code}, released_minor = ${closing.releasedMinor},
      released_until = ${closing.releasedUntil}
    WHERE id = ${id} AND status = 'open'`)
  return touched === 1
}

/** Notes that somebody without enough authority asks for the release. */
export async function requestRelease(
  tx: Tx,
  id: Id,
  request: { by: string; reason: string },
  at: Date,
): Promise<boolean> {
  const touched = await tx.run(sql`
    UPDATE hold SET release_requested_by = ${request.by}, release_requested_at = ${at},
      release_request_reason = ${request.reason}
    WHERE id = ${id} AND status = 'open'`)
  return touched === 1
}

/** Forgets the request for a release: it was not granted, and may be asked for again. */
export async function clearReleaseRequest(tx: Tx, id: Id): Promise<void> {
  await tx.run(sql`
    UPDATE hold SET release_requested_by = NULL, release_requested_at = NULL, release_request_reason = NULL
    WHERE id = ${id}::uuid AND status = 'open'`)
}

/** Which of these holds are open. */
export async function openHoldsAmong(db: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ id: Id }>(
    sql`SELECT id FROM hold WHERE id = ANY(${ids}::uuid[]) AND status = 'open'`,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Notes what a new evaluation of an open hold found. */
export async function noteEvaluation(
  tx: Tx,
  id: Id,
  found: { ready: boolean; reasons: readonly Reason[] },
  at: Date,
): Promise<void> {
  await tx.run(sql`
    UPDATE hold SET evaluated_at = ${at},
      ready_since = CASE WHEN ${found.ready} THEN coalesce(ready_since, ${at}) END,
      reasons = CASE WHEN ${found.ready} THEN reasons ELSE ${JSON.stringify(found.reasons)}::jsonb END
    WHERE id = ${id} AND status = 'open'`)
}

/** Puts the holds of a customer's accounts into another group. */
export async function moveHolds(tx: Tx, customerId: Id, groupId: Id): Promise<void> {
  await tx.run(sql`
    UPDATE hold SET group_id = ${groupId}
    WHERE account_id IN (SELECT id FROM credit_account WHERE customer_id = ${customerId})`)
}

/** Gives an open hold that is nobody's to somebody; false when somebody else was first or it is closed. */
export async function claimFree(tx: Tx, holdId: Id, username: string, at: Date): Promise<boolean> {
  const touched = await tx.run(sql`
    UPDATE hold SET assignee = ${username}, assigned_by = ${username}, assigned_at = ${at}
    WHERE id = ${holdId} AND status = 'open' AND assignee IS NULL`)
  return touched === 1
}

/** Gives an open hold to somebody, or (null) to nobody; false when it is closed. */
export async function putAssignee(
  tx: Tx,
  holdId: Id,
  { assignee, by, at }: { assignee: string | null; by: string; at: Date },
): Promise<boolean> {
  const touched = await tx.run(sql`
    UPDATE hold SET assignee = ${assignee}, assigned_by = ${assignee === null ? null : by},
      assigned_at = ${assignee === null ? null : at}
    WHERE id = ${holdId} AND status = 'open'`)
  return touched === 1
}

/** The part of an open hold's order that may ship; false when it is closed. */
export async function putPart(
  tx: Tx,
  holdId: Id,
  part: { readonly minor: bigint; readonly until: CalendarDay },
): Promise<boolean> {
  const touched = await tx.run(sql`
    UPDATE hold SET released_minor = ${part.minor}, released_until = ${part.until}
    WHERE id = ${holdId} AND status = 'open'`)
  return touched === 1
}

/** Makes releases of a document count no more; gives the holds that had one. */
export async function voidReleases(
  tx: Tx,
  document: { readonly source: string; readonly type: string; readonly number: string },
  reason: string,
  at: Date,
): Promise<{ id: Id; accountId: Id }[]> {
  return tx.rows(sql`
    UPDATE hold SET release_void_at = ${at}, release_void_reason = ${reason}
    WHERE source = ${document.source} AND document_number = ${document.number} AND document_type = ${document.type}
      AND released_minor IS NOT NULL AND release_void_at IS NULL
    RETURNING id, account_id AS "accountId"`)
}
