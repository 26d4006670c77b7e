import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { TrailVerification } from './verify-trail.js'

export const verificationStatuses = ['queued', 'running', 'clean', 'findings', 'failed'] as const
export type VerificationStatus = (typeof verificationStatuses)[number]

/** One verification asked for from the browser or by schedule. `done` and `total` count entries. */
export interface VerificationRun {
  readonly id: string
  readonly status: VerificationStatus
  readonly requestedBy: string
  readonly requestedAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly done: number
  readonly total: number
  readonly result: TrailVerification | null
}

const columns = sql`id, status, requested_by AS "requestedBy", requested_at AS "requestedAt", started_at AS "startedAt",
  finished_at AS "finishedAt", done::float8 AS done, total::float8 AS total, result`

/** The newest run that still waits or works; one that says nothing for this long has lost its process. */
export async function findUnfinished(tx: Queryable, silentSince: Date): Promise<VerificationRun | undefined> {
  const [run] = await tx.rows<VerificationRun>(sql`
    SELECT ${columns} FROM audit_verification
    WHERE status IN ('queued', 'running') AND coalesce(started_at, requested_at) > ${silentSince}
    ORDER BY requested_at DESC LIMIT 1`)
  return run
}

export async function findLatestVerification(db: Queryable): Promise<VerificationRun | undefined> {
  const [run] = await db.rows<VerificationRun>(
    sql`SELECT ${columns} FROM audit_verification ORDER BY requested_at DESC, id DESC LIMIT 1`,
  )
  return run
}

/** Queues a run; false when another was queued at the same moment. */
export async function insertVerification(
  tx: Tx,
  run: Pick<VerificationRun, 'id' | 'requestedBy' | 'requestedAt'>,
): Promise<boolean> {
  const inserted = await tx.run(sql`
    INSERT INTO audit_verification (id, status, requested_by, requested_at)
    VALUES (${run.id}, 'queued', ${run.requestedBy}, ${run.requestedAt}) ON CONFLICT DO NOTHING`)
  return inserted === 1
}

export async function startVerification(db: Queryable, id: string, at: Date): Promise<void> {
  await db.run(sql`
    UPDATE audit_verification SET status = 'running', started_at = ${at}, done = 0, total = 0, result = NULL
    WHERE id = ${id}`)
}

export async function noteProgress(db: Queryable, id: string, done: number, total: number): Promise<void> {
  await db.run(sql`UPDATE audit_verification SET done = ${done}, total = ${total} WHERE id = ${id}`)
}

export async function finishVerification(
  db: Queryable,
  id: string,
  status: 'clean' | 'findings' | 'failed',
  result: TrailVerification | null,
  at: Date,
): Promise<void> {
  await db.run(sql`
    UPDATE audit_verification SET status = ${status}, finished_at = ${at}, done = total,
      result = ${result === null ? null : JSON.stringify(result)}::jsonb
    WHERE id = ${id}`)
}

/** Old runs go, the newest stays. */
export async function deleteOldVerifications(tx: Tx, before: Date): Promise<void> {
  await tx.run(sql`
    DELETE FROM audit_verification
    WHERE requested_at < ${before} AND id <> (SELECT id FROM audit_verification ORDER BY requested_at DESC LIMIT 1)`)
}

/** How much is sealed. */
export async function countSealed(db: Queryable): Promise<{ batches: number; entries: number }> {
  const [row] = await db.rows<{ batches: bigint; entries: bigint }>(
    sql`SELECT count(*) AS batches, coalesce(sum(entries), 0)::bigint AS entries FROM audit_batch`,
  )
  return { batches: Number(row?.batches ?? 0n), entries: Number(row?.entries ?? 0n) }
}
