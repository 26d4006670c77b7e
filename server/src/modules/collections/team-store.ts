import type { CalendarDay } from '../../kernel/calendar-day.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import type { CurrencyFactors } from '../scoring/currency-factor-store.js'
import type { CollectorSums, OwedBySales } from './domain/team.js'

/** What the figures of a team are of: a period of days, both included, and what is owed today. */
export interface TeamFrame {
  readonly from: CalendarDay
  readonly to: CalendarDay
  /** The period as instants, the end excluded. */
  readonly since: Date
  readonly until: Date
  readonly today: CalendarDay
  readonly factors: CurrencyFactors
}

type Of<Keys extends keyof CollectorSums> = Pick<CollectorSums, Keys> & { readonly username: string | null }

/** Who collects from the customer `c`. */
const collector = sql`coalesce(ca.collector, c.owner_username)`
const assigned = sql`LEFT JOIN collection_assignment ca ON ca.customer_id = c.id`

const factorTable = ({ currencies, factors }: CurrencyFactors): Sql => sql`
  factor AS MATERIALIZED (
    SELECT currency, factor FROM unnest(${currencies}::text[], ${factors}::numeric[]) AS f (currency, factor))`

/** What each customer owes today in the base currency; an amount in a currency without a rate is left out. */
const owed = (today: CalendarDay): Sql => sql`
  owed AS MATERIALIZED (
    SELECT a.customer_id, coalesce(sum(i.open_minor * f.factor), 0) AS open,
      coalesce(sum(i.open_minor * f.factor) FILTER (WHERE i.due_on < ${today}::date), 0) AS overdue
    FROM exposure_item i JOIN credit_account a ON a.id = i.account_id
    LEFT JOIN factor f ON f.currency = i.currency::text
    WHERE i.bucket = 'receivables' AND i.open_minor > 0 GROUP BY a.customer_id)`

const owedColumns = sql`count(owed.customer_id)::int AS customers,
  (count(*) FILTER (WHERE owed.overdue > 0))::int AS "overdueCustomers",
  round(coalesce(sum(owed.open), 0))::bigint AS "receivablesMinor",
  round(coalesce(sum(owed.overdue), 0))::bigint AS "overdueMinor"`

/** What each collector has to look after today. */
export async function loadsOfCollectors(
  db: Queryable,
  { today, factors }: TeamFrame,
): Promise<Of<'customers' | 'overdueCustomers' | 'receivablesMinor' | 'overdueMinor' | 'tasksDue'>[]> {
  return db.rows(sql`
    WITH ${factorTable(factors)}, ${owed(today)},
    step AS MATERIALIZED (
      SELECT customer_id, count(*) AS due FROM collection_task
      WHERE status = 'open' AND due_on <= ${today}::date GROUP BY customer_id)
    SELECT ${collector} AS username, ${owedColumns}, coalesce(sum(step.due), 0)::int AS "tasksDue"
    FROM customer c LEFT JOIN owed ON owed.customer_id = c.id LEFT JOIN step ON step.customer_id = c.id ${assigned}
    WHERE owed.customer_id IS NOT NULL OR step.customer_id IS NOT NULL GROUP BY 1`)
}

/** Talks of the period by who noted them. */
export async function contactsOfCollectors(
  db: Queryable,
  { since, until }: TeamFrame,
): Promise<Of<'contacts' | 'answered' | 'contactedCustomers'>[]> {
  return db.rows(sql`
    SELECT k.by AS username, count(*)::int AS contacts,
      (count(*) FILTER (WHERE k.outcome NOT IN ('no_answer', 'wrong_contact')))::int AS answered,
      count(DISTINCT k.customer_id)::int AS "contactedCustomers"
    FROM contact k
    WHERE k.run_id IS NULL AND k.outcome IS NOT NULL AND k.at >= ${since} AND k.at < ${until} GROUP BY 1`)
}

/** Promises noted in the period, and those that ended in it, by who noted them. */
export async function promisesOfCollectors(
  db: Queryable,
  { from, to, factors }: TeamFrame,
): Promise<Of<'promisesMade' | 'promisedMinor' | 'kept' | 'partly' | 'broken'>[]> {
  const made = sql`p.made_on BETWEEN ${from} AND ${to} AND p.status <> 'cancelled'`
  const ended = (status: string) =>
    sql`(count(*) FILTER (WHERE p.status = ${status} AND p.ended_on BETWEEN ${from} AND ${to}))::int`
  return db.rows(sql`
    WITH ${factorTable(factors)}
    SELECT p.created_by AS username, (count(*) FILTER (WHERE ${made}))::int AS "promisesMade",
      round(coalesce(sum(p.amount_minor * f.factor) FILTER (WHERE ${made}), 0))::bigint AS "promisedMinor",
      ${ended('kept')} AS kept, ${ended('partly')} AS partly, ${ended('broken')} AS broken
    FROM promise p LEFT JOIN factor f ON f.currency = p.currency::text
    WHERE p.made_on BETWEEN ${from} AND ${to} OR p.ended_on BETWEEN ${from} AND ${to} GROUP BY 1`)
}

/** Money of the period for what was overdue when it came, by who collects from the customer now. */
export async function recoveredByCollectors(
  db: Queryable,
  { from, to, factors }: TeamFrame,
): Promise<Of<'recoveredMinor' | 'recoveredDayMinor'>[]> {
  return db.rows(sql`
    WITH ${factorTable(factors)},
    paid AS (
      SELECT e.account_id, e.document_id, e.item_no, e.currency, min(e.effective_on) AS on_day, -sum(e.delta_minor) AS minor
      FROM exposure_entry e JOIN document cause ON cause.id = e.cause_id AND cause.type = 'receipt'
      WHERE e.bucket = 'receivables' AND e.effective_on BETWEEN ${from} AND ${to}
      GROUP BY e.account_id, e.document_id, e.item_no, e.currency, e.cause_id HAVING sum(e.delta_minor) < 0),
    late AS (
      SELECT account_id, paid.minor * f.factor AS amount, paid.on_day - i.due_on AS days
      FROM paid JOIN exposure_item i USING (account_id, document_id, item_no)
      JOIN factor f ON f.currency = paid.currency::text WHERE paid.on_day > i.due_on)
    SELECT ${collector} AS username, round(sum(late.amount))::bigint AS "recoveredMinor",
      round(sum(late.amount * late.days))::bigint AS "recoveredDayMinor"
    FROM late JOIN credit_account a ON a.id = late.account_id JOIN customer c ON c.id = a.customer_id ${assigned}
    GROUP BY 1`)
}

/** Disputes settled in the period by who looked after them. */
export async function disputesOfCollectors(
  db: Queryable,
  { from, to }: TeamFrame,
): Promise<Of<'disputesSettled' | 'disputeDays'>[]> {
  return db.rows(sql`
    SELECT coalesce(p.owner, ${collector}) AS username, count(*)::int AS "disputesSettled",
      sum(p.ended_on - p.opened_on)::int AS "disputeDays"
    FROM dispute p JOIN customer c ON c.id = p.customer_id ${assigned}
    WHERE p.ended_on BETWEEN ${from} AND ${to} GROUP BY 1`)
}

/** What the customers of a salesperson owe today, with the department of their main position. */
export interface SalesRow extends OwedBySales {
  readonly username: string
  readonly departmentCode: string | null
  readonly departmentName: string | null
}

export async function owedBySales(db: Queryable, { today, factors }: TeamFrame): Promise<SalesRow[]> {
  return db.rows<SalesRow>(sql`
    WITH ${factorTable(factors)}, ${owed(today)}
    SELECT c.owner_username AS username, d.code AS "departmentCode", d.name AS "departmentName", ${owedColumns}
    FROM owed JOIN customer c ON c.id = owed.customer_id
    LEFT JOIN app_user u ON u.username = c.owner_username
    LEFT JOIN position_holder h ON h.user_id = u.id AND h.main LEFT JOIN department d ON d.id = h.department_id
    WHERE c.owner_username IS NOT NULL GROUP BY c.owner_username, d.code, d.name ORDER BY c.owner_username`)
}

/** How people are called. */
export async function namesOfUsers(
  db: Queryable,
  usernames: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.rows<{ username: string; name: string }>(
    sql`SELECT username, display_name AS name FROM app_user WHERE username = ANY(${usernames}::text[])`,
  )
  return new Map(rows.map(({ username, name }) => [username, name]))
}
