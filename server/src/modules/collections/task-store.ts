import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export const taskKinds = ['call', 'visit', 'letter', 'follow_up'] as const
export type TaskKind = (typeof taskKinds)[number]

/** A step that somebody has to take by a day. */
export interface NewTask {
  readonly id: Id
  readonly customerId: Id
  readonly kind: TaskKind
  readonly dueOn: CalendarDay
  /** Null: whoever collects from the customer. */
  readonly assignee: string | null
  /** Whose work it is while nobody has been named. */
  readonly role: string | null
  /** What to do; of a call its script. */
  readonly text: string
  /** The contact that it followed from. */
  readonly contactId: Id | null
  readonly runId: Id | null
  /** The same key again writes nothing. */
  readonly dedupeKey: string | null
  readonly createdBy: string
  readonly createdAt: Date
}

/** Opens tasks, set-based. */
export async function openTasks(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
  await insertRows(
    tx,
    'collection_task',
    {
      id: 'uuid',
      customer_id: 'uuid',
      kind: 'text',
      due_on: 'date',
      assignee: 'text',
      role: 'text',
      text: 'text',
      status: 'text',
      contact_id: 'uuid',
      run_id: 'uuid',
      dedupe_key: 'text',
      created_by: 'text',
      created_at: 'timestamptz',
    },
    tasks.map((t) => [
      ...[t.id, t.customerId, t.kind, t.dueOn, t.assignee, t.role, t.text, 'open', t.contactId],
      ...[t.runId, t.dedupeKey, t.createdBy, t.createdAt],
    ]),
    'ON CONFLICT (dedupe_key) DO NOTHING',
  )
}

/** An open step, with whose it is. */
export interface OpenTask extends Omit<NewTask, 'dedupeKey' | 'runId'> {
  readonly status: 'open'
}

/** Open tasks of a customer, the earliest first. */
export async function listOpenTasks(db: Queryable, customerId: Id, limit: number): Promise<OpenTask[]> {
  return db.rows<OpenTask>(sql`
    SELECT id, customer_id AS "customerId", kind, due_on AS "dueOn", assignee, role, text, status,
      contact_id AS "contactId", created_by AS "createdBy", created_at AS "createdAt"
    FROM collection_task WHERE customer_id = ${customerId}::uuid AND status = 'open'
    ORDER BY due_on, id LIMIT ${limit}`)
}

/** Ends open tasks of a customer; gives those that were open. */
export async function endTasks(
  tx: Tx,
  customerId: Id,
  ids: readonly Id[],
  { status, by, at }: { readonly status: 'done' | 'cancelled'; readonly by: string; readonly at: Date },
): Promise<Set<Id>> {
  if (ids.length === 0) return new Set()
  const rows = await tx.rows<{ id: Id }>(sql`
    UPDATE collection_task SET status = ${status}, ended_by = ${by}, ended_at = ${at}
    WHERE customer_id = ${customerId}::uuid AND id = ANY(${ids}::uuid[]) AND status = 'open' RETURNING id`)
  return new Set(rows.map(({ id }) => id))
}
