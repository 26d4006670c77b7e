import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { FoundSignal } from './domain/loss-signals.js'

const PER_KIND = 50

/**
 * What was on record of a customer up to a day that told of danger or let credit be given all the same: changed grades,
 * warnings, grades set by hand, releases, approvals, items of the write-off that fell due, missed promises, broken plans,
 * disputes. The earliest first; of each kind the earliest fifty.
 */
export async function findSignals(
  db: Queryable,
  of: { readonly customerId: Id; readonly customerCode: string; readonly writeOffId: Id },
  { untilOn, timeZone }: { readonly untilOn: CalendarDay; readonly timeZone: string },
): Promise<FoundSignal[]> {
  const customer = sql`${of.customerId}::uuid`
  return db.rows<FoundSignal>(sql`
    WITH graded AS (
      SELECT (rated_at AT TIME ZONE ${timeZone})::date AS on_day, rated_by, grade,
        lag(grade) OVER (ORDER BY rated_at, id) AS before, lag(score) OVER (ORDER BY rated_at, id) AS score_before, score
      FROM rating WHERE customer_id = ${customer}),
    found AS (
      SELECT 'grade' AS kind, on_day, rated_by AS who, before AS one, grade AS two, NULL::bigint AS minor, NULL AS currency
      FROM graded WHERE before IS DISTINCT FROM grade AND before IS NOT NULL AND score < score_before
      UNION ALL
      SELECT 'warning', (raised_at AT TIME ZONE ${timeZone})::date, NULL, grade, (score / 100)::text, NULL, NULL
      FROM warning_signal WHERE customer_id = ${customer}
      UNION ALL
      SELECT 'override', (coalesce(decided_at, requested_at) AT TIME ZONE ${timeZone})::date, requested_by, model_grade,
        grade, NULL, NULL
      FROM rating_override WHERE customer_id = ${customer} AND status IN ('active', 'ended')
      UNION ALL
      SELECT 'release', (h.closed_at AT TIME ZONE ${timeZone})::date, h.closed_by, h.document_number, NULL,
        h.released_minor, h.currency
      FROM hold h JOIN credit_account a ON a.id = h.account_id
      WHERE a.customer_id = ${customer} AND h.status = 'released'
      UNION ALL
      SELECT 'approval', (p.closed_at AT TIME ZONE ${timeZone})::date,
        concat_ws(', ', p.submitter, (SELECT string_agg(DISTINCT coalesce(s.decided_by, s.username), ', ')
          FROM approval_step s WHERE s.case_id = p.id AND s.status = 'approved')), p.title_zh, p.title_en, NULL, NULL
      FROM approval_case p WHERE p.customer_code = ${of.customerCode} AND p.status = 'approved'
        AND p.subject IN ('limit-change', 'temporary-limit', 'credit-opening', 'rating-override', 'hold-release',
          'instalment-plan')
      UNION ALL
      SELECT 'overdue', i.due_on, NULL, d.number, NULL, x.amount_minor, i.currency
      FROM write_off_item x JOIN document d ON d.id = x.document_id
      JOIN exposure_item i ON i.account_id = x.account_id AND i.document_id = x.document_id AND i.item_no = x.item_no
      WHERE x.write_off_id = ${of.writeOffId}::uuid
      UNION ALL
      SELECT 'promise', ended_on, created_by, NULL, NULL, amount_minor, currency
      FROM promise WHERE customer_id = ${customer} AND status IN ('broken', 'partly')
      UNION ALL
      SELECT 'plan', ended_on, requested_by, NULL, NULL, amount_minor, currency
      FROM instalment_plan WHERE customer_id = ${customer} AND status = 'broken'
      UNION ALL
      SELECT 'dispute', t.opened_on, t.opened_by, r.name_zh, r.name_en, t.amount_minor, t.currency
      FROM dispute t JOIN dispute_reason r ON r.code = t.reason_code WHERE t.customer_id = ${customer}
    ), ranked AS (
      SELECT found.*, row_number() OVER (PARTITION BY kind ORDER BY on_day, one, two) AS place
      FROM found WHERE on_day <= ${untilOn})
    SELECT kind, on_day AS "on", who, one, two, minor AS "amountMinor", currency FROM ranked
    WHERE place <= ${PER_KIND} ORDER BY on_day, kind, place`)
}
