import type { ManualBins } from '../domain/statistics/binning/fit-binning.js'
import type { TrendChoice } from '../domain/statistics/binning/optimal-merge.js'
import type { FittedCalibration } from '../domain/statistics/boosting/boosted-model.js'
import type { Direction } from '../domain/statistics/boosting/find-split.js'
import type { SelectionRules } from '../domain/statistics/scorecard/select-features.js'
import type { RejectMethod } from '../domain/statistics/training/infer-rejects.js'
import type { Exclusion } from '../domain/statistics/training/leave-out.js'
import type { FittedModel } from '../domain/statistics/training/model.js'

/** What an analyst chooses for a training. Stored with it: the same data and settings give the same model. */
export interface TrainingSettings {
  /** Of a trial: that of the model. */
  readonly method: FittedModel['method']
  readonly target: string
  readonly badValue: string | null
  readonly seed: number
  readonly calibration: FittedCalibration
  readonly excluded: readonly string[]
  readonly manualBins: Readonly<Record<string, ManualBins>>
  readonly directions: Readonly<Record<string, Direction>>
  /** Scorecards: how the bad rate must run over the bins of a feature. */
  readonly trends: Readonly<Record<string, TrendChoice>>
  /** Null: the usual bounds. */
  readonly selection: SelectionRules | null
  readonly rejects: RejectMethod | null
  /** How many times as often rejected cases turn bad as accepted ones of the same score. */
  readonly worseBy: number
  /** Rows that take no part. */
  readonly exclusions: readonly Exclusion[]
  /** How much each row counts in the fit; null: all the same. */
  readonly weightColumn: string | null
  /** Tests on the latest cases by this column of days; null: on cases chosen by chance. */
  readonly timeColumn: string | null
  readonly segmentColumn: string | null
  readonly amountColumn: string | null
}

/** What was not asked when older trainings were stored. */
const laterSettings = {
  ...{ trends: {}, selection: null, worseBy: 1.2, exclusions: [], weightColumn: null },
} as const satisfies Partial<TrainingSettings>

/** Settings as they were stored, with what has been added since at its standard. */
export function completeSettings(stored: TrainingSettings): TrainingSettings {
  return { ...laterSettings, ...stored }
}
