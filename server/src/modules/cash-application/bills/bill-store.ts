import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { Id } from '../../../kernel/ids.js'
import { sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { BillAct, BillKind, BillState } from '../domain/bill-life.js'

/** A bill of exchange that a customer gave in payment. */
export interface Bill {
  readonly id: Id
  readonly number: string
  /** Part of a bill that can be divided; empty for the whole bill. */
  readonly subRange: string
  readonly documentNumber: string
  readonly kind: BillKind
  readonly accountId: Id
  readonly customerId: Id
  readonly currency: Currency
  readonly amountMinor: bigint
  /** What counts of it as exposure until it is paid. */
  readonly countedMinor: bigint
  readonly drawer: string
  readonly acceptor: string
  readonly issuedOn: CalendarDay
  readonly receivedOn: CalendarDay
  readonly maturesOn: CalendarDay
  readonly reference: string
  readonly state: BillState
  readonly recourse: boolean
  readonly receiptId: Id
  readonly exposureId: Id | null
  readonly lastSeq: number
  readonly inForceSeq: number
  /** Day of the last entry in the ledger. */
  readonly effectiveOn: CalendarDay
}

/** Something that was done with a bill. */
export interface BillEvent {
  readonly seq: number
  readonly act: BillAct | 'receive' | 'undo'
  readonly on: CalendarDay
  readonly fromState: BillState | null
  readonly toState: BillState
  readonly fromRecourse: boolean
  /** The event in force before it. */
  readonly beforeSeq: number
  readonly party: string | null
  readonly chargeMinor: bigint | null
  readonly reason: string | null
  readonly by: string
  readonly at: Date
}

export async function insertBill(tx: Tx, bill: Bill, by: string, at: Date): Promise<void> {
  await tx.run(sql`
    INSERT INTO bill (id, number, sub_range, document_number, kind, account_id, customer_id, currency, amount_minor,
      counted_minor, drawer, acceptor, issued_on, received_on, matures_on, reference, state, recourse,
      receipt_document_id, exposure_document_id, last_seq, in_force_seq, effective_on, recorded_by, recorded_at)
    VALUES (${bill.id}::uuid, ${bill.number}, ${bill.subRange}, ${bill.documentNumber}, ${bill.kind},
      ${bill.accountId}::uuid, ${bill.customerId}::uuid, ${bill.currency}, ${bill.amountMinor}, ${bill.countedMinor},
      ${bill.drawer}, ${bill.acceptor}, ${bill.issuedOn}, ${bill.receivedOn}, ${bill.maturesOn}, ${bill.reference},
      ${bill.state}, ${bill.recourse}, ${bill.receiptId}::uuid, ${bill.exposureId}::uuid, ${bill.lastSeq},
      ${bill.inForceSeq}, ${bill.effectiveOn}, ${by}, ${at})`)
}

export async function insertBillEvent(
  tx: Tx,
  bill: Pick<Bill, 'id' | 'accountId'>,
  event: BillEvent,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO bill_event (bill_id, seq, account_id, act, on_day, from_state, to_state, from_recourse, before_seq,
      party, charge_minor, reason, done_by, done_at)
    VALUES (${bill.id}::uuid, ${event.seq}, ${bill.accountId}::uuid, ${event.act}, ${event.on}, ${event.fromState},
      ${event.toState}, ${event.fromRecourse}, ${event.beforeSeq}, ${event.party}, ${event.chargeMinor},
      ${event.reason}, ${event.by}, ${event.at})`)
}

/** Keeps where a bill stands now. */
export async function putStanding(
  tx: Tx,
  bill: Pick<Bill, 'id' | 'state' | 'recourse' | 'lastSeq' | 'inForceSeq' | 'effectiveOn'>,
): Promise<void> {
  await tx.run(sql`
    UPDATE bill SET state = ${bill.state}, recourse = ${bill.recourse}, last_seq = ${bill.lastSeq},
      in_force_seq = ${bill.inForceSeq}, effective_on = ${bill.effectiveOn} WHERE id = ${bill.id}::uuid`)
}

/** A bill with the codes of whom it concerns. */
export interface FoundBill extends Bill {
  readonly groupId: Id
  readonly customerCode: string
  readonly customerName: string
  readonly segmentCode: string
}

export async function findBill(db: Queryable, id: Id): Promise<FoundBill | undefined> {
  const [bill] = await db.rows<FoundBill>(sql`
    SELECT b.id, b.number, b.sub_range AS "subRange", b.document_number AS "documentNumber", b.kind,
      b.account_id AS "accountId", b.customer_id AS "customerId", b.currency, b.amount_minor AS "amountMinor",
      b.counted_minor AS "countedMinor", b.drawer, b.acceptor, b.issued_on AS "issuedOn",
      b.received_on AS "receivedOn", b.matures_on AS "maturesOn", b.reference, b.state, b.recourse,
      b.receipt_document_id AS "receiptId", b.exposure_document_id AS "exposureId", b.last_seq AS "lastSeq",
      b.in_force_seq AS "inForceSeq", b.effective_on AS "effectiveOn", a.group_id AS "groupId",
      c.code AS "customerCode", c.name AS "customerName", s.code AS "segmentCode"
    FROM bill b JOIN credit_account a ON a.id = b.account_id JOIN customer c ON c.id = b.customer_id
    JOIN credit_segment s ON s.id = a.segment_id WHERE b.id = ${id}::uuid`)
  return bill
}

/** How often a bill of this number was registered, and who gave the one that counts. */
export async function billsOfNumber(
  tx: Queryable,
  number: string,
  subRange: string,
): Promise<{ times: number; current: string | null }> {
  const [row] = await tx.rows<{ times: number; current: string | null }>(sql`
    SELECT count(*)::int AS times, max(c.code) FILTER (WHERE b.state <> 'withdrawn') AS current
    FROM bill b JOIN customer c ON c.id = b.customer_id
    WHERE b.number = ${number} AND b.sub_range = ${subRange}`)
  return row ?? { times: 0, current: null }
}

/** A bill as it was registered. */
export interface KnownBill extends Pick<
  Bill,
  'kind' | 'currency' | 'amountMinor' | 'issuedOn' | 'maturesOn'
> {
  readonly customerCode: string
  readonly segmentCode: string
}

/** The bill of this number that was not withdrawn, if there is one. */
export async function currentBills(tx: Queryable, number: string, subRange: string): Promise<KnownBill[]> {
  return tx.rows<KnownBill>(sql`
    SELECT b.kind, b.currency, b.amount_minor AS "amountMinor", b.issued_on AS "issuedOn",
      b.matures_on AS "maturesOn", c.code AS "customerCode", s.code AS "segmentCode"
    FROM bill b JOIN credit_account a ON a.id = b.account_id JOIN customer c ON c.id = b.customer_id
    JOIN credit_segment s ON s.id = a.segment_id
    WHERE b.number = ${number} AND b.sub_range = ${subRange} AND b.state <> 'withdrawn'`)
}

export async function listBillEvents(db: Queryable, billId: Id): Promise<BillEvent[]> {
  return db.rows<BillEvent>(sql`
    SELECT seq, act, on_day AS "on", from_state AS "fromState", to_state AS "toState",
      from_recourse AS "fromRecourse", before_seq AS "beforeSeq", party, charge_minor AS "chargeMinor", reason,
      done_by AS by, done_at AS at
    FROM bill_event WHERE bill_id = ${billId}::uuid ORDER BY seq DESC LIMIT 200`)
}
