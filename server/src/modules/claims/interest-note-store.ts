import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { newestFirst, type PageAfter, whereAll } from '../../platform/db/lists.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { partyColumns, type CustomerParty } from '../customers/customer-party-store.js'

/** Late interest that was billed; its id is that of its invoice in the ledger. */
export interface InterestNote {
  readonly id: Id
  readonly number: bigint
  readonly customerId: Id
  readonly accountId: Id
  readonly currency: Currency
  readonly amountMinor: bigint
  /** Interest up to and with this day. */
  readonly untilOn: CalendarDay
  readonly dueOn: CalendarDay
  readonly issuedBy: string
  readonly issuedAt: Date
  readonly cancelledBy: string | null
  readonly cancelledAt: Date | null
  readonly cancelReason: string | null
}

export type NewNote = Omit<InterestNote, 'cancelledBy' | 'cancelledAt' | 'cancelReason'>

/** An instalment of a note's invoice with the calculation it stands on and the SHA-256 of that. */
export interface NewNoteItem {
  readonly itemNo: number
  readonly amountMinor: bigint
  readonly calculation: string
  readonly contentHash: string
}

/** Numbers go up with gaps: that of a note which was refused is not given again. */
export async function nextNoteNumber(tx: Tx): Promise<bigint> {
  const [row] = await tx.rows<{ number: bigint }>(
    sql`SELECT nextval(pg_get_serial_sequence('interest_note', 'number')) AS number`,
  )
  if (!row) throw new Error('there is no number for an interest note')
  return row.number
}

export async function insertNote(tx: Tx, note: NewNote, items: readonly NewNoteItem[]): Promise<void> {
  await tx.run(sql`
    INSERT INTO interest_note (id, number, customer_id, account_id, currency, amount_minor, until_on, due_on, issued_by,
      issued_at) OVERRIDING SYSTEM VALUE
    VALUES (${note.id}::uuid, ${note.number}, ${note.customerId}::uuid, ${note.accountId}::uuid, ${note.currency},
      ${note.amountMinor}, ${note.untilOn}, ${note.dueOn}, ${note.issuedBy}, ${note.issuedAt})`)
  await insertRows(
    tx,
    'interest_note_item',
    {
      ...{ note_id: 'uuid', item_no: 'int', customer_id: 'uuid', amount_minor: 'bigint' },
      ...{ calculation: 'json', content_hash: 'text' },
    },
    items.map((item) => [
      ...[note.id, item.itemNo, note.customerId, item.amountMinor, item.calculation, item.contentHash],
    ]),
  )
}

export async function putCancelled(
  tx: Tx,
  id: Id,
  { by, at, reason }: { readonly by: string; readonly at: Date; readonly reason: string },
): Promise<void> {
  await tx.run(sql`
    UPDATE interest_note SET cancelled_by = ${by}, cancelled_at = ${at}, cancel_reason = ${reason}
    WHERE id = ${id}::uuid`)
}

export interface ListedNote extends InterestNote, CustomerParty {
  readonly segmentCode: string
  readonly documentOn: CalendarDay
  /** What of it is not settled; nothing once cancelled. */
  readonly openMinor: bigint
}

const columns = sql`n.id, n.number, n.customer_id AS "customerId", n.account_id AS "accountId", n.currency,
  n.amount_minor AS "amountMinor", n.until_on AS "untilOn", n.due_on AS "dueOn", n.issued_by AS "issuedBy",
  n.issued_at AS "issuedAt", n.cancelled_by AS "cancelledBy", n.cancelled_at AS "cancelledAt",
  n.cancel_reason AS "cancelReason", s.code AS "segmentCode", d.document_on AS "documentOn",
  (SELECT coalesce(sum(i.open_minor), 0)::bigint FROM exposure_item i
   WHERE i.account_id = n.account_id AND i.document_id = n.id AND i.bucket = 'receivables') AS "openMinor", ${partyColumns}`

const source = sql`FROM interest_note n JOIN document d ON d.id = n.id JOIN customer c ON c.id = n.customer_id
  JOIN credit_account a ON a.id = n.account_id JOIN credit_segment s ON s.id = a.segment_id`

/** Which notes; what is left out does not narrow. */
export interface NoteFilter {
  readonly cancelled?: boolean | undefined
  readonly customerCode?: string | undefined
  readonly ids?: readonly Id[] | undefined
}

/** Notes, the newest first; `after` is the last one of the page before. */
export async function listNotes(
  db: Queryable,
  { cancelled, customerCode, ids }: NoteFilter,
  page: PageAfter,
): Promise<ListedNote[]> {
  const where = whereAll([
    cancelled === true && sql`n.cancelled_at IS NOT NULL`,
    cancelled === false && sql`n.cancelled_at IS NULL`,
    customerCode && sql`c.code = ${customerCode}`,
    ids && sql`n.id = ANY(${[...ids]}::uuid[])`,
  ])
  return db.rows<ListedNote>(sql`
    SELECT ${columns} ${source} ${where}
      ${newestFirst({ table: 'interest_note', alias: 'n', at: 'issued_at' }, page)}`)
}

/** One note, locked until the transaction ends. */
export async function lockNote(tx: Tx, id: Id): Promise<ListedNote | undefined> {
  const [row] = await tx.rows<ListedNote>(
    sql`SELECT ${columns} ${source} WHERE n.id = ${id}::uuid FOR UPDATE OF n`,
  )
  return row
}

/** An instalment of a note with the late one that it bills the interest of. */
export interface StoredNoteItem {
  readonly noteId: Id
  readonly itemNo: number
  readonly amountMinor: bigint
  readonly mainDocumentId: Id
  readonly mainItemNo: number
  readonly mainNumber: string
}

export async function itemsOfNotes(db: Queryable, ids: readonly Id[]): Promise<StoredNoteItem[]> {
  if (ids.length === 0) return []
  return db.rows<StoredNoteItem>(sql`
    SELECT i.note_id AS "noteId", i.item_no AS "itemNo", i.amount_minor AS "amountMinor",
      x.main_document_id AS "mainDocumentId", x.main_item_no AS "mainItemNo", d.number AS "mainNumber"
    FROM interest_note_item i
    JOIN accessory_item x ON x.document_id = i.note_id AND x.item_no = i.item_no
    JOIN document d ON d.id = x.main_document_id
    WHERE i.note_id = ANY(${[...ids]}::uuid[]) ORDER BY i.note_id, i.item_no`)
}

/** What was billed of the interest of one instalment. */
export interface NoteOfItem {
  readonly documentId: Id
  readonly itemNo: number
  readonly number: bigint
  readonly untilOn: CalendarDay
  readonly amountMinor: bigint
}

/** Notes on these documents that were not cancelled, in order of days. */
export async function notesOfDocuments(db: Queryable, documentIds: readonly Id[]): Promise<NoteOfItem[]> {
  if (documentIds.length === 0) return []
  return db.rows<NoteOfItem>(sql`
    SELECT x.main_document_id AS "documentId", x.main_item_no AS "itemNo", n.number, n.until_on AS "untilOn",
      i.amount_minor AS "amountMinor"
    FROM accessory_item x
    JOIN interest_note_item i ON i.note_id = x.document_id AND i.item_no = x.item_no
    JOIN interest_note n ON n.id = i.note_id
    WHERE x.main_document_id = ANY(${[...documentIds]}::uuid[]) AND n.cancelled_at IS NULL
    ORDER BY n.until_on, n.number`)
}
