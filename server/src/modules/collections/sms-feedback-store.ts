import type { Bilingual } from '../../kernel/bilingual.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { SmsProvider } from './channel/sms-message.js'
import type { MessageStatus } from './domain/message-life.js'

/** An SMS that left and of which nothing more is known yet. */
export interface SmsToAskAbout {
  readonly id: Id
  readonly customerId: Id
  readonly personId: Id
  readonly carrier: SmsProvider
  /** What the platform knows it by. */
  readonly receipt: string
  readonly sentAt: Date
  /** How often it was asked about. */
  readonly looks: number
}

/** SMS whose platform is to be asked by now, those that wait longest first. */
export async function listSmsToAskAbout(db: Queryable, at: Date, limit: number): Promise<SmsToAskAbout[]> {
  return db.rows<SmsToAskAbout>(sql`
    SELECT id, customer_id AS "customerId", person_id AS "personId", carrier, receipt, sent_at AS "sentAt",
      receipt_looks AS looks
    FROM dunning_message
    WHERE status = 'sent' AND receipt_look_at IS NOT NULL AND receipt_look_at <= ${at} AND person_id IS NOT NULL
    ORDER BY receipt_look_at, id LIMIT ${limit}`)
}

/** Which messages that wait for their end a platform knows by these receipts; in order of ids. */
export async function findSmsByReceipts(
  tx: Queryable,
  carrier: SmsProvider,
  receipts: readonly string[],
): Promise<{ readonly id: Id; readonly receipt: string; readonly sentAt: Date | null }[]> {
  return tx.rows(sql`
    SELECT id, receipt, sent_at AS "sentAt" FROM dunning_message
    WHERE carrier = ${carrier} AND receipt = ANY(${[...receipts]}::text[]) AND status = 'sent' ORDER BY id`)
}

/** An SMS that did not go through, or not yet. */
export interface SmsFault {
  readonly id: Id
  readonly customerCode: string
  readonly customerName: string
  readonly status: MessageStatus
  readonly code: string | null
  readonly error: Bilingual
  readonly templateCode: string
  readonly at: Date
}

/** The SMS that went wrong last, newest first. */
export async function listSmsFaults(db: Queryable, limit: number): Promise<SmsFault[]> {
  return db.rows<SmsFault>(sql`
    SELECT m.id, c.code AS "customerCode", c.name AS "customerName", m.status, m.answer_code AS code,
      m.last_error AS error, m.template_code AS "templateCode", coalesce(m.ended_at, m.sent_at, m.created_at) AS at
    FROM dunning_message m JOIN customer c ON c.id = m.customer_id
    WHERE m.channel = 'sms' AND m.last_error IS NOT NULL
    ORDER BY m.created_at DESC, m.id DESC LIMIT ${limit}`)
}
