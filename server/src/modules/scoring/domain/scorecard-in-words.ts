import type { Bilingual } from '../../../kernel/bilingual.js'
import type { DocumentPart } from '../../approvals/domain/document-change.js'
import { indicatorText, valueText } from './explain.js'
import { profilePart } from './profile-in-words.js'
import {
  countsAs,
  rejects,
  type GradeBand,
  type Indicator,
  type MissingPolicy,
  type NumberBin,
  type Scorecard,
  type Veto,
} from './scorecard.js'

const same = (text: string | number): Bilingual => ({ zh: String(text), en: String(text) })
const percent = (basisPoints: number) => same(`${basisPoints / 100}%`)
const points = (hundredths: number) => same(hundredths / 100)

export const missingWords: Readonly<Record<MissingPolicy, Bilingual>> = {
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
    ...scorecard.vetoes.map((veto) => vetoPart(scorecard, veto)),
    ...(scorecard.profiles ?? []).map((profile, place) => profilePart(scorecard, profile, place)),
  ]
}

function framePart(scorecard: Scorecard): DocumentPart {
  return {
    key: 'frame',
    name: { zh: '总则', en: 'Frame' },
    fields: [
      { name: { zh: '标题', en: 'Title' }, text: scorecard.title },
      { name: { zh: '说明', en: 'Description' }, text: scorecard.description },
      {
        name: { zh: '等级制', en: 'Grades' },
        text: scorecard.scale === 'nine' ? { zh: '九级', en: 'nine' } : { zh: '五级', en: 'five' },
      },
      { name: { zh: '中性分', en: 'Neutral points' }, text: same(scorecard.neutralPoints) },
      { name: { zh: '提醒线', en: 'Alert below' }, text: points(scorecard.alertBelowHundredths) },
    ],
  }
}

function indicatorPart(indicator: Indicator, dimension: Bilingual): DocumentPart {
  const { label, weightBasisPoints, whenMissing, bins, codes, formula, line } = indicator
  const { zh, en } = indicatorText(indicator, null)
  return {
    key: `indicator/${indicator.code}`,
    name: { zh: `${dimension.zh} · ${label.zh}`, en: `${dimension.en} · ${label.en}` },
    fields: [
      { name: { zh: '权重', en: 'Weight' }, text: percent(weightBasisPoints) },
      ...(formula === undefined
        ? []
        : [{ name: { zh: '公式', en: 'Formula' }, text: same(`${formula.expression} [${formula.unit}]`) }]),
      { name: { zh: `${zh}时`, en: `When ${en}` }, text: missingWords[whenMissing] },
      ...(line === undefined ? [] : [{ name: { zh: '折线', en: 'Line' }, text: lineText(indicator, line) }]),
      ...(bins.length > 0
        ? [{ name: { zh: '分档', en: 'Bins' }, text: binsText(indicator, bins) }]
        : codes.map(({ code, points: given }) => ({
            name: indicator.feature === null ? same(code) : valueText(indicator.feature, code),
            text: same(given),
          }))),
    ],
  }
}

/** All bins in one line: `< 62.5 %: 45 · ≥ 62.5 %: 90`. */
function binsText(indicator: Indicator, bins: readonly NumberBin[]): Bilingual {
  const parts = bins.map(({ from, to, points: given }) => {
    const [low, high] = [indicatorText(indicator, from), indicatorText(indicator, to)]
    if (from === null && to === null) return same(given)
    if (from === null) return { zh: `< ${high.zh}：${given}`, en: `< ${high.en}: ${given}` }
    if (to === null) return { zh: `≥ ${low.zh}：${given}`, en: `≥ ${low.en}: ${given}` }
    return { zh: `${low.zh} – ${high.zh}：${given}`, en: `${low.en} – ${high.en}: ${given}` }
  })
  return { zh: parts.map(({ zh }) => zh).join(' · '), en: parts.map(({ en }) => en).join(' · ') }
}

/** The corners of a line: `0 %: 100 → 50 %: 20`. */
function lineText(indicator: Indicator, line: NonNullable<Indicator['line']>): Bilingual {
  const corners = line.map(({ at, points: given }) => ({ at: indicatorText(indicator, at), given }))
  return {
    zh: corners.map(({ at, given }) => `${at.zh}：${given}`).join(' → '),
    en: corners.map(({ at, given }) => `${at.en}: ${given}`).join(' → '),
  }
}

/** What a band asks besides its points, and as what it counts. */
function bandFields(scorecard: Scorecard, band: GradeBand): DocumentPart['fields'] {
  const { grade, floors = [] } = band
  const labels = new Map(scorecard.dimensions.map(({ code, label }) => [code, label]))
  return [
    ...(scorecard.scale === 'nine'
      ? [
          {
            name: { zh: `${grade} 级在政策中视同`, en: `${grade} counts in policies as` },
            text: same(countsAs(scorecard, grade)),
          },
        ]
      : []),
    ...floors.map(({ dimension, atLeast }) => {
      const { zh, en } = labels.get(dimension) ?? same(dimension)
      return {
        name: { zh: `${grade} 级：“${zh}”至少`, en: `${grade}: at least in ${en}` },
        text: same(atLeast),
      }
    }),
  ]
}

function gradesPart(scorecard: Scorecard): DocumentPart {
  const { grades, coverageCaps } = scorecard
  return {
    key: 'grades',
    name: { zh: '等级与封顶', en: 'Grades and caps' },
    fields: [
      ...grades.flatMap((band) => [
        {
          name: { zh: `${band.grade} 级起点`, en: `${band.grade} from` },
          text: points(band.fromHundredths),
        },
        ...bandFields(scorecard, band),
      ]),
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

function vetoPart(scorecard: Scorecard, veto: Veto): DocumentPart {
  const { when, unknownAtMost } = veto
  const values = when.kind === 'one-of' ? when.values : []
  const kind = rejects(scorecard, veto) ? { zh: '一票否决', en: 'Veto' } : { zh: '评级上限', en: 'Ceiling' }
  const shown = values.map((value) => valueText(veto.feature, value === '1' ? 1 : value))
  return {
    key: `veto/${veto.code}`,
    name: { zh: `${kind.zh} · ${veto.label.zh}`, en: `${kind.en} · ${veto.label.en}` },
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
