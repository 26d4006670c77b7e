import { apportion } from './apportion.js'
import type { FeatureInputs, FeatureValue } from './features.js'
import { bandFloors, hasFloors, settle, type DimensionSums } from './floors.js'
import { compiled } from './formula.js'
import type { Grade, ScaleGrade } from './grade-scale.js'
import { pointsOf } from './points.js'
import { variantFor } from './profiles.js'
import {
  countsAs,
  fewestPoints,
  inputsOf,
  lettersOf,
  rejects,
  type Indicator,
  type Scorecard,
  type Veto,
} from './scorecard.js'

/** How an indicator came to its points. `stale` holds an old value that would not help. */
export type Treatment = 'scored' | 'excluded' | 'neutral' | 'worst' | 'stale'

/** What one indicator gives. Contributions sum exactly to the score. */
export interface Contribution {
  readonly indicator: string
  readonly value: FeatureValue
  readonly treatment: Treatment
  /** 0–100; null when the indicator is left out. */
  readonly points: number | null
  /** Hundredths of a point of the score. */
  readonly contribution: number
}

/**
 * Why the grade is not better: low coverage, a veto, a milder rule of the same kind, one that nobody has looked into, or
 * a floor that is missed.
 */
export interface GradeCap {
  readonly kind: 'coverage' | 'veto' | 'ceiling' | 'unverified' | 'floor'
  /** Code of the rule, or of the dimension; empty for coverage. */
  readonly code: string
  readonly gradeAtMost: ScaleGrade
  /** What the grade would have needed, and what there is in hundredths of a point, rounded down; null: nothing counts. */
  readonly floor?: { readonly grade: ScaleGrade; readonly atLeast: number; readonly points: number | null }
}

export interface Evaluation {
  /** Hundredths of a point, 0–10,000, rounded half up. */
  readonly score: number
  /** What the score alone would give, on the scale of the scorecard. */
  readonly gradeByScore: ScaleGrade
  /** On the scale of the scorecard. */
  readonly scaleGrade: ScaleGrade
  /** As it counts for policies, rules and lists. */
  readonly grade: Grade
  /** The profile that was applied; null: none. */
  readonly profile: string | null
  /** Basis points of the weight that is known and fresh. */
  readonly coverage: number
  readonly alert: boolean
  readonly contributions: readonly Contribution[]
  /** Every limit that applies, whether or not it is the tightest; of rules on one feature the tightest. */
  readonly caps: readonly GradeCap[]
  /** What the dimensions of the profile earned, in their order. */
  readonly dimensions: DimensionSums
}

interface Counted {
  readonly indicator: Indicator
  /** Place of its dimension. */
  readonly dimension: number
  readonly value: FeatureValue
  readonly treatment: Treatment
  readonly points: number | null
}

/**
 * Applies a scorecard to features: the weighted mean of points, in whole numbers, with the weights of the profile that
 * matches. The same inputs always give the same evaluation. A value that cannot be read counts as missing, never as good.
 */
export function evaluate(document: Scorecard, inputs: FeatureInputs): Evaluation {
  const { code: profile, scorecard } = variantFor(document, inputs)
  const seen = scorecard.dimensions.flatMap(({ indicators }, dimension) =>
    indicators.map((indicator) => readIndicator(indicator, dimension, inputs)),
  )
  const known = seen.filter((one) => one.points !== null && !one.stale)
  const coverage = known.reduce((sum, one) => sum + one.indicator.weightBasisPoints, 0)
  const earned = known.reduce((sum, one) => sum + one.indicator.weightBasisPoints * (one.points ?? 0), 0)
  const counted = seen.map((one) =>
    one.stale || one.points === null ? fill(one, scorecard, { earned, coverage }) : one,
  )
  const shares = counted.map((one) => one.indicator.weightBasisPoints * (one.points ?? 0) * 100)
  const weight = counted.reduce((sum, one) => sum + weightOf(one), 0)
  const { total: score, parts } = apportion(shares, weight)
  return {
    ...{ score, profile, coverage },
    ...gradesOf(scorecard, { score, coverage, counted }, inputs),
    alert: score < scorecard.alertBelowHundredths,
    contributions: counted.map(({ indicator, value, treatment, points }, index) => ({
      indicator: indicator.code,
      value,
      treatment,
      points,
      contribution: parts[index] ?? 0,
    })),
  }
}

/** The weight that counts: none of what is left out. */
function weightOf({ indicator, points }: Counted): number {
  return points === null ? 0 : indicator.weightBasisPoints
}

/** The grade of the score, and what becomes of it by caps and floors. */
function gradesOf(
  scorecard: Scorecard,
  result: { readonly score: number; readonly coverage: number; readonly counted: readonly Counted[] },
  inputs: FeatureInputs,
): Pick<Evaluation, 'gradeByScore' | 'scaleGrade' | 'grade' | 'caps' | 'dimensions'> {
  const letters = lettersOf(scorecard)
  const gradeByScore = gradeOf(scorecard, result.score)
  const limits = [...coverageCaps(scorecard, result.coverage), ...vetoCaps(scorecard, inputs)]
  const byScore = letters.indexOf(gradeByScore)
  const capped = Math.max(0, ...limits.map(({ gradeAtMost }) => letters.indexOf(gradeAtMost)))
  const dimensions = sumsOf(scorecard, result.counted)
  const { place, missed } = floorCaps(scorecard, { byScore, capped }, dimensions)
  const scaleGrade = letters[place] ?? 'C'
  const caps = [...limits, ...missed]
  return { gradeByScore, scaleGrade, grade: countsAs(scorecard, scaleGrade), caps, dimensions }
}

function sumsOf(scorecard: Scorecard, counted: readonly Counted[]): DimensionSums {
  const of = (dimension: number) => counted.filter((one) => one.dimension === dimension)
  return {
    weight: scorecard.dimensions.map((_, place) => of(place).reduce((sum, one) => sum + weightOf(one), 0)),
    earned: scorecard.dimensions.map((_, place) =>
      of(place).reduce((sum, one) => sum + weightOf(one) * (one.points ?? 0), 0),
    ),
  }
}

/** The place of the grade once floors have been looked at, and every floor that was missed on the way. */
export function floorCaps(
  scorecard: Scorecard,
  places: { readonly byScore: number; readonly capped: number },
  { earned, weight }: DimensionSums,
): { place: number; missed: GradeCap[] } {
  const letters = lettersOf(scorecard)
  const bands = bandFloors(scorecard)
  if (!hasFloors(bands)) return { place: Math.max(places.byScore, places.capped), missed: [] }
  const missed: GradeCap[] = []
  const place = settle(bands, places, { earned, weight }, ({ band, floor, next }) => {
    const { grade } = scorecard.grades[band] ?? {}
    const { dimension = 0, atLeast = 0 } = bands[band]?.floors[floor] ?? {}
    const [got = 0, of = 0] = [earned[dimension], weight[dimension]]
    missed.push({
      kind: 'floor',
      code: scorecard.dimensions[dimension]?.code ?? '',
      gradeAtMost: letters[next] ?? 'C',
      floor: { grade: grade ?? 'C', atLeast, points: of === 0 ? null : Math.floor((100 * got) / of) },
    })
  })
  return { place, missed }
}

interface Seen extends Counted {
  readonly stale: boolean
}

function readIndicator(indicator: Indicator, dimension: number, inputs: FeatureInputs): Seen {
  const value = valueOf(indicator, inputs)
  const points = value === null ? null : pointsOf(indicator, value)
  const stale = points !== null && inputsOf(indicator).some((feature) => inputs.stale.includes(feature))
  return { indicator, dimension, value, points, stale, treatment: stale ? 'stale' : 'scored' }
}

/** What an indicator looks at; null when any part of it is not known. */
function valueOf({ feature, formula }: Indicator, { values }: FeatureInputs): FeatureValue {
  if (feature !== null) return values[feature] ?? null
  const reader = formula && compiled(formula)
  if (!reader) return null
  const given = reader.inputs.map((input) => values[input] ?? null)
  const present = given.filter((one) => one !== null)
  return present.length === given.length ? reader.value(present) : null
}

/**
 * What is unknown or stale: the indicator's policy, never above the mean of what is known, `earned` points over the
 * weight `coverage`.
 */
function fill(one: Seen, scorecard: Scorecard, known: { earned: number; coverage: number }): Counted {
  const { whenMissing } = one.indicator
  const { earned, coverage } = known
  const old = one.points ?? Infinity
  const knownMean = coverage === 0 ? 0 : Math.floor(earned / coverage)
  if (whenMissing === 'exclude') {
    return old * coverage < earned ? one : { ...one, treatment: 'excluded', points: null }
  }
  const given = whenMissing === 'neutral' ? scorecard.neutralPoints : fewestPoints(one.indicator)
  const points = Math.min(given, knownMean)
  return old < points ? one : { ...one, treatment: whenMissing, points }
}

function gradeOf(scorecard: Scorecard, score: number): ScaleGrade {
  return scorecard.grades.find((band) => score >= band.fromHundredths)?.grade ?? 'C'
}

function coverageCaps(scorecard: Scorecard, coverage: number): GradeCap[] {
  return scorecard.coverageCaps
    .filter((cap) => coverage < cap.belowBasisPoints)
    .map((cap) => ({ kind: 'coverage', code: '', gradeAtMost: cap.gradeAtMost }))
}

/** Of several rules that one value breaks, such as 30 and 60 days overdue, the tightest stands for all. */
function vetoCaps(scorecard: Scorecard, inputs: FeatureInputs): GradeCap[] {
  const letters = lettersOf(scorecard)
  const tightness = ({ gradeAtMost }: Veto) => letters.indexOf(gradeAtMost)
  const broken = scorecard.vetoes.filter((veto) => isBroken(veto, inputs))
  return scorecard.vetoes.flatMap((veto) => {
    if (!broken.includes(veto)) return unverifiedCap(veto, inputs)
    const alike = broken.filter(({ feature }) => feature === veto.feature)
    const tightest = alike.reduce((one, other) => (tightness(other) > tightness(one) ? other : one))
    if (veto !== tightest) return []
    const kind = rejects(scorecard, veto) ? 'veto' : 'ceiling'
    return [{ kind, code: veto.code, gradeAtMost: veto.gradeAtMost }]
  })
}

function isBroken(veto: Veto, { values }: FeatureInputs): boolean {
  const value = values[veto.feature] ?? null
  return value !== null && hits(veto, value)
}

function unverifiedCap(veto: Veto, inputs: FeatureInputs): GradeCap[] {
  const value = inputs.values[veto.feature] ?? null
  // An all-clear that is out of date is no all-clear.
  const unverified = value === null || inputs.stale.includes(veto.feature)
  if (!unverified || veto.unknownAtMost === null) return []
  return [{ kind: 'unverified', code: veto.code, gradeAtMost: veto.unknownAtMost }]
}

function hits(veto: Veto, value: number | string): boolean {
  switch (veto.when.kind) {
    case 'one-of':
      return veto.when.values.includes(String(value))
    case 'at-least':
      return Number(value) >= veto.when.value
  }
}
