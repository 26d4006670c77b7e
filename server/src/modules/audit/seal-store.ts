import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Batch } from './batch.js'

/** At most this many entries are in one batch; a changed entry is found within its batch by its own hash. */
export const BATCH_ENTRIES_MAX = 4096

const SEAL_LOCK = 7310003

/** A batch with its link of the chain, as it is stored. */
export interface StoredBatch extends Batch {
  readonly chain: Buffer
}

/**
 * SHA-256 of an entry's content: RFC 6962's leaf prefix 0x00, then the columns as a JSON array in this order, times as
 * microseconds since 1970; the last two tell an absent value from a JSON null. Part of the program, not of the database that it watches. Never change it: what was sealed
 * would seem changed.
 */
export const leafHash = sql`sha256('\\x00'::bytea || convert_to(json_build_array(
  e.xid::text, e.id, (extract(epoch FROM e.at) * 1000000)::bigint, e.kind, e.actor_kind, e.actor_id, e.actor,
  e.request_id, e.action, e.object_type, e.object_id, e.table_name, e.row_key, e.before, e.after, e.reason,
  (extract(epoch FROM e.acted_at) * 1000000)::bigint, e.before IS NULL, e.after IS NULL)::text, 'UTF8'))`

export const batchColumns = sql`batch_no AS "batchNo", sealed_at AS "sealedAt", entries, horizon::text,
  snapshot_end::text AS "snapshotEnd", last_id AS "lastId", oldest_start AS "oldestStart", root, previous, chain`

/** Waits until no other process seals; they would number the same batches. */
export async function lockSealing(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${SEAL_LOCK})`)
}

export async function findLastBatch(tx: Queryable): Promise<StoredBatch | undefined> {
  const [batch] = await tx.rows<StoredBatch>(
    sql`SELECT ${batchColumns} FROM audit_batch ORDER BY batch_no DESC LIMIT 1`,
  )
  return batch
}

/** How far entries can be sealed now. */
export interface Frontier {
  readonly now: Date
  readonly lastId: bigint
  readonly oldestStart: Date | null
  /** Every transaction below has ended. */
  readonly horizon: string
  /** The number of this transaction itself: later ones have a higher one. */
  readonly snapshotEnd: string
}

/**
 * Reads the frontier in two steps whose order matters: only then does this transaction take its own number. An entry
 * numbered before belongs to a transaction that has a smaller one, and whoever ran before is counted among the running.
 */
export async function readFrontier(tx: Tx): Promise<Frontier> {
  const [before] = await tx.rows<Pick<Frontier, 'now' | 'lastId' | 'oldestStart'>>(sql`
    SELECT date_trunc('milliseconds', clock_timestamp()) AS now,
      coalesce((SELECT max(id) FROM audit_entry), 0) AS "lastId",
      (SELECT CASE WHEN bool_or(state IS NULL) THEN NULL
                   ELSE date_trunc('milliseconds', least(min(xact_start), clock_timestamp())) END
       FROM pg_stat_activity
       WHERE datname = current_database() AND backend_type = 'client backend') AS "oldestStart"`)
  const [snapshot] = await tx.rows<Pick<Frontier, 'horizon' | 'snapshotEnd'>>(sql`
    SELECT pg_current_xact_id()::text AS "snapshotEnd",
      pg_snapshot_xmin(pg_current_snapshot())::text AS horizon`)
  if (!before || !snapshot) throw new Error('PostgreSQL gave no snapshot')
  return { ...before, ...snapshot }
}

/** The range of transaction numbers to seal; `foreign` takes what another cluster numbered, after a restore. */
export interface SealRange {
  readonly fromXid: string
  readonly horizon: string
  readonly foreignFrom: string | null
}

/** Hashes entries of the range that no batch holds yet into leaves from `batchNo` on; gives how many. */
export async function insertLeaves(
  tx: Tx,
  batchNo: number,
  range: SealRange,
  limit: number,
): Promise<number> {
  return tx.run(sql`
    INSERT INTO audit_leaf (batch_no, position, entry_id, hash)
    SELECT ${batchNo}::int + (f.n / ${BATCH_ENTRIES_MAX})::int, (f.n % ${BATCH_ENTRIES_MAX})::int, f.id, f.hash
    FROM (SELECT row_number() OVER (ORDER BY e.id) - 1 AS n, e.id, ${leafHash} AS hash
          FROM audit_entry e
          WHERE ((e.xid >= ${range.fromXid}::xid8 AND e.xid < ${range.horizon}::xid8)
                 OR e.xid >= ${range.foreignFrom}::xid8)
            AND NOT EXISTS (SELECT FROM audit_leaf l WHERE l.entry_id = e.id)
          ORDER BY e.id LIMIT ${limit}) AS f`)
}

/** The leaves of new batches, one after the other. */
export async function readLeaves(
  tx: Tx,
  fromBatchNo: number,
): Promise<{ batchNo: number; entries: number; hashes: Buffer }[]> {
  return tx.rows(sql`
    SELECT batch_no AS "batchNo", count(*)::int AS entries, string_agg(hash, ''::bytea ORDER BY position) AS hashes
    FROM audit_leaf WHERE batch_no >= ${fromBatchNo} GROUP BY batch_no ORDER BY batch_no`)
}

export async function insertBatch(tx: Tx, batch: StoredBatch): Promise<void> {
  await tx.run(sql`
    INSERT INTO audit_batch (batch_no, sealed_at, entries, horizon, snapshot_end, last_id, oldest_start, root, previous, chain)
    VALUES (${batch.batchNo}, ${batch.sealedAt}, ${batch.entries}, ${batch.horizon}::xid8, ${batch.snapshotEnd}::xid8,
      ${batch.lastId}, ${batch.oldestStart}, ${batch.root}, ${batch.previous}, ${batch.chain})`)
}

/** What waits to be sealed. Counts no further than a page needs. */
export async function countUnsealed(
  db: Queryable,
): Promise<{ entries: number; oldestAt: Date | null; oldestRunning: Date | null }> {
  const [row] = await db.rows<{ entries: bigint; oldestAt: Date | null; oldestRunning: Date | null }>(sql`
    WITH waiting AS (
      SELECT e.at FROM audit_entry e
      WHERE e.xid >= coalesce((SELECT horizon FROM audit_batch ORDER BY batch_no DESC LIMIT 1), '0'::xid8)
        AND NOT EXISTS (SELECT FROM audit_leaf l WHERE l.entry_id = e.id)
      LIMIT 100000)
    SELECT count(*) AS entries, min(at) AS "oldestAt",
      (SELECT min(xact_start) FROM pg_stat_activity
       WHERE datname = current_database() AND backend_xid IS NOT NULL) AS "oldestRunning" FROM waiting`)
  return {
    entries: Number(row?.entries ?? 0n),
    oldestAt: row?.oldestAt ?? null,
    oldestRunning: row?.oldestRunning ?? null,
  }
}
