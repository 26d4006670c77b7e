import type { Bilingual } from '../../../kernel/bilingual.js'
import { features } from './features.js'
import { grades, type ScaleGrade } from './grade-scale.js'
import { countsAs, indicatorsOf, lettersOf, type Profile, type Scorecard } from './scorecard.js'

const WHOLE = 10_000

/** What is wrong with the grade bands: their order, scale, floors, and as what nine grades count. */
export function bandFaults(scorecard: Scorecard): Bilingual[] {
  const { grades: bands, scale = 'five' } = scorecard
  const letters = lettersOf(scorecard)
  const places = bands.map(({ grade }) => letters.indexOf(grade))
  const falls = bands.every(
    ({ fromHundredths }, index) =>
      index === 0 ||
      (fromHundredths < (bands[index - 1]?.fromHundredths ?? 0) &&
        (places[index] ?? 0) > (places[index - 1] ?? 0)),
  )
  const faults: Bilingual[] = []
  if (!falls || bands.at(-1)?.fromHundredths !== 0)
    faults.push({
      zh: '等级须由好到差、起点依次降低，最后一级从 0 分起',
      en: 'grade bands must fall and end with 0',
    })
  if (scale === 'five' && bands.some((band) => band.countsAs !== undefined))
    faults.push({ zh: '五级制的等级不需要对应关系', en: 'on five grades no band counts as another' })
  const five = bands.map(({ grade }) => grades.indexOf(countsAs(scorecard, grade)))
  if (five.some((place, index) => index > 0 && place < (five[index - 1] ?? 0)))
    faults.push({
      zh: '较差的等级不能对应五级中较好的等级',
      en: 'a worse grade must not count as a better one of the five',
    })
  return [...faults, ...letterFaults(scorecard), ...floorFaults(scorecard)]
}

/** Letters that the scale does not have. */
function letterFaults(scorecard: Scorecard): Bilingual[] {
  const letters = lettersOf(scorecard)
  const used: (ScaleGrade | null)[] = [
    ...scorecard.grades.map(({ grade }) => grade),
    ...scorecard.coverageCaps.map(({ gradeAtMost }) => gradeAtMost),
    ...scorecard.vetoes.flatMap(({ gradeAtMost, unknownAtMost }) => [gradeAtMost, unknownAtMost]),
  ]
  const foreign = [...new Set(used.filter((letter) => letter !== null && !letters.includes(letter)))]
  return foreign.map((letter) => ({
    zh: `所用等级制没有 ${letter ?? ''} 级`,
    en: `grade ${letter ?? ''} is not on the scale of the scorecard`,
  }))
}

function floorFaults({ grades: bands, dimensions }: Scorecard): Bilingual[] {
  const codes = dimensions.map(({ code }) => code)
  return bands.flatMap(({ grade, floors = [] }, index) => {
    if (index === bands.length - 1 && floors.length > 0)
      return [{ zh: `最后一级 ${grade} 不能设维度下限`, en: `the last grade ${grade} cannot need anything` }]
    const unknown = floors.filter(({ dimension }) => !codes.includes(dimension))
    const repeated = floors.some(
      ({ dimension }, place) => floors.findIndex((one) => one.dimension === dimension) !== place,
    )
    return [
      ...unknown.map(({ dimension }) => ({
        zh: `${grade} 级的下限所指维度“${dimension}”不存在`,
        en: `grade ${grade} needs points of an unknown dimension ${dimension}`,
      })),
      ...(repeated
        ? [{ zh: `${grade} 级对同一维度设了两个下限`, en: `grade ${grade} has two floors for one dimension` }]
        : []),
    ]
  })
}

/** Vetoes whose condition does not fit their feature. */
export function vetoFaults({ vetoes }: Scorecard): Bilingual[] {
  return vetoes
    .filter(({ feature, when }) => when.kind === 'at-least' && features[feature].unit === 'code')
    .map(({ code, label }) => ({
      zh: `一票否决“${label.zh}”的数据不是数，不能比较大小`,
      en: `veto ${code} compares a code with a number`,
    }))
}

export function profileFaults(scorecard: Scorecard): Bilingual[] {
  const codes = new Set(indicatorsOf(scorecard).map(({ code }) => code))
  return (scorecard.profiles ?? []).flatMap((profile) => [
    ...weightsOfProfile(profile, codes),
    ...conditionsOfProfile(profile),
  ])
}

function weightsOfProfile({ code, label, indicators }: Profile, known: ReadonlySet<string>): Bilingual[] {
  const total = indicators.reduce((sum, one) => sum + one.weightBasisPoints, 0)
  const unknown = indicators.filter((one) => !known.has(one.code))
  const repeated = new Set(indicators.map((one) => one.code)).size !== indicators.length
  return [
    ...(total === WHOLE
      ? []
      : [
          {
            zh: `适用方案“${label.zh}”的权重合计为 ${total / 100}%，应为 100%`,
            en: `weights of profile ${code} sum to ${total} instead of ${WHOLE}`,
          },
        ]),
    ...unknown.map((one) => ({
      zh: `适用方案“${label.zh}”所用指标“${one.code}”不存在`,
      en: `profile ${code} uses an unknown indicator ${one.code}`,
    })),
    ...(repeated
      ? [{ zh: `适用方案“${label.zh}”重复使用同一指标`, en: `profile ${code} uses an indicator twice` }]
      : []),
  ]
}

function conditionsOfProfile({ code, label, when }: Profile): Bilingual[] {
  const misfits = when.filter(({ feature, kind }) => {
    const isCode = features[feature].unit === 'code'
    return kind === 'starts-with' ? !isCode : kind !== 'one-of' && isCode
  })
  return misfits.map(({ feature }) => ({
    zh: `适用方案“${label.zh}”的条件与数据“${features[feature].label.zh}”不符`,
    en: `a condition of profile ${code} does not fit the feature ${feature}`,
  }))
}
