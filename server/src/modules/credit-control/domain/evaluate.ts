import { parseAmount } from '../../../kernel/money.js'
import { parseDecimal } from '../../../kernel/rate.js'
import type { Measures } from './measure.js'
import type { Facts } from './facts.js'
import {
  grades,
  type Condition,
  type NumericDimension,
  type Rule,
  type StateDimension,
  type Strength,
} from './rules.js'

/** One condition that is met, of a rule that stops or warns. */
export interface Finding {
  readonly rule: Rule
  readonly condition: Condition
  readonly strength: Strength
  /** True when a missing rate kept the condition from being measured: it counts as met, never as passed. */
  readonly undetermined: boolean
}

type Answer = 'met' | 'not_met' | 'undetermined'

/** Conditions met by the blocking rules, less those that an exclusion lets pass. */
export function evaluate(rules: readonly Rule[], facts: Facts, measures: Measures): Finding[] {
  const excluded = new Set<string>()
  for (const rule of rules) {
    if (rule.effect.kind !== 'exclusion') continue
    // An exclusion that cannot be measured excludes nothing.
    const answers = rule.conditions.map((condition) => answer(condition, facts, measures))
    const met = rule.match === 'any' ? answers.includes('met') : answers.every((one) => one === 'met')
    if (!met) continue
    const keys = rule.effect.keys === 'all' ? rules.map((other) => other.key) : rule.effect.keys
    for (const key of keys) excluded.add(key)
  }
  return rules.flatMap((rule) => (excluded.has(rule.key) ? [] : findings(rule, facts, measures)))
}

function findings(rule: Rule, facts: Facts, measures: Measures): Finding[] {
  if (rule.effect.kind !== 'blocking') return []
  const { strength } = rule.effect
  const answers = rule.conditions.map((condition) => ({
    condition,
    answer: answer(condition, facts, measures),
  }))
  const met = answers.filter((one) => one.answer !== 'not_met')
  if (met.length === 0 || (rule.match === 'all' && met.length < answers.length)) return []
  return met.map((one) => {
    const undetermined = one.answer === 'undetermined'
    return {
      rule,
      condition: one.condition,
      strength: undetermined && strength === 'warn' ? 'hold' : strength,
      undetermined,
    }
  })
}

function answer(condition: Condition, facts: Facts, measures: Measures): Answer {
  switch (condition.dimension) {
    case 'grade_below': {
      const { rating } = facts.account
      return truth(rating !== null && grades.indexOf(rating.grade) > grades.indexOf(condition.grade))
    }
    case 'no_limit':
    case 'limit_expired':
    case 'account_frozen':
    case 'account_blocked':
    case 'customer_blacklisted':
    case 'rating_missing':
    case 'fx_rate_missing':
    case 'forced_hold':
      return truth(stateHolds(condition.dimension, facts, measures))
    default:
      return numericAnswer(condition, facts, measures)
  }
}

function truth(met: boolean): Answer {
  return met ? 'met' : 'not_met'
}

function stateHolds(dimension: StateDimension, { account, group }: Facts, measures: Measures): boolean {
  switch (dimension) {
    case 'no_limit':
      return measures.limit.state === 'none' || group.limit?.mode === 'none'
    case 'limit_expired':
      return measures.limit.state === 'expired'
    case 'account_frozen':
      return account.status === 'frozen'
    case 'account_blocked':
      return account.status === 'blocked'
    case 'customer_blacklisted':
      return account.customerStatus === 'blacklisted'
    case 'rating_missing':
      return account.rating === null
    case 'fx_rate_missing':
      return (
        measures.projectedMinor === null ||
        measures.amountMinor === null ||
        measures.overdueMinor === null ||
        groupRateMissing(measures, group)
      )
    case 'forced_hold':
      return account.forcedHold !== null
  }
}

function groupRateMissing(measures: Measures, group: Facts['group']): boolean {
  return group.limit?.mode === 'amount' && measures.groupProjectedMinor === null
}

type NumericCondition = Extract<Condition, { dimension: NumericDimension }>

/** part ÷ whole compared with a threshold, without dividing; null parts cannot be measured. */
interface Ratio {
  readonly part: bigint | null
  readonly whole: bigint
  /** True where less is worse: the condition is met below the threshold. */
  readonly below?: true
}

function numericAnswer(condition: NumericCondition, facts: Facts, measures: Measures): Answer {
  const ratio = ratioOf(condition.dimension, facts, measures)
  if (ratio === 'not_applicable') return 'not_met'
  if (ratio.part === null) return 'undetermined'
  const { digits, scale } = thresholdOf(condition, facts)
  const actual = ratio.part * 10n ** BigInt(scale)
  const threshold = ratio.whole * digits
  const [left, right] = ratio.below ? [threshold, actual] : [actual, threshold]
  return truth(condition.boundary === 'gt' ? left > right : left >= right)
}

function thresholdOf(condition: NumericCondition, facts: Facts): { digits: bigint; scale: number } {
  if (condition.dimension !== 'order_amount' && condition.dimension !== 'overdue_amount') {
    return parseDecimal(condition.threshold)
  }
  const minor = parseAmount(condition.threshold, facts.account.currency)
  // An amount with more decimals than the currency has is still exact as a decimal of major units.
  if (typeof minor === 'bigint') return { digits: minor, scale: 0 }
  throw new RangeError(`threshold ${condition.threshold} is no amount in ${facts.account.currency}`)
}

function ratioOf(dimension: NumericDimension, facts: Facts, measures: Measures): Ratio | 'not_applicable' {
  const { account, group } = facts
  switch (dimension) {
    case 'utilisation_percent':
      if (measures.limit.state !== 'amount') return 'not_applicable'
      return percent(measures.projectedMinor, measures.limit.minor)
    case 'group_utilisation_percent':
      if (group.limit?.mode !== 'amount') return 'not_applicable'
      return percent(measures.groupProjectedMinor, group.limit.minor ?? 0n)
    case 'order_amount':
      return { part: measures.amountMinor, whole: 1n }
    case 'overdue_amount':
      return { part: measures.overdueMinor, whole: 1n }
    case 'overdue_percent':
      return overduePercent(measures)
    case 'overdue_days':
      return { part: BigInt(measures.overdueDays), whole: 1n }
    case 'oldest_item_days':
      return { part: BigInt(measures.oldestItemDays), whole: 1n }
    case 'broken_promises':
      return { part: BigInt(account.brokenPromises), whole: 1n }
    case 'coverage_percent_below':
      if (account.rating === null) return 'not_applicable'
      return { part: BigInt(account.rating.coverageBp), whole: 100n, below: true }
    case 'terms_days_over':
      if (facts.netDays === null || account.netDays === null) return 'not_applicable'
      return { part: BigInt(Math.max(0, facts.netDays - account.netDays)), whole: 1n }
  }
}

function percent(part: bigint | null, whole: bigint): Ratio {
  return { part: part === null ? null : part * 100n, whole }
}

function overduePercent({ overdueMinor, exposureMinor }: Measures): Ratio | 'not_applicable' {
  if (exposureMinor === null) return { part: null, whole: 1n }
  if (exposureMinor <= 0n) return 'not_applicable'
  return percent(overdueMinor, exposureMinor)
}
