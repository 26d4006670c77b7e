import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** Money that came in for an item after it had been written off. */
export interface Recovery {
  readonly id: Id
  readonly writeOffId: Id
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly receiptId: Id
  readonly matchId: Id
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly on: CalendarDay
  readonly note: string | null
  readonly recordedBy: string
  readonly recordedAt: Date
  readonly undoneOn: CalendarDay | null
  readonly undoneBy: string | null
  readonly undoneAt: Date | null
  readonly undoReason: string | null
}

export interface ListedRecovery extends Recovery {
  readonly invoiceNumber: string
  readonly receiptSource: string
  readonly receiptNumber: string
}

const columns = sql`r.id, r.write_off_id AS "writeOffId", r.account_id AS "accountId", r.document_id AS "documentId",
  r.item_no AS "itemNo", r.receipt_id AS "receiptId", r.match_id AS "matchId", r.currency, r.amount_minor AS "amountMinor",
  r.on_day AS "on", r.note, r.recorded_by AS "recordedBy", r.recorded_at AS "recordedAt", r.undone_on AS "undoneOn",
  r.undone_by AS "undoneBy", r.undone_at AS "undoneAt", r.undo_reason AS "undoReason", i.number AS "invoiceNumber",
  m.source AS "receiptSource", m.number AS "receiptNumber"`

export async function insertRecovery(tx: Tx, one: Recovery): Promise<void> {
  await tx.run(sql`
    INSERT INTO recovery (id, write_off_id, account_id, document_id, item_no, receipt_id, match_id, currency, amount_minor,
      on_day, note, recorded_by, recorded_at)
    VALUES (${one.id}::uuid, ${one.writeOffId}::uuid, ${one.accountId}::uuid, ${one.documentId}::uuid, ${one.itemNo},
      ${one.receiptId}::uuid, ${one.matchId}::uuid, ${one.currency}, ${one.amountMinor}, ${one.on}, ${one.note},
      ${one.recordedBy}, ${one.recordedAt})`)
}

export async function markRecoveryUndone(
  tx: Tx,
  id: Id,
  {
    on,
    by,
    at,
    reason,
  }: { readonly on: CalendarDay; readonly by: string; readonly at: Date; readonly reason: string },
): Promise<void> {
  await tx.run(sql`
    UPDATE recovery SET undone_on = ${on}, undone_by = ${by}, undone_at = ${at}, undo_reason = ${reason}
    WHERE id = ${id}::uuid`)
}

export async function recoveriesOf(db: Queryable, writeOffId: Id): Promise<ListedRecovery[]> {
  return db.rows<ListedRecovery>(sql`
    SELECT ${columns} FROM recovery r JOIN document i ON i.id = r.document_id JOIN document m ON m.id = r.receipt_id
    WHERE r.write_off_id = ${writeOffId}::uuid ORDER BY r.recorded_at, r.id`)
}

export async function findRecovery(db: Queryable, id: Id): Promise<ListedRecovery | undefined> {
  const [row] = await db.rows<ListedRecovery>(sql`
    SELECT ${columns} FROM recovery r JOIN document i ON i.id = r.document_id JOIN document m ON m.id = r.receipt_id
    WHERE r.id = ${id}::uuid`)
  return row
}

/** The recovery that stands on a match, when there is one. */
export async function findRecoveryOfMatch(db: Queryable, matchId: Id): Promise<ListedRecovery | undefined> {
  const [row] = await db.rows<ListedRecovery>(sql`
    SELECT ${columns} FROM recovery r JOIN document i ON i.id = r.document_id JOIN document m ON m.id = r.receipt_id
    WHERE r.match_id = ${matchId}::uuid AND r.undone_at IS NULL`)
  return row
}

/** A receipt of a customer by name; its day is when the money came. */
export async function findReceipt(
  db: Queryable,
  customerId: Id,
  { source, number }: { readonly source: string; readonly number: string },
): Promise<{ readonly id: Id; readonly on: CalendarDay } | undefined> {
  const [row] = await db.rows<{ id: Id; on: CalendarDay }>(sql`
    SELECT d.id, d.document_on AS "on" FROM document d JOIN credit_account a ON a.id = d.account_id
    WHERE a.customer_id = ${customerId}::uuid AND d.source = ${source} AND d.type = 'receipt' AND d.number = ${number}`)
  return row
}
