import { binLabels } from '../binning/binning.js'
import { fitBinning, type BinningSettings, type ManualBins } from '../binning/fit-binning.js'
import type { BinnedFeature } from '../binning/count-bins.js'
import type { TrendChoice } from '../binning/optimal-merge.js'
import { informationValue } from '../binning/woe.js'
import type { Column } from '../training/column.js'
import type { Sample } from '../training/sample.js'
import { factorOf, pointsOf, roundKeepingRank, type Scaling } from './scaling.js'
import { selectFeatures, type Drop, type SelectionRules } from './select-features.js'
import type { StatisticalScorecard } from './statistical-scorecard.js'

export interface ScorecardSettings {
  readonly binning: BinningSettings
  readonly selection: SelectionRules
  readonly scaling: Scaling
  /** By feature. */
  readonly manualBins: Readonly<Record<string, ManualBins>>
  /** By feature: how the bad rate must run over its bins; `auto` where nothing is said. */
  readonly trends?: Readonly<Record<string, TrendChoice>> | undefined
}

export interface ScorecardFit {
  readonly model: StatisticalScorecard
  readonly dropped: readonly Drop[]
  /** Of every candidate: also of those that were left out. */
  readonly binned: readonly BinnedFeature[]
  readonly converged: boolean
}

/** Bins every column, chooses features, fits the logit and turns it into points. */
export function fitScorecard(
  columns: readonly Column[],
  sample: Sample,
  settings: ScorecardSettings,
): ScorecardFit {
  const binned = columns.map((column) =>
    fitBinning(column, sample, binningOf(column.name, settings), settings.manualBins[column.name]),
  )
  const { features, dropped, fit } = selectFeatures(binned, sample, settings.selection)
  const terms = features.map(({ table }, at) => ({
    coefficient: fit.coefficients[at] ?? 0,
    woe: table.map(({ woe }) => woe),
  }))
  const exact = pointsOf(fit.intercept, terms, settings.scaling)
  const neutral = terms.map(({ woe, coefficient }, at) =>
    neutralOf(exact[at], woe, coefficient, settings.scaling),
  )
  const cases = features.map(({ assigned }) => Int32Array.from(sample.rows, (row) => assigned[row] ?? -1))
  const rounded = roundKeepingRank(exact, cases, neutral)
  const model: StatisticalScorecard = {
    method: 'scorecard',
    scaling: settings.scaling,
    intercept: fit.intercept,
    pointDecimals: rounded.decimals,
    features: features.map(({ binning, trend, table }, at) => ({
      ...{ binning, trend, table, labels: binLabels(binning), iv: informationValue(table) },
      coefficient: fit.coefficients[at] ?? 0,
      standardError: fit.standardErrors[at + 1] ?? 0,
      pValue: fit.pValues[at + 1] ?? 1,
      points: rounded.points[at] ?? [],
      neutralPoints: rounded.neutral[at] ?? 0,
    })),
  }
  return { model, dropped, binned, converged: fit.converged }
}

/** The settings of one feature: what is asked of its trend goes before the general ones. */
export function binningOf(
  feature: string,
  { binning, trends }: Pick<ScorecardSettings, 'binning' | 'trends'>,
): BinningSettings {
  const trend = trends?.[feature]
  return trend === undefined ? binning : { ...binning, trend }
}

/** Points of WoE 0, from any bin of the feature. */
function neutralOf(
  points: readonly number[] | undefined,
  woe: readonly number[],
  coefficient: number,
  scaling: Scaling,
): number {
  return (points?.[0] ?? 0) + coefficient * (woe[0] ?? 0) * factorOf(scaling)
}
