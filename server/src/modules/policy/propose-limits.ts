import type { Principal } from '../../kernel/access.js'
import { addMonths, dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { minorDigits, type Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { convertMinor } from '../../kernel/money.js'
import { divideRounded, parseDecimal } from '../../kernel/rate.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { rateKey, ratesInto } from '../customers/fx-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { endOfDay } from '../scoring/rating-store.js'
import { findRule } from './domain/policy.js'
import {
  isIncomplete,
  isNegligible,
  proposedAmount,
  proposeLimit,
  type LimitStep,
} from './domain/propose-limit.js'
import { policyInForce } from './policy-in-force.js'
import {
  listAccountCurrencies,
  listPurchases,
  listSituations,
  type AccountSituation,
} from './policy-input-store.js'
import type { PolicyVersion } from './policy-store.js'
import { insertProposals, supersedeProposals, type Proposal, type StoredStep } from './proposal-store.js'

const BATCH = 2_000
/** A young relation is averaged over at least so many months, so that one big first order does not set the limit. */
const MONTHS_MIN = 3

export interface ProposalRun {
  readonly runId: Id
  readonly asOf: CalendarDay
  readonly policyVersion: number
  readonly accounts: number
  readonly proposed: number
  /** Accounts whose limit and terms are as the policy wants them. */
  readonly unchanged: number
  /** Accounts without a rating, of inactive customers, or deliberately unlimited: the policy says nothing about them. */
  readonly skipped: number
}

export interface ProposeRequest {
  /** Default today. */
  readonly asOf?: CalendarDay | undefined
  readonly actor: Principal
}

interface Frame {
  readonly runId: Id
  readonly policy: PolicyVersion
  readonly asOf: CalendarDay
  readonly today: CalendarDay
  readonly knownAt: Date
  readonly baseCurrency: Currency
  readonly rates: ReadonlyMap<string, string>
  readonly actor: Principal
  readonly at: Date
}

/**
 * Computes limit and terms of every account with the policy in force and opens a proposal where they differ from
 * what is in force. Earlier open proposals of the policy are superseded. Batches of accounts, one transaction each.
 */
export async function proposeLimits(deps: Deps, request: ProposeRequest): Promise<ProposalRun> {
  const at = deps.now()
  const frame = await deps.db.transaction((tx) => frameOf(tx, request, at))
  const run = { runId: frame.runId, asOf: frame.asOf, policyVersion: frame.policy.version }
  let counts = { accounts: 0, proposed: 0, unchanged: 0, skipped: 0 }
  let after: Id | null = null
  for (;;) {
    const batch: Batch = await deps.db.transaction((tx) => proposeBatch(tx, after, frame))
    counts = {
      accounts: counts.accounts + batch.situations,
      proposed: counts.proposed + batch.proposed,
      unchanged: counts.unchanged + batch.unchanged,
      skipped: counts.skipped + batch.skipped,
    }
    after = batch.last
    if (after === null) break
  }
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor: request.actor, action: 'limit-proposals.computed', objectType: 'proposal-run' },
      ...{ objectId: frame.runId, after: { ...run, ...counts }, at },
    }),
  )
  return { ...run, ...counts }
}

async function frameOf(tx: Tx, request: ProposeRequest, at: Date): Promise<Frame> {
  const { timeZone, baseCurrency } = await getOrganisation(tx)
  const today = dayInZone(at, timeZone)
  const asOf = request.asOf ?? today
  if (asOf > today) throw new Refusal('as_of_in_future', { asOf, today })
  return {
    ...{ runId: newId(), asOf, today, baseCurrency, at, actor: request.actor },
    policy: await policyInForce(tx, at),
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

interface Batch {
  readonly situations: number
  readonly proposed: number
  readonly unchanged: number
  readonly skipped: number
  /** Where the next batch begins; null when this was the last. */
  readonly last: Id | null
}

async function proposeBatch(tx: Tx, after: Id | null, frame: Frame): Promise<Batch> {
  const { asOf, knownAt } = frame
  const situations = await listSituations(tx, { after, limit: BATCH, asOf, knownAt })
  const accountIds = situations.map(({ accountId }) => accountId)
  const purchases = await purchasesOf(tx, situations, frame)
  const judged = situations.map((situation) => judge(situation, purchases.get(situation.accountId), frame))
  const proposals = judged.filter((one) => typeof one !== 'string')
  await supersedeProposals(tx, accountIds)
  await insertProposals(tx, proposals)
  return {
    situations: situations.length,
    proposed: proposals.length,
    unchanged: judged.filter((one) => one === 'unchanged').length,
    skipped: judged.filter((one) => one === 'skipped').length,
    last: situations.length < BATCH ? null : (situations.at(-1)?.accountId ?? null),
  }
}

interface Bought {
  readonly minor: bigint
  readonly months: number
  readonly rateMissing: boolean
}

async function purchasesOf(
  tx: Tx,
  situations: readonly AccountSituation[],
  frame: Frame,
): Promise<Map<Id, Bought>> {
  const windows = frame.policy.content.averageOverMonths
  const currencies = new Map(situations.map((situation) => [situation.accountId, situation.currency]))
  const bought = new Map<Id, Bought>()
  for (const row of await listPurchases(tx, [...currencies.keys()], frame.asOf, windows)) {
    const before = bought.get(row.accountId) ?? { minor: 0n, rateMissing: false }
    const minor = convert(row.minor, row.currency, currencies.get(row.accountId) ?? row.currency, frame.rates)
    bought.set(row.accountId, {
      minor: before.minor + (minor ?? 0n),
      months: Math.min(windows, Math.max(MONTHS_MIN, Math.floor(row.days / 30) + 1)),
      rateMissing: before.rateMissing || minor === null,
    })
  }
  return bought
}

function convert(
  minor: bigint,
  from: Currency,
  to: Currency,
  rates: ReadonlyMap<string, string>,
): bigint | null {
  if (from === to) return minor
  const rate = rates.get(rateKey(from, to))
  return rate === undefined ? null : convertMinor(minor, from, to, rate)
}

function judge(
  situation: AccountSituation,
  bought: Bought | undefined,
  frame: Frame,
): Proposal | 'unchanged' | 'skipped' {
  const { content } = frame.policy
  const { grade, currency, currentMinor } = situation
  if (grade === null || situation.limitMode === 'unlimited' || situation.customerStatus === 'inactive')
    return 'skipped'
  const rule = findRule(content, grade, situation.segmentCode)
  if (!rule) return 'skipped'
  const netAssetsMinor = netAssetsOf(situation, frame.rates)
  const inputs = {
    ...{ grade, currentMinor, netAssetsMinor },
    purchasesMinor: bought?.minor ?? null,
    purchasesIncomplete: bought?.rateMissing ?? false,
    months: bought?.months ?? content.averageOverMonths,
  }
  const steps = proposeLimit(content, rule, inputs, {
    currency: frame.baseCurrency,
    convert: (minor) => convert(minor, frame.baseCurrency, currency, frame.rates),
  })
  const proposedMinor = proposedAmount(steps)
  const sameTerms = situation.netDays === rule.netDays || (proposedMinor === 0n && currentMinor === null)
  const incomplete = isIncomplete(steps)
  if (!incomplete && sameTerms && isNegligible(content, currentMinor, proposedMinor)) return 'unchanged'
  return {
    ...{ id: newId(), kind: 'policy', status: 'open', runId: frame.runId, asOf: frame.asOf, grade, currency },
    ...{ groupId: situation.groupId, accountId: situation.accountId, customerId: situation.customerId },
    ...{ segmentId: situation.segmentId, policyVersion: frame.policy.version, ratingId: situation.ratingId },
    ...{ currentMode: situation.limitMode, currentMinor, currentNetDays: situation.netDays },
    ...{ proposedMode: 'amount', lineKind: 'base', proposedMinor, validFrom: null, validTo: null },
    proposedNetDays: rule.netDays,
    reviewOn: addMonths(frame.today, rule.reviewMonths),
    attention: incomplete ? 'fx_rate_missing' : null,
    steps: steps.map(storedStep),
    requestReason: null,
    submittedBy: frame.actor.label,
    createdAt: frame.at,
  }
}

/** Net assets in minor units of the account's currency; null when not known or not convertible. */
function netAssetsOf(situation: AccountSituation, rates: ReadonlyMap<string, string>): bigint | null {
  const { netAssets, netAssetsCurrency, currency } = situation
  if (netAssets === null || netAssetsCurrency === null) return null
  const negative = netAssets.startsWith('-')
  const { digits, scale } = parseDecimal(negative ? netAssets.slice(1) : netAssets)
  const minor = divideRounded(digits * 10n ** BigInt(minorDigits(netAssetsCurrency)), 10n ** BigInt(scale))
  return convert(negative ? -minor : minor, netAssetsCurrency, currency, rates)
}

function storedStep(step: LimitStep): StoredStep {
  return Object.fromEntries(
    Object.entries(step).map(([name, value]) => [name, typeof value === 'bigint' ? value.toString() : value]),
  )
}
