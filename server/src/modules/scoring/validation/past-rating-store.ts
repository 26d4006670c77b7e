import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import { empty, sql } from '../../../platform/db/sql.js'
import type { Queryable } from '../../../platform/db/types.js'
import type { FeatureInputs } from '../domain/features.js'
import type { Grade } from '../domain/grade-scale.js'

/** A rating as it counted on a day. */
export interface PastRating {
  readonly customerId: Id
  readonly industry: string | null
  readonly region: string | null
  readonly day: CalendarDay
  readonly ratingId: Id
  readonly scorecardVersion: number
  readonly grade: Grade
  /** Hundredths of a point. */
  readonly score: number
  /** Made later than the day after the one that it is of, from what was known then. */
  readonly retrospective: boolean
}

export interface RatingsAsked {
  readonly timeZone: string
  /** False leaves out ratings that were made only afterwards. */
  readonly retrospective: boolean
}

const columns = sql`c.id AS "customerId", c.industry, c.region, r.id AS "ratingId",
  r.scorecard_version AS "scorecardVersion", r.grade, r.score`

/** The rating of each customer that counted at the end of each day, where there was one. */
export async function listRatingsOn(
  db: Queryable,
  customerIds: readonly Id[],
  days: readonly CalendarDay[],
  { timeZone, retrospective }: RatingsAsked,
): Promise<PastRating[]> {
  const inTime = retrospective
    ? empty
    : sql`AND r.rated_at < (d.day + 1)::timestamp AT TIME ZONE ${timeZone}::text`
  return db.rows<PastRating>(sql`
    SELECT ${columns}, d.day, r.rated_at >= (r.as_of + 2)::timestamp AT TIME ZONE ${timeZone}::text AS retrospective
    FROM customer c CROSS JOIN unnest(${days}::date[]) AS d (day)
    CROSS JOIN LATERAL (
      SELECT r.* FROM rating r WHERE r.customer_id = c.id AND r.as_of <= d.day ${inTime}
      ORDER BY r.as_of DESC, r.rated_at DESC, r.id DESC LIMIT 1) AS r
    WHERE c.id = ANY(${customerIds}::uuid[])
    ORDER BY d.day, c.id`)
}

/** Every rating of customers as of the days of a period, each on its own day. */
export async function listRatingsBetween(
  db: Queryable,
  customerIds: readonly Id[],
  period: { readonly from: CalendarDay; readonly to: CalendarDay },
  { timeZone, retrospective }: RatingsAsked,
): Promise<PastRating[]> {
  const late = sql`r.rated_at >= (r.as_of + 2)::timestamp AT TIME ZONE ${timeZone}::text`
  return db.rows<PastRating>(sql`
    SELECT ${columns}, r.as_of AS day, ${late} AS retrospective
    FROM customer c JOIN rating r ON r.customer_id = c.id
    WHERE c.id = ANY(${customerIds}::uuid[]) AND r.as_of BETWEEN ${period.from} AND ${period.to}
      ${retrospective ? empty : sql`AND NOT ${late}`}
    ORDER BY r.as_of, c.id, r.id`)
}

/** What a model foretold at a rating. */
export interface PastScore {
  readonly ratingId: Id
  readonly modelId: Id
  readonly pd: number
}

export async function listScoresAt(db: Queryable, ratingIds: readonly Id[]): Promise<PastScore[]> {
  return db.rows<PastScore>(sql`
    SELECT rating_id AS "ratingId", model_id AS "modelId", pd FROM model_score
    WHERE rating_id = ANY(${ratingIds}::uuid[]) ORDER BY model_id`)
}

/** What ratings saw. */
export async function listInputsOf(
  db: Queryable,
  ratingIds: readonly Id[],
): Promise<{ ratingId: Id; inputs: FeatureInputs }[]> {
  return db.rows(sql`SELECT id AS "ratingId", inputs FROM rating WHERE id = ANY(${ratingIds}::uuid[])`)
}

/** How many customers moved from one grade to another; null: was not rated yet, or trades no more. */
export interface GradeMoveCount {
  readonly from: Grade | null
  readonly to: Grade | null
  readonly customers: number
}

/**
 * The grades of two days against each other. Who had no document in the year up to the second day has left.
 */
export async function countGradeMoves(
  db: Queryable,
  { from, to }: { readonly from: CalendarDay; readonly to: CalendarDay },
): Promise<GradeMoveCount[]> {
  const gradesOn = (day: CalendarDay) => sql`
    SELECT DISTINCT ON (customer_id) customer_id, grade FROM rating WHERE as_of <= ${day}
    ORDER BY customer_id, as_of DESC, rated_at DESC, id DESC`
  return db.rows<GradeMoveCount>(sql`
    WITH earlier AS (${gradesOn(from)}), later AS (${gradesOn(to)}),
    trading AS (
      SELECT DISTINCT a.customer_id FROM document d JOIN credit_account a ON a.id = d.account_id
      WHERE d.document_on > ${to}::date - 365 AND d.document_on <= ${to})
    SELECT e.grade AS "from", CASE WHEN t.customer_id IS NULL THEN NULL ELSE l.grade END AS "to",
      count(*)::int AS customers
    FROM earlier e FULL JOIN later l USING (customer_id) LEFT JOIN trading t USING (customer_id)
    WHERE e.grade IS NOT NULL OR t.customer_id IS NOT NULL
    GROUP BY 1, 2`)
}
