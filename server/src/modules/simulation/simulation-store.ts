import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { RulesDocument } from '../credit-control/domain/rules.js'
import type { CreditPolicy } from '../policy/domain/policy.js'
import type { Scorecard } from '../scoring/domain/scorecard.js'

/** The document that is tried. */
export type Tried =
  | { readonly kind: 'policy'; readonly content: CreditPolicy }
  | { readonly kind: 'control-rules'; readonly content: RulesDocument }
  | { readonly kind: 'scorecard'; readonly content: Scorecard }

export type SimulationStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

export type Simulation = Tried & {
  readonly id: Id
  /** The version in force that it is compared with. */
  readonly baseVersion: number
  /** First and last day of the past orders that are decided again; null: none are. */
  readonly fromOn: CalendarDay | null
  readonly toOn: CalendarDay | null
  readonly status: SimulationStatus
  readonly done: number
  readonly total: number | null
  /** As `summaryJson` wrote it; null until done. */
  readonly summary: unknown
  readonly failure: string | null
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly finishedAt: Date | null
}

type NewSimulation = Tried &
  Pick<Simulation, 'id' | 'baseVersion' | 'fromOn' | 'toOn' | 'requestedBy' | 'requestedAt'>

export async function insertSimulation(tx: Tx, simulation: NewSimulation): Promise<void> {
  const { id, kind, content, baseVersion, fromOn, toOn } = simulation
  await tx.run(sql`
    INSERT INTO simulation (id, kind, content, base_version, from_on, to_on, status, requested_by, requested_at)
    VALUES (${id}, ${kind}, ${JSON.stringify(content)}::jsonb, ${baseVersion}, ${fromOn}, ${toOn}, 'queued',
            ${simulation.requestedBy}, ${simulation.requestedAt})`)
}

const columns = sql`id, kind, content, base_version AS "baseVersion", from_on AS "fromOn", to_on AS "toOn", status, done,
  total, summary, failure, requested_by AS "requestedBy", requested_at AS "requestedAt", finished_at AS "finishedAt"`

export async function findSimulation(db: Queryable, id: Id): Promise<Simulation | undefined> {
  const [found] = await db.rows<Simulation>(sql`SELECT ${columns} FROM simulation WHERE id = ${id}`)
  return found
}

/** The latest simulations of a kind, newest first. */
export async function listSimulations(
  db: Queryable,
  kind: Tried['kind'],
  limit: number,
): Promise<Simulation[]> {
  return db.rows<Simulation>(sql`
    SELECT ${columns} FROM simulation WHERE kind = ${kind} ORDER BY requested_at DESC, id DESC LIMIT ${limit}`)
}

/** Begins a queued run, or one that was broken off; gives false for one that has ended or is cancelled. */
export async function startSimulation(tx: Tx, id: Id): Promise<boolean> {
  const started = await tx.run(sql`
    UPDATE simulation SET status = 'running', done = 0, total = NULL, failure = NULL
    WHERE id = ${id} AND status IN ('queued', 'running')`)
  return started === 1
}

/** Says how far a run is; false when it is to stop because somebody has cancelled it. */
export async function advanceSimulation(
  tx: Tx,
  id: Id,
  progress: { readonly done: number; readonly total: number },
): Promise<boolean> {
  const going = await tx.run(sql`
    UPDATE simulation SET done = ${progress.done}, total = ${progress.total} WHERE id = ${id} AND status = 'running'`)
  return going === 1
}

export async function finishSimulation(tx: Tx, id: Id, summary: string, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE simulation SET status = 'done', summary = ${summary}::jsonb, finished_at = ${at}, total = done
    WHERE id = ${id} AND status = 'running'`)
}

export async function failSimulation(tx: Tx, id: Id, failure: string, at: Date): Promise<void> {
  await tx.run(sql`
    UPDATE simulation SET status = 'failed', failure = ${failure}, finished_at = ${at}
    WHERE id = ${id} AND status = 'running'`)
}

/** Cancels a run that has not ended; false when it has. */
export async function cancelSimulation(tx: Tx, id: Id, at: Date): Promise<boolean> {
  const cancelled = await tx.run(sql`
    UPDATE simulation SET status = 'cancelled', finished_at = ${at}
    WHERE id = ${id} AND status IN ('queued', 'running')`)
  return cancelled === 1
}

/** Forgets simulations older than this, with their results; at most so many at a time. */
export async function deleteSimulations(tx: Tx, before: Date, limit: number): Promise<number> {
  return tx.run(sql`
    DELETE FROM simulation WHERE id IN (
      SELECT id FROM simulation WHERE requested_at < ${before} ORDER BY requested_at LIMIT ${limit})`)
}
