import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { ProofGrade } from './domain/claim-rules.js'
import type { RecordedEventKind } from './domain/limitation.js'

export const eventChannels = [
  'letter',
  'email',
  'sms',
  'wecom',
  'dingtalk',
  'feishu',
  'call',
  'visit',
  'statement',
  'promise',
  'plan',
  'court',
  'newspaper',
  'other',
] as const
export type EventChannel = (typeof eventChannels)[number]

/** Something that may begin limitation periods anew, for one document, with what proves it. */
export interface LimitationEvent {
  readonly id: Id
  /** One act, such as a letter, may concern several debts. */
  readonly actId: Id
  readonly customerId: Id
  readonly accountId: Id
  readonly documentId: Id
  /** null: every instalment. */
  readonly itemNo: number | null
  readonly kind: RecordedEventKind
  readonly on: CalendarDay
  readonly channel: EventChannel
  readonly proofGrade: ProofGrade | null
  readonly recipient: string | null
  readonly recipientRole: string | null
  /** SHA-256 of what was sent or signed. */
  readonly contentHash: string | null
  readonly evidence: string
  /** `manual`, or what recorded it by itself, once per document. */
  readonly origin: string
  readonly letterId: Id | null
  readonly recordedBy: string
  readonly recordedAt: Date
}

const columns = sql`id, act_id AS "actId", customer_id AS "customerId", account_id AS "accountId",
  document_id AS "documentId", item_no AS "itemNo", kind, on_day AS "on", channel, proof_grade AS "proofGrade",
  recipient, recipient_role AS "recipientRole", content_hash AS "contentHash", evidence, origin,
  letter_id AS "letterId", recorded_by AS "recordedBy", recorded_at AS "recordedAt"`

/** Writes events; what recorded itself before stays as it was. */
export async function insertLimitationEvents(tx: Tx, events: readonly LimitationEvent[]): Promise<void> {
  await insertRows(
    tx,
    'limitation_event',
    {
      ...{ id: 'uuid', act_id: 'uuid', customer_id: 'uuid', account_id: 'uuid', document_id: 'uuid' },
      ...{
        item_no: 'int',
        kind: 'text',
        on_day: 'date',
        channel: 'text',
        proof_grade: 'text',
        recipient: 'text',
      },
      ...{
        recipient_role: 'text',
        content_hash: 'text',
        evidence: 'text',
        origin: 'text',
        letter_id: 'uuid',
      },
      ...{ recorded_by: 'text', recorded_at: 'timestamptz' },
    },
    events.map((e) => [
      ...[e.id, e.actId, e.customerId, e.accountId, e.documentId, e.itemNo, e.kind, e.on, e.channel],
      ...[e.proofGrade, e.recipient, e.recipientRole, e.contentHash, e.evidence, e.origin, e.letterId],
      ...[e.recordedBy, e.recordedAt],
    ]),
    'ON CONFLICT DO NOTHING',
  )
}

export async function eventsOfDocuments(
  db: Queryable,
  documentIds: readonly Id[],
): Promise<LimitationEvent[]> {
  if (documentIds.length === 0) return []
  return db.rows<LimitationEvent>(sql`
    SELECT ${columns} FROM limitation_event WHERE document_id = ANY(${[...documentIds]}::uuid[])
    ORDER BY on_day, recorded_at, id`)
}
