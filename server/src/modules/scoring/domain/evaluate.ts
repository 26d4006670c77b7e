import { apportion } from './apportion.js'
import type { FeatureInputs, FeatureValue } from './features.js'
import {
  fewestPoints,
  indicatorsOf,
  worseGrade,
  type Grade,
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

/** Why the grade is not better: low coverage, a veto, or a veto that nobody has looked into. */
export interface GradeCap {
  readonly kind: 'coverage' | 'veto' | 'unverified'
  /** Code of the veto; empty for coverage. */
  readonly code: string
  readonly gradeAtMost: Grade
}

export interface Evaluation {
  /** Hundredths of a point, 0–10,000, rounded half up. */
  readonly score: number
  /** What the score alone would give. */
  readonly gradeByScore: Grade
  readonly grade: Grade
  /** Basis points of the weight that is known and fresh. */
  readonly coverage: number
  readonly alert: boolean
  readonly contributions: readonly Contribution[]
  /** Every limit that applies, whether or not it is the tightest. */
  readonly caps: readonly GradeCap[]
}

interface Counted {
  readonly indicator: Indicator
  readonly value: FeatureValue
  readonly treatment: Treatment
  readonly points: number | null
}

/**
 * Applies a scorecard to features: the weighted mean of points, in whole numbers. The same inputs always give the
 * same evaluation. A value that no bin can read counts as missing, never as good.
 */
export function evaluate(scorecard: Scorecard, inputs: FeatureInputs): Evaluation {
  const indicators = indicatorsOf(scorecard)
  const seen = indicators.map((indicator) => readIndicator(indicator, inputs))
  const known = seen.filter((one) => one.points !== null && !one.stale)
  const coverage = known.reduce((sum, one) => sum + one.indicator.weightBasisPoints, 0)
  const earned = known.reduce((sum, one) => sum + one.indicator.weightBasisPoints * (one.points ?? 0), 0)
  const counted = seen.map((one) =>
    one.stale || one.points === null ? fill(one, scorecard, { earned, coverage }) : one,
  )
  const shares = counted.map((one) => one.indicator.weightBasisPoints * (one.points ?? 0) * 100)
  const weight = counted.reduce(
    (sum, one) => sum + (one.points === null ? 0 : one.indicator.weightBasisPoints),
    0,
  )
  const { total: score, parts } = apportion(shares, weight)
  const gradeByScore = gradeOf(scorecard, score)
  const caps = [
    ...coverageCaps(scorecard, coverage),
    ...scorecard.vetoes.flatMap((veto) => vetoCap(veto, inputs)),
  ]
  return {
    score,
    gradeByScore,
    grade: caps.reduce((grade, cap) => worseGrade(grade, cap.gradeAtMost), gradeByScore),
    coverage,
    alert: score < scorecard.alertBelowHundredths,
    contributions: counted.map(({ indicator, value, treatment, points }, index) => ({
      indicator: indicator.code,
      value,
      treatment,
      points,
      contribution: parts[index] ?? 0,
    })),
    caps,
  }
}

interface Seen extends Counted {
  readonly stale: boolean
}

function readIndicator(indicator: Indicator, inputs: FeatureInputs): Seen {
  const value = inputs.values[indicator.feature] ?? null
  const points = value === null ? null : pointsOf(indicator, value)
  const stale = points !== null && inputs.stale.includes(indicator.feature)
  return { indicator, value, points, stale, treatment: stale ? 'stale' : 'scored' }
}

/** Points of a value, null when it cannot be read. */
export function pointsOf(indicator: Indicator, value: number | string): number | null {
  if (typeof value === 'string') {
    if (indicator.codes.length === 0) return null
    return indicator.codes.find(({ code }) => code === value)?.points ?? fewestPoints(indicator)
  }
  const bin = indicator.bins.find(
    ({ from, to }) => (from === null || value >= from) && (to === null || value < to),
  )
  return bin?.points ?? null
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

function gradeOf(scorecard: Scorecard, score: number): Grade {
  return scorecard.grades.find((band) => score >= band.fromHundredths)?.grade ?? 'C'
}

function coverageCaps(scorecard: Scorecard, coverage: number): GradeCap[] {
  return scorecard.coverageCaps
    .filter((cap) => coverage < cap.belowBasisPoints)
    .map((cap) => ({ kind: 'coverage', code: '', gradeAtMost: cap.gradeAtMost }))
}

function vetoCap(veto: Veto, inputs: FeatureInputs): GradeCap[] {
  const value = inputs.values[veto.feature] ?? null
  if (value !== null && hits(veto, value)) {
    return [{ kind: 'veto', code: veto.code, gradeAtMost: veto.gradeAtMost }]
  }
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
