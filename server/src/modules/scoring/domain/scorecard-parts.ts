import type { Bilingual } from '../../../kernel/bilingual.js'
import { features, type FeatureCode } from './features.js'
import type { Dimension, Indicator, MissingPolicy, NumberBin } from './scorecard.js'

/**
 * Writes gapless bins the way people read them: points, then where the next bin begins, and so on.
 * `steps(100, 1, 60, 3, 20)` is below 1: 100 points; 1 to below 3: 60; from 3: 20.
 */
export function steps(first: number, ...rest: readonly number[]): NumberBin[] {
  const bounds = rest.filter((_, index) => index % 2 === 0)
  const points = [first, ...rest.filter((_, index) => index % 2 === 1)]
  return points.map((value, index) => ({
    from: bounds[index - 1] ?? null,
    to: bounds[index] ?? null,
    points: value,
  }))
}

/** An indicator that carries its feature's name. */
export function indicator(
  feature: FeatureCode,
  weightBasisPoints: number,
  whenMissing: MissingPolicy,
  scale: readonly NumberBin[] | Readonly<Record<string, number>>,
): Indicator {
  const isBins = Array.isArray(scale)
  return {
    code: feature,
    feature,
    label: features[feature].label,
    weightBasisPoints,
    whenMissing,
    bins: isBins ? (scale as readonly NumberBin[]) : [],
    codes: isBins ? [] : Object.entries(scale).map(([code, points]) => ({ code, points: Number(points) })),
  }
}

export function dimension(code: string, label: Bilingual, indicators: readonly Indicator[]): Dimension {
  const weightBasisPoints = indicators.reduce((sum, { weightBasisPoints: weight }) => sum + weight, 0)
  return { code, label, weightBasisPoints, indicators }
}
