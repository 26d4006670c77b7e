import type { Dimension, Indicator } from './api'
import { lettersOf, type Letter } from './grade-scale'
import { divide, indicatorsOf, type Content } from './scorecard-edit'

export type NewIndicator = Omit<Indicator, 'code' | 'weightBasisPoints'>

/** The weight that something new begins with: 5 %. */
const START = 500
const WHOLE = 10_000

/** A code that is not taken: the wish itself, or with a number. */
export function freshCode(wish: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const code = number === 1 ? wish : `${wish}-${number}`
    if (!taken.includes(code)) return code
  }
}

/** Adds an indicator with 5 %, for which all others give way in proportion. Without a dimension it gets one of its own. */
export function addIndicator(content: Content, given: NewIndicator, dimensionCode: string | null): Content {
  const all = indicatorsOf(content)
  const code = freshCode(
    given.feature ?? 'formula',
    all.map((one) => one.code),
  )
  const indicator: Indicator = { ...given, code, weightBasisPoints: START }
  const others = divide(
    all.map(({ weightBasisPoints }) => weightBasisPoints),
    WHOLE - START,
  )
  const weights = new Map(all.map((one, index) => [one.code, others[index] ?? 1]))
  const own: Dimension = {
    code: freshCode(
      code,
      content.dimensions.map((one) => one.code),
    ),
    label: given.label,
    weightBasisPoints: START,
    indicators: [],
  }
  const dimensions = dimensionCode === null ? [...content.dimensions, own] : content.dimensions
  const target = dimensionCode ?? own.code
  return summed({
    ...content,
    dimensions: dimensions.map((dimension) => ({
      ...dimension,
      indicators: [
        ...dimension.indicators.map((one) => ({ ...one, weightBasisPoints: weights.get(one.code) ?? 1 })),
        ...(dimension.code === target ? [indicator] : []),
      ],
    })),
  })
}

/** Takes an indicator out; the others share its weight in proportion. The last one stays. */
export function removeIndicator(content: Content, code: string): Content {
  const rest = indicatorsOf(content).filter((one) => one.code !== code)
  if (rest.length === 0) return content
  const shares = divide(
    rest.map(({ weightBasisPoints }) => weightBasisPoints),
    WHOLE,
  )
  const weights = new Map(rest.map((one, index) => [one.code, shares[index] ?? 1]))
  const dimensions = content.dimensions
    .map((dimension) => ({
      ...dimension,
      indicators: dimension.indicators
        .filter((one) => one.code !== code)
        .map((one) => ({ ...one, weightBasisPoints: weights.get(one.code) ?? 1 })),
    }))
    .filter(({ indicators }) => indicators.length > 0)
  return tidied(summed({ ...content, dimensions }))
}

/** Floors of dimensions and weights of indicators that are no more go too; a profile keeps 100 %. */
function tidied(content: Content): Content {
  const dimensions = new Set(content.dimensions.map(({ code }) => code))
  const indicators = new Set(indicatorsOf(content).map(({ code }) => code))
  const profiles = content.profiles?.flatMap((profile) => {
    const left = profile.indicators.filter(({ code }) => indicators.has(code))
    if (left.length === profile.indicators.length) return [profile]
    const shares = divide(
      left.map(({ weightBasisPoints }) => weightBasisPoints),
      WHOLE,
    )
    const weighed = left.map((one, index) => ({ ...one, weightBasisPoints: shares[index] ?? 1 }))
    return left.length === 0 ? [] : [{ ...profile, indicators: weighed }]
  })
  return {
    ...content,
    grades: content.grades.map((band) =>
      band.floors === undefined
        ? band
        : { ...band, floors: band.floors.filter(({ dimension }) => dimensions.has(dimension)) },
    ),
    ...(profiles === undefined ? {} : { profiles }),
  }
}

/** The weight of a dimension is that of its indicators. */
function summed(content: Content): Content {
  return {
    ...content,
    dimensions: content.dimensions.map((dimension) => ({
      ...dimension,
      weightBasisPoints: dimension.indicators.reduce((sum, one) => sum + one.weightBasisPoints, 0),
    })),
  }
}

/** The list with one of its parts a place further up (−1) or down (1). */
export function moved<T>(list: readonly T[], from: number, by: number): T[] {
  const to = from + by
  const one = list[from]
  if (one === undefined || to < 0 || to >= list.length) return [...list]
  return list.toSpliced(from, 1).toSpliced(to, 0, one)
}

export function moveIndicator(content: Content, code: string, by: number): Content {
  return {
    ...content,
    dimensions: content.dimensions.map((dimension) => {
      const place = dimension.indicators.findIndex((one) => one.code === code)
      return place < 0 ? dimension : { ...dimension, indicators: moved(dimension.indicators, place, by) }
    }),
  }
}

/** Puts an indicator, with its weight, into another dimension; a dimension without any goes. */
export function putInto(content: Content, code: string, dimensionCode: string): Content {
  const indicator = indicatorsOf(content).find((one) => one.code === code)
  if (indicator === undefined) return content
  const dimensions = content.dimensions
    .map((dimension) => {
      const others = dimension.indicators.filter((one) => one.code !== code)
      return { ...dimension, indicators: dimension.code === dimensionCode ? [...others, indicator] : others }
    })
    .filter(({ indicators }) => indicators.length > 0)
  return tidied(summed({ ...content, dimensions }))
}

export function moveDimension(content: Content, code: string, by: number): Content {
  const place = content.dimensions.findIndex((one) => one.code === code)
  return { ...content, dimensions: moved(content.dimensions, place, by) }
}

export function renameDimension(content: Content, code: string, label: Dimension['label']): Content {
  return {
    ...content,
    dimensions: content.dimensions.map((one) => (one.code === code ? { ...one, label } : one)),
  }
}

type Band = Content['grades'][number]
type Five = NonNullable<Band['countsAs']>

const usual: Readonly<Record<Letter, Five>> = {
  ...{ AAA: 'AAA', AA: 'AA', A: 'A', BBB: 'B', BB: 'B', B: 'C', CCC: 'C', CC: 'C', C: 'C' },
}

/** As which of the five grades a band counts. */
export function countsAs(band: Band): Five {
  return band.countsAs ?? usual[band.grade]
}

/**
 * The scorecard on the other scale. Each of the five grades begins where it did, so that nobody counts differently for
 * policies: B is divided into BBB and BB, C into B, CCC, CC and C.
 */
export function toScale(content: Content, scale: 'five' | 'nine'): Content {
  if ((content.scale ?? 'five') === scale) return content
  return scale === 'nine' ? toNine(content) : toFive(content)
}

function toNine(content: Content): Content {
  const from = (grade: Letter) => content.grades.find((band) => band.grade === grade)?.fromHundredths
  const a = from('A') ?? from('AA') ?? WHOLE
  const b = from('B') ?? 0
  const bounds: Partial<Record<Letter, number | undefined>> = {
    ...{ AAA: from('AAA'), AA: from('AA'), A: from('A') },
    ...(b > 0 ? { BBB: Math.round((a + b) / 2), BB: b } : {}),
    ...{ B: Math.round(b * 0.8), CCC: Math.round(b * 0.6), CC: Math.round(b * 0.4), C: 0 },
  }
  const letters = lettersOf({ ...content, scale: 'nine' })
  const floorsOf = (five: Five) => content.grades.find((band) => band.grade === five)?.floors
  const grades = letters.flatMap((grade): Band[] => {
    const fromHundredths = bounds[grade]
    if (fromHundredths === undefined) return []
    const floors = usual[grade] === 'C' ? undefined : floorsOf(usual[grade])
    return [{ grade, fromHundredths, countsAs: usual[grade], ...(floors === undefined ? {} : { floors }) }]
  })
  return withLetters({ ...content, scale: 'nine', grades }, (letter) => (letter === 'B' ? 'BB' : letter))
}

function toFive(content: Content): Content {
  const { scale: _, ...rest } = content
  const grades = lettersOf({ ...content, scale: 'five' }).flatMap((grade): Band[] => {
    const bands = content.grades.filter((band) => countsAs(band) === grade)
    const last = bands.at(-1)
    if (last === undefined) return []
    const { fromHundredths, floors } = last
    return [{ grade, fromHundredths, ...(floors === undefined ? {} : { floors }) }]
  })
  const five = new Map<Letter, Letter>(content.grades.map((band) => [band.grade, countsAs(band)]))
  return withLetters({ ...rest, grades }, (letter) => five.get(letter) ?? usual[letter])
}

/** Other letters for caps and vetoes. */
function withLetters(content: Content, change: (letter: Letter) => Letter): Content {
  return {
    ...content,
    coverageCaps: content.coverageCaps.map((cap) => ({ ...cap, gradeAtMost: change(cap.gradeAtMost) })),
    vetoes: content.vetoes.map((veto) => ({
      ...veto,
      gradeAtMost: change(veto.gradeAtMost),
      unknownAtMost: veto.unknownAtMost === null ? null : change(veto.unknownAtMost),
    })),
  }
}

/** Adds the band of a letter between its neighbours. */
export function addBand(content: Content, grade: Letter): Content {
  const letters = lettersOf(content)
  const place = content.grades.findIndex((band) => letters.indexOf(band.grade) > letters.indexOf(grade))
  if (place < 0) return content
  const above = content.grades[place - 1]?.fromHundredths ?? WHOLE
  const below = content.grades[place]?.fromHundredths ?? 0
  const band: Band = {
    ...{ grade, fromHundredths: Math.round((above + below) / 2) },
    ...(content.scale === 'nine' ? { countsAs: usual[grade] } : {}),
  }
  return { ...content, grades: content.grades.toSpliced(place, 0, band) }
}
