import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** A customer assessed by itself and taken out of the matrix. */
export interface Assessment {
  readonly id: Id
  readonly customerCode: string
  readonly customerName: string
  /** Expected loss in basis points of everything that the customer owes. */
  readonly lossBp: number
  readonly reason: string
  readonly evidence: string
  readonly validFrom: CalendarDay
  readonly assessedBy: string
  readonly assessedAt: Date
  /** The first day on which it counts no more. */
  readonly endedOn: CalendarDay | null
  readonly endedBy: string | null
  readonly endedReason: string | null
}

const columns = sql`a.id, customer.code AS "customerCode", customer.name AS "customerName", loss_bp AS "lossBp", reason,
  evidence, a.valid_from AS "validFrom", assessed_by AS "assessedBy", assessed_at AS "assessedAt", ended_on AS "endedOn",
  ended_by AS "endedBy", ended_reason AS "endedReason"`

/** Running ones first, then the latest. */
export async function listAssessments(db: Queryable, limit: number): Promise<Assessment[]> {
  return db.rows<Assessment>(sql`
    SELECT ${columns} FROM provision_assessment a JOIN customer ON customer.id = a.customer_id
    ORDER BY ended_on IS NOT NULL, assessed_at DESC, a.id LIMIT ${limit}`)
}

/** Loss in basis points by customer code of those that count on a day. */
export async function assessmentsOn(db: Queryable, on: CalendarDay): Promise<Map<string, number>> {
  const rows = await db.rows<{ code: string; lossBp: number }>(sql`
    SELECT DISTINCT ON (customer.code) customer.code, loss_bp AS "lossBp"
    FROM provision_assessment a JOIN customer ON customer.id = a.customer_id
    WHERE a.valid_from <= ${on} AND (ended_on IS NULL OR ended_on > ${on})
    ORDER BY customer.code, a.valid_from DESC, assessed_at DESC`)
  return new Map(rows.map(({ code, lossBp }) => [code, lossBp]))
}

/** Locks an assessment for a change. */
export async function lockAssessment(tx: Tx, id: Id): Promise<Assessment | undefined> {
  const [row] = await tx.rows<Assessment>(sql`
    SELECT ${columns} FROM provision_assessment a JOIN customer ON customer.id = a.customer_id
    WHERE a.id = ${id} FOR UPDATE OF a`)
  return row
}

type NewAssessment = Pick<
  Assessment,
  'id' | 'lossBp' | 'reason' | 'evidence' | 'validFrom' | 'assessedBy' | 'assessedAt'
>

/** Writes an assessment unless the customer has one that runs. */
export async function insertAssessment(tx: Tx, customerId: Id, assessment: NewAssessment): Promise<boolean> {
  const { id, lossBp, reason, evidence, validFrom, assessedBy, assessedAt } = assessment
  const written = await tx.run(sql`
    INSERT INTO provision_assessment (id, customer_id, loss_bp, reason, evidence, valid_from, assessed_by, assessed_at)
    VALUES (${id}, ${customerId}, ${lossBp}, ${reason}, ${evidence}, ${validFrom}, ${assessedBy}, ${assessedAt})
    ON CONFLICT (customer_id) WHERE ended_on IS NULL DO NOTHING`)
  return written === 1
}

export async function endAssessmentRow(
  tx: Tx,
  id: Id,
  end: { on: CalendarDay; by: string; reason: string },
): Promise<void> {
  await tx.run(sql`
    UPDATE provision_assessment SET ended_on = ${end.on}, ended_by = ${end.by}, ended_reason = ${end.reason}
    WHERE id = ${id}`)
}
