import type { Bilingual } from '../../../kernel/bilingual.js'
import type { Currency } from '../../../kernel/currency.js'
import { formatAmount, groupedAmount } from '../../../kernel/money.js'
import { formatPercent, ratioBasisPoints } from '../../../kernel/rate.js'
import type { Measures } from './measure.js'
import type { Finding } from './evaluate.js'
import type { Facts } from './facts.js'
import type { Condition, ReasonCode, Strength } from './rules.js'

/** Why an order was stopped or warned about, with what was measured and what was allowed. */
export interface Reason {
  readonly code: ReasonCode
  /** Key of the rule. */
  readonly rule: string
  readonly strength: Strength
  readonly actual: string | null
  readonly threshold: string | null
  readonly unit: 'percent' | 'days' | 'amount' | 'count' | 'grade' | null
  readonly message: Bilingual
}

interface Measured {
  readonly code: ReasonCode
  readonly actual: string | null
  readonly threshold: string | null
  readonly unit: Reason['unit']
  readonly message: Bilingual
}

export function reasonOf(finding: Finding, facts: Facts, measures: Measures): Reason {
  const measured = finding.undetermined ? rateMissing(facts) : measuredOf(finding.condition, facts, measures)
  return { ...measured, rule: finding.rule.key, strength: finding.strength }
}

function plain(code: ReasonCode, zh: string, en: string): Measured {
  return { code, actual: null, threshold: null, unit: null, message: { zh, en } }
}

function measuredOf(condition: Condition, facts: Facts, measures: Measures): Measured {
  switch (condition.dimension) {
    case 'utilisation_percent':
      return utilisation(condition.threshold, facts, measures)
    case 'group_utilisation_percent':
      return groupUtilisation(condition.threshold, facts, measures)
    case 'grade_below': {
      const grade = facts.account.rating?.grade ?? null
      const message = {
        zh: `信用等级 ${grade ?? '未评'} 低于要求的 ${condition.grade}。`,
        en: `Grade ${grade ?? 'none'} is below the required ${condition.grade}.`,
      }
      return { code: 'grade_too_low', actual: grade, threshold: condition.grade, unit: 'grade', message }
    }
    case 'order_amount':
    case 'overdue_amount':
    case 'overdue_percent':
    case 'overdue_days':
    case 'oldest_item_days':
    case 'broken_promises':
    case 'coverage_percent_below':
    case 'terms_days_over':
      return counted(condition.dimension, condition.threshold, facts, measures)
    default:
      return stated(condition.dimension, facts)
  }
}

function percentOf(part: bigint | null, whole: bigint): string | null {
  return part === null || whole <= 0n ? null : formatPercent(ratioBasisPoints(part, whole))
}

/** Over the limit, or near it: how much, what is available and what would help. */
function utilisation(threshold: string, facts: Facts, measures: Measures): Measured {
  const { currency } = facts.account
  const limitMinor = measures.limit.state === 'amount' ? measures.limit.minor : 0n
  const projected = measures.projectedMinor ?? 0n
  const text = (minor: bigint) => `${currency} ${groupedAmount(minor, currency)}`
  const over = projected - limitMinor
  const room = limitMinor - (measures.exposureMinor ?? 0n)
  const actual = percentOf(projected, limitMinor)
  const figures =
    actual === null
      ? {
          actual: formatAmount(projected, currency),
          threshold: formatAmount(limitMinor, currency),
          unit: 'amount' as const,
        }
      : { actual, threshold, unit: 'percent' as const }
  const order = text(measures.amountMinor ?? 0n)
  const message: Bilingual =
    over > 0n
      ? {
          zh: `将超出额度 ${text(over)}（可用 ${text(room)}，本单 ${order}）。可：收取预付款 ${text(over)}，或提交放行申请。`,
          en: `Over the limit by ${text(over)} (available ${text(room)}, this order ${order}). Collect ${text(over)} in advance, or request a release.`,
        }
      : {
          zh: `额度使用率将达 ${actual ?? ''} %，提醒线 ${threshold} %（可用 ${text(room)}，本单 ${order}）。`,
          en: `Utilisation would reach ${actual ?? ''} %, the warning line is ${threshold} % (available ${text(room)}, this order ${order}).`,
        }
  return { code: 'limit_exceeded', ...figures, message }
}

function groupUtilisation(threshold: string, facts: Facts, measures: Measures): Measured {
  const limit = facts.group.limit
  const currency: Currency = limit?.currency ?? facts.account.currency
  const limitMinor = limit?.minor ?? 0n
  const projected = measures.groupProjectedMinor ?? 0n
  const actual = percentOf(projected, limitMinor)
  const text = (minor: bigint) => `${currency} ${groupedAmount(minor, currency)}`
  const room = limitMinor - (measures.groupExposureMinor ?? 0n)
  const figures =
    actual === null
      ? {
          actual: formatAmount(projected, currency),
          threshold: formatAmount(limitMinor, currency),
          unit: 'amount' as const,
        }
      : { actual, threshold, unit: 'percent' as const }
  const message = {
    zh: `信用组 ${facts.group.code} 的额度使用率将达 ${actual ?? '—'} %，上限 ${threshold} %（集团可用 ${text(room)}）。`,
    en: `Utilisation of credit group ${facts.group.code} would reach ${actual ?? '—'} %, at most ${threshold} % (group has ${text(room)} left).`,
  }
  return { code: 'group_limit_exceeded', ...figures, message }
}

type Counted =
  | 'order_amount'
  | 'overdue_amount'
  | 'overdue_percent'
  | 'overdue_days'
  | 'oldest_item_days'
  | 'broken_promises'
  | 'coverage_percent_below'
  | 'terms_days_over'

interface CountedWords {
  readonly code: ReasonCode
  readonly unit: 'percent' | 'days' | 'amount' | 'count'
  readonly zh: string
  readonly en: string
}

const countedWords: Readonly<Record<Counted, CountedWords>> = {
  order_amount: { code: 'order_amount_exceeded', unit: 'amount', zh: '单笔订单金额', en: 'Order amount' },
  overdue_amount: { code: 'overdue_amount', unit: 'amount', zh: '逾期金额', en: 'Overdue amount' },
  overdue_percent: {
    code: 'overdue_amount',
    unit: 'percent',
    zh: '逾期占信用占用的比例',
    en: 'Overdue share of exposure',
  },
  overdue_days: { code: 'overdue_days', unit: 'days', zh: '最长逾期天数', en: 'Longest overdue' },
  oldest_item_days: {
    code: 'oldest_item_days',
    unit: 'days',
    zh: '最老未清应收的天数',
    en: 'Age of the oldest open item',
  },
  broken_promises: { code: 'broken_promises', unit: 'count', zh: '未兑现的付款承诺', en: 'Broken promises' },
  coverage_percent_below: {
    code: 'coverage_low',
    unit: 'percent',
    zh: '评级数据完整度',
    en: 'Coverage of the rating',
  },
  terms_days_over: { code: 'terms_exceed_policy', unit: 'days', zh: '账期天数', en: 'Terms in days' },
}

function counted(dimension: Counted, threshold: string, facts: Facts, measures: Measures): Measured {
  // Terms are compared by the days over what is allowed, and told as days against days allowed.
  const allowed = dimension === 'terms_days_over' ? String(facts.account.netDays ?? 0) : threshold
  return figure(countedWords[dimension], actualOf(dimension, facts, measures), allowed)
}

function actualOf(dimension: Counted, facts: Facts, measures: Measures): string | null {
  const amount = (minor: bigint | null) => formatAmount(minor ?? 0n, facts.account.currency)
  switch (dimension) {
    case 'order_amount':
      return amount(measures.amountMinor)
    case 'overdue_amount':
      return amount(measures.overdueMinor)
    case 'overdue_percent':
      return percentOf(measures.overdueMinor, measures.exposureMinor ?? 0n)
    case 'overdue_days':
      return String(measures.overdueDays)
    case 'oldest_item_days':
      return String(measures.oldestItemDays)
    case 'broken_promises':
      return String(facts.account.brokenPromises)
    case 'coverage_percent_below':
      return formatPercent(BigInt(facts.account.rating?.coverageBp ?? 0))
    case 'terms_days_over':
      return String(facts.netDays ?? 0)
  }
}

const unitWords: Readonly<Record<'percent' | 'days' | 'amount' | 'count', Bilingual>> = {
  percent: { zh: ' %', en: ' %' },
  days: { zh: ' 天', en: ' days' },
  amount: { zh: '', en: '' },
  count: { zh: ' 次', en: '' },
}

function figure({ code, unit, zh, en }: CountedWords, actual: string | null, threshold: string): Measured {
  const words = unitWords[unit]
  const message = {
    zh: `${zh} ${actual ?? '—'}${words.zh}，限值 ${threshold}${words.zh}。`,
    en: `${en} ${actual ?? '—'}${words.en}, allowed ${threshold}${words.en}.`,
  }
  return { code, actual, threshold, unit, message }
}

type Stated = Exclude<
  Condition['dimension'],
  Counted | 'utilisation_percent' | 'group_utilisation_percent' | 'grade_below'
>

function stated(dimension: Stated, facts: Facts): Measured {
  switch (dimension) {
    case 'no_limit':
      return plain(
        'no_limit',
        '该账户未授信。可：申请授信，或收款后发货。',
        'No limit is granted. Apply for credit, or ship against payment.',
      )
    case 'limit_expired':
      return plain(
        'limit_expired',
        '信用额度已到期。可：申请续审。',
        'The limit has expired. Ask for its review.',
      )
    case 'account_frozen':
      return plain(
        'account_frozen',
        '信用账户已冻结。请联系信用部门。',
        'The credit account is frozen. Ask the credit department.',
      )
    case 'account_blocked':
      return plain(
        'account_blocked',
        '信用账户已停用，不得赊销。',
        'The credit account is blocked: no sales on account.',
      )
    case 'customer_blacklisted':
      return plain(
        'customer_blacklisted',
        '客户在黑名单中，不得赊销。',
        'The customer is blacklisted: no sales on account.',
      )
    case 'rating_missing':
      return plain('rating_missing', '客户尚未评级。', 'The customer has no rating.')
    case 'fx_rate_missing':
      return rateMissing(facts)
    case 'forced_hold': {
      const why = facts.account.forcedHold ?? ''
      return plain('forced_hold', `已强制冻结：${why}`, `Held by order: ${why}`)
    }
  }
}

function rateMissing(facts: Facts): Measured {
  const { currency: own, exposure } = facts.account
  const { limit, exposure: ofGroup } = facts.group
  const into = (to: string, parts: Facts['account']['exposure']) =>
    [facts.currency, ...parts.map((part) => part.currency)].map((from) => ({ from, to }))
  const needed = [...into(own, exposure), ...(limit ? into(limit.currency, ofGroup) : [])]
  const missing = needed.find(({ from, to }) => from !== to && facts.rates[`${from}>${to}`] === undefined)
  const pair = missing ? `${missing.from} → ${missing.to}` : `${facts.currency} → ${own}`
  return plain(
    'fx_rate_missing',
    `缺少汇率 ${pair}，请先维护汇率。`,
    `The rate ${pair} is missing; record it first.`,
  )
}
