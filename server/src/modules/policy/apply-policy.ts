import { addMonths, type CalendarDay } from '../../kernel/calendar-day.js'
import { minorDigits, type Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import { convertMinor } from '../../kernel/money.js'
import { divideRounded, parseDecimal } from '../../kernel/rate.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { rateKey, ratesInto } from '../customers/fx-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { endOfDay } from '../scoring/rating-store.js'
import { classOf, type ClassFacts } from './domain/customer-class.js'
import { grantedBy, type Granted } from './domain/granted.js'
import { findRule, type CreditPolicy } from './domain/policy.js'
import { proposeLimit, type LimitStep } from './domain/propose-limit.js'
import {
  listAccountCurrencies,
  listPurchases,
  listSituations,
  type AccountSituation,
} from './policy-input-store.js'

/** A young relation is averaged over at least so many months, so that one big first order does not set the limit. */
const MONTHS_MIN = 3

/** The day for which limits are computed, with what was known and which exchange rates held then. */
export interface PolicyDay {
  readonly asOf: CalendarDay
  readonly knownAt: Date
  readonly baseCurrency: Currency
  readonly rates: ReadonlyMap<string, string>
}

export async function policyDay(tx: Tx, asOf: CalendarDay, at: Date): Promise<PolicyDay> {
  const { timeZone, baseCurrency } = await getOrganisation(tx)
  return {
    ...{ asOf, baseCurrency },
    knownAt: await endOfDay(tx, asOf, timeZone, at),
    rates: await allRates(tx, asOf),
  }
}

async function allRates(db: Queryable, on: CalendarDay): Promise<ReadonlyMap<string, string>> {
  const currencies = await listAccountCurrencies(db)
  const pairs = currencies.flatMap((from) =>
    currencies.filter((to) => to !== from).map((to) => ({ from, to })),
  )
  return ratesInto(db, pairs, on)
}

/** What an account bought in the averaging period, in its own currency. */
export interface Bought {
  readonly minor: bigint
  readonly months: number
  readonly rateMissing: boolean
}

/** A page of accounts in id order with what a policy looks at. */
export interface PolicyPage {
  readonly situations: readonly AccountSituation[]
  /** Purchases averaged over so many months, by account. */
  bought(months: number): Promise<ReadonlyMap<Id, Bought>>
  /** Where the next page begins; null when this was the last. */
  readonly last: Id | null
}

export async function readPolicyPage(
  tx: Tx,
  page: {
    readonly after: Id | null
    readonly limit: number
    readonly only?: Id
    readonly customerIds?: readonly Id[]
  },
  day: PolicyDay,
): Promise<PolicyPage> {
  const { asOf, knownAt } = day
  const situations = await listSituations(tx, { ...page, asOf, knownAt })
  return {
    situations,
    bought: (months) => purchasesOf(tx, situations, day, months),
    last: situations.length < page.limit ? null : (situations.at(-1)?.accountId ?? null),
  }
}

async function purchasesOf(
  tx: Tx,
  situations: readonly AccountSituation[],
  day: PolicyDay,
  windows: number,
): Promise<Map<Id, Bought>> {
  const currencies = new Map(situations.map((situation) => [situation.accountId, situation.currency]))
  const bought = new Map<Id, Bought>()
  for (const row of await listPurchases(tx, [...currencies.keys()], day.asOf, windows)) {
    const before = bought.get(row.accountId) ?? { minor: 0n, rateMissing: false }
    const minor = convertAt(day, row.minor, row.currency, currencies.get(row.accountId) ?? row.currency)
    bought.set(row.accountId, {
      minor: before.minor + (minor ?? 0n),
      months: Math.min(windows, Math.max(MONTHS_MIN, Math.floor(row.days / 30) + 1)),
      rateMissing: before.rateMissing || minor === null,
    })
  }
  return bought
}

/** An amount in another currency at the rates of the day; null when the rate is missing. */
export function convertAt(day: PolicyDay, minor: bigint, from: Currency, to: Currency): bigint | null {
  if (from === to) return minor
  const rate = day.rates.get(rateKey(from, to))
  return rate === undefined ? null : convertMinor(minor, from, to, rate)
}

/** What a policy gives an account. */
export interface AppliedPolicy {
  readonly granted: Granted
  readonly steps: readonly LimitStep[]
  readonly grade: string
}

/** Why a policy says nothing about an account; the first that holds. */
export const silences = ['inactive', 'unlimited', 'unrated', 'no_row'] as const
export type Silence = (typeof silences)[number]

/** What of the account keeps every policy from saying anything about it; null for nothing. */
export function silenceOf(
  situation: Pick<AccountSituation, 'grade' | 'limitMode' | 'customerStatus'>,
): Exclude<Silence, 'no_row'> | null {
  if (situation.customerStatus === 'inactive') return 'inactive'
  if (situation.limitMode === 'unlimited') return 'unlimited'
  return situation.grade === null ? 'unrated' : null
}

/**
 * The limit that a policy gives an account, step by step, and what comes with it; null where the policy says nothing:
 * no rating, an inactive customer, a deliberately unlimited account, no row for grade, segment and class.
 */
export function applyPolicy(
  policy: CreditPolicy,
  situation: AccountSituation,
  bought: Bought | undefined,
  day: PolicyDay,
): AppliedPolicy | null {
  const { grade, currency, currentMinor } = situation
  if (grade === null || silenceOf(situation) !== null) return null
  const customerClass = classOf(policy.classes ?? [], classFactsOf(situation, day), day.baseCurrency)
  const { segmentCode } = situation
  const rule = findRule(policy, { grade, segmentCode, classCode: customerClass?.code ?? null })
  if (!rule) return null
  const inputs = {
    ...{ grade, currentMinor },
    netAssetsMinor: netAssetsOf(situation, day),
    purchasesMinor: bought?.minor ?? null,
    purchasesIncomplete: bought?.rateMissing ?? false,
    months: bought?.months ?? policy.averageOverMonths,
  }
  const steps = proposeLimit(policy, rule, inputs, {
    currency: day.baseCurrency,
    convert: (minor) => convertAt(day, minor, day.baseCurrency, currency),
  })
  return { granted: grantedBy(rule, customerClass), steps, grade }
}

function classFactsOf(situation: AccountSituation, day: PolicyDay): ClassFacts {
  const { registeredCapitalMinor: capital, registeredCapitalCurrency: currency, firstTradedOn } = situation
  return {
    relationMonths: firstTradedOn === null ? 0 : wholeMonths(firstTradedOn, day.asOf),
    registeredCapital:
      capital === null || currency === null ? null : convertAt(day, capital, currency, day.baseCurrency),
    industry: situation.industry,
    region: situation.region,
    fields: situation.customFields,
  }
}

/** Whole calendar months from one day to another. */
function wholeMonths(from: CalendarDay, to: CalendarDay): number {
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number)
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number)
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth
  return addMonths(from, months) > to ? months - 1 : months
}

/** Net assets in minor units of the account's currency; null when not known or not convertible. */
function netAssetsOf(situation: AccountSituation, day: PolicyDay): bigint | null {
  const { netAssets, netAssetsCurrency, currency } = situation
  if (netAssets === null || netAssetsCurrency === null) return null
  const negative = netAssets.startsWith('-')
  const { digits, scale } = parseDecimal(negative ? netAssets.slice(1) : netAssets)
  const minor = divideRounded(digits * 10n ** BigInt(minorDigits(netAssetsCurrency)), 10n ** BigInt(scale))
  return convertAt(day, negative ? -minor : minor, netAssetsCurrency, currency)
}
