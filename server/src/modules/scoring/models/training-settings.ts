import type { ManualBins } from '../domain/statistics/binning/fit-binning.js'
import type { Calibration } from '../domain/statistics/boosting/boosted-model.js'
import type { Direction } from '../domain/statistics/boosting/find-split.js'
import type { RejectMethod } from '../domain/statistics/training/infer-rejects.js'
import type { FittedModel } from '../domain/statistics/training/model.js'

/** What an analyst chooses for a training. Stored with it: the same data and settings give the same model. */
export interface TrainingSettings {
  readonly method: FittedModel['method']
  readonly target: string
  readonly badValue: string | null
  readonly seed: number
  readonly calibration: Calibration['kind']
  readonly excluded: readonly string[]
  readonly manualBins: Readonly<Record<string, ManualBins>>
  readonly directions: Readonly<Record<string, Direction>>
  readonly rejects: RejectMethod | null
  /** Tests on the latest cases by this column of days; null: on cases chosen by chance. */
  readonly timeColumn: string | null
  readonly segmentColumn: string | null
  readonly amountColumn: string | null
}
