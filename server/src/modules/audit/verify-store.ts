import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { batchColumns, leafHash, type StoredBatch } from './seal-store.js'

/** An upper bound of what one verification reports of a kind; one is enough to know. */
const FINDINGS_MAX = 1000

export async function listBatches(db: Queryable): Promise<StoredBatch[]> {
  return db.rows<StoredBatch>(sql`SELECT ${batchColumns} FROM audit_batch ORDER BY batch_no`)
}

/** One batch as it is found: its leaves in order, and the entries that are no longer what their leaves say. */
export interface FoundBatch {
  readonly batchNo: number
  readonly leaves: number
  readonly lastPosition: number
  readonly firstId: string
  readonly finalId: string
  readonly hashes: Buffer
  readonly wrong: readonly { readonly entryId: string; readonly removed: boolean }[] | null
}

/** Recomputes the hash of every entry of the batches and compares it with its leaf. */
export async function checkLeaves(db: Queryable, fromNo: number, toNo: number): Promise<FoundBatch[]> {
  return db.rows<FoundBatch>(sql`
    SELECT f.batch_no AS "batchNo", count(*)::int AS leaves, max(f.position) AS "lastPosition",
      min(f.entry_id)::text AS "firstId", max(f.entry_id)::text AS "finalId",
      string_agg(f.hash, ''::bytea ORDER BY f.position) AS hashes,
      json_agg(json_build_object('entryId', f.entry_id::text, 'removed', f.removed) ORDER BY f.position)
        FILTER (WHERE f.removed OR f.hash IS DISTINCT FROM f.now) AS wrong
    FROM (SELECT l.batch_no, l.position, l.entry_id, l.hash, e.id IS NULL AS removed, ${leafHash} AS now
          FROM audit_leaf l LEFT JOIN audit_entry e ON e.id = l.entry_id
          WHERE l.batch_no BETWEEN ${fromNo} AND ${toNo}) AS f
    GROUP BY f.batch_no ORDER BY f.batch_no`)
}

export interface StrayEntry {
  readonly entryId: string
  readonly batchNo: number | null
  readonly xid: string
  readonly at: Date
}

/** Entries below the horizon that no batch holds: all of them were sealed when the horizon was read. */
export async function unsealedBelow(db: Queryable, horizon: string): Promise<StrayEntry[]> {
  return db.rows<StrayEntry>(sql`
    SELECT e.id::text AS "entryId", NULL::int AS "batchNo", e.xid::text AS xid, e.at
    FROM audit_entry e
    WHERE e.xid < ${horizon}::xid8 AND NOT EXISTS (SELECT FROM audit_leaf l WHERE l.entry_id = e.id)
    ORDER BY e.id LIMIT ${FINDINGS_MAX}`)
}

/**
 * Entries whose number was given out before a snapshot although their transaction began after it: nobody but a forger
 * can use a number that was passed.
 */
export async function numbersReused(db: Queryable): Promise<StrayEntry[]> {
  return db.rows<StrayEntry>(sql`
    WITH first AS (
      SELECT DISTINCT ON (last_id) last_id, snapshot_end FROM audit_batch ORDER BY last_id, batch_no),
    ranges AS (
      SELECT coalesce(lag(last_id) OVER (ORDER BY last_id), 0) AS after_id, last_id, snapshot_end FROM first)
    SELECT e.id::text AS "entryId", l.batch_no AS "batchNo", e.xid::text AS xid, e.at
    FROM ranges r
    JOIN audit_entry e ON e.id > r.after_id AND e.id <= r.last_id AND e.xid >= r.snapshot_end
    LEFT JOIN audit_leaf l ON l.entry_id = e.id
    ORDER BY e.id LIMIT ${FINDINGS_MAX}`)
}

/** Entries older than any transaction that was running when all before them was sealed. */
export async function backDated(db: Queryable): Promise<StrayEntry[]> {
  return db.rows<StrayEntry>(sql`
    WITH floor AS (
      SELECT batch_no, max(oldest_start) OVER (ORDER BY batch_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        - interval '2 seconds' AS earliest
      FROM audit_batch)
    SELECT e.id::text AS "entryId", l.batch_no AS "batchNo", e.xid::text AS xid, e.at
    FROM floor f JOIN audit_leaf l ON l.batch_no = f.batch_no JOIN audit_entry e ON e.id = l.entry_id
    WHERE e.at < f.earliest
    UNION ALL
    SELECT e.id::text, NULL, e.xid::text, e.at
    FROM audit_entry e
    WHERE e.at < (SELECT max(oldest_start) FROM audit_batch) - interval '2 seconds'
      AND NOT EXISTS (SELECT FROM audit_leaf l WHERE l.entry_id = e.id)
    LIMIT ${FINDINGS_MAX}`)
}

/** Leaves of batches that the chain does not have. */
export async function orphanedBatches(db: Queryable): Promise<{ batchNo: number; leaves: number }[]> {
  return db.rows(sql`
    SELECT l.batch_no AS "batchNo", count(*)::int AS leaves FROM audit_leaf l
    WHERE NOT EXISTS (SELECT FROM audit_batch b WHERE b.batch_no = l.batch_no)
    GROUP BY l.batch_no ORDER BY l.batch_no LIMIT ${FINDINGS_MAX}`)
}

/** The first transaction number that this cluster has not given out. */
export async function snapshotEnd(db: Queryable): Promise<string> {
  const [row] = await db.rows<{ xid: string }>(
    sql`SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xid`,
  )
  return row?.xid ?? '0'
}
