import { counted } from '../../../kernel/counted.js'
import type { Bilingual } from '../../../kernel/bilingual.js'
import { factValueLabel } from '../../facts/domain/catalogue.js'
import type { Contribution, GradeCap } from './evaluate.js'
import { features, type FeatureCode, type FeatureUnit, type FeatureValue } from './features.js'
import { unitOf, type Indicator, type Scorecard } from './scorecard.js'

/** A feature's value in words: `62 %`, `12.5 天`. */
export function valueText(feature: FeatureCode, value: FeatureValue): Bilingual {
  if (value === null) return { zh: '未知', en: 'unknown' }
  if (typeof value === 'string') return codeText(feature, value)
  return numberText(features[feature].unit, value)
}

/** The value of an indicator in words, whether a feature's or a formula's. */
export function indicatorText(indicator: Indicator, value: FeatureValue): Bilingual {
  if (indicator.feature !== null) return valueText(indicator.feature, value)
  return typeof value === 'number' ? numberText(unitOf(indicator), value) : { zh: '未知', en: 'unknown' }
}

function numberText(unit: FeatureUnit, value: number): Bilingual {
  switch (unit) {
    case 'basis-points':
      return both(`${decimal(value, 100)} %`)
    case 'tenth-days':
      return { zh: `${decimal(value, 10)} 天`, en: counted(decimal(value, 10), 'day') }
    case 'days':
      return { zh: `${value} 天`, en: counted(value, 'day') }
    case 'months':
      return { zh: `${value} 个月`, en: counted(value, 'month') }
    case 'years':
      return { zh: `${value} 年`, en: counted(value, 'year') }
    case 'ten-thousand':
      return { zh: `${value} 万元`, en: (value * 10_000).toLocaleString('en-US') }
    case 'hundredths':
      return { zh: `${decimal(value, 100)} 分`, en: counted(decimal(value, 100), 'point') }
    case 'flag':
      return value === 0 ? { zh: '否', en: 'no' } : { zh: '是', en: 'yes' }
    case 'count':
    case 'code':
      return both(String(value))
  }
}

const statusTexts: Readonly<Record<string, Bilingual>> = {
  active: { zh: '正常', en: 'active' },
  inactive: { zh: '停用', en: 'inactive' },
  blacklisted: { zh: '黑名单', en: 'blacklisted' },
}

function codeText(feature: FeatureCode, code: string): Bilingual {
  return (feature === 'customer_status' ? statusTexts[code] : factValueLabel(feature, code)) ?? both(code)
}

/** A whole number over 10 or 100 without superfluous zeros: 6250 / 100 is `62.5`. */
function decimal(value: number, denominator: 10 | 100): string {
  return String(value / denominator)
}

function both(text: string): Bilingual {
  return { zh: text, en: text }
}

/** Why an indicator gave what it gave: `近12个月准时付款率 62 %，得 45 分`. */
export function contributionReason(indicator: Indicator, contribution: Contribution): Bilingual {
  const { zh, en } = indicator.label
  const value = indicatorText(indicator, contribution.value)
  const points = contribution.points ?? 0
  switch (contribution.treatment) {
    case 'scored':
      return {
        zh: `${zh} ${value.zh}，得 ${points} 分`,
        en: `${en} ${value.en}: ${counted(points, 'point')}`,
      }
    case 'stale':
      return {
        zh: `${zh} ${value.zh}（数据已过期），仍按 ${points} 分计`,
        en: `${en} ${value.en} (out of date), still counted with ${counted(points, 'point')}`,
      }
    case 'excluded':
      return {
        zh: `${zh}${unknownZh(contribution)}，不计分，其余指标按比例折算`,
        en: `${en} ${unknownEn(contribution)}: left out, the other indicators count in proportion`,
      }
    case 'neutral':
      return {
        zh: `${zh}${unknownZh(contribution)}，按中性 ${points} 分计`,
        en: `${en} ${unknownEn(contribution)}: counted as neutral, ${counted(points, 'point')}`,
      }
    case 'worst':
      return {
        zh: `${zh}${unknownZh(contribution)}，按最低 ${points} 分计`,
        en: `${en} ${unknownEn(contribution)}: counted as worst, ${counted(points, 'point')}`,
      }
  }
}

function unknownZh(contribution: Contribution): string {
  return contribution.value === null ? '未知' : '数据已过期'
}

function unknownEn(contribution: Contribution): string {
  return contribution.value === null ? 'unknown' : 'out of date'
}

/** Why the grade is limited. */
export function capReason(scorecard: Scorecard, cap: GradeCap, coverage: number): Bilingual {
  const veto = scorecard.vetoes.find(({ code }) => code === cap.code)
  const label = veto?.label ?? both(cap.code)
  switch (cap.kind) {
    case 'coverage':
      return {
        zh: `数据覆盖率 ${decimal(coverage, 100)} %，等级最高 ${cap.gradeAtMost}`,
        en: `Only ${decimal(coverage, 100)} % of the data is known: grade ${cap.gradeAtMost} at most`,
      }
    case 'veto':
      return {
        zh: `一票否决：${label.zh}，等级最高 ${cap.gradeAtMost}`,
        en: `Veto: ${label.en}; grade ${cap.gradeAtMost} at most`,
      }
    case 'ceiling':
      return {
        zh: `评级上限：${label.zh}，等级最高 ${cap.gradeAtMost}`,
        en: `Ceiling: ${label.en}; grade ${cap.gradeAtMost} at most`,
      }
    case 'unverified':
      return {
        zh: `尚未核查“${label.zh}”，等级最高 ${cap.gradeAtMost}`,
        en: `Not yet checked: ${label.en}; grade ${cap.gradeAtMost} at most`,
      }
    case 'floor':
      return floorReason(scorecard, cap)
  }
}

/** Which floor is missed: `“财务健康”得 45.2 分，AA 级至少需 60 分，等级最高 A`. */
function floorReason(scorecard: Scorecard, { code, gradeAtMost, floor }: GradeCap): Bilingual {
  const { label = both(code) } = scorecard.dimensions.find((dimension) => dimension.code === code) ?? {}
  const [grade, atLeast] = [floor?.grade ?? '', floor?.atLeast ?? 0]
  const points = floor?.points ?? null
  return {
    zh: `“${label.zh}”${points === null ? '没有数据' : `得 ${decimal(points, 100)} 分`}，${grade} 级至少需 ${atLeast} 分，等级最高 ${gradeAtMost}`,
    en: `${label.en} ${points === null ? 'is unknown' : `has ${counted(decimal(points, 100), 'point')}`}, grade ${grade} needs at least ${atLeast}: grade ${gradeAtMost} at most`,
  }
}
