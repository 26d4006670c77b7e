import type { Bilingual } from '../../../../kernel/bilingual.js'
import { valueText } from '../explain.js'
import { features } from '../features.js'
import { parseNumber } from '../statistics/training/column.js'
import type { Contribution } from '../statistics/scorecard/statistical-scorecard.js'
import { isFeatureCode } from './feature-texts.js'

/** Smaller contributions than this many points are not worth a sentence. */
const POINTS_MIN = 0.5

/**
 * What a contribution means in a sentence, with the feature's name and value: `近12个月准时付款率 62 %，使违约概率升高
 * （扣 12.3 分）`. `text` is the value as the model read it.
 */
export function reasonSentence({ feature, points }: Contribution, text: string): Bilingual {
  const { label, value } = inWords(feature, text)
  const amount = Math.abs(points).toFixed(1)
  if (Math.abs(points) < POINTS_MIN) {
    return {
      zh: `${label.zh} ${value.zh}，影响不大`,
      en: `${label.en} ${value.en}: hardly any effect`,
    }
  }
  return points < 0
    ? {
        zh: `${label.zh} ${value.zh}，使违约概率升高（扣 ${amount} 分）`,
        en: `${label.en} ${value.en} raises the probability of default (costs ${amount} points)`,
      }
    : {
        zh: `${label.zh} ${value.zh}，使违约概率降低（加 ${amount} 分）`,
        en: `${label.en} ${value.en} lowers the probability of default (gives ${amount} points)`,
      }
}

function inWords(feature: string, text: string): { readonly label: Bilingual; readonly value: Bilingual } {
  const known = isFeatureCode(feature)
  const label = known ? features[feature].label : { zh: feature, en: feature }
  if (text.trim() === '') return { label, value: { zh: '未知', en: 'unknown' } }
  if (!known) return { label, value: { zh: text, en: text } }
  const value = features[feature].unit === 'code' ? text : (parseNumber(text) ?? text)
  return { label, value: valueText(feature, value) }
}
