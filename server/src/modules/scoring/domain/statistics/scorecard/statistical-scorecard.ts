import { binOf, type Binning } from '../binning/binning.js'
import type { WoeRow } from '../binning/woe.js'
import { sigmoid } from '../numeric/logistic.js'
import type { Cell } from '../training/column.js'
import { scoreOfMargin, type Scaling } from './scaling.js'

/** A feature of a scorecard with everything that scoring and reading it take. */
export interface ScorecardFeature {
  readonly binning: Binning
  readonly trend: string
  readonly labels: readonly string[]
  readonly table: readonly WoeRow[]
  readonly iv: number
  readonly coefficient: number
  readonly standardError: number
  readonly pValue: number
  /** Rounded points by bin. */
  readonly points: readonly number[]
  /** Points of what the training sample did not have: WoE 0. */
  readonly neutralPoints: number
}

/** A fitted scorecard as a document: what it says depends on nothing else. */
export interface StatisticalScorecard {
  readonly method: 'scorecard'
  readonly scaling: Scaling
  readonly intercept: number
  readonly pointDecimals: number
  readonly features: readonly ScorecardFeature[]
}

/** How far a feature moves the log-odds of bad of one record. */
export interface Contribution {
  readonly feature: string
  readonly logOdds: number
  /** The same in points of the score: negative where it costs points. */
  readonly points: number
}

export interface Prediction {
  /** Probability of bad. */
  readonly pd: number
  readonly score: number
  /** Sum of rounded points; scorecards only. */
  readonly points?: number
}

/** The cell of a record by the name of a feature. */
export type CellReader = (feature: string) => Cell

export function scorecardPrediction(model: StatisticalScorecard, cells: CellReader): Prediction {
  let margin = model.intercept
  let points = 0
  for (const { binning, table, coefficient, points: byBin, neutralPoints } of model.features) {
    const bin = binOf(binning, cells(binning.feature))
    margin += coefficient * (table[bin]?.woe ?? 0)
    points += byBin[bin] ?? neutralPoints
  }
  const unit = 10 ** model.pointDecimals
  return {
    pd: sigmoid(margin),
    score: scoreOfMargin(margin, model.scaling),
    points: Math.round(points * unit) / unit,
  }
}

/** What each feature adds to the intercept's log-odds. */
export function scorecardContributions(
  model: StatisticalScorecard,
  cells: CellReader,
): { base: number; parts: { feature: string; logOdds: number }[] } {
  const parts = model.features.map(({ binning, table, coefficient }) => {
    const bin = binOf(binning, cells(binning.feature))
    return { feature: binning.feature, logOdds: coefficient * (table[bin]?.woe ?? 0) }
  })
  return { base: model.intercept, parts }
}
