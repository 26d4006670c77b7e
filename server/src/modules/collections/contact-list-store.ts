import type { Currency } from '../../kernel/currency.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { newestFirst, type PageAfter } from '../../platform/db/lists.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { NewContact } from './contact-store.js'
import type { HourOfCalls } from './domain/best-time.js'

/** A contact of the log, with what became of it and the files that prove it. */
export interface LoggedContact extends Omit<NewContact, 'dedupeKey' | 'items' | 'contactPersonId'> {
  readonly contactPerson: string | null
  /** SHA-256 of what was said, hexadecimal. */
  readonly contentHash: string
  readonly failure: string | null
  readonly receipt: string | null
  readonly items: readonly {
    readonly source: string
    readonly number: string
    readonly itemNo: number
    readonly currency: Currency
    readonly openMinor: string
  }[]
  readonly evidence: readonly { readonly id: Id; readonly name: string; readonly sha256: string }[]
}

/** Contacts of a customer, the newest first; `after` is the last one of the page before. */
export async function listContacts(db: Queryable, customerId: Id, page: PageAfter): Promise<LoggedContact[]> {
  return db.rows<LoggedContact>(sql`
    SELECT k.id, k.customer_id AS "customerId", k.at, k.by, k.channel, k.direction, k.outcome, k.recipient,
      k.recipient_role AS "recipientRole", k.subject, k.body, encode(k.content_hash, 'hex') AS "contentHash",
      k.delivery, k.failure, k.sent_at AS "sentAt", k.arrived_at AS "arrivedAt", k.receipt,
      k.proof_grade AS "proofGrade", k.interrupts_limitation AS "interruptsLimitation", k.next_on AS "nextOn",
      k.next_step AS "nextStep", k.run_id AS "runId", k.step_ref AS "stepRef",
      (SELECT h.name FROM customer_contact h WHERE h.id = k.contact_person_id) AS "contactPerson",
      coalesce((SELECT json_agg(json_build_object('source', d.source, 'number', d.number, 'itemNo', i.item_no,
          'currency', i.currency, 'openMinor', i.open_minor::text) ORDER BY d.number, i.item_no)
        FROM contact_item i JOIN document d ON d.id = i.document_id WHERE i.contact_id = k.id), '[]'::json) AS items,
      coalesce((SELECT json_agg(json_build_object('id', f.id, 'name', f.name, 'sha256', encode(f.sha256, 'hex'))
          ORDER BY f.uploaded_at)
        FROM evidence_link l JOIN evidence_file f ON f.id = l.file_id
        WHERE l.object_type = 'contact' AND l.object_id = k.id), '[]'::json) AS evidence
    FROM contact k WHERE k.customer_id = ${customerId}::uuid
      ${newestFirst({ table: 'contact', alias: 'k', at: 'at' }, page)}`)
}

/** Calls to a customer since an instant, by the hour of the day in a zone. */
export async function callsByHour(
  db: Queryable,
  customerId: Id,
  { since, timeZone }: { readonly since: Date; readonly timeZone: string },
): Promise<HourOfCalls[]> {
  return db.rows<HourOfCalls>(sql`
    SELECT extract(hour FROM at AT TIME ZONE ${timeZone})::int AS hour, count(*)::int AS tried,
      (count(*) FILTER (WHERE outcome NOT IN ('no_answer', 'wrong_contact')))::int AS answered
    FROM contact WHERE customer_id = ${customerId}::uuid AND channel = 'phone' AND direction = 'out'
      AND outcome IS NOT NULL AND at >= ${since}
    GROUP BY 1 ORDER BY 1`)
}

/** An open receivable of a customer as a collector sees it, in minor units of its currency. */
export interface CollectableItem {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly source: string
  readonly number: string
  readonly segment: string
  readonly currency: Currency
  readonly openMinor: bigint
  readonly dueOn: CalendarDay | null
  readonly disputedMinor: bigint
  readonly plannedMinor: bigint
  readonly handedOverMinor: bigint
  readonly promisedMinor: bigint
}

const heldFor = (reason: 'disputed' | 'planned' | 'promised' | 'handed_over') => sql`coalesce((
  SELECT h.minor FROM held h WHERE h.document_id = i.document_id AND h.item_no = i.item_no AND h.reason = ${reason}), 0)`

/** What a customer owes, the oldest first, with what nobody is to be asked for today. */
export async function listCollectable(
  db: Queryable,
  customerId: Id,
  today: CalendarDay,
  limit: number,
): Promise<CollectableItem[]> {
  return db.rows<CollectableItem>(sql`
    WITH item AS MATERIALIZED (
      SELECT i.*, s.code AS segment FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
      JOIN exposure_item i ON i.account_id = a.id
      WHERE a.customer_id = ${customerId}::uuid AND i.bucket = 'receivables' AND i.open_minor > 0),
    held AS MATERIALIZED (
      SELECT p.document_id, p.item_no, p.reason, sum(p.paused_minor)::bigint AS minor
      FROM paused_items(${today}::date) p
      WHERE EXISTS (SELECT FROM item WHERE item.document_id = p.document_id AND item.item_no = p.item_no)
      GROUP BY 1, 2, 3)
    SELECT i.account_id AS "accountId", i.document_id AS "documentId", i.item_no AS "itemNo", d.source, d.number,
      i.segment, i.currency, i.open_minor AS "openMinor", i.due_on AS "dueOn",
      ${heldFor('disputed')} AS "disputedMinor", ${heldFor('planned')} AS "plannedMinor",
      ${heldFor('handed_over')} AS "handedOverMinor",
      ${heldFor('promised')} AS "promisedMinor"
    FROM item i JOIN document d ON d.id = i.document_id
    ORDER BY i.due_on NULLS LAST, d.number, i.item_no LIMIT ${limit}`)
}
