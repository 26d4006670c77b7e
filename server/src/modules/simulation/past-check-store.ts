import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'

/** An order as it was checked, with the facts that the decision saw. */
export interface PastCheck {
  readonly id: Id
  readonly accountId: Id
  readonly decidedAt: Date
  readonly facts: unknown
}

/** Instants from and before which orders were checked. */
export interface Period {
  readonly from: Date
  readonly before: Date
}

/** From the beginning of one day to that of another, in the organisation's zone. */
export async function periodOf(
  db: Queryable,
  days: { readonly from: CalendarDay; readonly before: CalendarDay },
  timeZone: string,
): Promise<Period> {
  const [row] = await db.rows<Period>(sql`
    SELECT ${days.from}::timestamp AT TIME ZONE ${timeZone}::text AS "from",
      ${days.before}::timestamp AT TIME ZONE ${timeZone}::text AS before`)
  if (!row) throw new Error('the database gave no instants')
  return row
}

/** The last check of each order in the period; what a person or a document has decided since is left out. */
const checked = ({ from, before }: Period) => sql`
  FROM credit_decision d
  WHERE d.decided_at >= ${from} AND d.decided_at < ${before} AND d.binding AND d.trigger = 'check'
    AND d.checkpoint = 'order' AND NOT EXISTS (
      SELECT FROM credit_decision later
      WHERE later.source = d.source AND later.document_number = d.document_number
        AND later.document_type = d.document_type AND later.binding AND later.trigger = 'check'
        AND later.checkpoint = 'order' AND later.decided_at < ${before}
        AND (later.decided_at, later.id) > (d.decided_at, d.id))`

export async function countPastChecks(db: Queryable, period: Period): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`SELECT count(*)::int AS count ${checked(period)}`)
  return row?.count ?? 0
}

/** A page of them in order of time. */
export async function listPastChecks(
  db: Queryable,
  period: Period,
  page: { readonly after: { readonly decidedAt: Date; readonly id: Id } | null; readonly limit: number },
): Promise<PastCheck[]> {
  const { after, limit } = page
  return db.rows<PastCheck>(sql`
    SELECT d.id, d.account_id AS "accountId", d.decided_at AS "decidedAt", d.facts ${checked(period)}
      AND (${after?.id ?? null}::uuid IS NULL
        OR (d.decided_at, d.id) > (${after?.decidedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    ORDER BY d.decided_at, d.id LIMIT ${limit}`)
}

/** What is known today of the invoices of an order, in one currency. */
export interface OrderFate {
  readonly decisionId: Id
  readonly currency: Currency
  readonly openMinor: bigint
  /** Open and more than 90 days past due. */
  readonly badMinor: bigint
  readonly writtenOffMinor: bigint
}

/** Finds the invoices from the orders over their deliveries, by the links that the documents name. */
export async function listOrderFates(
  db: Queryable,
  decisionIds: readonly Id[],
  today: CalendarDay,
): Promise<OrderFate[]> {
  return db.rows<OrderFate>(sql`
    WITH ordered AS MATERIALIZED (
      SELECT id, account_id, document_type, document_number FROM credit_decision WHERE id = ANY(${decisionIds}::uuid[])
    ), invoice AS (
      SELECT DISTINCT ordered.id AS decision_id, i.id, i.account_id, i.number, i.currency FROM ordered
      JOIN document_link d ON d.account_id = ordered.account_id AND d.from_number = ordered.document_number
        AND d.from_type = ordered.document_type
      JOIN document via ON via.id = d.document_id
      LEFT JOIN document_link e ON e.account_id = via.account_id AND e.from_number = via.number
        AND e.from_type = via.type AND via.type = 'delivery'
      JOIN document i ON i.id = coalesce(e.document_id, d.document_id) AND i.type = 'invoice' AND i.status <> 'cancelled'
    ), item AS (
      SELECT invoice.decision_id, invoice.currency, sum_minor(x.open_minor) AS open,
        sum_minor(x.open_minor) FILTER (WHERE x.due_on < ${today}::date - 90) AS bad
      FROM invoice JOIN exposure_item x ON x.account_id = invoice.account_id AND x.document_id = invoice.id
        AND x.bucket = 'receivables'
      GROUP BY 1, 2
    ), lost AS (
      SELECT invoice.decision_id, invoice.currency, sum_minor(l.applied_minor) AS lost
      FROM invoice JOIN document_link l ON l.account_id = invoice.account_id AND l.from_number = invoice.number
        AND l.from_type = 'invoice'
      JOIN document w ON w.id = l.document_id AND w.type = 'write-off'
      GROUP BY 1, 2
    )
    SELECT item.decision_id AS "decisionId", item.currency, coalesce(item.open, 0)::bigint AS "openMinor",
      coalesce(item.bad, 0)::bigint AS "badMinor", coalesce(lost.lost, 0)::bigint AS "writtenOffMinor"
    FROM item LEFT JOIN lost USING (decision_id, currency)`)
}
