import type { Bilingual } from '../../../kernel/bilingual.js'
import type { DocumentPart } from '../../approvals/domain/document-change.js'
import { valueText } from './explain.js'
import type { Indicator, MissingPolicy, NumberBin, Scorecard, Veto } from './scorecard.js'

const same = (text: string | number): Bilingual => ({ zh: String(text), en: String(text) })
const percent = (basisPoints: number) => same(`${basisPoints / 100}%`)
const points = (hundredths: number) => same(hundredths / 100)

const missingWords: Readonly<Record<MissingPolicy, Bilingual>> = {
  exclude: { zh: '剔除，其余按比例', en: 'left out' },
  neutral: { zh: '按中性分', en: 'neutral points' },
  worst: { zh: '按最低分', en: 'fewest points' },
}

/** A scorecard as parts that can be compared and read: its frame, dimensions with their indicators, grades, vetoes. */
export function scorecardInWords(scorecard: Scorecard): DocumentPart[] {
  return [
    framePart(scorecard),
    ...scorecard.dimensions.flatMap((dimension) => [
      {
        key: `dimension/${dimension.code}`,
        name: dimension.label,
        fields: [{ name: { zh: '维度权重', en: 'Weight' }, text: percent(dimension.weightBasisPoints) }],
      },
      ...dimension.indicators.map((indicator) => indicatorPart(indicator, dimension.label)),
    ]),
    gradesPart(scorecard),
    ...scorecard.vetoes.map(vetoPart),
  ]
}

function framePart(scorecard: Scorecard): DocumentPart {
  return {
    key: 'frame',
    name: { zh: '总则', en: 'Frame' },
    fields: [
      { name: { zh: '标题', en: 'Title' }, text: scorecard.title },
      { name: { zh: '说明', en: 'Description' }, text: scorecard.description },
      { name: { zh: '中性分', en: 'Neutral points' }, text: same(scorecard.neutralPoints) },
      { name: { zh: '提醒线', en: 'Alert below' }, text: points(scorecard.alertBelowHundredths) },
    ],
  }
}

function indicatorPart(indicator: Indicator, dimension: Bilingual): DocumentPart {
  const { label, weightBasisPoints, whenMissing, bins, codes } = indicator
  const { zh, en } = valueText(indicator.feature, null)
  return {
    key: `indicator/${indicator.code}`,
    name: { zh: `${dimension.zh} · ${label.zh}`, en: `${dimension.en} · ${label.en}` },
    fields: [
      { name: { zh: '权重', en: 'Weight' }, text: percent(weightBasisPoints) },
      { name: { zh: `${zh}时`, en: `When ${en}` }, text: missingWords[whenMissing] },
      ...(bins.length > 0
        ? [{ name: { zh: '分档', en: 'Bins' }, text: binsText(indicator, bins) }]
        : codes.map(({ code, points: given }) => ({
            name: valueText(indicator.feature, code),
            text: same(given),
          }))),
    ],
  }
}

/** All bins in one line: `< 62.5 %: 45 · ≥ 62.5 %: 90`. */
function binsText(indicator: Indicator, bins: readonly NumberBin[]): Bilingual {
  const parts = bins.map(({ from, to, points: given }) => {
    const [low, high] = [valueText(indicator.feature, from), valueText(indicator.feature, to)]
    if (from === null && to === null) return same(given)
    if (from === null) return { zh: `< ${high.zh}：${given}`, en: `< ${high.en}: ${given}` }
    if (to === null) return { zh: `≥ ${low.zh}：${given}`, en: `≥ ${low.en}: ${given}` }
    return { zh: `${low.zh} – ${high.zh}：${given}`, en: `${low.en} – ${high.en}: ${given}` }
  })
  return { zh: parts.map(({ zh }) => zh).join(' · '), en: parts.map(({ en }) => en).join(' · ') }
}

function gradesPart({ grades, coverageCaps }: Scorecard): DocumentPart {
  return {
    key: 'grades',
    name: { zh: '等级与封顶', en: 'Grades and caps' },
    fields: [
      ...grades.map(({ grade, fromHundredths }) => ({
        name: { zh: `${grade} 级起点`, en: `${grade} from` },
        text: points(fromHundredths),
      })),
      ...coverageCaps.map(({ belowBasisPoints, gradeAtMost }) => ({
        name: {
          zh: `覆盖率低于 ${belowBasisPoints / 100}%`,
          en: `Coverage below ${belowBasisPoints / 100} %`,
        },
        text: { zh: `最高 ${gradeAtMost}`, en: `${gradeAtMost} at most` },
      })),
    ],
  }
}

function vetoPart(veto: Veto): DocumentPart {
  const { when, unknownAtMost } = veto
  const values = when.kind === 'one-of' ? when.values : []
  const shown = values.map((value) => valueText(veto.feature, value === '1' ? 1 : value))
  return {
    key: `veto/${veto.code}`,
    name: { zh: `一票否决 · ${veto.label.zh}`, en: `Veto · ${veto.label.en}` },
    fields: [
      {
        name: { zh: '条件', en: 'When' },
        text:
          when.kind === 'at-least'
            ? atLeast(valueText(veto.feature, when.value))
            : { zh: shown.map(({ zh }) => zh).join('、'), en: shown.map(({ en }) => en).join(', ') },
      },
      { name: { zh: '等级最高', en: 'Grade at most' }, text: same(veto.gradeAtMost) },
      {
        name: { zh: '未核查时最高', en: 'Until checked at most' },
        text: unknownAtMost === null ? { zh: '不限', en: 'no limit' } : same(unknownAtMost),
      },
    ],
  }
}

function atLeast({ zh, en }: Bilingual): Bilingual {
  return { zh: `≥ ${zh}`, en: `≥ ${en}` }
}
