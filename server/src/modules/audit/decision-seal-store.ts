import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { SealRange } from './seal-store.js'

/** Action of the audit entry that holds the root of a batch of decisions; its object id is the number of the batch. */
export const DECISIONS_SEALED = 'decisions.sealed'
export const DECISION_BATCH = 'decision-batch'

const SEAL_LOCK = 7310005

/**
 * SHA-256 of a decision's content: RFC 6962's leaf prefix 0x00, then the columns as a JSON array in this order, times as
 * microseconds since 1970. Never change it: what was sealed would seem changed.
 */
export const decisionHash = sql`sha256('\\x00'::bytea || convert_to(json_build_array(
  d.xid, d.id, d.group_id, d.account_id, d.checkpoint, d.source, d.document_type, d.document_number,
  d.document_version, d.amount_minor, d.currency, d.outcome, d.binding, d.trigger, d.reservation_id, d.hold_id,
  d.rules_version, d.facts, d.result, d.submitted_by, (extract(epoch FROM d.decided_at) * 1000000)::bigint)::text, 'UTF8'))`

/** What the entry of a batch says, beside its number; times in ISO 8601, the root in hex. */
export interface DecisionAnchor {
  readonly decisions: number
  /** Those of all batches up to this one. */
  readonly total: number
  /** All decisions of transactions below it are in this batch or an earlier one. */
  readonly horizon: string
  /** Start of the oldest transaction that ran when all before was sealed; null when more waited or it is unknown. */
  readonly oldestStart: string | null
  readonly root: string
}

/** One batch as its entry has it. */
export interface StoredAnchor {
  readonly batchNo: number
  readonly at: Date
  readonly anchor: DecisionAnchor
}

/** Waits until no other process seals decisions. */
export async function lockDecisionSealing(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${SEAL_LOCK})`)
}

export async function findLastAnchor(db: Queryable): Promise<StoredAnchor | undefined> {
  const [anchor] = await db.rows<StoredAnchor>(sql`
    SELECT object_id::int AS "batchNo", at, after AS anchor FROM audit_entry
    WHERE action = ${DECISIONS_SEALED} ORDER BY at DESC, id DESC LIMIT 1`)
  return anchor
}

/** Hashes decisions of the range that no batch holds yet; gives their hashes one after the other. */
export async function insertDecisionLeaves(
  tx: Tx,
  batchNo: number,
  range: SealRange,
  limit: number,
): Promise<Buffer> {
  const [row] = await tx.rows<{ hashes: Buffer | null }>(sql`
    WITH waiting AS (
      SELECT d.id, d.xid FROM credit_decision d
      WHERE ((d.xid >= ${range.fromXid}::bigint AND d.xid < ${range.horizon}::bigint)
             OR d.xid >= ${range.foreignFrom}::bigint)
        AND NOT EXISTS (SELECT FROM decision_leaf l WHERE l.decision_id = d.id)
      ORDER BY d.xid, d.id LIMIT ${limit}),
    leaf AS (
      INSERT INTO decision_leaf (batch_no, position, decision_id, hash)
      SELECT ${batchNo}::int, row_number() OVER (ORDER BY w.xid, w.id) - 1, w.id, ${decisionHash}
      FROM waiting w JOIN credit_decision d ON d.id = w.id
      RETURNING position, hash)
    SELECT string_agg(hash, ''::bytea ORDER BY position) AS hashes FROM leaf`)
  return row?.hashes ?? Buffer.alloc(0)
}

/** Has the index learn of the newest decisions: until then each search for what is not sealed reads them all. */
export async function indexNewDecisions(db: Queryable): Promise<void> {
  await db.rows(sql`SELECT brin_summarize_new_values('credit_decision_xid'::regclass)`)
}

export async function countUnsealedDecisions(db: Queryable): Promise<number> {
  const horizon = (await findLastAnchor(db))?.anchor.horizon ?? '0'
  const [row] = await db.rows<{ waiting: bigint }>(sql`
    SELECT count(*) AS waiting FROM (
      SELECT FROM credit_decision d
      WHERE d.xid >= ${horizon}::bigint AND NOT EXISTS (SELECT FROM decision_leaf l WHERE l.decision_id = d.id)
      LIMIT 100000) AS w`)
  return Number(row?.waiting ?? 0n)
}
