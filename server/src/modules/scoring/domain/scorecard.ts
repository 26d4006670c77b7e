import type { Bilingual } from '../../../kernel/bilingual.js'
import type { FeatureCode } from './features.js'

/** Best first. */
export const grades = ['AAA', 'AA', 'A', 'B', 'C'] as const
export type Grade = (typeof grades)[number]

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

export interface Indicator {
  readonly code: string
  readonly feature: FeatureCode
  readonly label: Bilingual
  /** Of the whole scorecard: all indicators together have 10,000. */
  readonly weightBasisPoints: number
  readonly whenMissing: MissingPolicy
  /** Bins of a number, gapless from −∞ to +∞. Empty when the feature is a code. */
  readonly bins: readonly NumberBin[]
  /** Points by code; a code that is not listed gets the fewest points of the list. Empty for numbers. */
  readonly codes: readonly CodePoints[]
}

export interface Dimension {
  readonly code: string
  readonly label: Bilingual
  readonly weightBasisPoints: number
  readonly indicators: readonly Indicator[]
}

/** 一票否决: a fact that by itself limits the grade. */
export interface Veto {
  readonly code: string
  readonly label: Bilingual
  readonly feature: FeatureCode
  /** `one-of` compares texts (a flag is "1"), `at-least` numbers. */
  readonly when:
    | { readonly kind: 'one-of'; readonly values: readonly string[] }
    | { readonly kind: 'at-least'; readonly value: number }
  readonly gradeAtMost: Grade
  /** Best grade while nobody has looked; null when not looking has no consequence. */
  readonly unknownAtMost: Grade | null
}

export interface Scorecard {
  readonly code: string
  readonly title: Bilingual
  readonly description: Bilingual
  readonly neutralPoints: number
  readonly dimensions: readonly Dimension[]
  /** Best grade when less than so much of the weight is known; every cap that applies counts. */
  readonly coverageCaps: readonly { readonly belowBasisPoints: number; readonly gradeAtMost: Grade }[]
  /** Lowest score of each grade in hundredths of a point, best first, ending with 0. */
  readonly grades: readonly { readonly grade: Grade; readonly fromHundredths: number }[]
  readonly alertBelowHundredths: number
  readonly vetoes: readonly Veto[]
}

export function indicatorsOf(scorecard: Scorecard): Indicator[] {
  return scorecard.dimensions.flatMap((dimension) => dimension.indicators)
}

/** The worse of two grades. */
export function worseGrade(a: Grade, b: Grade): Grade {
  return grades.indexOf(a) >= grades.indexOf(b) ? a : b
}

export function fewestPoints(indicator: Indicator): number {
  return Math.min(...indicator.bins.map((bin) => bin.points), ...indicator.codes.map((code) => code.points))
}
