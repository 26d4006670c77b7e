import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'

export type HoldEventKind =
  | 'claimed'
  | 'assigned'
  | 'left'
  | 'noted'
  | 'prepayment_requested'
  | 'prepayment_received'
  | 'prepayment_withdrawn'
  | 'part_released'
  | 'ready'
  | 'stopped_again'
  | 'release_void'

/** One thing that somebody, or the program, did about a hold. */
export interface HoldEvent {
  readonly kind: HoldEventKind
  readonly by: string
  readonly at: Date
  readonly note: string | null
  /** Usernames: the assignee, or who is mentioned in a note. */
  readonly concerned: readonly string[]
  readonly amountMinor: bigint | null
  readonly currency: Currency | null
  readonly day: CalendarDay | null
}

type NewEvent = Pick<HoldEvent, 'kind' | 'by' | 'at'> & Partial<HoldEvent>

export async function insertHoldEvent(
  tx: Tx,
  hold: { readonly id: Id; readonly accountId: Id },
  event: NewEvent,
): Promise<void> {
  const { kind, by, at, note = null, concerned = [], amountMinor = null, currency = null, day = null } = event
  await tx.run(sql`
    INSERT INTO hold_event (id, hold_id, account_id, kind, by, at, note, concerned, amount_minor, currency, day)
    VALUES (${newId()}, ${hold.id}, ${hold.accountId}, ${kind}, ${by}, ${at}, ${note}, ${concerned}::text[],
      ${amountMinor}, ${currency}, ${day})`)
}

const EVENTS_MAX = 500

/** Everything about a hold in the order in which it happened; of very many the latest. */
export async function listHoldEvents(db: Queryable, holdId: Id): Promise<HoldEvent[]> {
  const rows = await db.rows<HoldEvent>(sql`
    SELECT kind, by, at, note, concerned, amount_minor AS "amountMinor", currency, day FROM hold_event
    WHERE hold_id = ${holdId} ORDER BY seq DESC LIMIT ${EVENTS_MAX}`)
  return rows.reverse()
}

/** Whose work a hold is. */
export interface Assignment {
  readonly assignee: string | null
  readonly assignedBy: string | null
  readonly assignedAt: Date | null
}

export async function findAssignment(db: Queryable, holdId: Id): Promise<Assignment | undefined> {
  const [row] = await db.rows<Assignment>(sql`
    SELECT assignee, assigned_by AS "assignedBy", assigned_at AS "assignedAt" FROM hold WHERE id = ${holdId}`)
  return row
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

/** The same for all documents of the accounts of a customer whose releases are still valid. */
export async function voidReleasesOfAccounts(
  tx: Tx,
  accountIds: readonly Id[],
  reason: string,
  context: { at: Date; today: CalendarDay },
): Promise<{ id: Id; accountId: Id }[]> {
  return tx.rows(sql`
    UPDATE hold SET release_void_at = ${context.at}, release_void_reason = ${reason}
    WHERE account_id = ANY(${accountIds}::uuid[]) AND released_minor IS NOT NULL AND release_void_at IS NULL
      AND released_until >= ${context.today}
    RETURNING id, account_id AS "accountId"`)
}

/** Reservations of other orders of the account that end by themselves, by day. */
export async function expiringReservations(
  db: Queryable,
  account: { readonly accountId: Id; readonly timeZone: string; readonly exceptNumber: string },
): Promise<{ on: CalendarDay; currency: Currency; minor: bigint }[]> {
  return db.rows(sql`
    SELECT (expires_at AT TIME ZONE ${account.timeZone})::date + 1 AS on, currency, sum(amount_minor)::bigint AS minor
    FROM reservation
    WHERE status = 'active' AND account_id = ${account.accountId} AND number <> ${account.exceptNumber}
    GROUP BY 1, 2 ORDER BY 1 LIMIT 50`)
}

/** Open receivables of an account. */
export async function openReceivables(
  db: Queryable,
  accountId: Id,
): Promise<{ currency: Currency; minor: bigint; dueOn: CalendarDay; documentOn: CalendarDay }[]> {
  return db.rows(sql`
    SELECT currency, open_minor AS minor, coalesce(due_on, document_on) AS "dueOn", document_on AS "documentOn"
    FROM exposure_item WHERE account_id = ${accountId} AND bucket = 'receivables' AND open_minor > 0
    ORDER BY due_on, document_id, item_no LIMIT 5000`)
}
