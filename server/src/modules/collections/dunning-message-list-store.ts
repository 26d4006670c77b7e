import { formatAmount } from '../../kernel/money.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { MessageStatus } from './domain/message-life.js'
import type { Channel } from './domain/strategy.js'
import {
  listMessageItems,
  messageColumns,
  type MessageItem,
  type OutboxMessage,
} from './dunning-message-store.js'
import type { RunContact } from './dunning-planned-store.js'
import { byPlace, type PlannedItem } from './planned-items.js'

/** A message with its customer and what people decided about it. */
export interface ListedMessage extends OutboxMessage {
  readonly customerCode: string
  readonly customerName: string
  readonly ownerUsername: string | null
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
  readonly decisionReason: string | null
}

const listed = sql`${messageColumns}, c.code AS "customerCode", c.name AS "customerName",
  c.owner_username AS "ownerUsername", m.decided_by AS "decidedBy", m.decided_at AS "decidedAt",
  m.decision_reason AS "decisionReason"`

export interface MessageFilter {
  readonly runId?: Id | undefined
  readonly status?: MessageStatus | undefined
  readonly channel?: Channel | undefined
  readonly customerCode?: string | undefined
}

/** Messages, newest first, with how many there are. */
export async function listDunningMessages(
  db: Queryable,
  { runId, status, channel, customerCode }: MessageFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly messages: readonly ListedMessage[]; readonly total: number }> {
  const rows = await db.rows<ListedMessage & { total: number }>(sql`
    SELECT ${listed}, count(*) OVER ()::int AS total
    FROM dunning_message m JOIN customer c ON c.id = m.customer_id
    WHERE (${runId ?? null}::uuid IS NULL OR m.run_id = ${runId ?? null}::uuid)
      AND (${status ?? null}::text IS NULL OR m.status = ${status ?? null})
      AND (${channel ?? null}::text IS NULL OR m.channel = ${channel ?? null})
      AND (${customerCode ?? null}::text IS NULL OR c.code = ${customerCode ?? null})
    ORDER BY m.created_at DESC, m.id DESC OFFSET ${page.offset} LIMIT ${page.limit}`)
  return { messages: rows, total: rows[0]?.total ?? 0 }
}

/** A message, if the caller may see its customer. */
export async function findDunningMessage(db: Queryable, id: Id): Promise<ListedMessage | undefined> {
  const [row] = await db.rows<ListedMessage>(sql`
    SELECT ${listed} FROM dunning_message m JOIN customer c ON c.id = m.customer_id WHERE m.id = ${id}`)
  return row
}

/** Letters that wait for the post, of all runs or of one; or one letter, however it stands. In the order of customers. */
export async function listLetters(
  db: Queryable,
  { runId, messageId }: { readonly runId?: Id | undefined; readonly messageId?: Id | undefined },
  limit: number,
): Promise<ListedMessage[]> {
  return db.rows<ListedMessage>(sql`
    SELECT ${listed} FROM dunning_message m JOIN customer c ON c.id = m.customer_id
    WHERE m.channel = 'letter' AND (${runId ?? null}::uuid IS NULL OR m.run_id = ${runId ?? null}::uuid)
      AND CASE WHEN ${messageId ?? null}::uuid IS NULL THEN m.status = 'to_print' ELSE m.id = ${messageId ?? null}::uuid END
    ORDER BY c.code, m.id LIMIT ${limit}`)
}

/** What a real run has written, by customer, in the form of a dry run's contacts. */
export async function listRunMessages(
  db: Queryable,
  runId: Id,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly contacts: readonly RunContact[]; readonly total: number }> {
  const rows = await db.rows<Omit<RunContact, 'items'> & { messageId: Id; total: number }>(sql`
    SELECT m.id AS "messageId", c.code AS "customerCode", c.name AS "customerName", m.channel,
      m.strategy_code AS "strategyCode", m.step_code AS "stepCode", m.needs_approval AS approval, m.totals, m.status,
      count(*) OVER ()::int AS total
    FROM dunning_message m JOIN customer c ON c.id = m.customer_id WHERE m.run_id = ${runId}
    ORDER BY c.code, m.channel OFFSET ${page.offset} LIMIT ${page.limit}`)
  const items = await listMessageItems(
    db,
    rows.map(({ messageId }) => messageId),
  )
  return {
    contacts: rows.map((row) => ({
      ...row,
      items: items
        .filter(({ messageId }) => messageId === row.messageId)
        .map(shownItem)
        .sort(byPlace),
    })),
    total: rows[0]?.total ?? 0,
  }
}

export function shownItem(item: MessageItem): PlannedItem {
  const { number, itemNo, dueOn, currency, openMinor, askedMinor, stepCode } = item
  return {
    ...{ number, itemNo, dueOn, currency, step: stepCode },
    open: formatAmount(openMinor, currency),
    asked: formatAmount(askedMinor, currency),
  }
}
