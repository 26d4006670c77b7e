import { sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { decisionHash, DECISIONS_SEALED, type StoredAnchor } from './decision-seal-store.js'

const FINDINGS_MAX = 1000

/** What clocks of serving processes may differ from that of the database, with the time a request may wait. */
const CLOCKS_DIFFER_MS = 600_000

export async function listAnchors(db: Queryable): Promise<StoredAnchor[]> {
  return db.rows<StoredAnchor>(sql`
    SELECT object_id::int AS "batchNo", at, after AS anchor FROM audit_entry
    WHERE action = ${DECISIONS_SEALED} ORDER BY object_id::int, id`)
}

/** A decision that is not as it was sealed, with what a person knows it by; nothing of a removed one is left. */
export interface WrongDecision {
  readonly decisionId: string
  readonly removed: boolean
  readonly known: string | null
}

/** A batch of decisions as it is found. */
export interface FoundDecisions {
  readonly batchNo: number
  readonly leaves: number
  readonly hashes: Buffer
  readonly wrong: readonly WrongDecision[] | null
}

/** What a person knows a decision by. */
const known = sql`d.source || '/' || d.document_type || '/' || d.document_number || ' version ' || d.document_version
  || ', ' || d.outcome || ' at ' || to_char(d.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

/** Recomputes the hash of every decision of a batch and compares it with its leaf. */
export async function checkDecisionLeaves(
  db: Queryable,
  batchNo: number,
): Promise<FoundDecisions | undefined> {
  const [found] = await db.rows<FoundDecisions>(sql`
    SELECT f.batch_no AS "batchNo", count(*)::int AS leaves, string_agg(f.hash, ''::bytea ORDER BY f.position) AS hashes,
      json_agg(json_build_object('decisionId', f.decision_id, 'removed', f.removed, 'known', f.known) ORDER BY f.position)
        FILTER (WHERE f.removed OR f.hash IS DISTINCT FROM f.now) AS wrong
    FROM (SELECT l.batch_no, l.position, l.decision_id, l.hash, d.id IS NULL AS removed, ${decisionHash} AS now,
            ${known} AS known
          FROM decision_leaf l LEFT JOIN credit_decision d ON d.id = l.decision_id WHERE l.batch_no = ${batchNo}) AS f
    GROUP BY f.batch_no`)
  return found
}

export interface StrayDecision {
  readonly decisionId: string
  readonly batchNo: number | null
  readonly known: string
}

/** Decisions of transactions below the horizon that no batch holds: all of them were sealed when it was read. */
export async function unsealedDecisionsBelow(db: Queryable, horizon: string): Promise<StrayDecision[]> {
  return db.rows<StrayDecision>(sql`
    SELECT d.id AS "decisionId", NULL::int AS "batchNo", ${known} AS known FROM credit_decision d
    WHERE d.xid < ${horizon}::bigint AND NOT EXISTS (SELECT FROM decision_leaf l WHERE l.decision_id = d.id)
    ORDER BY d.id LIMIT ${FINDINGS_MAX}`)
}

/**
 * Decisions whose id the program cannot have given then: ids are UUIDs of version 7, which begin with the time of the
 * process (not that of `decided_at`, which a demo book sets to the past). Since all before was sealed, none can be older.
 */
export async function misnumberedDecisions(db: Queryable): Promise<StrayDecision[]> {
  return db.rows<StrayDecision>(sql`
    WITH batch AS (
      SELECT object_id::int AS no, max((after ->> 'oldestStart')::timestamptz)
        OVER (ORDER BY object_id::int ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earliest
      FROM audit_entry WHERE action = ${DECISIONS_SEALED}),
    placed AS (
      SELECT l.decision_id AS id, l.batch_no, b.earliest FROM decision_leaf l JOIN batch b ON b.no = l.batch_no
      UNION ALL
      SELECT d.id, NULL, (SELECT max((after ->> 'oldestStart')::timestamptz) FROM audit_entry WHERE action = ${DECISIONS_SEALED})
      FROM credit_decision d WHERE NOT EXISTS (SELECT FROM decision_leaf l WHERE l.decision_id = d.id)),
    odd AS (
      SELECT id, batch_no FROM placed
      WHERE substr(id::text, 15, 1) <> '7' OR ('x' || replace(left(id::text, 13), '-', ''))::bit(48)::bigint
        < extract(epoch FROM earliest) * 1000 - ${CLOCKS_DIFFER_MS}
      LIMIT ${FINDINGS_MAX})
    SELECT d.id AS "decisionId", o.batch_no AS "batchNo", ${known} AS known
    FROM odd o JOIN credit_decision d ON d.id = o.id ORDER BY d.id`)
}

/** Batches whose hashes are there but whose root is not in the trail. */
export async function orphanedDecisionBatches(db: Queryable): Promise<{ batchNo: number; leaves: number }[]> {
  return db.rows(sql`
    SELECT l.batch_no AS "batchNo", count(*)::int AS leaves FROM decision_leaf l
    WHERE NOT EXISTS (
      SELECT FROM audit_entry e WHERE e.action = ${DECISIONS_SEALED} AND e.object_id = l.batch_no::text)
    GROUP BY l.batch_no ORDER BY l.batch_no LIMIT ${FINDINGS_MAX}`)
}
