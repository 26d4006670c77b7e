import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import { empty, sql, type Sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import type { FeatureInputs } from '../domain/features.js'
import type {
  MonitoringFigures,
  MonitoringStatus,
  MonitoringThresholds,
} from '../domain/validation/monitoring.js'

/** How a scorecard or model is watched. */
export interface MonitoringPlan {
  readonly active: boolean
  readonly cadence: 'weekly' | 'monthly'
  /** Told besides the credit managers. */
  readonly ownerUsername: string | null
  readonly horizonMonths: number
  readonly overdueDays: number
  readonly thresholds: MonitoringThresholds
  readonly updatedBy: string
  readonly updatedAt: Date
}

export interface MonitoringRun {
  readonly id: Id
  readonly subject: string
  readonly version: number
  readonly asOf: CalendarDay
  readonly ranAt: Date
  readonly status: MonitoringStatus
  readonly figures: MonitoringFigures
}

export async function findPlan(db: Queryable, subject: string): Promise<MonitoringPlan | undefined> {
  const [found] = await db.rows<MonitoringPlan>(sql`
    SELECT active, cadence, owner_username AS "ownerUsername", horizon_months AS "horizonMonths",
      overdue_days AS "overdueDays", thresholds, updated_by AS "updatedBy", updated_at AS "updatedAt"
    FROM monitoring_plan WHERE subject = ${subject}`)
  return found
}

export async function putPlan(tx: Tx, subject: string, plan: MonitoringPlan): Promise<void> {
  await tx.run(sql`
    INSERT INTO monitoring_plan (subject, active, cadence, owner_username, horizon_months, overdue_days, thresholds,
      updated_by, updated_at)
    VALUES (${subject}, ${plan.active}, ${plan.cadence}, ${plan.ownerUsername}, ${plan.horizonMonths},
            ${plan.overdueDays}, ${JSON.stringify(plan.thresholds)}::jsonb, ${plan.updatedBy}, ${plan.updatedAt})
    ON CONFLICT (subject) DO UPDATE SET active = excluded.active, cadence = excluded.cadence,
      owner_username = excluded.owner_username, horizon_months = excluded.horizon_months,
      overdue_days = excluded.overdue_days, thresholds = excluded.thresholds, updated_by = excluded.updated_by,
      updated_at = excluded.updated_at`)
}

export async function insertMonitoringRun(tx: Tx, run: MonitoringRun): Promise<void> {
  await tx.run(sql`
    INSERT INTO monitoring_run (id, subject, version, as_of, ran_at, status, figures)
    VALUES (${run.id}, ${run.subject}, ${run.version}, ${run.asOf}, ${run.ranAt}, ${run.status},
            ${JSON.stringify(run.figures)}::jsonb)`)
}

/** Newest first. */
export async function listMonitoringRuns(
  db: Queryable,
  subject: string,
  limit: number,
): Promise<MonitoringRun[]> {
  return db.rows<MonitoringRun>(sql`
    SELECT id, subject, version, as_of AS "asOf", ran_at AS "ranAt", status, figures FROM monitoring_run
    WHERE subject = ${subject} ORDER BY ran_at DESC, id DESC LIMIT ${limit}`)
}

/** The AUC of the first look at a version that could tell one. */
export async function firstAuc(db: Queryable, subject: string, version: number): Promise<number | null> {
  const [found] = await db.rows<{ auc: number }>(sql`
    SELECT (figures->'matured'->>'auc')::float8 AS auc FROM monitoring_run
    WHERE subject = ${subject} AND version = ${version} AND figures->'matured'->>'auc' IS NOT NULL
    ORDER BY ran_at, id LIMIT 1`)
  return found?.auc ?? null
}

/** One look at a subject at a time, until the transaction ends. */
export async function lockMonitoring(tx: Tx, subject: string): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(hashtext('monitoring'), hashtext(${subject}))`)
}

/** What was seen of a customer when it was rated; score of the scorecard or model, higher is better. */
export interface Watched {
  readonly score: number
  readonly grade: string
  readonly inputs: FeatureInputs
}

/** A version of the scorecard, or a model. */
export type WatchedSubject = { readonly version: number } | { readonly modelId: Id }

/** Customers of which the spread is taken; of larger books every n-th, by a hash of the id. */
const SAMPLE = 20_000

function scored(subject: WatchedSubject): Sql {
  return 'version' in subject
    ? sql`SELECT r.customer_id, r.id AS rating_id, r.score::float8 AS score, r.grade, r.inputs, r.rated_at AS at, r.as_of
        FROM rating r WHERE r.scorecard_version = ${subject.version}`
    : sql`SELECT r.customer_id, r.id AS rating_id, s.score, r.grade, r.inputs, s.scored_at AS at, r.as_of
        FROM model_score s JOIN rating r ON r.id = s.rating_id WHERE s.model_id = ${subject.modelId}`
}

/**
 * The reference: the first rating of each customer in the thirty days after the first one of the subject, those left out
 * that were made of days long past; or now: the latest of each customer among those that count.
 */
export async function listWatched(
  db: Queryable,
  subject: WatchedSubject,
  which: 'reference' | 'now',
): Promise<Watched[]> {
  const [size] = await db.rows<{ customers: number }>(
    sql`SELECT count(*)::int AS customers FROM customer_rating_current`,
  )
  const every = Math.max(1, Math.ceil((size?.customers ?? 0) / SAMPLE))
  const sampled = every === 1 ? empty : sql`AND abs(hashtext(s.customer_id::text)) % ${every} = 0`
  if (which === 'now') {
    return db.rows<Watched>(sql`
      WITH scored AS (${scored(subject)})
      SELECT s.score, s.grade, s.inputs FROM scored s
      JOIN customer_rating_current c ON c.rating_id = s.rating_id WHERE true ${sampled}`)
  }
  return db.rows<Watched>(sql`
    WITH scored AS (${scored(subject)})
    SELECT DISTINCT ON (s.customer_id) s.score, s.grade, s.inputs FROM scored s
    WHERE s.as_of >= (s.at - interval '2 days')::date
      AND s.at < (SELECT min(at) + interval '30 days' FROM scored WHERE as_of >= (at - interval '2 days')::date) ${sampled}
    ORDER BY s.customer_id, s.at, s.rating_id`)
}

/** The share of rated customers whose grade people have set. */
export async function overrideRate(db: Queryable): Promise<number> {
  const [found] = await db.rows<{ rate: number | null }>(sql`
    SELECT (SELECT count(*) FROM rating_override WHERE status = 'active')::float8
      / nullif((SELECT count(*) FROM customer_rating_current), 0) AS rate`)
  return found?.rate ?? 0
}
