import { brier, calibrationLine, hosmerLemeshow, logLoss, spiegelhalter } from './calibration-tests.js'
import { aucDeLong } from './delong.js'
import { averagePrecision, ks, type Outcomes } from './discrimination.js'

/** How good predictions were on some cases; null where the cases cannot tell (a class is missing, too few). */
export interface ModelFigures {
  readonly n: number
  readonly bad: number
  readonly badRate: number | null
  readonly auc: number | null
  readonly aucStandardError: number | null
  readonly aucInterval: readonly [number, number] | null
  readonly gini: number | null
  readonly ks: number | null
  readonly averagePrecision: number | null
  readonly brier: number | null
  readonly logLoss: number | null
  readonly hosmerLemeshow: { readonly chi2: number; readonly df: number; readonly pValue: number } | null
  readonly calibration: { readonly intercept: number; readonly slope: number } | null
  readonly spiegelhalter: { readonly z: number; readonly pValue: number } | null
}

export function figuresOf(outcomes: Outcomes): ModelFigures {
  const n = outcomes.y.length
  const bad = Array.from(outcomes.y).filter((value) => value === 1).length
  const estimate = aucDeLong(outcomes)
  return {
    ...{ n, bad, badRate: n > 0 ? bad / n : null },
    auc: estimate?.auc ?? null,
    aucStandardError: estimate?.standardError ?? null,
    aucInterval: estimate?.interval ?? null,
    gini: estimate === null ? null : 2 * estimate.auc - 1,
    ks: ks(outcomes),
    averagePrecision: averagePrecision(outcomes),
    brier: n > 0 ? brier(outcomes) : null,
    logLoss: n > 0 ? logLoss(outcomes) : null,
    hosmerLemeshow: n >= 30 ? hosmerLemeshow(outcomes) : null,
    calibration: calibrationLine(outcomes),
    spiegelhalter: spiegelhalter(outcomes),
  }
}
