import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { AsideReason } from './domain/plan.js'
import type { Channel } from './domain/strategy.js'

export const runModes = ['dry', 'live'] as const
export type RunMode = (typeof runModes)[number]

export interface RunFigures {
  /** Customers looked at. */
  readonly customers: number
  readonly contacts: number
  readonly items: number
  readonly byChannel: Readonly<Partial<Record<Channel, number>>>
  /** Items set aside, by reason. */
  readonly asides: Readonly<Partial<Record<AsideReason, number>>>
}

export interface DunningRun extends RunFigures {
  readonly id: Id
  readonly mode: RunMode
  readonly onDay: CalendarDay
  readonly strategyVersion: number
  readonly scheduled: boolean
  readonly status: 'running' | 'done' | 'failed'
  readonly error: string | null
  readonly startedBy: string
  readonly startedAt: Date
  readonly finishedAt: Date | null
}

const columns = sql`id, mode, on_day AS "onDay", strategy_version AS "strategyVersion", scheduled, status, customers,
  contacts, items, by_channel AS "byChannel", asides, error, started_by AS "startedBy", started_at AS "startedAt",
  finished_at AS "finishedAt"`

export type NewRun = Pick<
  DunningRun,
  'id' | 'mode' | 'onDay' | 'strategyVersion' | 'scheduled' | 'startedBy' | 'startedAt'
>

/** Begins a run; of scheduled ones there is one for each day and mode: undefined when it exists already. */
export async function insertRun(tx: Tx, run: NewRun): Promise<DunningRun | undefined> {
  const [row] = await tx.rows<DunningRun>(sql`
    INSERT INTO dunning_run (id, mode, on_day, strategy_version, scheduled, status, started_by, started_at)
    VALUES (${run.id}, ${run.mode}, ${run.onDay}, ${run.strategyVersion}, ${run.scheduled}, 'running',
      ${run.startedBy}, ${run.startedAt})
    ON CONFLICT (on_day, mode) WHERE scheduled DO NOTHING RETURNING ${columns}`)
  return row
}

export async function findRun(db: Queryable, id: Id): Promise<DunningRun | undefined> {
  const [row] = await db.rows<DunningRun>(sql`SELECT ${columns} FROM dunning_run WHERE id = ${id}`)
  return row
}

/** The run of the day by schedule, if it has begun. */
export async function findScheduledRun(
  db: Queryable,
  on: CalendarDay,
  mode: RunMode,
): Promise<DunningRun | undefined> {
  const [row] = await db.rows<DunningRun>(
    sql`SELECT ${columns} FROM dunning_run WHERE scheduled AND on_day = ${on} AND mode = ${mode}`,
  )
  return row
}

/** Runs, newest first. */
export async function listRuns(
  db: Queryable,
  page: { readonly offset: number; readonly limit: number },
): Promise<{ readonly runs: readonly DunningRun[]; readonly total: number }> {
  const rows = await db.rows<DunningRun & { total: number }>(sql`
    SELECT ${columns}, count(*) OVER ()::int AS total FROM dunning_run ORDER BY started_at DESC, id DESC
    OFFSET ${page.offset} LIMIT ${page.limit}`)
  return { runs: rows, total: rows[0]?.total ?? 0 }
}

/** Notes how far a run has come, and its end. */
export async function noteRun(
  tx: Tx,
  id: Id,
  figures: RunFigures,
  end: { readonly at: Date; readonly error: string | null } | null,
): Promise<void> {
  const { customers, contacts, items, byChannel, asides } = figures
  await tx.run(sql`
    UPDATE dunning_run SET customers = ${customers}, contacts = ${contacts}, items = ${items},
      by_channel = ${JSON.stringify(byChannel)}::jsonb, asides = ${JSON.stringify(asides)}::jsonb,
      status = ${end === null ? 'running' : end.error === null ? 'done' : 'failed'},
      error = ${end?.error ?? null}, finished_at = ${end?.at ?? null}
    WHERE id = ${id} AND status = 'running'`)
}

/** Takes up a failed run again. */
export async function reopenRun(tx: Tx, id: Id): Promise<void> {
  await tx.run(sql`
    UPDATE dunning_run SET status = 'running', error = NULL, finished_at = NULL WHERE id = ${id} AND status = 'failed'`)
}

/** Forgets dry runs that began before an instant, a bounded number. */
export async function deleteOldDryRuns(tx: Tx, before: Date, limit: number): Promise<number> {
  return tx.run(sql`
    DELETE FROM dunning_run WHERE id IN (
      SELECT id FROM dunning_run WHERE mode = 'dry' AND started_at < ${before} ORDER BY started_at LIMIT ${limit})`)
}

/** One run at a time plans a part of the customers: the second sees what the first has done. Until the transaction ends. */
export async function lockPlanning(tx: Tx, part: number): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(hashtext('dunning-plan'), ${part})`)
}
