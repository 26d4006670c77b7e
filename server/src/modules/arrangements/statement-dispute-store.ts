import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { DisputeStatus } from './domain/dispute-state.js'

export const lineOutcomes = ['opened', 'joined', 'settled', 'no_receivable'] as const

/** What became of a line that a customer disputed on a statement. */
export interface LineOutcome {
  /** The line, as `statement_dispute` knows it. */
  readonly lineId: Id
  readonly statementId: Id
  readonly customerId: Id
  readonly outcome: (typeof lineOutcomes)[number]
  readonly disputeId: Id | null
}

export async function insertOutcomes(tx: Tx, outcomes: readonly LineOutcome[], at: Date): Promise<void> {
  await insertRows(
    tx,
    'statement_dispute_outcome',
    {
      ...{ statement_dispute_id: 'uuid', statement_id: 'uuid', customer_id: 'uuid', outcome: 'text' },
      ...{ dispute_id: 'uuid', noted_at: 'timestamptz' },
    },
    outcomes.map((one) => [...[one.lineId, one.statementId, one.customerId, one.outcome, one.disputeId, at]]),
  )
}

/** An outcome with the line that it is of and the dispute as it stands now. */
export interface FollowedLine extends LineOutcome {
  readonly source: string
  readonly documentType: string
  readonly number: string
  readonly itemNo: number
  readonly disputeNumber: bigint | null
  readonly status: DisputeStatus | null
  readonly owner: string | null
  readonly dueOn: CalendarDay | null
}

/** The lines of a statement that were followed so far, in their order. */
export async function followedLines(db: Queryable, statementId: Id): Promise<FollowedLine[]> {
  return db.rows<FollowedLine>(sql`
    SELECT o.statement_dispute_id AS "lineId", o.statement_id AS "statementId", o.customer_id AS "customerId",
      o.outcome, o.dispute_id AS "disputeId", l.source, l.document_type AS "documentType", l.number,
      l.item_no AS "itemNo", d.number AS "disputeNumber", d.status, d.owner, d.due_on AS "dueOn"
    FROM statement_dispute_outcome o JOIN statement_dispute l ON l.id = o.statement_dispute_id
    LEFT JOIN dispute d ON d.id = o.dispute_id
    WHERE o.statement_id = ${statementId}::uuid ORDER BY l.number, l.item_no LIMIT 1000`)
}

/** The dispute that is not settled and holds an instalment. */
export async function disputeHolding(
  tx: Tx,
  { documentId, itemNo }: { readonly documentId: Id; readonly itemNo: number },
): Promise<Id | undefined> {
  const [row] = await tx.rows<{ id: Id }>(sql`
    SELECT dispute_id AS id FROM dispute_item
    WHERE document_id = ${documentId}::uuid AND item_no = ${itemNo} AND current`)
  return row?.id
}
