import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { empty, sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { GradeCap, Treatment } from './domain/evaluate.js'
import type { FeatureInputs, FeatureValue } from './domain/features.js'
import type { Grade, ScaleGrade } from './domain/grade-scale.js'
import type { AppliedOverlay } from './domain/overlay.js'
import type { RatingCause } from './domain/re-rating/cause.js'

/** An evaluation as it is kept: what the scorecard and the inputs say already is not repeated. */
export interface StoredResult {
  /** On the scale of the scorecard. */
  readonly gradeByScore: ScaleGrade
  /** The letter on a scale of nine; `grade` is as which of the five it counts. */
  readonly scaleGrade?: ScaleGrade
  /** The profile that was applied. */
  readonly profile?: string
  readonly caps: readonly GradeCap[]
  /** Indicator, treatment, points, contribution in hundredths of a point, and the value that was looked at. */
  readonly contributions: readonly (readonly [string, Treatment, number | null, number, FeatureValue])[]
  /** What approved overlays did to it; left out when none did anything. */
  readonly overlays?: readonly AppliedOverlay[]
}

export interface Rating {
  readonly id: Id
  readonly customerId: Id
  readonly scorecardCode: string
  readonly scorecardVersion: number
  readonly asOf: CalendarDay
  readonly knownAt: Date
  readonly inputs: FeatureInputs
  /** Hundredths of a point. */
  readonly score: number
  readonly grade: Grade
  /** Basis points. */
  readonly coverage: number
  readonly alert: boolean
  readonly result: StoredResult
  readonly runId: Id | null
  /** Why it was made; null for ratings of before causes were kept. */
  readonly cause: RatingCause | null
  readonly ratedBy: string
  readonly ratedAt: Date
}

const columns = sql`r.id, r.customer_id AS "customerId", r.scorecard_code AS "scorecardCode",
  r.scorecard_version AS "scorecardVersion", r.as_of AS "asOf", r.known_at AS "knownAt", r.inputs, r.score, r.grade,
  r.coverage, r.alert, r.result, r.run_id AS "runId", r.cause, r.rated_by AS "ratedBy", r.rated_at AS "ratedAt"`

export async function insertRatings(tx: Tx, ratings: readonly Rating[]): Promise<void> {
  await insertRows(
    tx,
    'rating',
    {
      id: 'uuid',
      customer_id: 'uuid',
      scorecard_code: 'text',
      scorecard_version: 'int',
      as_of: 'date',
      known_at: 'timestamptz',
      inputs: 'jsonb',
      score: 'int',
      grade: 'text',
      coverage: 'int',
      alert: 'boolean',
      result: 'jsonb',
      run_id: 'uuid',
      cause: 'jsonb',
      rated_by: 'text',
      rated_at: 'timestamptz',
    },
    ratings.map((r) => [
      r.id,
      r.customerId,
      r.scorecardCode,
      r.scorecardVersion,
      r.asOf,
      r.knownAt,
      JSON.stringify(r.inputs),
      r.score,
      r.grade,
      r.coverage,
      r.alert,
      JSON.stringify(r.result),
      r.runId,
      r.cause === null ? null : JSON.stringify(r.cause),
      r.ratedBy,
      r.ratedAt,
    ]),
  )
}

export interface CurrentGrade {
  readonly customerId: Id
  readonly grade: Grade
  readonly score: number
  readonly coverage: number
  readonly asOf: CalendarDay
  /** Day of the last change from one grade to another. */
  readonly gradeChangedOn: CalendarDay | null
  /** What the scorecard said last. */
  readonly ratedGrade: Grade | null
  /** Of the features that were last kept. */
  readonly featuresHash: string | null
}

/** The ratings that count now for the given customers, locked in id order until the transaction ends. */
export async function lockCurrentGrades(tx: Tx, customerIds: readonly Id[]): Promise<Map<Id, CurrentGrade>> {
  const rows = await tx.rows<CurrentGrade>(sql`
    SELECT customer_id AS "customerId", grade, score, coverage, as_of AS "asOf",
      grade_changed_on AS "gradeChangedOn", rated_grade AS "ratedGrade", features_hash AS "featuresHash"
    FROM customer_rating_current
    WHERE customer_id = ANY(${customerIds}::uuid[]) ORDER BY customer_id FOR UPDATE`)
  return new Map(rows.map((row) => [row.customerId, row]))
}

/** The rating that counts now for a customer; undefined before its first. */
export async function findCurrentRating(
  db: Queryable,
  customerId: Id,
): Promise<{ readonly ratingId: Id; readonly grade: Grade } | undefined> {
  const [row] = await db.rows<{ ratingId: Id; grade: Grade }>(sql`
    SELECT rating_id AS "ratingId", grade FROM customer_rating_current WHERE customer_id = ${customerId}::uuid`)
  return row
}

/** A rating with the grade that counts because of it, which an override or a cool-down may keep from being its own. */
export interface CountedRating {
  readonly rating: Rating
  readonly grade: Grade
  readonly featuresHash: string
}

/** Makes ratings the ones that count, unless the customer has one of a later day. */
export async function putCurrentRatings(tx: Tx, counted: readonly CountedRating[]): Promise<void> {
  await insertRows(
    tx,
    'customer_rating_current',
    {
      customer_id: 'uuid',
      rating_id: 'uuid',
      score: 'int',
      grade: 'text',
      scale_grade: 'text',
      coverage: 'int',
      alert: 'boolean',
      as_of: 'date',
      rated_at: 'timestamptz',
      rated_grade: 'text',
      features_hash: 'text',
    },
    counted.map(({ rating: r, grade, featuresHash }) => [
      // A grade that waits out a cool-down, or was set by people, is one of the five.
      ...[r.customerId, r.id, r.score, grade, grade === r.grade ? (r.result.scaleGrade ?? null) : null],
      ...[r.coverage, r.alert, r.asOf, r.ratedAt, r.grade, featuresHash],
    ]),
    `ON CONFLICT (customer_id) DO UPDATE SET rating_id = excluded.rating_id, score = excluded.score,
       grade_changed_on = CASE WHEN excluded.grade = customer_rating_current.grade
         THEN customer_rating_current.grade_changed_on ELSE excluded.as_of END,
       grade = excluded.grade, scale_grade = excluded.scale_grade, coverage = excluded.coverage,
       alert = excluded.alert, as_of = excluded.as_of, rated_at = excluded.rated_at,
       rated_grade = excluded.rated_grade, features_hash = excluded.features_hash
     WHERE excluded.as_of >= customer_rating_current.as_of`,
  )
}

/**
 * Makes the grades that count those of the overrides in force on a day, and the scorecard's where there is none: as far
 * as a cool-down lets it count.
 */
export async function applyOverrides(tx: Tx, customerIds: readonly Id[], on: CalendarDay): Promise<void> {
  await tx.run(sql`
    UPDATE customer_rating_current c SET grade = coalesce(
      (SELECT o.grade FROM rating_override o
       WHERE o.customer_id = c.customer_id AND o.status = 'active' AND o.valid_until >= ${on}),
      (SELECT d.kept_grade FROM rating_deferral d WHERE d.rating_id = c.rating_id AND d.status IN ('open', 'due')),
      (SELECT r.grade FROM rating r WHERE r.id = c.rating_id), c.grade),
      scale_grade = CASE WHEN EXISTS (
           SELECT 1 FROM rating_override o
           WHERE o.customer_id = c.customer_id AND o.status = 'active' AND o.valid_until >= ${on})
         OR EXISTS (
           SELECT 1 FROM rating_deferral d WHERE d.rating_id = c.rating_id AND d.status IN ('open', 'due'))
         THEN NULL ELSE (SELECT r.result ->> 'scaleGrade' FROM rating r WHERE r.id = c.rating_id) END
    WHERE c.customer_id = ANY(${customerIds}::uuid[])`)
}

export interface CustomerRating extends Rating {
  readonly customerCode: string
}

/** Finds a rating of a customer that the caller may see. */
export async function findRating(
  db: Queryable,
  id: Id,
  onlyCustomersOf: string | null,
): Promise<CustomerRating | undefined> {
  const [rating] = await db.rows<CustomerRating>(sql`
    SELECT ${columns}, c.code AS "customerCode" FROM rating r JOIN customer c ON c.id = r.customer_id
    WHERE r.id = ${id} AND (${onlyCustomersOf}::text IS NULL OR c.owner_username = ${onlyCustomersOf})`)
  return rating
}

/** Ratings of one customer, newest first, after the position of the last one seen. */
export async function listRatings(
  db: Queryable,
  customerId: Id,
  page: { readonly limit: number; readonly after: { readonly ratedAt: string; readonly id: Id } | null },
): Promise<CustomerRating[]> {
  const after = page.after
    ? sql`AND (r.rated_at, r.id) < (${page.after.ratedAt}::timestamptz, ${page.after.id}::uuid)`
    : empty
  return db.rows<CustomerRating>(sql`
    SELECT ${columns}, c.code AS "customerCode" FROM rating r JOIN customer c ON c.id = r.customer_id
    WHERE r.customer_id = ${customerId} ${after}
    ORDER BY r.rated_at DESC, r.id DESC LIMIT ${page.limit}`)
}

/** Ids of customers in id order, a bounded page at a time; all of them, or those asked for. */
export async function listCustomerPage(
  db: Queryable,
  after: Id | null,
  limit: number,
): Promise<{ id: Id; code: string }[]> {
  return db.rows<{ id: Id; code: string }>(sql`
    SELECT id, code FROM customer WHERE ${after}::uuid IS NULL OR id > ${after}::uuid ORDER BY id LIMIT ${limit}`)
}

export async function listCustomersById(
  db: Queryable,
  ids: readonly Id[],
): Promise<{ id: Id; code: string }[]> {
  return db.rows<{ id: Id; code: string }>(sql`
    SELECT id, code FROM customer WHERE id = ANY(${ids}::uuid[]) ORDER BY id`)
}

export async function countCustomers(db: Queryable): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`SELECT count(*)::int AS count FROM customer`)
  return row?.count ?? 0
}

/** The last instant of a day in a time zone, or now if that is earlier. */
export async function endOfDay(db: Queryable, day: CalendarDay, timeZone: string, now: Date): Promise<Date> {
  const [row] = await db.rows<{ at: Date }>(sql`
    SELECT least(${now}::timestamptz,
      (${day}::date + 1)::timestamp AT TIME ZONE ${timeZone}::text - interval '1 millisecond') AS at`)
  return row?.at ?? now
}
