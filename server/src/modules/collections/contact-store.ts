import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Tx } from '../../platform/db/types.js'
import type { Channel, Delivery, Direction, ProofGrade } from './domain/proof.js'

export const outcomes = [
  'reached',
  'no_answer',
  'promised',
  'disputed',
  'refused',
  'call_back',
  'wrong_contact',
  'plan',
  'paid',
] as const
export type ContactOutcome = (typeof outcomes)[number]

/** One open item that a contact is about, with what was open of it then, in minor units. */
export interface ContactItem {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly currency: Currency
  readonly openMinor: bigint
}

/** A contact with a customer about what is owed. */
export interface NewContact {
  readonly id: Id
  readonly customerId: Id
  readonly at: Date
  /** A username, or `strategy:<code>` for what a run sent. */
  readonly by: string
  readonly channel: Channel
  readonly direction: Direction
  /** What came of a talk; null for a message. */
  readonly outcome: ContactOutcome | null
  readonly contactPersonId: Id | null
  /** Address or name as it may be shown to everybody; a phone number is masked. */
  readonly recipient: string | null
  readonly recipientRole: string | null
  readonly subject: string | null
  readonly body: string | null
  /** Null for a talk. */
  readonly delivery: Delivery | null
  readonly sentAt: Date | null
  readonly arrivedAt: Date | null
  readonly proofGrade: ProofGrade
  readonly interruptsLimitation: boolean
  readonly nextOn: CalendarDay | null
  readonly nextStep: string | null
  readonly runId: Id | null
  readonly stepRef: string | null
  /** The same key again writes nothing: for senders that may have to repeat after a crash. */
  readonly dedupeKey: string | null
  readonly items: readonly ContactItem[]
}

const contactColumns = {
  id: 'uuid',
  customer_id: 'uuid',
  at: 'timestamptz',
  by: 'text',
  channel: 'text',
  direction: 'text',
  outcome: 'text',
  contact_person_id: 'uuid',
  recipient: 'text',
  recipient_role: 'text',
  subject: 'text',
  body: 'text',
  delivery: 'text',
  sent_at: 'timestamptz',
  arrived_at: 'timestamptz',
  proof_grade: 'text',
  interrupts_limitation: 'boolean',
  next_on: 'date',
  next_step: 'text',
  run_id: 'uuid',
  step_ref: 'text',
  dedupe_key: 'text',
}

/**
 * Writes contacts with their items, set-based; the database adds the hash of what was said. One whose `dedupeKey` is
 * known already is left out. Gives the ids of those that are new.
 */
export async function recordContacts(tx: Tx, contacts: readonly NewContact[]): Promise<ReadonlySet<Id>> {
  await insertRows(tx, 'contact', contactColumns, contacts.map(rowOf), 'ON CONFLICT (dedupe_key) DO NOTHING')
  const written = await writtenOf(tx, contacts)
  await insertRows(
    tx,
    'contact_item',
    {
      contact_id: 'uuid',
      account_id: 'uuid',
      document_id: 'uuid',
      item_no: 'int',
      currency: 'text',
      open_minor: 'bigint',
    },
    contacts
      .filter(({ id }) => written.has(id))
      .flatMap(({ id, items }) =>
        items.map((item) => [
          id,
          item.accountId,
          item.documentId,
          item.itemNo,
          item.currency,
          item.openMinor,
        ]),
      ),
  )
  return written
}

function rowOf(c: NewContact): readonly unknown[] {
  return [
    ...[c.id, c.customerId, c.at, c.by, c.channel, c.direction, c.outcome, c.contactPersonId],
    ...[c.recipient, c.recipientRole, c.subject, c.body, c.delivery, c.sentAt, c.arrivedAt],
    ...[c.proofGrade, c.interruptsLimitation, c.nextOn, c.nextStep, c.runId, c.stepRef, c.dedupeKey],
  ]
}

async function writtenOf(tx: Tx, contacts: readonly NewContact[]): Promise<ReadonlySet<Id>> {
  const rows = await tx.prepared<{ id: Id }>(
    'contacts_written',
    'SELECT id FROM contact WHERE id = ANY($1::uuid[])',
    [contacts.map(({ id }) => id)],
  )
  return new Set(rows.map(({ id }) => id))
}

/** What became of a message: how it stands, when it went and arrived, and how well that is proved. */
export interface DeliveryNews {
  readonly id: Id
  readonly delivery: Delivery
  readonly sentAt: Date | null
  readonly arrivedAt: Date | null
  /** What the carrier or platform answered: message id, tracking number. */
  readonly receipt: string | null
  readonly failure: string | null
  readonly proofGrade: ProofGrade
  readonly interruptsLimitation: boolean
}

/** Notes what became of messages, set-based; what is not told (null) stays as it was. */
export async function noteDeliveries(tx: Tx, news: readonly DeliveryNews[]): Promise<void> {
  if (news.length === 0) return
  await tx.run(sql`
    UPDATE contact c SET delivery = n.delivery, sent_at = coalesce(n.sent_at, c.sent_at),
      arrived_at = coalesce(n.arrived_at, c.arrived_at), receipt = coalesce(n.receipt, c.receipt),
      failure = n.failure, proof_grade = n.proof_grade, interrupts_limitation = n.interrupts
    FROM unnest(${news.map((n) => n.id)}::uuid[], ${news.map((n) => n.delivery)}::text[],
      ${news.map((n) => n.sentAt)}::timestamptz[], ${news.map((n) => n.arrivedAt)}::timestamptz[],
      ${news.map((n) => n.receipt)}::text[], ${news.map((n) => n.failure)}::text[],
      ${news.map((n) => n.proofGrade)}::text[], ${news.map((n) => n.interruptsLimitation)}::bool[])
      AS n (id, delivery, sent_at, arrived_at, receipt, failure, proof_grade, interrupts)
    WHERE c.id = n.id`)
}
