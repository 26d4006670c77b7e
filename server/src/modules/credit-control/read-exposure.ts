import { daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import { moneyJson } from '../../kernel/money.js'
import type { Queryable } from '../../platform/db/types.js'
import { findGroups } from '../customers/group-store.js'
import { ratesInto } from '../customers/fx-store.js'
import { totalExposure, type BucketAmounts } from '../exposure/domain/bucket.js'
import { convert, exposureIn, type CurrencyExposure, type Rates } from '../exposure/domain/exposure-in.js'
import { accountExposureAsOf, groupExposureAsOf, overdueAsOf } from '../exposure/exposure-as-of-store.js'
import { effectiveLimit } from '../limits/domain/effective-limit.js'
import { loadParties, type CheckParty } from './check-facts-store.js'
import { decide } from './domain/decide.js'
import type { RulesDocument } from './domain/rules.js'

/** Exposure of one customer in a segment, in the account currency, with its limit and its group's. */
export async function readExposure(
  tx: Queryable,
  asked: {
    customerCode: string
    segmentCode: string
    asOf: CalendarDay | null
    today: CalendarDay
    owner: string | null
    /** With the rules in force, the answer also says what they would do to a next order. */
    rules?: RulesDocument
  },
) {
  const on = asked.asOf ?? asked.today
  const [party] = await loadParties(tx, [asked], on)
  if (!party || (asked.owner !== null && party.ownerUsername !== asked.owner)) return undefined
  const exposure =
    asked.asOf === null ? party.account.exposure : await accountExposureAsOf(tx, party.accountId, on)
  const group =
    asked.asOf === null
      ? party.group.exposure
      : await groupExposureAsOf(tx, party.groupId, party.segmentId, on)
  const overdue = asked.asOf === null ? party.account.overdue : await overdueAsOf(tx, party.accountId, on)
  const rates = await ratesFor(tx, party, [...exposure, ...group], on)
  const [named] = await findGroups(tx, [party.group.code])
  const seen: Seen = { party, exposure, groupExposure: group, overdue, rates, on }
  const nextOrder = asked.rules === undefined || asked.asOf !== null ? null : judgeNext(seen, asked.rules)
  const found = view(seen)
  return { ...found, group: { ...found.group, name: named?.name ?? party.group.code }, nextOrder }
}

async function ratesFor(
  tx: Queryable,
  party: CheckParty,
  exposure: readonly CurrencyExposure[],
  on: CalendarDay,
): Promise<Rates> {
  const targets = new Set([party.account.currency, party.group.limit?.currency ?? party.account.currency])
  const sources = new Set([...exposure.map((part) => part.currency), ...targets])
  const pairs = [...sources].flatMap((from) =>
    [...targets].filter((to) => to !== from).map((to) => ({ from, to })),
  )
  return Object.fromEntries(await ratesInto(tx, pairs, on))
}

interface Seen {
  readonly party: CheckParty
  readonly exposure: readonly CurrencyExposure[]
  readonly groupExposure: readonly CurrencyExposure[]
  readonly overdue: CheckParty['account']['overdue']
  readonly rates: Rates
  readonly on: CalendarDay
}

/**
 * What the rules would do to the smallest possible order today: an account may have room and still be stopped, by items
 * overdue, by its group, by its grade.
 */
function judgeNext({ party, rates, on }: Seen, rules: RulesDocument) {
  const { account, group } = party
  const { outcome, reasons } = decide(
    {
      ...{ today: on, checkpoint: 'order', amountMinor: 1n, currency: account.currency },
      ...{ netDays: account.netDays, shipOn: null, account, group, rates },
      ...{ own: [], release: null, approvedOn: null },
    },
    rules,
  )
  return { outcome, reasons }
}

function view(seen: Seen) {
  const { account, group } = seen.party
  const own = totals(seen.exposure, account.currency, seen)
  const limit = effectiveLimit(account.limitMode, account.limitLines, seen.on)
  const limitMinor = limit.state === 'amount' ? limit.minor : limit.state === 'unlimited' ? null : 0n
  const groupCurrency = group.limit?.currency ?? account.currency
  const groupTotals = totals(seen.groupExposure, groupCurrency, seen)
  const groupLimitMinor =
    group.limit?.mode === 'amount' ? group.limit.minor : group.limit?.mode === 'none' ? 0n : null
  const room = limitMinor === null ? null : limitMinor - own.total
  const groupRoom = groupLimitMinor === null ? null : groupLimitMinor - groupTotals.total
  const groupRoomHere =
    groupRoom === null ? null : signed(groupRoom, groupCurrency, account.currency, seen.rates)
  const available = least([room, groupRoomHere])
  return {
    customerCode: seen.party.customerCode,
    segment: seen.party.segmentCode,
    asOf: seen.on,
    currency: account.currency,
    status: account.status,
    terms: account.netDays === null ? null : { netDays: account.netDays },
    forcedHold: account.forcedHold,
    limit: {
      mode: account.limitMode,
      amount: limit.state === 'amount' ? moneyJson(limit.minor, account.currency).amount : null,
      currency: account.currency,
      expired: limit.state === 'expired',
      parts: (limit.state === 'amount' ? limit.parts : []).map((part) => ({
        kind: part.kind,
        amount: moneyJson(part.amountMinor, account.currency).amount,
        validFrom: part.validFrom,
        validTo: part.validTo,
      })),
    },
    exposure: moneyJson(own.total, account.currency),
    buckets: presentBuckets(own.buckets, account.currency),
    byCurrency: seen.exposure.map((part) => ({
      currency: part.currency,
      buckets: presentBuckets(part.buckets, part.currency),
    })),
    available: available === null ? null : moneyJson(available, account.currency),
    overdue: presentOverdue(seen),
    group: {
      code: group.code,
      limit: {
        mode: group.limit?.mode ?? ('unlimited' as const),
        amount: groupLimitMinor === null ? null : moneyJson(groupLimitMinor, groupCurrency).amount,
        currency: groupCurrency,
      },
      exposure: moneyJson(groupTotals.total, groupCurrency),
      buckets: presentBuckets(groupTotals.buckets, groupCurrency),
      available: groupRoom === null ? null : moneyJson(groupRoom, groupCurrency),
    },
  }
}

function totals(exposure: readonly CurrencyExposure[], to: Currency, seen: Seen) {
  const converted = exposureIn(exposure, to, seen.rates)
  if (converted === null) throw new Refusal('rate_needed', { to })
  const { unappliedCounts } = seen.party.account
  return {
    buckets: converted.buckets,
    total: totalExposure(converted.buckets, unappliedCounts) - converted.beyondHorizonMinor,
  }
}

function signed(minor: bigint, from: Currency, to: Currency, rates: Rates): bigint {
  const magnitude = convert(minor < 0n ? -minor : minor, from, to, rates)
  if (magnitude === null) throw new Refusal('rate_needed', { to })
  return minor < 0n ? -magnitude : magnitude
}

function least(rooms: readonly (bigint | null)[]): bigint | null {
  return rooms.reduce(
    (tightest, room) => (room !== null && (tightest === null || room < tightest) ? room : tightest),
    null,
  )
}

function presentBuckets(amounts: BucketAmounts, currency: Currency) {
  return {
    reserved: moneyJson(amounts.reserved, currency),
    openOrders: moneyJson(amounts.open_orders, currency),
    deliveredNotBilled: moneyJson(amounts.delivered_not_billed, currency),
    receivables: moneyJson(amounts.receivables, currency),
    bills: moneyJson(amounts.bills, currency),
    unapplied: moneyJson(amounts.unapplied, currency),
  }
}

function presentOverdue(seen: Seen) {
  const { currency } = seen.party.account
  let minor = 0n
  let oldestDays = 0
  for (const part of seen.overdue) {
    minor += signed(part.minor, part.currency, currency, seen.rates)
    oldestDays = Math.max(oldestDays, daysBetween(part.oldestDueOn, seen.on))
  }
  return { amount: moneyJson(minor, currency), oldestDays }
}
