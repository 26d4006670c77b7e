import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { join, raw, sql, type Sql } from '../../platform/db/sql.js'
import type { Tx } from '../../platform/db/types.js'
import { itemSums } from '../receivables/aging-sums-store.js'
import type { AgingBucket } from '../receivables/domain/aging-buckets.js'
import { hasLaterEntries, wholeBook } from '../receivables/open-item-store.js'
import { EVERYBODY_ELSE, type ProvisionMatrix } from './domain/matrix.js'
import type { AccountBalance } from './domain/provision.js'

export interface SegmentBalance extends AccountBalance {
  readonly segmentCode: string
}

/** Without a grade a customer belongs to the risk group of everybody else. */
const riskGroups: Readonly<Record<ProvisionMatrix['riskGroups'], Sql>> = {
  none: sql`${EVERYBODY_ELSE}::text`,
  segment: sql`segment.code`,
  grade: sql`coalesce((
    SELECT grade FROM customer_rating_current r WHERE r.customer_id = account_sum.customer_id), ${EVERYBODY_ELSE})`,
}

/**
 * What every account owes at the end of a day by the buckets of the matrix, per currency. The grade of a customer is the
 * one in force when this is read.
 */
export async function accountBalances(
  tx: Tx,
  asOf: CalendarDay,
  matrix: ProvisionMatrix,
  buckets: readonly AgingBucket[],
): Promise<SegmentBalance[]> {
  const question = { asOf, basis: matrix.basis, buckets, scope: wholeBook }
  const names = buckets.map((_, index) => sql`coalesce(${raw(`b${index}`)}, 0)`)
  return tx.rows<SegmentBalance>(sql`
    WITH ${itemSums(question, await hasLaterEntries(tx, asOf))}
    SELECT account_id AS "accountId", customer_code AS "customerCode", segment.code AS "segmentCode",
      ${riskGroups[matrix.riskGroups]} AS "riskGroup", account_sum.currency, ARRAY[${join(names)}]::bigint[] AS "bucketsMinor",
      coalesce(unapplied, 0) AS "unappliedMinor"
    FROM account_sum JOIN credit_segment segment ON segment.id = account_sum.segment_id
    ORDER BY customer_code, segment.code, account_sum.currency`)
}

export interface WrittenOff {
  readonly accountId: Id
  readonly currency: Currency
  readonly writtenMinor: bigint
  readonly recoveredMinor: bigint
}

/**
 * What write-offs took from receivables after one day and up to another, per account and currency, and what came back of
 * those of earlier periods. A write-off and its recovery within the period cancel out.
 */
export async function writtenOff(tx: Tx, after: CalendarDay, upTo: CalendarDay): Promise<WrittenOff[]> {
  return tx.rows<WrittenOff>(sql`
    SELECT account_id AS "accountId", currency, sum(greatest(-delta, 0))::bigint AS "writtenMinor",
      sum(greatest(delta, 0))::bigint AS "recoveredMinor"
    FROM (
      SELECT e.account_id, e.currency, sum(e.delta_minor) AS delta
      FROM exposure_entry e JOIN document d ON d.id = e.cause_id AND d.type = 'write-off'
      WHERE e.bucket = 'receivables' AND e.effective_on > ${after} AND e.effective_on <= ${upTo}
      GROUP BY e.account_id, e.currency, e.cause_id
    ) AS by_write_off WHERE delta <> 0 GROUP BY account_id, currency`)
}

/** Codes of the segments of accounts. */
export async function segmentsOf(tx: Tx, accountIds: readonly Id[]): Promise<Map<Id, string>> {
  const rows = await tx.rows<{ id: Id; code: string }>(sql`
    SELECT account.id, segment.code FROM credit_account account
    JOIN credit_segment segment ON segment.id = account.segment_id WHERE account.id = ANY(${accountIds}::uuid[])`)
  return new Map(rows.map(({ id, code }) => [id, code]))
}
