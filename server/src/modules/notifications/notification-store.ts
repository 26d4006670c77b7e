import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { NotificationKind } from './domain/notification-kinds.js'
import type { StoredValues } from './domain/render.js'

/** The channel on which the database wakes up those who push to browsers. */
export const LIVE_CHANNEL = 'xinheng_live'

export interface InboxEntry {
  readonly id: string
  readonly seq: bigint
  readonly kind: NotificationKind
  readonly data: StoredValues
  readonly link: string | null
  readonly createdAt: Date
  readonly readAt: Date | null
}

export interface NewNotification {
  readonly id: string
  readonly userId: string
  readonly shown: boolean
}

export interface Happening {
  readonly kind: NotificationKind
  readonly subject: string
  readonly data: StoredValues
  readonly link: string | null
  readonly at: Date
}

/** Writes one row per person, for those who have not been told yet; gives the users of the rows that are new. */
export async function insertNotifications(
  tx: Tx,
  people: readonly NewNotification[],
  { kind, subject, data, link, at }: Happening,
): Promise<ReadonlySet<string>> {
  const rows = await tx.rows<{ user_id: string }>(sql`
    INSERT INTO notification (id, user_id, kind, subject, data, link, shown, created_at)
    SELECT p.id, p.user_id, ${kind}, ${subject}, ${JSON.stringify(data)}::jsonb, ${link}, p.shown, ${at}
    FROM unnest(${people.map(({ id }) => id)}::uuid[], ${people.map(({ userId }) => userId)}::uuid[],
      ${people.map(({ shown }) => shown)}::bool[]) AS p (id, user_id, shown)
    ORDER BY p.user_id
    ON CONFLICT (user_id, kind, subject) DO NOTHING
    RETURNING user_id`)
  return new Set(rows.map((row) => row.user_id))
}

/** Wakes up the browsers of these people when the transaction commits. */
export async function wakeUp(tx: Queryable, userIds: Iterable<string>): Promise<void> {
  const payloads = [...userIds].map((id) => `user:${id}`)
  if (payloads.length === 0) return
  await tx.run(sql`SELECT pg_notify(${LIVE_CHANNEL}, p) FROM unnest(${payloads}::text[]) AS p`)
}

/** A person's inbox, newest first. */
export async function listInbox(
  db: Queryable,
  filter: {
    userId: string
    unread: boolean
    /** Only these kinds; undefined for all. */
    kinds: readonly NotificationKind[] | undefined
    beforeSeq: bigint | undefined
    limit: number
  },
): Promise<InboxEntry[]> {
  const before = filter.beforeSeq?.toString() ?? null
  return db.rows<InboxEntry>(sql`
    SELECT id, seq, kind, data, link, created_at AS "createdAt", read_at AS "readAt" FROM notification
    WHERE user_id = ${filter.userId} AND shown AND (NOT ${filter.unread}::bool OR read_at IS NULL)
      AND (${filter.kinds ?? null}::text[] IS NULL OR kind = ANY (${filter.kinds ?? null}::text[]))
      AND (${before}::bigint IS NULL OR seq < ${before}::bigint)
    ORDER BY seq DESC LIMIT ${filter.limit}`)
}

/** How much of an inbox is counted; more than that is "many". */
export const UNREAD_COUNT_MAX = 999

export interface InboxState {
  /** The highest number in the inbox; 0 for an empty one. */
  readonly latest: bigint
  readonly unread: number
}

/** What is in each of these inboxes. */
export async function inboxStates(
  db: Queryable,
  userIds: readonly string[],
): Promise<Map<string, InboxState>> {
  const rows = await db.rows<{ id: string; latest: bigint; unread: number }>(sql`
    SELECT u.id,
      coalesce((SELECT max(seq) FROM notification n WHERE n.user_id = u.id AND n.shown), 0) AS latest,
      (SELECT count(*)::int FROM (SELECT FROM notification n
        WHERE n.user_id = u.id AND n.shown AND n.read_at IS NULL LIMIT ${UNREAD_COUNT_MAX}) AS few) AS unread
    FROM unnest(${[...userIds]}::uuid[]) AS u (id)`)
  return new Map(rows.map(({ id, latest, unread }) => [id, { latest, unread }]))
}

/** Marks entries of a person's inbox as read: those named, or all up to a number. Gives how many were unread. */
export async function markRead(
  tx: Tx,
  userId: string,
  which: { readonly ids: readonly string[] } | { readonly upTo: bigint | null },
  at: Date,
): Promise<number> {
  const some =
    'ids' in which
      ? sql`id = ANY (${[...which.ids]}::uuid[])`
      : sql`(${which.upTo?.toString() ?? null}::bigint IS NULL OR seq <= ${which.upTo?.toString() ?? null}::bigint)`
  return tx.run(sql`
    UPDATE notification SET read_at = ${at} WHERE user_id = ${userId} AND shown AND read_at IS NULL AND ${some}`)
}

/** Forgets what was written before an instant. */
export async function deleteOldNotifications(tx: Tx, before: Date): Promise<number> {
  return tx.run(sql`DELETE FROM notification WHERE created_at < ${before}`)
}
