import { addDays, daysBetween } from '../../../kernel/calendar-day.js'
import { convert, totalIn } from '../../exposure/domain/exposure-in.js'
import { effectiveLimit, type EffectiveLimit } from '../../limits/domain/effective-limit.js'
import { evaluate, type Finding } from './evaluate.js'
import type { Facts } from './facts.js'
import { reasonOf, type Reason } from './reasons.js'
import type { Rule, RulesDocument, Strength } from './rules.js'
import { applicableRules } from './scope.js'

export type Outcome = 'approved' | 'warned' | 'held' | 'rejected'

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

export interface Decision {
  readonly outcome: Outcome
  readonly reasons: readonly Reason[]
  readonly measures: Measures
}

/** Judges an order by the rules. Pure: the same facts and rules always give the same decision. */
export function decide(facts: Facts, document: RulesDocument): Decision {
  const measures = measure(facts)
  const rules = applicableRules(document, facts).filter((rule) => !inGrace(rule, facts))
  const findings = evaluate(rules, facts, measures)
  const released = isReleased(facts)
  const standing = strongest(findings.filter((finding) => !(released && finding.strength !== 'block')))
  return {
    outcome: outcomeOf(standing.map((finding) => finding.strength)),
    reasons: standing.map((finding: Finding) => reasonOf(finding, facts, measures)),
    measures,
  }
}

/** Of several findings on one topic (warn at 90 %, hold at 100 %) only the strongest is told, once. */
function strongest(findings: readonly Finding[]): Finding[] {
  const rank: Readonly<Record<Strength, number>> = { warn: 0, hold: 1, block: 2 }
  const best = new Map<string, Finding>()
  for (const finding of findings) {
    const topic = finding.undetermined ? 'fx_rate_missing' : finding.condition.dimension
    const known = best.get(topic)
    if (!known || rank[finding.strength] > rank[known.strength]) best.set(topic, finding)
  }
  return [...best.values()]
}

function outcomeOf(strengths: readonly Strength[]): Outcome {
  if (strengths.includes('block')) return 'rejected'
  if (strengths.includes('hold')) return 'held'
  return strengths.includes('warn') ? 'warned' : 'approved'
}

/** A release covers its document up to its amount and through its last day; blocking rules are not released. */
function isReleased({ release, amountMinor, currency, today }: Facts): boolean {
  return (
    release !== null &&
    release.currency === currency &&
    amountMinor <= release.maxMinor &&
    today <= release.until
  )
}

function inGrace(rule: Rule, facts: Facts): boolean {
  if (facts.checkpoint === 'order' || facts.approvedOn === null || rule.graceDays === 0) return false
  return facts.today <= addDays(facts.approvedOn, rule.graceDays)
}

/** Computes what the rules compare. Exported for the screens that show the same figures. */
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

/** By how much the check would raise the exposure, in the order's currency: its own earlier amounts do not count. */
function increase(facts: Facts): bigint {
  let reserved = 0n
  let recorded = 0n
  for (const own of facts.own) {
    if (own.currency !== facts.currency) continue
    reserved += own.reservedMinor
    recorded += own.recordedMinor
  }
  const news = facts.amountMinor > recorded ? facts.amountMinor - recorded : 0n
  return news - reserved
}

function convertSigned(minor: bigint, facts: Facts, to: Facts['currency']): bigint | null {
  const magnitude = convert(minor < 0n ? -minor : minor, facts.currency, to, facts.rates)
  return magnitude === null ? null : minor < 0n ? -magnitude : magnitude
}

function add(a: bigint | null, b: bigint | null): bigint | null {
  return a === null || b === null ? null : a + b
}
