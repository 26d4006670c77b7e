import type { FeatureValue } from '../features.js'
import { intervalOf } from '../statistics/binning/binning.js'
import { psi, quantileOf } from '../statistics/validation/psi.js'

export type MonitoringStatus = 'green' | 'amber' | 'red'

interface Threshold {
  readonly amber: number
  readonly red: number
}

/** From which figure on something is amber, and red. */
export interface MonitoringThresholds {
  /** Population stability index of the score and of each feature. */
  readonly psi: Threshold
  /** Points of AUC (0.03 = 3 %) below the reference. */
  readonly aucFall: Threshold
  /** Observed bad cases over expected ones, or the other way round. */
  readonly calibration: Threshold
  /** By how much the share of missing values of a feature has grown. */
  readonly missing: Threshold
  /** Share of ratings that people have overridden. */
  readonly overrides: Threshold
}

/** PSI by the usual convention; the others are where a manager would begin to ask, and to act. */
export const standardThresholds: MonitoringThresholds = {
  psi: { amber: 0.1, red: 0.25 },
  aucFall: { amber: 0.03, red: 0.06 },
  calibration: { amber: 1.5, red: 2 },
  missing: { amber: 0.1, red: 0.25 },
  overrides: { amber: 0.1, red: 0.2 },
}

/** How a feature spreads now against the reference. */
export interface FeatureDrift {
  readonly feature: string
  readonly psi: number
  readonly missing: number
  readonly missingBefore: number
}

/** What one look found. */
export interface MonitoringFigures {
  readonly customers: number
  readonly referenceCustomers: number
  /** Null without a reference to compare with. */
  readonly scorePsi: number | null
  readonly features: readonly FeatureDrift[]
  readonly grades: readonly { readonly grade: string; readonly customers: number; readonly before: number }[]
  readonly overrideRate: number
  /** On ratings whose window is over; null while there are none that can tell. */
  readonly matured: {
    readonly cases: number
    readonly bad: number
    readonly auc: number | null
    readonly aucStandardError: number | null
    readonly ks: number | null
    readonly observedToExpected: number | null
  } | null
  /** What the AUC is held against. */
  readonly referenceAuc: number | null
  readonly reasons: readonly MonitoringReason[]
}

export interface MonitoringReason {
  readonly code: 'score-psi' | 'feature-psi' | 'missing' | 'auc-fall' | 'calibration' | 'overrides'
  readonly level: 'amber' | 'red'
  readonly feature: string | null
  readonly value: number
}

const DECILES = 10
/** Fewer bad cases tell nothing of ranking or calibration. */
const BADS_MIN = 10

/** Stability and missing values of a feature: deciles of the reference, each code for itself, missing as its own bin. */
export function driftOf(
  feature: string,
  before: readonly FeatureValue[],
  now: readonly FeatureValue[],
): FeatureDrift {
  const missingIn = (values: readonly FeatureValue[]) =>
    values.length === 0 ? 0 : values.filter((value) => value === null).length / values.length
  const binOf = binner(before)
  const names = [...new Set([...before, ...now].map(binOf))]
  const count = (values: readonly FeatureValue[]) => {
    const found = new Map<string, number>()
    for (const value of values) found.set(binOf(value), (found.get(binOf(value)) ?? 0) + 1)
    return names.map((name) => found.get(name) ?? 0)
  }
  return {
    feature,
    psi: psi(count(before), count(now)),
    missing: missingIn(now),
    missingBefore: missingIn(before),
  }
}

function binner(before: readonly FeatureValue[]): (value: FeatureValue) => string {
  const sorted = before.filter((value) => typeof value === 'number').sort((a, b) => a - b)
  const edges = Array.from({ length: DECILES - 1 }, (_, at) => quantileOf(sorted, (at + 1) / DECILES))
  const breaks = [...new Set(edges.filter((edge) => Number.isFinite(edge)))]
  return (value) => {
    if (value === null) return 'missing'
    return typeof value === 'number' ? `#${intervalOf(breaks, value)}` : value
  }
}

/** Everything that is beyond a threshold, worst first. */
export function reasonsOf(
  figures: Omit<MonitoringFigures, 'reasons'>,
  thresholds: MonitoringThresholds,
): MonitoringReason[] {
  const found: MonitoringReason[] = []
  const look = (
    code: MonitoringReason['code'],
    value: number | null,
    { amber, red }: Threshold,
    feature: string | null = null,
  ) => {
    if (value === null || value < amber) return
    found.push({ code, level: value >= red ? 'red' : 'amber', feature, value })
  }
  look('score-psi', figures.scorePsi, thresholds.psi)
  for (const { feature, psi: drift, missing, missingBefore } of figures.features) {
    look('feature-psi', drift, thresholds.psi, feature)
    look('missing', missing - missingBefore, thresholds.missing, feature)
  }
  const { matured, referenceAuc } = figures
  if (matured !== null && matured.bad >= BADS_MIN) {
    const fall = matured.auc === null || referenceAuc === null ? null : referenceAuc - matured.auc
    look('auc-fall', fall, thresholds.aucFall)
    const ratio = matured.observedToExpected
    look(
      'calibration',
      ratio === null || ratio <= 0 ? null : Math.max(ratio, 1 / ratio),
      thresholds.calibration,
    )
  }
  look('overrides', figures.overrideRate, thresholds.overrides)
  const rank = ({ level }: MonitoringReason) => (level === 'red' ? 0 : 1)
  return found.sort((a, b) => rank(a) - rank(b))
}

export function statusOf(reasons: readonly MonitoringReason[]): MonitoringStatus {
  if (reasons.some(({ level }) => level === 'red')) return 'red'
  return reasons.length > 0 ? 'amber' : 'green'
}

const severity: Readonly<Record<MonitoringStatus, number>> = { green: 0, amber: 1, red: 2 }

/** Whether people are told: the state has become worse. While it stays, or gets better, they have been told. */
export function isAlarm(before: MonitoringStatus | null, now: MonitoringStatus): boolean {
  return severity[now] > severity[before ?? 'green']
}
