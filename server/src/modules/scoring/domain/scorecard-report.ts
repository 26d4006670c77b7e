import type { Bilingual } from '../../../kernel/bilingual.js'
import type { BookPreview } from './book-engine.js'
import { grades, indicatorsOf, type Indicator, type Scorecard } from './scorecard.js'

/** A share of the book that moves by so much at once deserves a second look. */
const MOVED_SHARE = 0.3
const RANK_LOST = 0.01

/** What is allowed but should be looked at before a scorecard goes live. */
export function scorecardWarnings(scorecard: Scorecard, preview: BookPreview): Bilingual[] {
  const indicators = indicatorsOf(scorecard)
  return [
    ...indicators.flatMap(emptyBins(preview)),
    ...indicators.flatMap(unknownToMost(preview)),
    ...gradeWarnings(scorecard, preview),
    ...bookWarnings(preview),
  ]
}

function emptyBins(preview: BookPreview): (indicator: Indicator) => Bilingual[] {
  return (indicator) => {
    const spread = preview.spread.find((one) => one.indicator === indicator.code)
    const empty = spread?.steps.slice(0, indicator.bins.length).filter(({ customers }) => customers === 0)
    const known = spread?.steps.reduce((sum, { customers }) => sum + customers, 0) ?? 0
    if (!empty || empty.length === 0 || known === 0 || indicator.bins.length === 0) return []
    const { zh, en } = indicator.label
    return [
      {
        zh: `“${zh}”有 ${empty.length} 个分档没有任何客户`,
        en: `${en}: no customer falls into ${empty.length} of its bins`,
      },
    ]
  }
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
  const unordered = grades.slice(1).filter((_, place) => {
    const [better, worse] = [rates[place] ?? null, rates[place + 1] ?? null]
    return better !== null && worse !== null && better > worse
  })
  const absent = grades.filter((grade) => !scorecard.grades.some((band) => band.grade === grade))
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
