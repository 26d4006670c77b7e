import type { Condition, Rule } from './api'
import type { AutoRelease } from './auto-release'

/** What a condition measures in a number; the others state something. */
export const measures = [
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
type Measure = (typeof measures)[number]

export const states = [
  'no_limit',
  'limit_expired',
  'account_frozen',
  'account_blocked',
  'customer_blacklisted',
  'rating_missing',
  'fx_rate_missing',
  'forced_hold',
] as const

export const grades = ['AAA', 'AA', 'A', 'B', 'C'] as const
export const points = ['order', 'delivery', 'invoice'] as const
export const strengths = ['warn', 'hold', 'block'] as const

export interface ConditionFields {
  readonly dimension: Condition['dimension']
  readonly boundary?: 'gt' | 'gte'
  readonly threshold?: string
  readonly grade?: Rule['scope']['grades'] extends readonly (infer G)[] | undefined ? G : never
}

/** A rule as the form holds it. */
export interface RuleFields {
  readonly key: string
  readonly nameZh: string
  readonly nameEn: string
  readonly effect: (typeof strengths)[number] | 'exclusion'
  readonly excluded?: readonly string[]
  readonly match: Rule['match']
  readonly conditions: readonly ConditionFields[]
  readonly checkpoints: Rule['checkpoints']
  readonly customers?: readonly string[]
  readonly segments?: readonly string[]
  readonly grades?: readonly NonNullable<ConditionFields['grade']>[]
  readonly industries?: readonly string[]
  readonly graceDays: number
  readonly release: 'segment' | 'auto' | 'person'
}

export function isMeasure(dimension: Condition['dimension']): dimension is Measure {
  return measures.some((one) => one === dimension)
}

export const newRuleFields: Partial<RuleFields> = {
  effect: 'hold',
  match: 'any',
  conditions: [{ dimension: 'order_amount', boundary: 'gt' }],
  checkpoints: ['order'],
  graceDays: 0,
  release: 'segment',
}

export function toFields({ key, name, effect, scope, autoRelease, ...rest }: Rule): RuleFields {
  return {
    ...{ key, nameZh: name.zh, nameEn: name.en, match: rest.match, graceDays: rest.graceDays },
    ...{ conditions: rest.conditions, checkpoints: rest.checkpoints, ...scope },
    effect: effect.kind === 'blocking' ? effect.strength : 'exclusion',
    ...(effect.kind === 'exclusion' && effect.keys !== 'all' ? { excluded: effect.keys } : {}),
    release: autoRelease === undefined ? 'segment' : autoRelease ? 'auto' : 'person',
  }
}

const filled = <T>(name: string, values: readonly T[] | undefined) =>
  values === undefined || values.length === 0 ? {} : { [name]: [...values] }

function toCondition({
  dimension,
  boundary = 'gt',
  threshold = '0',
  grade = 'B',
}: ConditionFields): Condition {
  if (dimension === 'grade_below') return { dimension, grade }
  if (isMeasure(dimension)) return { dimension, boundary, threshold }
  return { dimension }
}

const releases: Readonly<Record<RuleFields['release'], AutoRelease>> = {
  segment: undefined,
  auto: true,
  person: false,
}

/** The rule that the form describes. An exclusion without named rules excludes all. */
export function toRule(fields: RuleFields): Rule {
  const { effect, excluded = [] } = fields
  const autoRelease = effect === 'hold' ? releases[fields.release] : undefined
  return {
    key: fields.key.trim(),
    name: { zh: fields.nameZh.trim(), en: fields.nameEn.trim() },
    scope: {
      ...filled('customers', fields.customers),
      ...filled('segments', fields.segments),
      ...filled('grades', fields.grades),
      ...filled('industries', fields.industries),
    },
    ...{ checkpoints: [...fields.checkpoints], graceDays: fields.graceDays, match: fields.match },
    conditions: fields.conditions.map(toCondition),
    ...(autoRelease === undefined ? {} : { autoRelease }),
    effect:
      effect === 'exclusion'
        ? { kind: 'exclusion', keys: excluded.length === 0 ? 'all' : [...excluded] }
        : { kind: 'blocking', strength: effect },
  }
}
