import type { Bilingual } from '../../../kernel/bilingual.js'
import type { DocumentPart } from '../../approvals/domain/document-change.js'
import { valueText } from './explain.js'
import { features } from './features.js'
import { indicatorsOf, type Profile, type ProfileCondition, type Scorecard } from './scorecard.js'

/** A profile: whom it is for, its place among the others, and its weights. */
export function profilePart(scorecard: Scorecard, profile: Profile, place: number): DocumentPart {
  const indicators = new Map(indicatorsOf(scorecard).map((one) => [one.code, one]))
  const conditions = profile.when.map(conditionText)
  return {
    key: `profile/${profile.code}`,
    name: { zh: `适用方案 · ${profile.label.zh}`, en: `Profile · ${profile.label.en}` },
    fields: [
      { name: { zh: '顺序', en: 'Order' }, text: { zh: String(place + 1), en: String(place + 1) } },
      {
        name: { zh: '适用于', en: 'For' },
        text: {
          zh: conditions.map(({ zh }) => zh).join('，且'),
          en: conditions.map(({ en }) => en).join(' and '),
        },
      },
      ...profile.indicators.map(({ code, weightBasisPoints, whenMissing }) => {
        const { label, whenMissing: usual } = indicators.get(code) ?? { label: { zh: code, en: code } }
        const own = whenMissing === undefined || whenMissing === usual ? '' : ` (${whenMissing})`
        const text = `${weightBasisPoints / 100}%${own}`
        return {
          name: { zh: `${label.zh}的权重`, en: `Weight of ${label.en}` },
          text: { zh: text, en: text },
        }
      }),
    ],
  }
}

/** One condition: `合作时长 < 12 个月（或未知）`. */
export function conditionText(condition: ProfileCondition): Bilingual {
  const { zh, en } = features[condition.feature].label
  const or = condition.orUnknown ? { zh: '（或未知）', en: ' (or unknown)' } : { zh: '', en: '' }
  switch (condition.kind) {
    case 'one-of':
    case 'starts-with': {
      const values = condition.values.join(' / ')
      const starts = condition.kind === 'starts-with'
      return {
        zh: `${zh}${starts ? '以此开头：' : '为'} ${values}${or.zh}`,
        en: `${en} ${starts ? 'begins with' : 'is'} ${values}${or.en}`,
      }
    }
    case 'below':
    case 'at-least': {
      const sign = condition.kind === 'below' ? '<' : '≥'
      const bound = valueText(condition.feature, condition.value)
      return { zh: `${zh} ${sign} ${bound.zh}${or.zh}`, en: `${en} ${sign} ${bound.en}${or.en}` }
    }
  }
}
