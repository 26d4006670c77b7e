import type { Bilingual } from '../../../kernel/bilingual.js'
import type { DocumentPart } from '../../approvals/domain/document-change.js'
import type { AutomaticSettings } from './automatic.js'
import type { Between, CustomerClass } from './customer-class.js'
import type { LossParameters } from './expected-loss.js'
import { grantedBy, grantedInWords } from './granted.js'
import type { CreditPolicy, PolicyRule } from './policy.js'

const same = (text: string | number): Bilingual => ({ zh: String(text), en: String(text) })

/** A share in basis points as a percentage: 12 550 is 125.5%. */
function percent(basisPoints: number): Bilingual {
  return same(`${basisPoints / 100}%`)
}

/** The policy as parts that can be compared and read: its frame, then one part per grade and segments. */
export function policyInWords(policy: CreditPolicy): DocumentPart[] {
  return [
    {
      key: 'frame',
      name: { zh: '总则', en: 'Frame' },
      fields: [
        { name: { zh: '标题', en: 'Title' }, text: policy.title },
        { name: { zh: '说明', en: 'Description' }, text: policy.description },
        { name: { zh: '采购额平均月数', en: 'Months averaged' }, text: same(policy.averageOverMonths) },
        {
          name: { zh: '单次上调上限', en: 'Raise at most' },
          text:
            policy.raiseAtMostBasisPoints === null
              ? { zh: '不限', en: 'without bound' }
              : percent(policy.raiseAtMostBasisPoints),
        },
        { name: { zh: '额度有效位数', en: 'Significant digits' }, text: same(policy.significantDigits) },
        { name: { zh: '最低额度', en: 'Smallest limit' }, text: same(policy.minimum) },
        {
          name: { zh: '忽略变化低于', en: 'Changes ignored below' },
          text: percent(policy.ignoreChangesBelowBasisPoints),
        },
      ],
    },
    ...(policy.classes ?? []).map(classPart),
    ...policy.rules.map(partOf),
    ...(policy.loss ? [lossPart(policy.loss)] : []),
    ...(policy.automatic ? [automaticPart(policy.automatic)] : []),
  ]
}

function automaticPart({ grades, periodDays, raise, cut }: AutomaticSettings): DocumentPart {
  const raised = raise && [
    { name: { zh: '单次最多调高', en: 'Raised at most' }, text: percent(raise.atMostBasisPoints) },
    { name: { zh: '调高金额上限', en: 'Raised at most by' }, text: same(raise.atMostAmount) },
    { name: { zh: '良好记录月数', en: 'Months of good behaviour' }, text: same(raise.goodMonths) },
    { name: { zh: '容忍迟付天数', en: 'Late days tolerated' }, text: same(raise.toleratedLateDays) },
  ]
  const lowered = cut && [
    { name: { zh: '单次最多调低', en: 'Cut at most' }, text: percent(cut.atMostBasisPoints) },
  ]
  return {
    key: 'automatic',
    name: { zh: '自动调整', en: 'Automatic changes' },
    fields: [
      { name: { zh: '等级', en: 'Grades' }, text: same(grades.join(', ')) },
      { name: { zh: '每账户间隔天数', en: 'Days between changes' }, text: same(periodDays) },
      ...(raised ?? []),
      ...(lowered ?? []),
    ],
  }
}

function lossPart({ pdBasisPoints, lgdBasisPoints, unusedDrawnBasisPoints }: LossParameters): DocumentPart {
  return {
    key: 'loss',
    name: { zh: '预期损失参数', en: 'Expected loss' },
    fields: [
      ...Object.entries(pdBasisPoints).map(([grade, share]) => ({
        name: { zh: `${grade} 级年违约率`, en: `Yearly default rate of grade ${grade}` },
        text: percent(share),
      })),
      { name: { zh: '违约损失率', en: 'Loss given default' }, text: percent(lgdBasisPoints) },
      {
        name: { zh: '违约前动用的空闲额度', en: 'Free limit drawn before default' },
        text: percent(unusedDrawnBasisPoints),
      },
    ],
  }
}

function partOf(rule: PolicyRule): DocumentPart {
  const all = rule.segments.length === 0
  const segments = rule.segments.join(', ')
  const classes = [...(rule.classes ?? [])].sort().join(', ')
  return {
    key: `${rule.grade}/${[...rule.segments].sort().join(',')}/${classes}`,
    name: {
      zh: `${rule.grade} 级 · ${all ? '全部信用段' : segments}${classes && ` · ${classes}`}`,
      en: `Grade ${rule.grade} · ${all ? 'every segment' : segments}${classes && ` · ${classes}`}`,
    },
    fields: [
      { name: { zh: '采购额月数', en: 'Months of purchases' }, text: same(rule.months) },
      { name: { zh: '系数', en: 'Factor' }, text: percent(rule.factorBasisPoints) },
      {
        name: { zh: '净资产占比上限', en: 'Share of net assets' },
        text: percent(rule.netAssetsShareBasisPoints),
      },
      {
        name: { zh: '净资产未知时上限', en: 'Cap without net assets' },
        text: same(rule.capWithoutNetAssets),
      },
      { name: { zh: '额度上限', en: 'Cap' }, text: same(rule.cap) },
      { name: { zh: '新客户额度', en: 'Starting limit' }, text: same(rule.startingLimit) },
      ...grantedInWords(grantedBy(rule, null)),
    ],
  }
}

function classPart({ code, name, when }: CustomerClass): DocumentPart {
  const { relationMonths, registeredCapital, industries, regions, field } = when
  const between = (bounds: Between<number | string> | undefined) =>
    bounds && same(`${bounds.from ?? ''}–${bounds.below ?? ''}`)
  const fields = [
    { name: { zh: '名称', en: 'Name' }, text: name },
    { name: { zh: '合作月数', en: 'Months of the relation' }, text: between(relationMonths) },
    { name: { zh: '注册资本', en: 'Registered capital' }, text: between(registeredCapital) },
    { name: { zh: '行业', en: 'Industries' }, text: industries && same(industries.join(', ')) },
    { name: { zh: '地区', en: 'Regions' }, text: regions && same(regions.join(', ')) },
    {
      name: { zh: '自定义字段', en: 'Custom field' },
      text: field && same(`${field.key} = ${field.values.join(', ')}`),
    },
  ]
  return {
    key: `class/${code}`,
    name: { zh: `客户类别 ${code}`, en: `Customer class ${code}` },
    fields: fields.flatMap(({ name: label, text }) => (text === undefined ? [] : [{ name: label, text }])),
  }
}
