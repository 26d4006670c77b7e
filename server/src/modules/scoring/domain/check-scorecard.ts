import type { Bilingual } from '../../../kernel/bilingual.js'
import { bandFaults, profileFaults, vetoFaults } from './check-bands.js'
import { readFormula } from './formula.js'
import { indicatorsOf, unitOf, type Indicator, type Scorecard } from './scorecard.js'

const WHOLE = 10_000

function fault(zh: string, en: string): Bilingual {
  return { zh, en }
}

/** What makes a scorecard unusable, in words; empty when it is sound. */
export function scorecardFaults(scorecard: Scorecard): Bilingual[] {
  const indicators = indicatorsOf(scorecard)
  return [
    ...weightFaults(scorecard),
    ...twice('指标', 'indicator', indicators),
    ...twice('维度', 'dimension', scorecard.dimensions),
    ...twice('一票否决', 'veto', scorecard.vetoes),
    ...twice('适用方案', 'profile', scorecard.profiles ?? []),
    ...indicators.flatMap(indicatorFaults),
    ...bandFaults(scorecard),
    ...vetoFaults(scorecard),
    ...profileFaults(scorecard),
    ...pointsFaults({ zh: '中性分', en: 'neutralPoints' }, scorecard.neutralPoints),
  ]
}

function weightFaults(scorecard: Scorecard): Bilingual[] {
  const faults = scorecard.dimensions.flatMap((dimension) => {
    const sum = sumOf(dimension.indicators.map((indicator) => indicator.weightBasisPoints))
    const { label, code } = dimension
    return sum === dimension.weightBasisPoints
      ? []
      : [
          fault(
            `“${label.zh}”的指标权重合计为 ${sum / 100}%，与维度权重不符`,
            `weights of dimension ${code} sum to ${sum}`,
          ),
        ]
  })
  const total = sumOf(scorecard.dimensions.map((dimension) => dimension.weightBasisPoints))
  if (total === WHOLE) return faults
  return [
    ...faults,
    fault(`权重合计为 ${total / 100}%，应为 100%`, `weights sum to ${total} instead of ${WHOLE}`),
  ]
}

function indicatorFaults(indicator: Indicator): Bilingual[] {
  const { code, label, bins, codes, line = [] } = indicator
  const name = { zh: `“${label.zh}”`, en: code }
  const faults = [...bins, ...codes, ...line].flatMap(({ points }) => pointsFaults(name, points))
  if (!Number.isInteger(indicator.weightBasisPoints) || indicator.weightBasisPoints <= 0)
    faults.push(fault(`${name.zh}的权重须为正数`, `weight of ${code} is not a positive whole number`))
  return [...faults, ...sourceFaults(indicator), ...shapeFaults(indicator, name)]
}

/** Either a feature or a formula that can be read. */
function sourceFaults({ code, label, feature, formula }: Indicator): Bilingual[] {
  if ((feature === null) === (formula === undefined))
    return [fault(`“${label.zh}”须有一项数据或一个公式`, `${code} needs either a feature or a formula`)]
  const { fault: wrong } = formula === undefined ? { fault: null } : readFormula(formula.expression)
  return wrong === null ? [] : [fault(`“${label.zh}”的公式：${wrong.zh}`, `formula of ${code}: ${wrong.en}`)]
}

/** Points by code, by bins or by a line, and only one of them. */
function shapeFaults(indicator: Indicator, { zh, en }: Bilingual): Bilingual[] {
  const { bins, codes, line } = indicator
  if (unitOf(indicator) === 'code') {
    const sound = codes.length > 0 && bins.length === 0 && line === undefined
    return sound ? [] : [fault(`${zh}须按代码给分`, `${en} needs points by code`)]
  }
  if (line !== undefined) {
    if (bins.length > 0 || codes.length > 0 || line.length < 2)
      return [
        fault(`${zh}的折线至少要有两个点，且不再有分档`, `the line of ${en} needs two corners and no bins`),
      ]
    const rises = line.every(({ at }, index) => index === 0 || at > (line[index - 1]?.at ?? 0))
    return rises ? [] : [fault(`${zh}的折线各点须依次增大`, `corners of ${en} do not rise`)]
  }
  if (codes.length > 0 || bins.length === 0) return [fault(`${zh}须有分档`, `${en} needs bins`)]
  return binFaults(bins, { zh, en })
}

function binFaults(bins: Indicator['bins'], { zh, en }: Bilingual): Bilingual[] {
  const faults: Bilingual[] = []
  if (bins[0]?.from !== null || bins.at(-1)?.to !== null)
    faults.push(fault(`${zh}的首末分档须不设界`, `bins of ${en} leave an end open`))
  bins.slice(1).forEach((bin, index) => {
    const before = bins[index]
    if (bin.from === null || bin.from !== before?.to)
      faults.push(fault(`${zh}的分档之间有空隙或重叠`, `bins of ${en} leave a gap or overlap`))
    else if (bin.to !== null && bin.to <= bin.from)
      faults.push(fault(`${zh}有空的分档`, `a bin of ${en} is empty`))
  })
  return faults
}

function pointsFaults({ zh, en }: Bilingual, points: number): Bilingual[] {
  if (Number.isInteger(points) && points >= 0 && points <= 100) return []
  return [fault(`${zh}的得分须为 0–100 的整数`, `points of ${en} are not a whole number from 0 to 100`)]
}

function twice(zh: string, en: string, parts: readonly { readonly code: string }[]): Bilingual[] {
  const codes = parts.map(({ code }) => code)
  const found = [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))]
  return found.map((code) => fault(`${zh}“${code}”出现了两次`, `${en} ${code} occurs twice`))
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
