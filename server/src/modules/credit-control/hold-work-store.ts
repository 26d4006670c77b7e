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

/** Open holds claimed by people who have left, locked: somebody who claims one meanwhile waits, and keeps it. */
export async function listHoldsOfLeavers(
  tx: Tx,
  limit: number,
): Promise<{ id: Id; accountId: Id; assignee: string; assigneeId: Id }[]> {
  return tx.rows(sql`
    SELECT h.id, h.account_id AS "accountId", h.assignee, u.id AS "assigneeId"
    FROM hold h JOIN app_user u ON u.username = h.assignee AND NOT u.active
    WHERE h.status = 'open' ORDER BY h.id LIMIT ${limit} FOR UPDATE OF h`)
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
