import { sql } from '../../platform/db/sql.js'
import type { Database, Queryable } from '../../platform/db/types.js'

/** One place where two sources of the same amount disagree. Amounts are minor units as texts. */
export interface Difference {
  readonly check: 'account projection' | 'group projection' | 'open documents' | 'document headers'
  readonly object: string
  readonly currency: string
  readonly bucket: string
  readonly ledgerMinor: string
  readonly otherMinor: string
}

export interface Verification {
  readonly entries: number
  readonly items: number
  readonly differences: readonly Difference[]
}

const DIFFERENCES_MAX = 1000

/**
 * Proves ledger = projections = sum over open document lines and active reservations, per account or group, currency
 * and bucket, in one snapshot.
 */
export async function verifyLedger(db: Database): Promise<Verification> {
  return db.snapshot(async (tx) => {
    const differences = [
      ...(await againstAccounts(tx)),
      ...(await againstGroups(tx)),
      ...(await againstOpenItems(tx)),
      ...(await againstHeaders(tx)),
    ]
    const [counts] = await tx.rows<{ entries: bigint; items: bigint }>(
      sql`SELECT (SELECT count(*) FROM exposure_entry) AS entries, (SELECT count(*) FROM exposure_item) AS items`,
    )
    return { entries: Number(counts?.entries ?? 0n), items: Number(counts?.items ?? 0n), differences }
  })
}

const unpivot = sql`CROSS JOIN LATERAL (VALUES
  ('reserved', p.reserved_minor), ('open_orders', p.open_orders_minor),
  ('delivered_not_billed', p.delivered_not_billed_minor), ('receivables', p.receivables_minor),
  ('bills', p.bills_minor), ('unapplied', p.unapplied_minor)) AS v (bucket, minor)`

async function againstAccounts(tx: Queryable): Promise<Difference[]> {
  return tx.rows<Difference>(sql`
    SELECT 'account projection' AS check, account_id::text AS object, currency, bucket,
           coalesce(l.minor, 0)::text AS "ledgerMinor", coalesce(p.minor, 0)::text AS "otherMinor"
    FROM (SELECT account_id, currency, bucket, sum(delta_minor) AS minor FROM exposure_entry GROUP BY 1, 2, 3) AS l
    FULL JOIN (SELECT p.account_id, p.currency, v.bucket, v.minor FROM account_exposure p ${unpivot}) AS p
      USING (account_id, currency, bucket)
    WHERE coalesce(l.minor, 0) <> coalesce(p.minor, 0) LIMIT ${DIFFERENCES_MAX}`)
}

async function againstGroups(tx: Queryable): Promise<Difference[]> {
  return tx.rows<Difference>(sql`
    SELECT 'group projection' AS check, group_id || '/' || segment_id AS object, currency, bucket,
           coalesce(l.minor, 0)::text AS "ledgerMinor", coalesce(p.minor, 0)::text AS "otherMinor"
    FROM (SELECT group_id, segment_id, currency, bucket, sum(delta_minor) AS minor FROM exposure_entry
          GROUP BY 1, 2, 3, 4) AS l
    FULL JOIN (SELECT p.group_id, p.segment_id, p.currency, v.bucket, v.minor FROM group_exposure p ${unpivot}) AS p
      USING (group_id, segment_id, currency, bucket)
    WHERE coalesce(l.minor, 0) <> coalesce(p.minor, 0) LIMIT ${DIFFERENCES_MAX}`)
}

/** Item by item: what the ledger says of it and what it holds open. Reservations hold open while they are active. */
async function againstOpenItems(tx: Queryable): Promise<Difference[]> {
  return tx.rows<Difference>(sql`
    SELECT 'open documents' AS check, document_id || '/' || item_no AS object, currency, bucket,
           coalesce(l.minor, 0)::text AS "ledgerMinor", coalesce(o.minor, 0)::text AS "otherMinor"
    FROM (SELECT account_id, document_id, item_no, currency, bucket, sum(delta_minor) AS minor FROM exposure_entry
          GROUP BY 1, 2, 3, 4, 5) AS l
    FULL JOIN (
      SELECT account_id, document_id, item_no, currency, bucket, open_minor AS minor FROM exposure_item
      UNION ALL
      SELECT account_id, id, 0, currency, 'reserved', CASE status WHEN 'active' THEN amount_minor ELSE 0 END
      FROM reservation) AS o USING (account_id, document_id, item_no, currency, bucket)
    WHERE coalesce(l.minor, 0) <> coalesce(o.minor, 0) LIMIT ${DIFFERENCES_MAX}`)
}

async function againstHeaders(tx: Queryable): Promise<Difference[]> {
  return tx.rows<Difference>(sql`
    SELECT 'document headers' AS check, d.id::text AS object, d.currency, d.type AS bucket,
           coalesce(i.minor, 0)::text AS "ledgerMinor", d.open_minor::text AS "otherMinor"
    FROM document d
    LEFT JOIN (SELECT document_id, sum(open_minor) AS minor FROM exposure_item GROUP BY 1) AS i ON i.document_id = d.id
    WHERE coalesce(i.minor, 0) <> d.open_minor LIMIT ${DIFFERENCES_MAX}`)
}
