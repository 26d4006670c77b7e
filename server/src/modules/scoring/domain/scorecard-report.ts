import type { Bilingual } from '../../../kernel/bilingual.js'
import type { BookPreview } from './book-engine.js'
import { indicatorsOf, lettersOf, type Indicator, type Scorecard } from './scorecard.js'

/** A share of the book that moves by so much at once deserves a second look. */
const MOVED_SHARE = 0.3
const RANK_LOST = 0.01

/** What is allowed but should be looked at before a scorecard goes live. */
export function scorecardWarnings(scorecard: Scorecard, preview: BookPreview): Bilingual[] {
  const indicators = indicatorsOf(scorecard)
  return [
    ...emptySteps(indicators, preview),
    ...indicators.flatMap(unknownToMost(preview)),
    ...gradeWarnings(scorecard, preview),
    ...emptyProfiles(scorecard, preview),
    ...bookWarnings(preview),
  ]
}

/** One note for all indicators with bins, or stretches of a line, into which nobody falls. */
function emptySteps(indicators: readonly Indicator[], preview: BookPreview): Bilingual[] {
  const found = indicators.flatMap(({ code, codes, label }) => {
    const steps = preview.spread.find((one) => one.indicator === code)?.steps ?? []
    const empty = steps.filter(({ customers }) => customers === 0).length
    const isKnown = empty < steps.length
    return codes.length === 0 && isKnown && empty > 0 ? [{ label, empty }] : []
  })
  if (found.length === 0) return []
  return [
    {
      zh: `${found.length} 个指标有没有任何客户的分档：${found.map(({ label, empty }) => `${label.zh}（${empty}）`).join('、')}`,
      en: `Indicators with bins into which no customer falls: ${found.map(({ label, empty }) => `${label.en} (${empty})`).join(', ')}`,
    },
  ]
}

function emptyProfiles({ profiles = [] }: Scorecard, { after }: BookPreview): Bilingual[] {
  return profiles
    .filter(({ code }) => {
      const counts = after.profiles.find((one) => one.code === code)?.grades ?? []
      return counts.every(({ customers }) => customers === 0)
    })
    .map(({ label }) => ({
      zh: `适用方案“${label.zh}”没有任何客户`,
      en: `No customer is rated by the profile ${label.en}`,
    }))
}

function unknownToMost(preview: BookPreview): (indicator: Indicator) => Bilingual[] {
  return (indicator) => {
    const spread = preview.spread.find((one) => one.indicator === indicator.code)
    const missing = spread?.missing.customers ?? 0
    if (preview.customers === 0 || missing * 10 <= preview.customers * 9) return []
    const { zh, en } = indicator.label
    return [
      {
        zh: `“${zh}”九成以上的客户没有数据，权重 ${indicator.weightBasisPoints / 100}% 基本不起作用`,
        en: `${en}: unknown for more than nine in ten customers, so its weight of ${indicator.weightBasisPoints / 100} % hardly counts`,
      },
    ]
  }
}

function gradeWarnings(scorecard: Scorecard, { after }: BookPreview): Bilingual[] {
  const rates = after.grades.map(({ customers, bad }) => (customers === 0 ? null : bad / customers))
  const unordered = after.grades.slice(1).flatMap(({ grade }, place) => {
    const [better, worse] = [rates[place] ?? null, rates[place + 1] ?? null]
    return better !== null && worse !== null && better > worse ? [grade] : []
  })
  const absent = lettersOf(scorecard).filter(
    (grade) => !scorecard.grades.some((band) => band.grade === grade),
  )
  return [
    ...unordered.map((grade) => ({
      zh: `${grade} 级的坏客户比例低于上一级，等级没有按风险排序`,
      en: `Grade ${grade} has a lower share of bad customers than the grade above it: the grades do not rank the risk`,
    })),
    ...absent.map((grade) => ({
      zh: `评分卡没有 ${grade} 级的分数线`,
      en: `The scorecard has no band for grade ${grade}`,
    })),
  ]
}

function bookWarnings({ customers, up, down, now, after }: BookPreview): Bilingual[] {
  const moved = customers === 0 ? 0 : (up + down) / customers
  const lost = now.auc !== null && after.auc !== null && after.auc < now.auc - RANK_LOST
  return [
    ...(moved > MOVED_SHARE
      ? [
          {
            zh: `${(moved * 100).toFixed(1)}% 的客户等级会改变`,
            en: `${(moved * 100).toFixed(1)} % of the customers change their grade`,
          },
        ]
      : []),
    ...(lost
      ? [
          {
            zh: `区分好坏客户的能力下降：AUC 由 ${(now.auc ?? 0).toFixed(3)} 变为 ${(after.auc ?? 0).toFixed(3)}`,
            en: `It tells bad from good less well: AUC from ${(now.auc ?? 0).toFixed(3)} to ${(after.auc ?? 0).toFixed(3)}`,
          },
        ]
      : []),
  ]
}
