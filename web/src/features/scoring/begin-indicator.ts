import type { Histogram } from './draft-api'
import type { Feature, Formula } from './feature-api'
import type { Indicator } from './api'
import type { NewIndicator } from './structure-edit'

/** Points of a number in four parts of the book, better ones first or last by the direction of the feature. */
const rising = [25, 50, 75, 100] as const

/** An indicator on a feature with bins that divide the book in four, or with the codes that occur in it. */
export function indicatorOfFeature(feature: Feature, { bars }: Histogram): NewIndicator {
  const base = { feature: feature.code, label: feature.label, whenMissing: 'exclude' as const }
  if (feature.unit === 'code') {
    const codes = bars.flatMap(({ code }) => (code === null ? [] : [{ code, points: 60 }])).slice(0, 50)
    return { ...base, bins: [], codes: codes.length === 0 ? [{ code: 'A', points: 60 }] : codes }
  }
  return { ...base, bins: quarters(bars, feature.direction), codes: [] }
}

export function indicatorOfFormula(
  formula: Formula,
  label: Indicator['label'],
  bars: Histogram['bars'],
): NewIndicator {
  return {
    ...{ feature: null, formula, label, whenMissing: 'exclude' as const },
    bins: quarters(bars, 'lower-is-better'),
    codes: [],
  }
}

function quarters(bars: Histogram['bars'], direction: Feature['direction']): Indicator['bins'] {
  const total = bars.reduce((sum, { customers }) => sum + customers, 0)
  const bounds: number[] = []
  let seen = 0
  for (const { customers, to } of bars) {
    seen += customers
    if (to !== null && seen >= (total * (bounds.length + 1)) / 4 && bounds.length < 3)
      bounds.push(Math.round(to))
  }
  const whole = bounds.filter((bound, index) => index === 0 || bound > (bounds[index - 1] ?? bound))
  const points = pointsOf(whole.length + 1, direction)
  return points.map((given, index) => ({
    ...{ from: whole[index - 1] ?? null, to: whole[index] ?? null, points: given },
  }))
}

function pointsOf(count: number, direction: Feature['direction']): number[] {
  if (direction === 'depends') return Array.from({ length: count }, () => 60)
  const points = Array.from(
    { length: count },
    (_, index) => rising[Math.round((index * 3) / Math.max(1, count - 1))] ?? 60,
  )
  return direction === 'lower-is-better' ? points.reverse() : points
}
