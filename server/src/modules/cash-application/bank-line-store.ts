import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { empty, sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { BankLineState } from './domain/bank-line.js'
import type { RecognisedBy } from './domain/recognise-payer.js'

/** A bank line as it is kept. */
export interface BankLine {
  readonly id: Id
  readonly bankAccount: string
  readonly bankRef: string
  readonly segmentCode: string
  readonly on: CalendarDay
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly payerName: string
  readonly payerAccountHash: string | null
  readonly reference: string
  readonly state: BankLineState
  readonly customerId: Id | null
  readonly documentId: Id | null
  readonly recordedTimes: number
  /** A person has put it back: the program only suggests from then on. */
  readonly handled: boolean
}

export interface NewBankLine {
  readonly id: Id
  readonly bankAccount: string
  readonly bankRef: string
  readonly segmentId: Id
  readonly on: CalendarDay
  readonly currency: Currency
  readonly amountMinor: bigint
  readonly payerName: string
  readonly payerAccountHash: string | null
  readonly payerAccountMasked: string | null
  readonly reference: string
}

/** Those of the keys that are there already, with their day and amount. */
export async function knownLines(
  tx: Queryable,
  keys: readonly { readonly bankAccount: string; readonly bankRef: string }[],
): Promise<Map<string, Pick<BankLine, 'on' | 'amountMinor'>>> {
  const rows = await tx.rows<Pick<BankLine, 'bankAccount' | 'bankRef' | 'on' | 'amountMinor'>>(sql`
    SELECT b.bank_account AS "bankAccount", b.bank_ref AS "bankRef", b.booked_on AS "on",
      b.amount_minor AS "amountMinor"
    FROM unnest(${keys.map((key) => key.bankAccount)}::text[], ${keys.map((key) => key.bankRef)}::text[])
      AS k (bank_account, bank_ref)
    JOIN bank_line b ON b.bank_account = k.bank_account AND b.bank_ref = k.bank_ref`)
  return new Map(rows.map((row) => [lineKey(row), row]))
}

export function lineKey({ bankAccount, bankRef }: { bankAccount: string; bankRef: string }): string {
  return JSON.stringify([bankAccount, bankRef])
}

/** Keeps new lines; one that is there already stays as it is. */
export async function insertBankLines(
  tx: Tx,
  lines: readonly NewBankLine[],
  by: string,
  at: Date,
): Promise<void> {
  await insertRows(
    tx,
    'bank_line',
    {
      ...{ id: 'uuid', bank_account: 'text', bank_ref: 'text', segment_id: 'uuid', booked_on: 'date' },
      ...{ currency: 'text', amount_minor: 'bigint', payer_name: 'text', payer_account_hash: 'text' },
      ...{ payer_account_masked: 'text', reference: 'text', imported_by: 'text', imported_at: 'timestamptz' },
    },
    lines.map((l) => [
      ...[l.id, l.bankAccount, l.bankRef, l.segmentId, l.on, l.currency, l.amountMinor, l.payerName],
      ...[l.payerAccountHash, l.payerAccountMasked, l.reference, by, at],
    ]),
    'ON CONFLICT (bank_account, bank_ref) DO NOTHING',
  )
}

const columns = sql`b.id, b.bank_account AS "bankAccount", b.bank_ref AS "bankRef", s.code AS "segmentCode",
  b.booked_on AS "on", b.currency, b.amount_minor AS "amountMinor", b.payer_name AS "payerName",
  b.payer_account_hash AS "payerAccountHash", b.reference, b.state, b.customer_id AS "customerId",
  b.document_id AS "documentId", b.recorded_times AS "recordedTimes", b.decided_by IS NOT NULL AS handled`

/** Open lines after an id, in id order, locked for this transaction. */
export async function takeOpenLines(tx: Tx, afterId: Id | null, limit: number): Promise<BankLine[]> {
  return tx.rows<BankLine>(sql`
    SELECT ${columns} FROM bank_line b JOIN credit_segment s ON s.id = b.segment_id
    WHERE b.state = 'open' AND (${afterId}::uuid IS NULL OR b.id > ${afterId}::uuid)
    ORDER BY b.id LIMIT ${limit} FOR UPDATE OF b`)
}

export async function countOpenLines(db: Queryable): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM bank_line WHERE state = 'open'`,
  )
  return row?.count ?? 0
}

/** One line, locked until the end of the transaction. */
export async function lockBankLine(tx: Tx, id: Id): Promise<BankLine | undefined> {
  const [line] = await tx.rows<BankLine>(sql`
    SELECT ${columns} FROM bank_line b JOIN credit_segment s ON s.id = b.segment_id
    WHERE b.id = ${id}::uuid FOR UPDATE OF b`)
  return line
}

export interface Suggestion {
  readonly id: Id
  readonly customerId: Id | null
  readonly by: RecognisedBy | null
  readonly confidenceBp: number | null
}

/** Who probably paid, for a person to confirm. */
export async function suggestPayers(tx: Tx, found: readonly Suggestion[]): Promise<void> {
  if (found.length === 0) return
  await tx.run(sql`
    UPDATE bank_line b SET customer_id = q.customer_id, identified_by = q.by, confidence_bp = q.bp
    FROM unnest(${found.map((f) => f.id)}::uuid[], ${found.map((f) => f.customerId)}::uuid[],
      ${found.map((f) => f.by)}::text[], ${found.map((f) => f.confidenceBp)}::int[]) AS q (id, customer_id, by, bp)
    WHERE b.id = q.id AND (b.customer_id, b.identified_by, b.confidence_bp)
      IS DISTINCT FROM (q.customer_id, q.by, q.bp)`)
}

export interface RecordedLine extends Suggestion {
  readonly customerId: Id
  readonly documentId: Id
}

/**
 * Lines that have become receipts. `decidedBy` null: by the program, which leaves who decided and when as they are, so
 * that the trail records row by row only what people do; the receipts have their own entry.
 */
export async function markRecorded(
  tx: Tx,
  lines: readonly RecordedLine[],
  decidedBy: string | null,
  at: Date,
): Promise<void> {
  if (lines.length === 0) return
  const decided =
    decidedBy === null ? empty : sql`decided_by = ${decidedBy}, decided_at = ${at}, note = NULL,`
  await tx.run(sql`
    UPDATE bank_line b SET state = 'recorded', customer_id = q.customer_id, identified_by = q.by,
      confidence_bp = q.bp, document_id = q.document_id, ${decided} recorded_times = b.recorded_times + 1
    FROM unnest(${lines.map((l) => l.id)}::uuid[], ${lines.map((l) => l.customerId)}::uuid[],
      ${lines.map((l) => l.by)}::text[], ${lines.map((l) => l.confidenceBp)}::int[],
      ${lines.map((l) => l.documentId)}::uuid[]) AS q (id, customer_id, by, bp, document_id)
    WHERE b.id = q.id`)
}

/** Puts a line back among those that wait, or aside with a note; it stands for no receipt then. */
export async function changeLine(
  tx: Tx,
  id: Id,
  change: { readonly state: 'open' | 'set_aside'; readonly note: string | null; readonly by: string },
  at: Date,
): Promise<void> {
  await tx.run(sql`
    UPDATE bank_line SET state = ${change.state}, note = ${change.note}, decided_by = ${change.by},
      decided_at = ${at}, document_id = NULL, customer_id = NULL, identified_by = NULL, confidence_bp = NULL
    WHERE id = ${id}::uuid`)
}
