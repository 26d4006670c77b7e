import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { MessageStatus } from './domain/message-life.js'
import type { PlannedContact } from './domain/plan.js'
import type { Channel } from './domain/strategy.js'
import { plannedItems, totalsOf, type PlannedItem, type Totals } from './planned-items.js'

/** Notes what a dry run would send. */
export async function insertPlanned(tx: Tx, runId: Id, contacts: readonly PlannedContact[]): Promise<void> {
  await insertRows(
    tx,
    'dunning_planned',
    {
      ...{ run_id: 'uuid', customer_id: 'uuid', channel: 'text', strategy_code: 'text', step_code: 'text' },
      ...{ approval: 'boolean', totals: 'jsonb', items: 'jsonb' },
    },
    contacts.map((contact) => [
      ...[runId, contact.customer.id, contact.channel, contact.lead.strategy.code, contact.lead.step.code],
      ...[contact.approval, totalsOf(contact), plannedItems(contact)],
    ]),
    'ON CONFLICT DO NOTHING',
  )
}

/** A contact of a run, as it was planned or as it was sent. */
export interface RunContact {
  readonly messageId: Id | null
  readonly customerCode: string
  readonly customerName: string
  readonly channel: Channel
  readonly strategyCode: string
  readonly stepCode: string
  readonly approval: boolean
  /** How the message stands; null as long as it is only planned. */
  readonly status: MessageStatus | null
  readonly totals: Totals
  readonly items: readonly PlannedItem[]
}

/** What a dry run would have sent, by customer, with how many there are. */
export async function listPlanned(
  db: Queryable,
  runId: Id,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly contacts: readonly RunContact[]; readonly total: number }> {
  const rows = await db.rows<RunContact & { total: number }>(sql`
    SELECT NULL AS "messageId", NULL AS status, c.code AS "customerCode", c.name AS "customerName", p.channel,
      p.strategy_code AS "strategyCode", p.step_code AS "stepCode", p.approval, p.totals, p.items,
      count(*) OVER ()::int AS total
    FROM dunning_planned p JOIN customer c ON c.id = p.customer_id WHERE p.run_id = ${runId}
    ORDER BY c.code, p.channel OFFSET ${page.offset} LIMIT ${page.limit}`)
  return { contacts: rows, total: rows[0]?.total ?? 0 }
}
