/** Reason codes of the integration contract. */
export const reasonCodes = [
  'limit_exceeded',
  'group_limit_exceeded',
  'order_amount_exceeded',
  'overdue_amount',
  'overdue_days',
  'oldest_item_days',
  'broken_promises',
  'grade_too_low',
  'rating_missing',
  'coverage_low',
  'limit_expired',
  'no_limit',
  'terms_exceed_policy',
  'account_frozen',
  'account_blocked',
  'customer_blacklisted',
  'document_missing',
  'fx_rate_missing',
  'forced_hold',
] as const

export type ReasonCode = (typeof reasonCodes)[number]

/** What a numeric condition measures. Percent thresholds have one decimal, amounts are in the account currency. */
export const numericDimensions = [
  'utilisation_percent',
  'group_utilisation_percent',
  'order_amount',
  'overdue_amount',
  'overdue_percent',
  'overdue_days',
  'oldest_item_days',
  'broken_promises',
  'coverage_percent_below',
  'terms_days_over',
] as const

/** What a condition without a number states. */
export const stateDimensions = [
  'no_limit',
  'limit_expired',
  'account_frozen',
  'account_blocked',
  'customer_blacklisted',
  'rating_missing',
  'fx_rate_missing',
  'forced_hold',
] as const

export type NumericDimension = (typeof numericDimensions)[number]
export type StateDimension = (typeof stateDimensions)[number]

export const grades = ['AAA', 'AA', 'A', 'B', 'C'] as const
export type Grade = (typeof grades)[number]

export const checkpoints = ['order', 'delivery', 'invoice'] as const
export type Checkpoint = (typeof checkpoints)[number]

export type Condition =
  | {
      readonly dimension: NumericDimension
      /** `gt`: the threshold itself still passes; `gte`: it does not. */
      readonly boundary: 'gt' | 'gte'
      /** Decimal text: percent, days, count or an amount in the account currency. */
      readonly threshold: string
    }
  | { readonly dimension: StateDimension }
  | { readonly dimension: 'grade_below'; readonly grade: Grade }

/** Where a rule applies. An empty scope is everybody; the most specific rule of a key wins. */
export interface Scope {
  readonly customers?: readonly string[] | undefined
  readonly segments?: readonly string[] | undefined
  readonly grades?: readonly Grade[] | undefined
  readonly industries?: readonly string[] | undefined
}

export type Strength = 'warn' | 'hold' | 'block'

export interface Rule {
  /** Rules of one key replace each other: the one with the most specific scope counts. */
  readonly key: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly scope: Scope
  readonly checkpoints: readonly Checkpoint[]
  /** Days after an approval at an earlier point during which the rule is not asked again at a later one. */
  readonly graceDays: number
  /** `any`: one condition is enough 单项超标; `all`: every condition must be met 同时超标. */
  readonly match: 'any' | 'all'
  readonly conditions: readonly Condition[]
  /** Whether a hold by this rule goes by itself when the reason is gone; left out: as the segment says. */
  readonly autoRelease?: boolean | undefined
  /** A blocking rule stops; an exclusion lets the rules of the named keys (or all) pass. */
  readonly effect:
    | { readonly kind: 'blocking'; readonly strength: Strength }
    | { readonly kind: 'exclusion'; readonly keys: readonly string[] | 'all' }
}

/** A version of the control rules, as an administrator publishes it. */
export interface RulesDocument {
  readonly rules: readonly Rule[]
}

const everywhere = { scope: {}, checkpoints, graceDays: 0, match: 'any' } as const

function state(key: StateDimension, zh: string, en: string, strength: Strength): Rule {
  return {
    ...everywhere,
    key,
    name: { zh, en },
    conditions: [{ dimension: key }],
    effect: { kind: 'blocking', strength },
  }
}

function numeric(
  key: string,
  name: { zh: string; en: string },
  dimension: NumericDimension,
  threshold: string,
  strength: Strength,
): Rule {
  const conditions = [{ dimension, boundary: 'gt', threshold }] as const
  return { ...everywhere, key, name, conditions, effect: { kind: 'blocking', strength } }
}

/** The rules of a new installation. A limit may be used up exactly. */
export const initialRules: RulesDocument = {
  rules: [
    state('customer_blacklisted', '黑名单客户', 'Blacklisted customer', 'block'),
    state('account_blocked', '账户已停用', 'Account blocked', 'block'),
    state('account_frozen', '账户已冻结', 'Account frozen', 'hold'),
    state('forced_hold', '强制冻结', 'Forced hold', 'hold'),
    state('fx_rate_missing', '缺少汇率', 'Exchange rate missing', 'hold'),
    state('no_limit', '未授信', 'No limit granted', 'hold'),
    state('limit_expired', '额度已到期', 'Limit expired', 'hold'),
    numeric(
      'limit',
      { zh: '超出信用额度', en: 'Over the credit limit' },
      'utilisation_percent',
      '100.0',
      'hold',
    ),
    numeric(
      'group_limit',
      { zh: '超出集团额度', en: 'Over the group limit' },
      'group_utilisation_percent',
      '100.0',
      'hold',
    ),
    numeric(
      'overdue',
      { zh: '逾期超过 30 天', en: 'More than 30 days past due' },
      'overdue_days',
      '30',
      'hold',
    ),
    numeric(
      'utilisation_warning',
      { zh: '额度使用超过 90 %', en: 'Limit used above 90 %' },
      'utilisation_percent',
      '90.0',
      'warn',
    ),
  ],
}
