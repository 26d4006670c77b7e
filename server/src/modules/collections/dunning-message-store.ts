import type { Bilingual } from '../../kernel/bilingual.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { ComposedMessage } from './domain/compose-message.js'
import type { MessageStatus } from './domain/message-life.js'
import type { Channel, CreditEffect, DunningLocale } from './domain/strategy.js'
import type { Totals } from './planned-items.js'

/** One message or task for one customer. */
export interface DunningMessage extends ComposedMessage {
  readonly id: Id
  readonly runId: Id
  readonly customerId: Id
  readonly channel: Channel
  readonly onDay: CalendarDay
  readonly strategyCode: string
  readonly strategyVersion: number
  readonly stepCode: string
  readonly templateCode: string
  readonly templateVersion: number
  readonly locale: DunningLocale
  readonly creditEffect: CreditEffect
  readonly escalateTo: string | null
  readonly needsApproval: boolean
  readonly totals: Totals
  readonly status: MessageStatus
  readonly nextAttemptAt: Date | null
  readonly giveUpAt: Date
  readonly personId: Id | null
  readonly createdAt: Date
  readonly sentAt: Date | null
}

export interface MessageItem {
  readonly messageId: Id
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly number: string
  readonly dueOn: CalendarDay
  readonly currency: Currency
  readonly openMinor: bigint
  readonly askedMinor: bigint
  readonly stepCode: string
  readonly stepDays: number
  readonly channel: Channel
  readonly onDay: CalendarDay
}

const messageTypes = {
  ...{
    id: 'uuid',
    run_id: 'uuid',
    customer_id: 'uuid',
    channel: 'text',
    on_day: 'date',
    strategy_code: 'text',
  },
  ...{
    strategy_version: 'int',
    step_code: 'text',
    template_code: 'text',
    template_version: 'int',
    locale: 'text',
  },
  ...{
    credit_effect: 'text',
    escalate_to: 'text',
    needs_approval: 'boolean',
    totals: 'jsonb',
    title: 'text',
    body: 'text',
    sms: 'jsonb',
  },
  ...{ status: 'text', next_attempt_at: 'timestamptz', give_up_at: 'timestamptz', person_id: 'uuid' },
  ...{ created_at: 'timestamptz', sent_at: 'timestamptz' },
}

const itemTypes = {
  ...{ message_id: 'uuid', account_id: 'uuid', document_id: 'uuid', item_no: 'int', number: 'text' },
  ...{ due_on: 'date', currency: 'text', open_minor: 'bigint', asked_minor: 'bigint', step_code: 'text' },
  ...{ step_days: 'int', channel: 'text', on_day: 'date' },
}

/**
 * Writes messages with their items. That a customer gets one for each channel and day, and that a step asks for an item
 * once, is also a constraint of the database: a second one is a bug and fails.
 */
export async function insertDunningMessages(
  tx: Tx,
  messages: readonly DunningMessage[],
  items: readonly MessageItem[],
): Promise<void> {
  await insertRows(
    tx,
    'dunning_message',
    messageTypes,
    messages.map((m) => [
      m.id,
      m.runId,
      m.customerId,
      m.channel,
      m.onDay,
      m.strategyCode,
      m.strategyVersion,
      m.stepCode,
      m.templateCode,
      m.templateVersion,
      m.locale,
      m.creditEffect,
      m.escalateTo,
      m.needsApproval,
      m.totals,
      m.title,
      m.body,
      m.sms,
      m.status,
      m.nextAttemptAt,
      m.giveUpAt,
      m.personId,
      m.createdAt,
      m.sentAt,
    ]),
  )
  await insertRows(
    tx,
    'dunning_message_item',
    itemTypes,
    items.map((i) => [
      i.messageId,
      i.accountId,
      i.documentId,
      i.itemNo,
      i.number,
      i.dueOn,
      i.currency,
      i.openMinor,
      i.askedMinor,
      i.stepCode,
      i.stepDays,
      i.channel,
      i.onDay,
    ]),
  )
}

/** A message as the outbox sees it. */
export interface OutboxMessage extends DunningMessage {
  readonly attempts: number
  readonly recipient: string | null
  readonly receipt: string | null
  readonly answerCode: string | null
  readonly lastError: Bilingual | null
  /** When it reached the other side, as far as that is known. */
  readonly arrivedAt: Date | null
  /** When its link was first opened. */
  readonly openedAt: Date | null
  /** The statement behind its link. */
  readonly statementId: Id | null
}

export const messageColumns = sql`m.id, m.run_id AS "runId", m.customer_id AS "customerId", m.channel,
  m.on_day AS "onDay", m.strategy_code AS "strategyCode", m.strategy_version AS "strategyVersion",
  m.step_code AS "stepCode", m.template_code AS "templateCode", m.template_version AS "templateVersion", m.locale,
  m.credit_effect AS "creditEffect", m.escalate_to AS "escalateTo", m.needs_approval AS "needsApproval", m.totals, m.title, m.body, m.sms, m.status,
  m.next_attempt_at AS "nextAttemptAt", m.give_up_at AS "giveUpAt", m.person_id AS "personId",
  m.created_at AS "createdAt", m.sent_at AS "sentAt", m.attempts, m.recipient, m.receipt,
  m.answer_code AS "answerCode", m.last_error AS "lastError", m.arrived_at AS "arrivedAt", m.opened_at AS "openedAt",
  m.statement_id AS "statementId"`

/** The message that has been due longest, locked until the transaction ends and passed over by others; or none. */
export async function lockDueMessage(tx: Tx, at: Date): Promise<OutboxMessage | undefined> {
  const [row] = await tx.rows<OutboxMessage>(sql`
    SELECT ${messageColumns} FROM dunning_message m WHERE m.status = 'pending' AND m.next_attempt_at <= ${at}
    ORDER BY m.next_attempt_at, m.id LIMIT 1 FOR UPDATE SKIP LOCKED`)
  return row
}

/** The message, locked until the transaction ends. */
export async function lockDunningMessage(tx: Tx, id: Id): Promise<OutboxMessage | undefined> {
  const [row] = await tx.rows<OutboxMessage>(
    sql`SELECT ${messageColumns} FROM dunning_message m WHERE m.id = ${id} FOR UPDATE`,
  )
  return row
}

export async function claimDunningMessage(tx: Tx, id: Id, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE dunning_message SET status = 'sending', claimed_at = ${at}, attempts = attempts + 1, next_attempt_at = NULL
    WHERE id = ${id}`)
}

/** Puts a message off without counting an attempt. */
export async function postponeDunningMessage(tx: Tx, id: Id, until: Date): Promise<void> {
  await tx.run(
    sql`UPDATE dunning_message SET next_attempt_at = ${until} WHERE id = ${id} AND status = 'pending'`,
  )
}

export interface AttemptNote {
  readonly id: Id
  readonly status: 'sent' | 'pending' | 'failed' | 'unclear'
  readonly personId: Id | null
  readonly recipient: string | null
  readonly code: string
  readonly receipt: string | null
  /** The SMS platform that took it. */
  readonly carrier: string | null
  /** When the platform is asked what became of it. */
  readonly receiptLookAt: Date | null
  readonly error: Bilingual | null
  readonly nextAttemptAt: Date | null
  readonly at: Date
}

/** Notes what came of an attempt; false when the claim was lost meanwhile. */
export async function noteAttempt(tx: Tx, note: AttemptNote): Promise<boolean> {
  const { id, status, personId, recipient, code, receipt, carrier, receiptLookAt, error, nextAttemptAt, at } =
    note
  const written = await tx.run(sql`
    UPDATE dunning_message SET status = ${status}, claimed_at = NULL, person_id = coalesce(${personId}::uuid, person_id),
      recipient = ${recipient}, answer_code = ${code}, receipt = ${receipt},
      carrier = ${carrier}, receipt_look_at = ${receiptLookAt}, receipt_looks = 0, last_error = ${error === null ? null : JSON.stringify(error)}::jsonb, next_attempt_at = ${nextAttemptAt},
      sent_at = ${status === 'sent' ? at : null}, ended_at = ${status === 'failed' ? at : null}
    WHERE id = ${id} AND status = 'sending'`)
  return written === 1
}

/** Puts the next question about a receipt off; null: it is not asked about any more. */
export async function putOffReceipt(tx: Tx, id: Id, until: Date | null): Promise<void> {
  await tx.run(sql`
    UPDATE dunning_message SET receipt_look_at = ${until}, receipt_looks = receipt_looks + 1
    WHERE id = ${id} AND status = 'sent'`)
}

export interface DeliveryNote {
  readonly id: Id
  readonly status: 'delivered' | 'bounced'
  readonly arrivedAt: Date | null
  readonly error: Bilingual | null
  readonly code: string
  readonly at: Date
}

/** Notes what the carrier says of the delivery; false when somebody has said it already. */
export async function noteDelivery(tx: Tx, note: DeliveryNote): Promise<boolean> {
  const { id, status, arrivedAt, error, code, at } = note
  const written = await tx.run(sql`
    UPDATE dunning_message SET status = ${status}, arrived_at = coalesce(arrived_at, ${arrivedAt}::timestamptz),
      answer_code = ${code}, last_error = ${error === null ? null : JSON.stringify(error)}::jsonb,
      receipt_look_at = NULL, ended_at = ${at}
    WHERE id = ${id} AND status = 'sent'`)
  return written === 1
}

/** Notes which statement stands behind the link of a message. */
export async function noteStatement(tx: Tx, id: Id, statementId: Id): Promise<void> {
  await tx.run(sql`UPDATE dunning_message SET statement_id = ${statementId} WHERE id = ${id}`)
}

/** Notes that the link of a statement was opened: the message has arrived. Gives the message; none when known before. */
export async function noteOpened(
  tx: Tx,
  statementId: Id,
  at: Date,
): Promise<{ readonly id: Id; readonly channel: Channel } | undefined> {
  const [row] = await tx.rows<{ id: Id; channel: Channel }>(sql`
    UPDATE dunning_message SET opened_at = ${at}, arrived_at = coalesce(arrived_at, ${at}), receipt_look_at = NULL,
      status = CASE status WHEN 'sent' THEN 'delivered' ELSE status END,
      ended_at = CASE status WHEN 'sent' THEN ${at} ELSE ended_at END
    WHERE statement_id = ${statementId} AND opened_at IS NULL RETURNING id, channel`)
  return row
}

/** Messages whose worker never came back are for people to look at; gives how many. */
export async function markUnclear(tx: Tx, claimedBefore: Date): Promise<number> {
  return tx.run(sql`
    UPDATE dunning_message SET status = 'unclear', claimed_at = NULL
    WHERE status = 'sending' AND claimed_at < ${claimedBefore}`)
}

/** Takes messages back: their steps are to be done again. */
export async function withdrawMessages(tx: Tx, ids: readonly Id[], at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE dunning_message SET status = 'withdrawn', next_attempt_at = NULL, ended_at = ${at}
    WHERE id = ANY (${ids}::uuid[])`)
  await tx.run(sql`UPDATE dunning_message_item SET counts = false WHERE message_id = ANY (${ids}::uuid[])`)
}

export interface Decision {
  readonly id: Id
  readonly status: MessageStatus
  readonly nextAttemptAt: Date | null
  readonly giveUpAt: Date | null
  readonly sentAt: Date | null
  readonly by: string
  readonly reason: string | null
  readonly at: Date
}

/** Notes what a person decided. */
export async function noteDecision(tx: Tx, decision: Decision): Promise<void> {
  const { id, status, nextAttemptAt, giveUpAt, sentAt, by, reason, at } = decision
  const ends = status === 'rejected' || status === 'bounced' || status === 'delivered'
  await tx.run(sql`
    UPDATE dunning_message SET status = ${status}, next_attempt_at = ${nextAttemptAt}, claimed_at = NULL,
      give_up_at = coalesce(${giveUpAt}::timestamptz, give_up_at), sent_at = coalesce(${sentAt}::timestamptz, sent_at),
      ended_at = ${ends ? at : null}, decided_by = ${by}, decided_at = ${at}, decision_reason = ${reason}
    WHERE id = ${id}`)
}

/**
 * Which of these messages no longer say the truth: of an item less is left to be asked for than they ask, or the customer
 * was excluded or left.
 */
export async function staleAmong(tx: Tx, ids: readonly Id[], on: CalendarDay): Promise<ReadonlySet<Id>> {
  const rows = await tx.rows<{ id: Id }>(sql`
    SELECT DISTINCT m.id FROM dunning_message m
    JOIN customer c ON c.id = m.customer_id
    JOIN dunning_message_item t ON t.message_id = m.id
    LEFT JOIN exposure_item i
      ON i.account_id = t.account_id AND i.document_id = t.document_id AND i.item_no = t.item_no AND i.bucket = 'receivables'
    LEFT JOIN LATERAL (
      SELECT sum(p.paused_minor) AS minor FROM paused_items(${on}) p
      WHERE p.document_id = t.document_id AND p.item_no = t.item_no) AS paused ON true
    WHERE m.id = ANY (${ids}::uuid[])
      AND (c.status = 'inactive'
        OR coalesce(i.open_minor, 0) - coalesce(paused.minor, 0) < t.asked_minor
        OR EXISTS (SELECT FROM collection_exclusion e
          WHERE e.customer_id = c.id AND (e.until_on IS NULL OR e.until_on >= ${on}::date)))`)
  return new Set(rows.map(({ id }) => id))
}

export async function listMessageItems(db: Queryable, messageIds: readonly Id[]): Promise<MessageItem[]> {
  return db.rows<MessageItem>(sql`
    SELECT message_id AS "messageId", account_id AS "accountId", document_id AS "documentId", item_no AS "itemNo",
      number, due_on AS "dueOn", currency, open_minor AS "openMinor", asked_minor AS "askedMinor",
      step_code AS "stepCode", step_days AS "stepDays", channel, on_day AS "onDay"
    FROM dunning_message_item WHERE message_id = ANY (${messageIds}::uuid[])
    ORDER BY message_id, due_on, number, item_no, step_code`)
}

/** What a run has written so far, by channel. */
export async function countRunMessages(
  db: Queryable,
  runId: Id,
): Promise<{ readonly channel: Channel; readonly contacts: number; readonly items: number }[]> {
  return db.rows(sql`
    SELECT channel, count(*)::int AS contacts, sum(items)::int AS items FROM (
      SELECT m.channel, count(*) AS items FROM dunning_message m JOIN dunning_message_item i ON i.message_id = m.id
      WHERE m.run_id = ${runId} GROUP BY m.id) AS message
    GROUP BY channel ORDER BY channel`)
}

/** Whom a run gives something to do, and how much of it. */
export interface RunNews {
  readonly kind: 'inform' | 'escalate' | 'approve'
  /** Username of the owner, or code of a role; null: nobody is named. */
  readonly to: string | null
  readonly count: number
}

export async function newsOfRun(db: Queryable, runId: Id): Promise<RunNews[]> {
  return db.rows<RunNews>(sql`
    SELECT 'inform' AS kind, c.owner_username AS "to", count(*)::int AS count
    FROM dunning_message m JOIN customer c ON c.id = m.customer_id
    WHERE m.run_id = ${runId} AND m.channel = 'in-app' AND m.status = 'sent' GROUP BY 2
    UNION ALL
    SELECT 'escalate', escalate_to, count(*)::int FROM dunning_message
    WHERE run_id = ${runId} AND escalate_to IS NOT NULL AND status NOT IN ('withdrawn', 'rejected') GROUP BY 2
    UNION ALL
    SELECT 'approve', NULL, count(*)::int FROM dunning_message
    WHERE run_id = ${runId} AND status = 'to_approve' HAVING count(*) > 0`)
}

/** Names of people by username. */
export async function displayNames(
  db: Queryable,
  usernames: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.rows<{ username: string; name: string }>(sql`
    SELECT username, display_name AS name FROM app_user WHERE username = ANY (${usernames}::text[])`)
  return new Map(rows.map(({ username, name }) => [username, name]))
}

/** Which of these messages stand in the log of contacts already, under their own id. */
export async function knownContacts(db: Queryable, ids: readonly Id[]): Promise<ReadonlySet<Id>> {
  const rows = await db.rows<{ id: Id }>(sql`SELECT id FROM contact WHERE id = ANY (${ids}::uuid[])`)
  return new Set(rows.map(({ id }) => id))
}
