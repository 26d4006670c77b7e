import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** What became of debts that were not collected, of one currency, in minor units. */
export interface RecoveryFigure {
  readonly currency: Currency
  /** Open cases, and what is open of their items now. */
  readonly handedOver: number
  readonly handedOverMinor: bigint
  /** Costs noted in the period, less corrections. */
  readonly costMinor: bigint
  /** Asked for and not decided. */
  readonly requestedMinor: bigint
  /** In the period. */
  readonly writtenMinor: bigint
  readonly recoveredMinor: bigint
  /** Written off in the period, and nobody has written down why. */
  readonly unlearnt: number
}

/** Figures of a period, both days included, per currency. */
export async function recoveryFigures(
  db: Queryable,
  from: CalendarDay,
  to: CalendarDay,
): Promise<RecoveryFigure[]> {
  return db.rows<RecoveryFigure>(sql`
    WITH part AS (
      SELECT h.currency, 1 AS handed, coalesce((SELECT sum_minor(i.open_minor) FROM hand_over_item x
          JOIN exposure_item i ON i.account_id = x.account_id AND i.document_id = x.document_id AND i.item_no = x.item_no
          WHERE x.hand_over_id = h.id), 0) AS handed_minor,
        0::bigint AS cost, 0::bigint AS requested, 0::bigint AS written, 0::bigint AS recovered, 0 AS unlearnt
      FROM hand_over h WHERE h.closed_at IS NULL
      UNION ALL
      SELECT currency, 0, 0, amount_minor, 0, 0, 0, 0 FROM hand_over_cost WHERE on_day BETWEEN ${from} AND ${to}
      UNION ALL
      SELECT currency, 0, 0, 0, amount_minor, 0, 0, 0 FROM write_off WHERE status = 'requested'
      UNION ALL
      SELECT w.currency, 0, 0, 0, 0, w.written_minor, 0,
        (NOT EXISTS (SELECT FROM bad_debt_case b WHERE b.write_off_id = w.id))::int
      FROM write_off w WHERE w.status = 'written-off' AND w.ended_on BETWEEN ${from} AND ${to}
      UNION ALL
      SELECT currency, 0, 0, 0, 0, 0, amount_minor, 0 FROM recovery
      WHERE undone_at IS NULL AND on_day BETWEEN ${from} AND ${to})
    SELECT currency, sum(handed)::int AS "handedOver", sum_minor(handed_minor) AS "handedOverMinor",
      sum_minor(cost) AS "costMinor", sum_minor(requested) AS "requestedMinor", sum_minor(written) AS "writtenMinor",
      sum_minor(recovered) AS "recoveredMinor", sum(unlearnt)::int AS unlearnt
    FROM part GROUP BY currency ORDER BY currency`)
}
