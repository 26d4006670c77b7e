import type { CalendarDay } from '../../kernel/calendar-day.js'
import { raw, sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { CustomerStatus } from './customer-store.js'

interface Amount {
  readonly currency: string
  readonly minor: string
}

/** A row of the customer list: who, how good, and per segment the limit and what is used of it. */
export interface CustomerListRow {
  readonly code: string
  readonly name: string
  readonly uscc: string | null
  readonly groupCode: string
  readonly industry: string | null
  readonly region: string | null
  readonly ownerUsername: string | null
  readonly status: CustomerStatus
  /** One of the five grades. */
  readonly grade: string | null
  /** The letter on a scale of nine; null on five grades. */
  readonly scaleGrade: string | null
  /** Hundredths of a point. */
  readonly score: number | null
  /** Exposure of the accounts with a limit, in basis points of these limits; null without a limit or a rate. */
  readonly utilisationBp: number | null
  readonly accounts:
    | {
        readonly segment: string
        readonly currency: string
        readonly limitMode: string
        readonly limitMinor: string | null
        readonly status: string
        readonly netDays: number | null
        readonly exposure: readonly Amount[] | null
        readonly overdue: readonly Amount[] | null
        readonly overdueDays: number | null
      }[]
    | null
}

const total = raw(
  ['reserved', 'open_orders', 'delivered_not_billed', 'receivables', 'bills']
    .map((b) => `e.${b}_minor`)
    .join(' + '),
)

/** The rows of customers, in the order of the ids. */
export async function loadCustomerRows(
  tx: Queryable,
  ids: readonly string[],
  today: CalendarDay,
): Promise<CustomerListRow[]> {
  if (ids.length === 0) return []
  return tx.rows<CustomerListRow>(sql`
    SELECT c.code, c.name, c.uscc, g.code AS "groupCode", c.industry, c.region, c.owner_username AS "ownerUsername",
      c.status, r.grade, r.scale_grade AS "scaleGrade", r.score, n.utilisation_bp AS "utilisationBp",
      (SELECT json_agg(json_build_object('segment', s.code, 'currency', a.currency, 'limitMode', a.limit_mode,
          'limitMinor', l.minor::text, 'status', a.status, 'netDays', a.net_days, 'exposure', x.amounts,
          'overdue', o.amounts, 'overdueDays', o.days) ORDER BY s.code)
       FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
       LEFT JOIN LATERAL (
         SELECT sum(amount_minor) AS minor FROM (
           (SELECT amount_minor FROM limit_line WHERE account_id = a.id AND revoked_at IS NULL AND kind = 'base'
              AND valid_from <= ${today}::date AND coalesce(valid_to, 'infinity') >= ${today}::date
            ORDER BY valid_from DESC, created_at DESC, id DESC LIMIT 1)
           UNION ALL
           SELECT amount_minor FROM limit_line WHERE account_id = a.id AND revoked_at IS NULL AND kind <> 'base'
              AND valid_from <= ${today}::date AND coalesce(valid_to, 'infinity') >= ${today}::date) AS valid
       ) l ON a.limit_mode = 'amount'
       LEFT JOIN LATERAL (
         SELECT json_agg(json_build_object('currency', e.currency, 'minor',
             (${total} + CASE WHEN s.unapplied_lowers_exposure THEN e.unapplied_minor ELSE 0 END)::text)) AS amounts
         FROM account_exposure e WHERE e.account_id = a.id) x ON true
       LEFT JOIN LATERAL (
         SELECT json_agg(json_build_object('currency', d.currency, 'minor', d.minor::text)) AS amounts,
                max(d.days) AS days
         FROM (SELECT i.currency, sum(i.open_minor) AS minor, max(${today}::date - i.due_on) AS days
               FROM exposure_item i
               WHERE i.account_id = a.id AND i.bucket = 'receivables' AND i.open_minor <> 0 AND i.due_on < ${today}::date
               GROUP BY i.currency) d) o ON true
       WHERE a.customer_id = c.id) AS accounts
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS q (id, place)
    JOIN customer c ON c.id = q.id JOIN credit_group g ON g.id = c.group_id
    LEFT JOIN customer_rating_current r ON r.customer_id = c.id
    LEFT JOIN customer_standing n ON n.customer_id = c.id
    ORDER BY q.place`)
}
