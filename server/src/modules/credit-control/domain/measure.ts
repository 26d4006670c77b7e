import { daysBetween } from '../../../kernel/calendar-day.js'
import { convert, totalIn } from '../../exposure/domain/exposure-in.js'
import { effectiveLimit, type EffectiveLimit } from '../../limits/domain/effective-limit.js'
import type { Facts } from './facts.js'

/** Amounts that the rules look at, in the account currency (group amounts in the group limit's). Null: no rate. */
export interface Measures {
  readonly limit: EffectiveLimit
  readonly amountMinor: bigint | null
  readonly exposureMinor: bigint | null
  /** Exposure if the order were accepted. */
  readonly projectedMinor: bigint | null
  readonly groupExposureMinor: bigint | null
  readonly groupProjectedMinor: bigint | null
  readonly overdueMinor: bigint | null
  /** 0 when nothing is past due; due today is not past due. */
  readonly overdueDays: number
  readonly oldestItemDays: number
}

/** Computes what the rules compare. */
export function measure(facts: Facts): Measures {
  const { account, group, rates, today } = facts
  const amountMinor = convert(facts.amountMinor, facts.currency, account.currency, rates)
  const exposureMinor = totalIn(account.exposure, account.currency, rates, account.unappliedCounts)
  const increaseMinor = increase(facts)
  const groupCurrency = group.limit?.currency ?? account.currency
  const groupExposureMinor = totalIn(group.exposure, groupCurrency, rates, account.unappliedCounts)
  const overdue = account.overdue.map((part) => convert(part.minor, part.currency, account.currency, rates))
  return {
    limit: effectiveLimit(account.limitMode, account.limitLines, today),
    amountMinor,
    exposureMinor,
    projectedMinor: add(exposureMinor, convertSigned(increaseMinor, facts, account.currency)),
    groupExposureMinor,
    groupProjectedMinor: add(groupExposureMinor, convertSigned(increaseMinor, facts, groupCurrency)),
    overdueMinor: overdue.reduce<bigint | null>(add, 0n),
    overdueDays: account.overdue.reduce(
      (days, part) => Math.max(days, daysBetween(part.oldestDueOn, today)),
      0,
    ),
    oldestItemDays: account.oldestItemOn === null ? 0 : Math.max(0, daysBetween(account.oldestItemOn, today)),
  }
}

/**
 * By how much the document would raise the recorded exposure, in its currency: what it may rest on is no news. Negative
 * where less is asked of a recorded order than is open of it.
 */
export function growth(facts: Facts): bigint {
  const own = facts.own.filter(({ currency }) => currency === facts.currency)
  const covered = own.reduce((sum, part) => sum + (part.coversMinor ?? part.recordedMinor), 0n)
  const open = own.reduce((sum, part) => sum + (part.openMinor ?? 0n), 0n)
  const news = facts.amountMinor - covered
  return news < -open ? -open : news
}

/** By how much the check would raise the exposure: its growth, in place of its earlier reservation. */
function increase(facts: Facts): bigint {
  const own = facts.own.filter(({ currency }) => currency === facts.currency)
  return growth(facts) - own.reduce((sum, part) => sum + part.reservedMinor, 0n)
}

function convertSigned(minor: bigint, facts: Facts, to: Facts['currency']): bigint | null {
  const magnitude = convert(minor < 0n ? -minor : minor, facts.currency, to, facts.rates)
  return magnitude === null ? null : minor < 0n ? -magnitude : magnitude
}

function add(a: bigint | null, b: bigint | null): bigint | null {
  return a === null || b === null ? null : a + b
}
