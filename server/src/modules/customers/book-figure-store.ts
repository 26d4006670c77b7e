import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** What clocks of serving processes may differ, with the time between recording and committing. */
const MARGIN = '1 day'

/** The figures of the whole book at the end of a day, as JSON, when they are known. */
export async function findBookFigure(db: Queryable, asOf: CalendarDay): Promise<unknown> {
  const [row] = await db.rows<{ sums: unknown }>(sql`SELECT sums FROM book_figure WHERE as_of = ${asOf}`)
  return row?.sums
}

/** Those of several days, as far as they are known. */
export async function listBookFigures(
  db: Queryable,
  days: readonly CalendarDay[],
): Promise<{ asOf: CalendarDay; sums: unknown }[]> {
  return db.rows<{ asOf: CalendarDay; sums: unknown }>(
    sql`SELECT as_of AS "asOf", sums FROM book_figure WHERE as_of = ANY(${days}::date[]) ORDER BY as_of`,
  )
}

/** Keeps figures. The caller holds the lock of the standings, so that no change is taken note of meanwhile. */
export async function keepBookFigure(
  tx: Tx,
  figure: { asOf: CalendarDay; sums: string; recordedAt: Date },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO book_figure (as_of, sums, recorded_at)
    VALUES (${figure.asOf}, ${figure.sums}::jsonb, ${figure.recordedAt})
    ON CONFLICT (as_of) DO UPDATE SET sums = excluded.sums, recorded_at = excluded.recorded_at`)
}

/**
 * Forgets the figures that a change of these customers' receivables may have made untrue: those of today always, those
 * of an earlier day when something dated on or before it was recorded since.
 */
export async function forgetFiguresOf(tx: Tx, customers: readonly Id[], today: CalendarDay): Promise<void> {
  if (customers.length === 0) return
  await tx.run(sql`DELETE FROM book_figure WHERE as_of >= ${today}`)
  await tx.run(sql`
    WITH since AS (SELECT min(recorded_at) - ${MARGIN}::interval AS at FROM book_figure),
    account AS (SELECT id FROM credit_account WHERE customer_id = ANY(${customers}::uuid[])),
    touched AS (
      SELECT e.effective_on AS day, max(e.recorded_at) AS at FROM exposure_entry e JOIN account a ON a.id = e.account_id
      WHERE e.bucket IN ('receivables', 'unapplied') AND e.recorded_at >= (SELECT at FROM since) GROUP BY e.effective_on
      UNION ALL
      SELECT d.document_on, max(d.recorded_at) FROM document d JOIN account a ON a.id = d.account_id
      WHERE d.recorded_at >= (SELECT at FROM since) GROUP BY d.document_on)
    DELETE FROM book_figure f WHERE EXISTS (
      SELECT FROM touched t WHERE t.day <= f.as_of AND t.at >= f.recorded_at - ${MARGIN}::interval)`)
}

/** Forgets what was added up long ago: each figure is proved anew by adding it up again. */
export async function forgetOldFigures(tx: Tx, before: Date): Promise<void> {
  await tx.run(sql`DELETE FROM book_figure WHERE recorded_at < ${before}`)
}
