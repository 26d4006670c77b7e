import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** Money asked for before the goods of a held order go. */
export interface Prepayment {
  readonly id: Id
  readonly holdId: Id
  readonly accountId: Id
  readonly amountMinor: bigint
  readonly currency: Currency
  readonly dueOn: CalendarDay
  readonly note: string | null
  readonly status: 'open' | 'received' | 'withdrawn'
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly receivedMinor: bigint
  readonly receivedAt: Date | null
}

const columns = sql`p.id, p.hold_id AS "holdId", p.account_id AS "accountId", p.amount_minor AS "amountMinor",
  p.currency, p.due_on AS "dueOn", p.note, p.status, p.requested_by AS "requestedBy",
  p.requested_at AS "requestedAt", p.received_minor AS "receivedMinor", p.received_at AS "receivedAt"`

/** The request that is not withdrawn. */
export async function findPrepayment(db: Queryable, holdId: Id): Promise<Prepayment | undefined> {
  const [found] = await db.rows<Prepayment>(
    sql`SELECT ${columns} FROM hold_prepayment p WHERE p.hold_id = ${holdId} AND p.status <> 'withdrawn'`,
  )
  return found
}

export async function insertPrepayment(
  tx: Tx,
  asked: Omit<Prepayment, 'status' | 'receivedMinor' | 'receivedAt'>,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO hold_prepayment (id, hold_id, account_id, amount_minor, currency, due_on, note, status, requested_by,
      requested_at)
    VALUES (${asked.id}, ${asked.holdId}, ${asked.accountId}, ${asked.amountMinor}, ${asked.currency}, ${asked.dueOn},
      ${asked.note}, 'open', ${asked.requestedBy}, ${asked.requestedAt})`)
}

export async function withdrawPrepayment(tx: Tx, id: Id): Promise<void> {
  await tx.run(sql`UPDATE hold_prepayment SET status = 'withdrawn' WHERE id = ${id}`)
}

/**
 * What came in since the request and pays no invoice: the open rest of receipts of its account and currency that were
 * recorded after it. A receipt that bounces or is applied counts no more.
 */
export async function receivedSince(db: Queryable, prepayment: Prepayment): Promise<bigint> {
  const [row] = await db.rows<{ minor: bigint | null }>(sql`
    SELECT (-sum(i.open_minor))::bigint AS minor
    FROM document d JOIN exposure_item i ON i.account_id = d.account_id AND i.document_id = d.id AND i.bucket = 'unapplied'
    WHERE d.account_id = ${prepayment.accountId} AND d.type = 'receipt' AND d.status <> 'cancelled'
      AND d.currency = ${prepayment.currency} AND d.recorded_at >= ${prepayment.requestedAt}`)
  return row?.minor ?? 0n
}

/** Notes how much of the request has come; it is received from its full amount on, and open again below. */
export async function noteReceived(tx: Tx, id: Id, minor: bigint, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE hold_prepayment SET received_minor = ${minor},
      status = CASE WHEN ${minor} >= amount_minor THEN 'received' ELSE 'open' END,
      received_at = CASE WHEN ${minor} >= amount_minor THEN coalesce(received_at, ${at}) END
    WHERE id = ${id} AND status <> 'withdrawn'`)
}
