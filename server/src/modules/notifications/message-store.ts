import type { Bilingual } from '../../kernel/bilingual.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Happening } from './notification-store.js'

export type MessageStatus = 'waiting' | 'pending' | 'sending' | 'delivered' | 'digested' | 'failed'

/** Something that has to leave the house. */
export interface Message {
  readonly id: string
  readonly channel: 'email' | 'robot'
  readonly userId: string | null
  readonly robotId: string | null
  /** A kind of notification, or `digest`. */
  readonly kind: string
  readonly subject: string
  readonly data: unknown
  readonly link: string | null
  readonly status: MessageStatus
  readonly attempts: number
  readonly nextAttemptAt: Date | null
  readonly giveUpAt: Date
  readonly claimedAt: Date | null
  readonly slotAt: Date | null
  readonly recipient: string | null
  readonly sentSubject: string | null
  readonly sentBody: string | null
  readonly answerCode: string | null
  readonly lastError: Bilingual | null
  readonly createdAt: Date
  readonly deliveredAt: Date | null
  /** What only the receiver may read, such as a link; erased once it is sent or given up. */
  readonly secretSealed: Buffer | null
}

const columns = sql`d.id, d.channel, d.user_id AS "userId", d.robot_id AS "robotId", d.kind, d.subject, d.data, d.link,
  d.status, d.attempts, d.next_attempt_at AS "nextAttemptAt", d.give_up_at AS "giveUpAt",
  d.claimed_at AS "claimedAt", d.slot_at AS "slotAt", d.recipient, d.sent_subject AS "sentSubject",
  d.sent_body AS "sentBody", d.answer_code AS "answerCode", d.last_error AS "lastError",
  d.created_at AS "createdAt", d.delivered_at AS "deliveredAt", d.secret_sealed AS "secretSealed"`

export interface NewMessage {
  readonly id: string
  readonly channel: 'email' | 'robot'
  /** The user or the robot. */
  readonly target: string
  readonly status: 'waiting' | 'pending'
  readonly nextAttemptAt: Date | null
}

/** Writes outbox rows; a target that has the same kind and subject already gets none. Gives the ids of the new rows. */
export async function insertMessages(
  tx: Tx,
  messages: readonly NewMessage[],
  happening: Omit<Happening, 'kind' | 'data'> & { readonly kind: string; readonly data: unknown },
  giveUpAt: Date,
): Promise<ReadonlySet<string>> {
  if (messages.length === 0) return new Set()
  const { kind, subject, data, link, at } = happening
  const all = <T>(pick: (message: NewMessage) => T) => messages.map(pick)
  const rows = await tx.rows<{ id: string }>(sql`
    INSERT INTO notification_delivery (id, channel, user_id, robot_id, kind, subject, data, link, status,
      next_attempt_at, give_up_at, created_at)
    SELECT m.id, m.channel, CASE m.channel WHEN 'email' THEN m.target END, CASE m.channel WHEN 'robot' THEN m.target END,
      ${kind}, ${subject}, ${JSON.stringify(data)}::jsonb, ${link}, m.status, m.next_attempt_at, ${giveUpAt}, ${at}
    FROM unnest(${all(({ id }) => id)}::uuid[], ${all(({ channel }) => channel)}::text[],
      ${all(({ target }) => target)}::uuid[], ${all(({ status }) => status)}::text[],
      ${all(({ nextAttemptAt }) => nextAttemptAt)}::timestamptz[]) AS m (id, channel, target, status, next_attempt_at)
    ON CONFLICT (channel, user_id, robot_id, kind, subject) DO NOTHING
    RETURNING id`)
  return new Set(rows.map((row) => row.id))
}

/** Writes the outbox row of a mail about a password; false when this request or change has one already. */
export async function insertPasswordMail(
  tx: Tx,
  mail: {
    readonly id: string
    readonly userId: string
    readonly kind: string
    readonly subject: string
    readonly data: unknown
    readonly secret: Buffer | null
    readonly at: Date
    readonly giveUpAt: Date
  },
): Promise<boolean> {
  const written = await tx.run(sql`
    INSERT INTO notification_delivery (id, channel, user_id, kind, subject, data, status, next_attempt_at, give_up_at,
      created_at, secret_sealed)
    VALUES (${mail.id}, 'email', ${mail.userId}, ${mail.kind}, ${mail.subject}, ${JSON.stringify(mail.data)}::jsonb,
      'pending', ${mail.at}, ${mail.giveUpAt}, ${mail.at}, ${mail.secret})
    ON CONFLICT (channel, user_id, robot_id, kind, subject) DO NOTHING`)
  return written === 1
}

export async function findMessage(db: Queryable, id: string): Promise<Message | undefined> {
  const [row] = await db.rows<Message>(sql`SELECT ${columns} FROM notification_delivery d WHERE d.id = ${id}`)
  return row
}

/** The message, locked until the transaction ends; undefined while another transaction has it. */
export async function lockMessage(tx: Tx, id: string): Promise<Message | undefined> {
  const [row] = await tx.rows<Message>(
    sql`SELECT ${columns} FROM notification_delivery d WHERE d.id = ${id} FOR UPDATE SKIP LOCKED`,
  )
  return row
}

/** Makes the message this worker's: nobody else sends it until the claim is old. */
export async function claimMessage(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE notification_delivery SET status = 'sending', claimed_at = ${at}, attempts = attempts + 1,
      next_attempt_at = NULL, slot_at = NULL
    WHERE id = ${id}`)
}

/** Puts the message off without counting an attempt. */
export async function postpone(tx: Tx, id: string, until: Date, slotAt: Date | null): Promise<void> {
  await tx.run(sql`
    UPDATE notification_delivery SET status = 'pending', next_attempt_at = ${until}, slot_at = ${slotAt},
      claimed_at = NULL
    WHERE id = ${id}`)
}

export interface Attempt {
  readonly id: string
  readonly status: 'pending' | 'delivered' | 'failed'
  readonly recipient: string | null
  readonly title: string | null
  readonly body: string | null
  readonly code: string | null
  readonly error: Bilingual | null
  readonly nextAttemptAt: Date | null
  readonly at: Date
}

export async function recordMessageAttempt(tx: Tx, attempt: Attempt): Promise<void> {
  const delivered = attempt.status === 'delivered'
  await tx.run(sql`
    UPDATE notification_delivery SET status = ${attempt.status}, claimed_at = NULL, recipient = ${attempt.recipient},
      sent_subject = ${attempt.title}, sent_body = ${attempt.body}, answer_code = ${attempt.code},
      last_error = ${attempt.error === null ? null : JSON.stringify(attempt.error)}::jsonb,
      next_attempt_at = ${attempt.nextAttemptAt}, delivered_at = ${delivered ? attempt.at : null},
      secret_sealed = CASE WHEN ${attempt.status} = 'pending' THEN secret_sealed END
    WHERE id = ${attempt.id}`)
}

/** The delivery log, newest first, with whom or what each message is for. */
export async function listMessages(
  db: Queryable,
  filter: {
    status: MessageStatus | undefined
    channel: string | undefined
    kind: string | undefined
    /** Part of a username, a robot's name or an address. */
    search: string | undefined
    from: Date | undefined
    until: Date | undefined
    beforeId: string | undefined
    limit: number
  },
): Promise<(Message & { readonly target: string })[]> {
  const pattern = filter.search === undefined ? null : `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`
  return db.rows<Message & { readonly target: string }>(sql`
    SELECT ${columns}, coalesce(u.username, r.name) AS target
    FROM notification_delivery d LEFT JOIN app_user u ON u.id = d.user_id LEFT JOIN chat_robot r ON r.id = d.robot_id
    WHERE (${filter.status ?? null}::text IS NULL OR d.status = ${filter.status ?? null})
      AND (${filter.channel ?? null}::text IS NULL OR d.channel = ${filter.channel ?? null})
      AND (${filter.kind ?? null}::text IS NULL OR d.kind = ${filter.kind ?? null})
      AND (${pattern}::text IS NULL OR u.username ILIKE ${pattern} OR u.display_name ILIKE ${pattern}
        OR r.name ILIKE ${pattern} OR d.recipient ILIKE ${pattern})
      AND (${filter.from ?? null}::timestamptz IS NULL OR d.created_at >= ${filter.from ?? null})
      AND (${filter.until ?? null}::timestamptz IS NULL OR d.created_at < ${filter.until ?? null})
      AND (${filter.beforeId ?? null}::uuid IS NULL OR d.id < ${filter.beforeId ?? null}::uuid)
    ORDER BY d.id DESC LIMIT ${filter.limit}`)
}

/**
 * Makes dead letters due again for another full period; gives their ids. `ids` narrows to these. Links for forgotten
 * passwords are not among them: they are erased and have expired, and are asked for again.
 */
export async function reopenMessages(
  tx: Tx,
  filter: { ids: readonly string[] | undefined; limit: number },
  at: Date,
  giveUpAt: Date,
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    UPDATE notification_delivery SET status = 'pending', attempts = 0, next_attempt_at = ${at}, give_up_at = ${giveUpAt},
      claimed_at = NULL, slot_at = NULL
    WHERE id IN (
      SELECT id FROM notification_delivery
      WHERE status = 'failed' AND kind <> 'password_reset' AND (${filter.ids ?? null}::uuid[] IS NULL OR id = ANY (${filter.ids ?? null}::uuid[]))
      ORDER BY id LIMIT ${filter.limit})
    RETURNING id`)
  return rows.map((row) => row.id)
}

/** Messages whose job was lost: long due, or claimed by a worker that never came back. */
export async function listStrandedMessages(tx: Tx, at: Date, limit: number): Promise<string[]> {
  const old = new Date(at.getTime() - 600_000)
  const rows = await tx.rows<{ id: string }>(sql`
    SELECT id FROM notification_delivery
    WHERE (status = 'pending' AND next_attempt_at < ${old}) OR (status = 'sending' AND claimed_at < ${old})
    ORDER BY id LIMIT ${limit}`)
  return rows.map((row) => row.id)
}

/** People for whom something waits for the digest. */
export async function usersAwaitingDigest(db: Queryable): Promise<string[]> {
  const rows = await db.rows<{ user_id: string }>(
    sql`SELECT DISTINCT user_id FROM notification_delivery WHERE status = 'waiting' ORDER BY user_id`,
  )
  return rows.map((row) => row.user_id)
}

/** Takes what waits for a person's digest, oldest first. */
export async function takeWaiting(tx: Tx, userId: string, limit: number): Promise<Message[]> {
  const rows = await tx.rows<Message>(sql`
    WITH taken AS (
      SELECT id FROM notification_delivery WHERE user_id = ${userId} AND status = 'waiting'
      ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE notification_delivery d SET status = 'digested' FROM taken WHERE d.id = taken.id RETURNING ${columns}`)
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Removes messages that are done and older than `before`. */
export async function deleteOldMessages(tx: Tx, before: Date): Promise<number> {
  return tx.run(
    sql`DELETE FROM notification_delivery WHERE status NOT IN ('pending', 'sending') AND created_at < ${before}`,
  )
}

/** Age in seconds of the oldest message that is due; 0 when none waits. */
export async function messageLagSeconds(db: Queryable, at: Date): Promise<number> {
  const [row] = await db.rows<{ oldest: Date | null }>(
    sql`SELECT min(next_attempt_at) AS oldest FROM notification_delivery WHERE status = 'pending'`,
  )
  return row?.oldest ? Math.max(0, (at.getTime() - row.oldest.getTime()) / 1000) : 0
}
