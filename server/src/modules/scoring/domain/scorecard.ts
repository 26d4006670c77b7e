import type { Bilingual } from '../../../kernel/bilingual.js'
import { features, type FeatureCode, type FeatureUnit } from './features.js'
import { compiled, type Formula } from './formula.js'
import { scales, usuallyCountsAs, type Grade, type Scale, type ScaleGrade } from './grade-scale.js'

/** Half-open [from, to) in the feature's unit; null is unbounded. */
export interface NumberBin {
  readonly from: number | null
  readonly to: number | null
  /** 0–100. */
  readonly points: number
}

export interface CodePoints {
  readonly code: string
  readonly points: number
}

/**
 * What an unknown value does.
 * `exclude`: the indicator is left out and the others count in proportion. `neutral`: the scorecard's neutral points.
 * `worst`: the fewest points that any bin gives. Neither of the last two ever gives more than the known indicators
 * have on average, so that missing data never raises a score.
 */
export type MissingPolicy = 'exclude' | 'neutral' | 'worst'

/** A corner of a line: so many points at a value. */
export interface LinePoint {
  readonly at: number
  /** 0–100. */
  readonly points: number
}

export interface Indicator {
  readonly code: string
  /** What is looked at; null when a formula says it. */
  readonly feature: FeatureCode | null
  /** An expression over features; only without a feature. */
  readonly formula?: Formula | undefined
  readonly label: Bilingual
  /** Of the whole scorecard: all indicators together have 10,000. */
  readonly weightBasisPoints: number
  readonly whenMissing: MissingPolicy
  /** Bins of a number, gapless from −∞ to +∞. Empty when the feature is a code, or with a line. */
  readonly bins: readonly NumberBin[]
  /** Instead of bins: points by straight lines between corners, rising in `at`; level outside of them. */
  readonly line?: readonly LinePoint[] | undefined
  /** Points by code; a code that is not listed gets the fewest points of the list. Empty for numbers. */
  readonly codes: readonly CodePoints[]
}

export interface Dimension {
  readonly code: string
  readonly label: Bilingual
  readonly weightBasisPoints: number
  readonly indicators: readonly Indicator[]
}

/** A fact that by itself limits the grade: to the lowest it is a veto (一票否决), to a better one a ceiling (评级上限). */
export interface Veto {
  readonly code: string
  readonly label: Bilingual
  readonly feature: FeatureCode
  /** `one-of` compares texts (a flag is "1"), `at-least` numbers. */
  readonly when:
    | { readonly kind: 'one-of'; readonly values: readonly string[] }
    | { readonly kind: 'at-least'; readonly value: number }
  readonly gradeAtMost: ScaleGrade
  /** Best grade while nobody has looked; null when not looking has no consequence. */
  readonly unknownAtMost: ScaleGrade | null
}

/** At least so many points in a dimension, or the next band down. */
export interface Floor {
  readonly dimension: string
  /** 0–100. */
  readonly atLeast: number
}

export interface GradeBand {
  readonly grade: ScaleGrade
  readonly fromHundredths: number
  /** On nine grades: as which of the five it counts for policies, rules and lists. */
  readonly countsAs?: Grade | undefined
  readonly floors?: readonly Floor[] | undefined
}

/** What must hold of a feature; `orUnknown`: or that nobody knows it. */
export type ProfileCondition = { readonly feature: FeatureCode; readonly orUnknown: boolean } & (
  | { readonly kind: 'one-of' | 'starts-with'; readonly values: readonly string[] }
  | { readonly kind: 'below' | 'at-least'; readonly value: number }
)

/** Other weights for some customers: of an industry, new or established, small or large. */
export interface Profile {
  readonly code: string
  readonly label: Bilingual
  /** All of them. */
  readonly when: readonly ProfileCondition[]
  /** What is used, with its weight here: together 10,000. What is not listed is not used. */
  readonly indicators: readonly {
    readonly code: string
    readonly weightBasisPoints: number
    readonly whenMissing?: MissingPolicy | undefined
  }[]
}

export interface Scorecard {
  readonly code: string
  readonly title: Bilingual
  readonly description: Bilingual
  /** Default five. */
  readonly scale?: Scale | undefined
  readonly neutralPoints: number
  readonly dimensions: readonly Dimension[]
  /** Best grade when less than so much of the weight is known; every cap that applies counts. */
  readonly coverageCaps: readonly { readonly belowBasisPoints: number; readonly gradeAtMost: ScaleGrade }[]
  /** Lowest score of each grade in hundredths of a point, best first, ending with 0. */
  readonly grades: readonly GradeBand[]
  readonly alertBelowHundredths: number
  readonly vetoes: readonly Veto[]
  /** The first that matches counts; nobody's: the weights of the dimensions above. */
  readonly profiles?: readonly Profile[] | undefined
}

/** The letters of a scorecard's scale, best first. */
export function lettersOf({ scale = 'five' }: Scorecard): readonly ScaleGrade[] {
  return scales[scale]
}

/** As which of the five grades a letter of the scorecard counts. */
export function countsAs({ scale, grades: bands }: Scorecard, letter: ScaleGrade): Grade {
  const given = scale === 'nine' ? bands.find(({ grade }) => grade === letter)?.countsAs : undefined
  return (
    given ?? (scale === 'nine' ? usuallyCountsAs[letter] : (scales.five.find((one) => one === letter) ?? 'C'))
  )
}

/** Whether the rule alone makes a customer one of the lowest grade, so that it counts as bad; otherwise it is a ceiling. */
export function rejects(scorecard: Scorecard, { gradeAtMost }: Veto): boolean {
  return countsAs(scorecard, gradeAtMost) === 'C'
}

export function indicatorsOf(scorecard: Scorecard): Indicator[] {
  return scorecard.dimensions.flatMap((dimension) => dimension.indicators)
}

/** The features that an indicator reads. */
export function inputsOf({ feature, formula }: Indicator): readonly FeatureCode[] {
  if (feature !== null) return [feature]
  return (formula && compiled(formula)?.inputs) ?? []
}

/** Every feature that a scorecard looks at. */
export function featuresOf(scorecard: Scorecard): FeatureCode[] {
  return [
    ...new Set([
      ...indicatorsOf(scorecard).flatMap(inputsOf),
      ...scorecard.vetoes.map(({ feature }) => feature),
      ...(scorecard.profiles ?? []).flatMap(({ when }) => when.map(({ feature }) => feature)),
    ]),
  ]
}

/** The unit of what an indicator's bins are in. */
export function unitOf({ feature, formula }: Indicator): FeatureUnit {
  return feature === null ? (formula?.unit ?? 'count') : features[feature].unit
}

export function fewestPoints({ bins, codes, line = [] }: Indicator): number {
  return Math.min(...[...bins, ...codes, ...line].map(({ points }) => points))
}
