import type { Bilingual } from '../../../kernel/bilingual.js'
import type { DocumentPart } from '../../approvals/domain/document-change.js'
import type { Checkpoint, Condition, NumericDimension, Rule, RulesDocument, StateDimension } from './rules.js'

/** The rules as parts that can be compared and read. Rules of one key with different scopes are different parts. */
export function rulesInWords({ rules }: RulesDocument): DocumentPart[] {
  return rules.map((rule) => ({
    key: `${rule.key}/${JSON.stringify(rule.scope)}`,
    name: rule.name,
    fields: fieldsOf(rule),
  }))
}

function fieldsOf(rule: Rule): DocumentPart['fields'] {
  const { scope } = rule
  return [
    { name: { zh: '名称', en: 'Name' }, text: rule.name },
    { name: { zh: '效果', en: 'Effect' }, text: effectOf(rule.effect) },
    {
      name: { zh: '条件', en: 'Conditions' },
      text: joined(rule.conditions.map(conditionOf), rule.match === 'any' ? OR : AND),
    },
    {
      name: { zh: '检查环节', en: 'Checkpoints' },
      text: joined(
        rule.checkpoints.map((one) => points[one]),
        COMMA,
      ),
    },
    {
      name: { zh: '宽限天数', en: 'Days of grace' },
      text: same(rule.graceDays === 0 ? '' : String(rule.graceDays)),
    },
    { name: { zh: '自动放行', en: 'Release by itself' }, text: autoOf(rule.autoRelease) },
    { name: { zh: '客户', en: 'Customers' }, text: same((scope.customers ?? []).join(', ')) },
    { name: { zh: '信用段', en: 'Segments' }, text: same((scope.segments ?? []).join(', ')) },
    { name: { zh: '信用等级', en: 'Grades' }, text: same((scope.grades ?? []).join(', ')) },
    { name: { zh: '行业', en: 'Industries' }, text: same((scope.industries ?? []).join(', ')) },
  ]
}

const OR = { zh: ' 或 ', en: ' or ' }
const AND = { zh: ' 且 ', en: ' and ' }
const COMMA = { zh: '、', en: ', ' }

const same = (text: string): Bilingual => ({ zh: text, en: text })

function joined(texts: readonly Bilingual[], between: Bilingual): Bilingual {
  return {
    zh: texts.map(({ zh }) => zh).join(between.zh),
    en: texts.map(({ en }) => en).join(between.en),
  }
}

const points: Readonly<Record<Checkpoint, Bilingual>> = {
  order: { zh: '订单', en: 'order' },
  delivery: { zh: '发货', en: 'delivery' },
  invoice: { zh: '开票', en: 'invoice' },
}

function autoOf(value: boolean | undefined): Bilingual {
  if (value === undefined) return { zh: '按信用段', en: 'as the segment says' }
  return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' }
}

function effectOf(effect: Rule['effect']): Bilingual {
  if (effect.kind === 'blocking') return strengths[effect.strength]
  if (effect.keys === 'all') return { zh: '排除全部规则', en: 'lets every rule pass' }
  return { zh: `排除 ${effect.keys.join('、')}`, en: `lets pass ${effect.keys.join(', ')}` }
}

const strengths = {
  warn: { zh: '预警', en: 'warn' },
  hold: { zh: '冻结', en: 'hold' },
  block: { zh: '拦截', en: 'block' },
} as const

function conditionOf(condition: Condition): Bilingual {
  if (condition.dimension === 'grade_below') {
    return { zh: `信用等级低于 ${condition.grade}`, en: `grade below ${condition.grade}` }
  }
  if (!('threshold' in condition)) return states[condition.dimension]
  const { zh, en, unit } = measures[condition.dimension]
  if (condition.dimension === 'coverage_percent_below') {
    return { zh: `${zh} < ${condition.threshold}%`, en: `${en} < ${condition.threshold}%` }
  }
  const sign = condition.boundary === 'gt' ? '>' : '≥'
  const value = `${sign} ${condition.threshold}${unit}`
  return { zh: `${zh} ${value}`, en: `${en} ${value}` }
}

const measures: Readonly<Record<NumericDimension, Bilingual & { readonly unit: string }>> = {
  utilisation_percent: { zh: '额度使用率', en: 'use of the limit', unit: '%' },
  group_utilisation_percent: { zh: '信用组额度使用率', en: 'use of the group limit', unit: '%' },
  order_amount: { zh: '单笔金额', en: 'amount of the order', unit: '' },
  overdue_amount: { zh: '逾期金额', en: 'overdue amount', unit: '' },
  overdue_percent: { zh: '逾期占应收比例', en: 'overdue share of receivables', unit: '%' },
  overdue_days: { zh: '最长逾期天数', en: 'days past due', unit: '' },
  oldest_item_days: { zh: '最早未清单据账龄天数', en: 'age of the oldest item in days', unit: '' },
  broken_promises: { zh: '未兑现付款承诺次数', en: 'broken promises', unit: '' },
  coverage_percent_below: { zh: '评级数据覆盖率', en: 'known rating data', unit: '%' },
  terms_days_over: { zh: '账期超出政策天数', en: 'days of terms over the policy', unit: '' },
}

const states: Readonly<Record<StateDimension, Bilingual>> = {
  no_limit: { zh: '未授信', en: 'no limit granted' },
  limit_expired: { zh: '额度已到期', en: 'limit expired' },
  account_frozen: { zh: '账户已冻结', en: 'account frozen' },
  account_blocked: { zh: '账户已停用', en: 'account blocked' },
  customer_blacklisted: { zh: '黑名单客户', en: 'customer blacklisted' },
  rating_missing: { zh: '没有评级', en: 'no rating' },
  fx_rate_missing: { zh: '缺少汇率', en: 'exchange rate missing' },
  forced_hold: { zh: '强制冻结', en: 'forced hold' },
}
