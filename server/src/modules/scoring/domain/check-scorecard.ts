import { features } from './features.js'
import { indicatorsOf, type Indicator, type Scorecard } from './scorecard.js'

const WHOLE = 10_000

/** What makes a scorecard unusable, in words; empty when it is sound. */
export function scorecardFaults(scorecard: Scorecard): string[] {
  const indicators = indicatorsOf(scorecard)
  return [
    ...weightFaults(scorecard),
    ...duplicates(indicators.map((indicator) => indicator.code)).map(
      (code) => `indicator ${code} occurs twice`,
    ),
    ...duplicates(scorecard.vetoes.map((veto) => veto.code)).map((code) => `veto ${code} occurs twice`),
    ...indicators.flatMap(indicatorFaults),
    ...gradeFaults(scorecard),
    ...pointsFaults('neutralPoints', scorecard.neutralPoints),
  ]
}

function weightFaults(scorecard: Scorecard): string[] {
  const faults = scorecard.dimensions.flatMap((dimension) => {
    const sum = sumOf(dimension.indicators.map((indicator) => indicator.weightBasisPoints))
    return sum === dimension.weightBasisPoints ? [] : [`weights of dimension ${dimension.code} sum to ${sum}`]
  })
  const total = sumOf(scorecard.dimensions.map((dimension) => dimension.weightBasisPoints))
  return total === WHOLE ? faults : [...faults, `weights sum to ${total} instead of ${WHOLE}`]
}

function indicatorFaults(indicator: Indicator): string[] {
  const { code, bins, codes } = indicator
  const isCode = features[indicator.feature].unit === 'code'
  const faults = [...bins, ...codes].flatMap(({ points }) => pointsFaults(code, points))
  if (!Number.isInteger(indicator.weightBasisPoints) || indicator.weightBasisPoints <= 0) {
    faults.push(`weight of ${code} is not a positive whole number`)
  }
  if (isCode)
    return codes.length > 0 && bins.length === 0 ? faults : [...faults, `${code} needs points by code`]
  if (codes.length > 0 || bins.length === 0) return [...faults, `${code} needs bins`]
  if (bins[0]?.from !== null || bins.at(-1)?.to !== null) faults.push(`bins of ${code} leave an end open`)
  bins.slice(1).forEach((bin, index) => {
    const before = bins[index]
    if (bin.from === null || bin.from !== before?.to) faults.push(`bins of ${code} leave a gap or overlap`)
    else if (bin.to !== null && bin.to <= bin.from) faults.push(`a bin of ${code} is empty`)
  })
  return faults
}

function gradeFaults(scorecard: Scorecard): string[] {
  const bounds = scorecard.grades.map((band) => band.fromHundredths)
  const falls = bounds.every((bound, index) => index === 0 || bound < (bounds[index - 1] ?? 0))
  return falls && bounds.at(-1) === 0 ? [] : ['grade bands must fall and end with 0']
}

function pointsFaults(where: string, points: number): string[] {
  const sound = Number.isInteger(points) && points >= 0 && points <= 100
  return sound ? [] : [`points of ${where} are not a whole number from 0 to 100`]
}

function duplicates(codes: readonly string[]): string[] {
  return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))]
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
}
