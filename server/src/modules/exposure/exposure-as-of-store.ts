import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Queryable } from '../../platform/db/types.js'
import { noExposure, type Bucket } from './domain/bucket.js'
import type { CurrencyExposure } from './domain/exposure-in.js'

/** Exposure of an account at the end of a business day, from the ledger. */
export async function accountExposureAsOf(
  tx: Queryable,
  accountId: Id,
  on: CalendarDay,
): Promise<CurrencyExposure[]> {
  return sums(tx, sql`account_id = ${accountId}`, on)
}

/** Exposure of a credit group in a segment at the end of a business day, counting who was a member then. */
export async function groupExposureAsOf(
  tx: Queryable,
  groupId: Id,
  segmentId: Id,
  on: CalendarDay,
): Promise<CurrencyExposure[]> {
  return sums(tx, sql`group_id = ${groupId} AND segment_id = ${segmentId}`, on)
}

async function sums(tx: Queryable, condition: Sql, on: CalendarDay): Promise<CurrencyExposure[]> {
  const rows = await tx.rows<{ currency: Currency; bucket: Bucket; minor: string }>(sql`
    SELECT currency, bucket, sum(delta_minor)::text AS minor FROM exposure_entry
    WHERE ${condition} AND effective_on <= ${on} GROUP BY currency, bucket`)
  const byCurrency = new Map<Currency, Record<Bucket, bigint>>()
  for (const { currency, bucket, minor } of rows) {
    const amounts = byCurrency.get(currency) ?? { ...noExposure }
    amounts[bucket] += BigInt(minor)
    byCurrency.set(currency, amounts)
  }
  return [...byCurrency].map(([currency, amounts]) => ({
    currency,
    buckets: amounts,
    beyondHorizonMinor: 0n,
  }))
}

/** Receivables past due at the end of a business day, per currency: open then, whatever happened since. */
export async function overdueAsOf(
  tx: Queryable,
  accountId: Id,
  on: CalendarDay,
): Promise<{ currency: Currency; minor: bigint; oldestDueOn: CalendarDay }[]> {
  const rows = await tx.rows<{ currency: Currency; minor: string; oldestDueOn: CalendarDay }>(sql`
    SELECT currency, sum(open)::text AS minor, min(due_on) AS "oldestDueOn" FROM (
      SELECT i.currency, i.due_on, sum(e.delta_minor) AS open
      FROM exposure_item i
      JOIN exposure_entry e ON e.account_id = i.account_id AND e.document_id = i.document_id AND e.item_no = i.item_no
      WHERE i.account_id = ${accountId} AND i.bucket = 'receivables' AND i.due_on < ${on} AND e.effective_on <= ${on}
      GROUP BY i.currency, i.document_id, i.item_no, i.due_on HAVING sum(e.delta_minor) <> 0) AS items
    GROUP BY currency`)
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }))
}
