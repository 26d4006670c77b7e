import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import type { BucketAmounts } from '../exposure/domain/bucket.js'
import type { CurrencyExposure } from '../exposure/domain/exposure-in.js'
import type { LimitLineFact } from '../limits/domain/effective-limit.js'
import type { AccountFacts, GroupFacts } from './domain/facts.js'
import type { Grade } from './domain/rules.js'

/** Account × segment as a check sees it, with the ids that storing needs. */
export interface CheckParty {
  readonly customerCode: string
  readonly customerName: string
  readonly segmentCode: string
  readonly customerId: Id
  readonly groupId: Id
  readonly segmentId: Id
  readonly accountId: Id
  readonly ownerUsername: string | null
  readonly reservationDays: number
  readonly account: AccountFacts
  readonly group: GroupFacts
}

type JsonExposure = [
  currency: Currency,
  reserved: string,
  openOrders: string,
  deliveredNotBilled: string,
  receivables: string,
  bills: string,
  unapplied: string,
  beyondHorizon: string | null,
]
type JsonLimitLine = [kind: LimitLineFact['kind'], minor: string, from: CalendarDay, to: CalendarDay | null]
type JsonReceivable = [
  currency: Currency,
  overdueMinor: string | null,
  oldestDueOn: CalendarDay | null,
  oldestOn: CalendarDay,
]

interface PartyRow {
  readonly customerCode: string
  readonly customerName: string
  readonly segmentCode: string
  readonly customerId: Id
  readonly customerStatus: AccountFacts['customerStatus']
  readonly industry: string | null
  readonly ownerUsername: string | null
  readonly groupId: Id
  readonly groupCode: string
  readonly segmentId: Id
  readonly reservationDays: number
  readonly unappliedCounts: boolean
  readonly accountId: Id
  readonly currency: Currency
  readonly limitMode: AccountFacts['limitMode']
  readonly status: AccountFacts['status']
  readonly netDays: number | null
  readonly forcedHold: string | null
  readonly brokenPromises: number
  readonly grade: Grade | null
  readonly coverageBp: number | null
  readonly groupLimitMode: AccountFacts['limitMode'] | null
  readonly groupLimitMinor: bigint | null
  readonly groupLimitCurrency: Currency | null
  readonly limitLines: readonly JsonLimitLine[] | null
  readonly exposure: readonly JsonExposure[] | null
  readonly groupExposure: readonly JsonExposure[] | null
  readonly receivables: readonly JsonReceivable[] | null
}

const amounts = (alias: string) =>
  ['reserved', 'open_orders', 'delivered_not_billed', 'receivables', 'bills', 'unapplied']
    .map((bucket) => `${alias}.${bucket}_minor::text`)
    .join(', ')

/** Open orders that ship after the horizon of the segment, where it has one. */
const beyond = (
  column: 'account_id' | 'group_id',
  alias: string,
) => `CASE WHEN s.horizon_days IS NULL THEN NULL ELSE (
    SELECT sum(i.open_minor)::text FROM exposure_item i
    ${column === 'group_id' ? 'JOIN credit_account ia ON ia.id = i.account_id AND ia.segment_id = s.id' : ''}
    WHERE i.${column} = ${alias}.${column} AND i.bucket = 'open_orders' AND i.open_minor <> 0
      AND i.currency = ${alias}.currency AND i.ship_on > $3::date + s.horizon_days) END`

/** What is owed of an item without argument: nothing where the source alone says that its document is disputed. */
const UNDISPUTED = `greatest(0, i.open_minor - coalesce(
    (SELECT x.amount_minor FROM dispute_item x
     WHERE x.document_id = i.document_id AND x.item_no = i.item_no AND x.current),
    (SELECT i.open_minor FROM document d WHERE d.id = i.document_id AND d.disputed_by_source), 0))`

/** Open receivables per currency; of each item `owed` counts as overdue when its day has passed. */
const receivables = (
  owed: string,
) => `(SELECT json_agg(json_build_array(o.currency, o.overdue, o.oldest_due, o.oldest_on)) FROM (
       SELECT i.currency, sum(${owed}) FILTER (WHERE i.due_on < $3::date)::text AS overdue,
              min(i.due_on) FILTER (WHERE i.due_on < $3::date AND ${owed} > 0) AS oldest_due,
              min(i.document_on) AS oldest_on
       FROM exposure_item i
       WHERE i.account_id = a.id AND i.bucket = 'receivables' AND i.open_minor <> 0
       GROUP BY i.currency) o)`

const PARTIES = `
  SELECT q.customer_code AS "customerCode", c.name AS "customerName", q.segment_code AS "segmentCode", c.id AS "customerId",
    c.status AS "customerStatus", c.industry, c.owner_username AS "ownerUsername", c.group_id AS "groupId",
    g.code AS "groupCode", s.id AS "segmentId", s.reservation_days AS "reservationDays",
    s.unapplied_lowers_exposure AS "unappliedCounts", a.id AS "accountId", a.currency, a.limit_mode AS "limitMode",
    a.status, a.net_days AS "netDays", coalesce(
      CASE WHEN c.forced_hold_until < $3::date THEN NULL ELSE c.forced_hold END,
      CASE WHEN a.forced_hold_until < $3::date THEN NULL ELSE a.forced_hold END) AS "forcedHold",
    c.broken_promises AS "brokenPromises", r.grade, r.coverage AS "coverageBp",
    ga.limit_mode AS "groupLimitMode", ga.limit_minor AS "groupLimitMinor", ga.currency AS "groupLimitCurrency",
    (SELECT json_agg(json_build_array(l.kind, l.amount_minor::text, l.valid_from, l.valid_to)
            ORDER BY l.valid_from DESC, l.created_at DESC, l.id DESC)
     FROM (SELECT * FROM limit_line l WHERE l.account_id = a.id AND l.revoked_at IS NULL
           ORDER BY l.valid_from DESC, l.created_at DESC, l.id DESC LIMIT 200) l) AS "limitLines",
    (SELECT json_agg(json_build_array(e.currency, ${amounts('e')}, ${beyond('account_id', 'e')}))
     FROM account_exposure e WHERE e.account_id = a.id) AS exposure,
    CASE WHEN g.lone AND ga.group_id IS NULL THEN NULL ELSE (
      SELECT json_agg(json_build_array(e.currency, ${amounts('e')}, ${beyond('group_id', 'e')}))
      FROM group_exposure e WHERE e.group_id = g.id AND e.segment_id = s.id) END AS "groupExposure",
    CASE WHEN s.disputed_counts_overdue THEN ${receivables('i.open_minor')}
      ELSE ${receivables(UNDISPUTED)} END AS receivables
  FROM unnest($1::text[], $2::text[]) AS q (customer_code, segment_code)
  JOIN customer c ON c.code = q.customer_code
  JOIN credit_group g ON g.id = c.group_id
  JOIN credit_segment s ON s.code = q.segment_code
  JOIN credit_account a ON a.customer_id = c.id AND a.segment_id = s.id
  LEFT JOIN customer_rating_current r ON r.customer_id = c.id
  LEFT JOIN group_account ga ON ga.group_id = g.id AND ga.segment_id = s.id`

/**
 * Reads what decisions need for pairs of customer and segment; pairs without an account give no row.
 * Receivables fall overdue by the given day, without any write.
 */
export async function loadParties(
  tx: Queryable,
  pairs: readonly { customerCode: string; segmentCode: string }[],
  today: CalendarDay,
): Promise<CheckParty[]> {
  const rows = await tx.prepared<PartyRow>('check_parties', PARTIES, [
    pairs.map((pair) => pair.customerCode),
    pairs.map((pair) => pair.segmentCode),
    today,
  ])
  return rows.map(partyOf)
}

function partyOf(row: PartyRow): CheckParty {
  const exposure = (row.exposure ?? []).map(exposureOf)
  return {
    customerCode: row.customerCode,
    customerName: row.customerName,
    segmentCode: row.segmentCode,
    customerId: row.customerId,
    groupId: row.groupId,
    segmentId: row.segmentId,
    accountId: row.accountId,
    ownerUsername: row.ownerUsername,
    reservationDays: row.reservationDays,
    account: accountOf(row, exposure),
    group: {
      code: row.groupCode,
      limit:
        row.groupLimitMode === null || row.groupLimitCurrency === null
          ? null
          : { mode: row.groupLimitMode, minor: row.groupLimitMinor, currency: row.groupLimitCurrency },
      // A customer alone in its group without a group limit is the group.
      exposure: row.groupExposure === null ? exposure : row.groupExposure.map(exposureOf),
    },
  }
}

function accountOf(row: PartyRow, exposure: readonly CurrencyExposure[]): AccountFacts {
  const receivables = row.receivables ?? []
  return {
    customerCode: row.customerCode,
    customerStatus: row.customerStatus,
    industry: row.industry,
    segmentCode: row.segmentCode,
    currency: row.currency,
    limitMode: row.limitMode,
    status: row.status,
    netDays: row.netDays,
    forcedHold: row.forcedHold,
    unappliedCounts: row.unappliedCounts,
    limitLines: (row.limitLines ?? []).map(([kind, minor, validFrom, validTo]) => ({
      kind,
      amountMinor: BigInt(minor),
      validFrom,
      validTo,
    })),
    exposure,
    overdue: receivables.flatMap(([currency, minor, oldestDueOn]) =>
      minor === null || oldestDueOn === null ? [] : [{ currency, minor: BigInt(minor), oldestDueOn }],
    ),
    oldestItemOn: receivables.reduce<CalendarDay | null>(
      (oldest, [, , , on]) => (oldest === null || on < oldest ? on : oldest),
      null,
    ),
    brokenPromises: row.brokenPromises,
    rating: row.grade === null ? null : { grade: row.grade, coverageBp: row.coverageBp ?? 0 },
  }
}

function exposureOf(json: JsonExposure): CurrencyExposure {
  const [currency, reserved, openOrders, delivered, receivables, bills, unapplied, beyondHorizon] = json
  const buckets: BucketAmounts = {
    reserved: BigInt(reserved),
    open_orders: BigInt(openOrders),
    delivered_not_billed: BigInt(delivered),
    receivables: BigInt(receivables),
    bills: BigInt(bills),
    unapplied: BigInt(unapplied),
  }
  return { currency, buckets, beyondHorizonMinor: BigInt(beyondHorizon ?? '0') }
}
