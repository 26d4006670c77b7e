import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { empty, join, sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { paysNext30 } from '../payment-forecast/likelihood-store.js'
import type { CurrencyFactors } from '../scoring/currency-factor-store.js'
import type { ContactOutcome } from './contact-store.js'
import type { Channel } from './domain/proof.js'
import type { WorklistFacts } from './domain/worklist-rank.js'

/** What the ranking is made with, on one day. */
export interface WorklistFrame {
  readonly today: CalendarDay
  /** Beginning of the time whose contacts tell how likely somebody answers. */
  readonly answersSince: Date
  readonly factors: CurrencyFactors
  /** Probability of default by grade, in basis points; customers without a grade are taken for the worst. */
  readonly pdBasisPoints: Readonly<Record<string, number>>
  readonly latenessRisks: readonly { readonly fromDays: number; readonly basisPoints: number }[]
}

/** One customer to collect from; amounts in minor units of the base currency. */
export interface WorklistRow extends Omit<WorklistFacts, 'today'> {
  readonly customerId: Id
  readonly customerCode: string
  readonly customerName: string
  readonly ownerUsername: string | null
  readonly segmentCodes: readonly string[]
  readonly collector: string | null
  readonly grade: string | null
  readonly overdueMinor: bigint
  readonly items: number
  readonly valueMinor: bigint
  /** An amount in a currency without a rate is not in the sums. */
  readonly rateMissing: boolean
  readonly disputes: number
  readonly lastChannel: Channel | null
  readonly lastOutcome: ContactOutcome | null
}

export const worklistShows = ['todo', 'waiting', 'all'] as const

export interface WorklistFilter {
  readonly show: (typeof worklistShows)[number]
  readonly collector?: string | undefined
  readonly search?: string | undefined
  readonly customerCode?: string | undefined
}

/** Who is on the list: something is overdue, or a step is due. */
const listed = sql`(late.overdue > 0 OR late.rate_missing OR task.due_on IS NOT NULL)`

const share = (basisPoints: number) => (basisPoints / 10_000).toFixed(4)

/** The rates, default rates and risks of the frame as tables. */
function givens({ factors, pdBasisPoints, latenessRisks }: WorklistFrame): Sql {
  return sql`
    factor AS MATERIALIZED (
      SELECT currency, factor FROM unnest(${factors.currencies}::text[], ${factors.factors}::numeric[]) AS f (currency, factor)),
    grade_pd AS MATERIALIZED (
      SELECT grade, pd FROM unnest(${Object.keys(pdBasisPoints)}::text[],
        ${Object.values(pdBasisPoints).map(share)}::numeric[]) AS p (grade, pd)),
    lateness AS MATERIALIZED (
      SELECT days, risk FROM unnest(${latenessRisks.map(({ fromDays }) => fromDays)}::int[],
        ${latenessRisks.map(({ basisPoints }) => share(basisPoints))}::numeric[]) AS l (days, risk)),`
}

/**
 * Every customer with something overdue or a task that is due, valued: what may be asked for × risk × likelihood of a
 * response (`responseLikelihood`). Someone waits while nothing may be asked for, or until the day on which they are to be contacted again; a due
 * task or a missed promise ends the waiting.
 */
function ranked(frame: WorklistFrame, customerId: Id | null): Sql {
  const { today, pdBasisPoints, answersSince } = frame
  const one = customerId === null ? empty : sql`AND a.customer_id = ${customerId}::uuid`
  const only = customerId === null ? listed : sql`c.id = ${customerId}::uuid`
  const worst = Math.max(...Object.values(pdBasisPoints))
  return sql`
    ${givens(frame)}
    late AS MATERIALIZED (
      SELECT a.customer_id, round(coalesce(sum(i.open_minor * f.factor), 0))::bigint AS overdue, min(i.due_on) AS oldest,
        count(*)::int AS items, bool_or(f.factor IS NULL) AS rate_missing
      FROM exposure_item i JOIN credit_account a ON a.id = i.account_id
      LEFT JOIN factor f ON f.currency = i.currency::text
      WHERE i.bucket = 'receivables' AND i.open_minor > 0 AND i.due_on < ${today}::date ${one}
      GROUP BY a.customer_id),
    held AS MATERIALIZED (
      SELECT a.customer_id, round(coalesce(sum(p.paused_minor * f.factor), 0))::bigint AS paused
      FROM paused_items(${today}::date) p JOIN document d ON d.id = p.document_id
      JOIN credit_account a ON a.id = d.account_id
      JOIN exposure_item i ON i.account_id = d.account_id AND i.document_id = p.document_id AND i.item_no = p.item_no
      LEFT JOIN factor f ON f.currency = i.currency::text
      WHERE i.due_on < ${today}::date ${one} GROUP BY a.customer_id),
    task AS MATERIALIZED (
      SELECT customer_id, min(due_on) AS due_on FROM collection_task
      WHERE status = 'open' AND due_on <= ${today}::date GROUP BY customer_id),
    talk AS MATERIALIZED (
      SELECT customer_id, count(*)::int AS tried,
        (count(*) FILTER (WHERE outcome NOT IN ('no_answer', 'wrong_contact')))::int AS answered
      FROM contact WHERE outcome IS NOT NULL AND direction = 'out' AND at >= ${answersSince} GROUP BY customer_id),
    paying AS MATERIALIZED (${paysNext30(customerId === null ? sql`true` : sql`f.customer_id = ${customerId}::uuid`)}),
    argued AS MATERIALIZED (
      SELECT customer_id, count(*)::int AS disputes FROM dispute WHERE status IN ('opened', 'in_work') GROUP BY customer_id),
    scored AS MATERIALIZED (
      SELECT DISTINCT ON (r.customer_id) r.customer_id, m.pd::numeric AS pd
      FROM customer_rating_current r JOIN model_score m ON m.rating_id = r.rating_id AND m.used_as = 'champion'
      JOIN rating_model model ON model.id = m.model_id AND model.status = 'champion'
      ORDER BY r.customer_id, m.scored_at DESC, m.id),
    fact AS (
      SELECT c.id, c.code, c.name, c.owner_username, coalesce(ca.collector, c.owner_username) AS collector, r.grade,
        coalesce(late.overdue, 0) AS overdue, late.oldest, coalesce(late.items, 0) AS items,
        coalesce(late.rate_missing, false) AS rate_missing, least(coalesce(held.paused, 0), coalesce(late.overdue, 0)) AS paused,
        task.due_on AS task_due_on, coalesce(talk.tried, 0) AS tried, coalesce(talk.answered, 0) AS answered, paying.pays,
        coalesce(argued.disputes, 0) AS disputes, coalesce(scored.pd, grade_pd.pd, ${share(worst)}::numeric) AS pd,
        scored.pd IS NOT NULL AS by_model, last.at AS last_at, last.channel, last.outcome, last.next_on,
        (SELECT max(l.risk) FROM lateness l WHERE l.days <= ${today}::date - coalesce(late.oldest, ${today}::date)) AS lateness,
        (SELECT max(p.ended_on) FROM promise p WHERE p.customer_id = c.id AND p.status IN ('broken', 'partly')
           AND p.ended_on > ${today}::date - 60 AND (last.at IS NULL OR last.at < p.ended_at)) AS missed_on,
        (SELECT min(p.pay_on) FROM promise p WHERE p.customer_id = c.id AND p.status = 'open') AS promised_on
      FROM customer c
      LEFT JOIN late ON late.customer_id = c.id LEFT JOIN held ON held.customer_id = c.id
      LEFT JOIN task ON task.customer_id = c.id LEFT JOIN talk ON talk.customer_id = c.id
      LEFT JOIN paying ON paying.customer_id = c.id
      LEFT JOIN argued ON argued.customer_id = c.id LEFT JOIN scored ON scored.customer_id = c.id
      LEFT JOIN customer_rating_current r ON r.customer_id = c.id LEFT JOIN grade_pd ON grade_pd.grade = r.grade
      LEFT JOIN collection_assignment ca ON ca.customer_id = c.id
      LEFT JOIN LATERAL (SELECT k.at, k.channel, k.outcome, k.next_on FROM contact k
        WHERE k.customer_id = c.id AND k.outcome IS NOT NULL ORDER BY k.at DESC, k.id DESC LIMIT 1) last ON true
      WHERE ${only}),
    ranked AS (
      SELECT f.*, f.overdue - f.paused AS collectable, greatest(f.pd, f.lateness) AS risk,
        round((f.overdue - f.paused) * greatest(f.pd, f.lateness)
          * (f.answered + 2 * coalesce(f.pays, 0.5)) / (f.tried + 2))::bigint AS value,
        f.task_due_on IS NOT NULL OR f.missed_on IS NOT NULL AS pressing
      FROM fact f),
    placed AS (
      SELECT r.*, NOT r.pressing AND (r.collectable <= 0 OR coalesce(r.next_on > ${today}::date, false)) AS waiting
      FROM ranked r)`
}

const columns = sql`p.id AS "customerId", p.code AS "customerCode", p.name AS "customerName",
  p.owner_username AS "ownerUsername", p.collector, p.grade, p.overdue AS "overdueMinor", p.oldest AS "oldestDueOn",
  p.items, p.rate_missing AS "rateMissing", p.paused AS "pausedMinor", p.collectable AS "collectableMinor",
  p.value AS "valueMinor", round(p.risk * 10000)::int AS "riskBp",
  CASE WHEN p.lateness > p.pd THEN 'lateness' WHEN p.by_model THEN 'model' ELSE 'grade' END AS "riskFrom",
  p.tried, p.answered, round(p.pays * 10000)::int AS "paysBp", p.disputes, p.task_due_on AS "taskDueOn", p.missed_on AS "missedOn",
  p.promised_on AS "promisedOn", p.next_on AS "nextOn", p.channel AS "lastChannel", p.outcome AS "lastOutcome"`

/** What only shown rows are asked for. */
const more = (zone: string) => sql`
  (p.last_at AT TIME ZONE ${zone})::date AS "lastContactOn",
  ARRAY(SELECT s.code FROM credit_account a JOIN credit_segment s ON s.id = a.segment_id
        WHERE a.customer_id = p.id ORDER BY s.code) AS "segmentCodes",
  (SELECT count(*)::int FROM contact k WHERE k.customer_id = p.id AND k.outcome IN ('no_answer', 'wrong_contact')
     AND k.at > coalesce((SELECT max(b.at) FROM contact b WHERE b.customer_id = p.id
       AND b.outcome NOT IN ('no_answer', 'wrong_contact')), '-infinity')) AS unanswered`

function where({ show, collector, search }: WorklistFilter): Sql {
  const pattern = search === undefined ? null : `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const conditions = [
    sql`true`,
    show === 'todo' && sql`NOT p.waiting`,
    show === 'waiting' && sql`p.waiting`,
    collector !== undefined && sql`p.collector = ${collector}`,
    pattern !== null && sql`(p.code ILIKE ${pattern} OR p.name ILIKE ${pattern})`,
  ].filter((condition) => condition instanceof Object)
  return join(conditions, ' AND ')
}

/** A page of the worklist: due tasks and missed promises first, then by value. */
export async function listWorklist(
  db: Queryable,
  frame: WorklistFrame,
  filter: WorklistFilter,
  page: { readonly offset: number; readonly limit: number; readonly timeZone: string },
): Promise<WorklistRow[]> {
  return db.rows<WorklistRow>(sql`
    WITH ${ranked(frame, null)}
    SELECT ${columns}, ${more(page.timeZone)} FROM placed p WHERE ${where(filter)}
    ORDER BY p.pressing DESC, p.value DESC, p.code OFFSET ${page.offset} LIMIT ${page.limit}`)
}

export interface WorklistTotals {
  readonly customers: number
  readonly overdueMinor: bigint
  readonly collectableMinor: bigint
  readonly todo: number
  readonly waiting: number
}

/** Sums over all that a filter leaves; `todo` and `waiting` whatever it shows. */
export async function worklistTotals(
  db: Queryable,
  frame: WorklistFrame,
  filter: WorklistFilter,
): Promise<WorklistTotals> {
  const shown = where({ ...filter, collector: undefined, search: undefined })
  const [row] = await db.rows<WorklistTotals>(sql`
    WITH ${ranked(frame, null)}
    SELECT (count(*) FILTER (WHERE ${shown}))::int AS customers,
      coalesce(sum(p.overdue) FILTER (WHERE ${shown}), 0)::bigint AS "overdueMinor",
      coalesce(sum(p.collectable) FILTER (WHERE ${shown}), 0)::bigint AS "collectableMinor",
      (count(*) FILTER (WHERE NOT p.waiting))::int AS todo, (count(*) FILTER (WHERE p.waiting))::int AS waiting
    FROM placed p WHERE ${where({ ...filter, show: 'all' })}`)
  if (!row) throw new Error('no totals')
  return row
}

/** One customer with what its place is made of, whether or not it is on the list. */
export async function findOnWorklist(
  db: Queryable,
  frame: WorklistFrame,
  customerId: Id,
  timeZone: string,
): Promise<WorklistRow | undefined> {
  const [row] = await db.rows<WorklistRow>(sql`
    WITH ${ranked(frame, customerId)}
    SELECT ${columns}, ${more(timeZone)} FROM placed p`)
  return row
}
