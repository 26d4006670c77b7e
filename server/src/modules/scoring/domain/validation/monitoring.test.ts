import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  driftOf,
  isAlarm,
  reasonsOf,
  standardThresholds,
  statusOf,
  type MonitoringFigures,
} from './monitoring.js'

const quiet: Omit<MonitoringFigures, 'reasons'> = {
  ...{ customers: 100, referenceCustomers: 100, scorePsi: 0.02, features: [], grades: [], overrideRate: 0 },
  ...{ matured: null, referenceAuc: null },
}
const reasons = (more: Partial<typeof quiet>) => reasonsOf({ ...quiet, ...more }, standardThresholds)
const matured = { cases: 500, bad: 40, auc: 0.7, aucStandardError: 0.02, ks: 0.4, observedToExpected: 1 }

describe('drift of a feature', () => {
  it('is nothing where nothing has moved, golden where it has', () => {
    const values = Array.from({ length: 100 }, (_, at) => at)
    expect(driftOf('f', values, values)).toEqual({ feature: 'f', psi: 0, missing: 0, missingBefore: 0 })
    const codes = (a: number, b: number) => [...Array<string>(a).fill('a'), ...Array<string>(b).fill('b')]
    // (0.8 − 0.5)·ln(0.8/0.5) + (0.2 − 0.5)·ln(0.2/0.5)
    expect(driftOf('f', codes(50, 50), codes(80, 20)).psi).toBeCloseTo(
      0.3 * Math.log(1.6) - 0.3 * Math.log(0.4),
      12,
    )
  })

  it('counts missing values as a bin of their own', () => {
    const before = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    const now = [1, 2, 3, 4, 5, null, null, null, null, null]
    const drift = driftOf('f', before, now)
    expect(drift).toMatchObject({ missing: 0.5, missingBefore: 0 })
    expect(drift.psi).toBeGreaterThan(0.25)
  })

  it('is never negative nor NaN', () => {
    const values = fc.array(fc.option(fc.oneof(fc.integer(), fc.constantFrom('a', 'b'))), { maxLength: 40 })
    fc.assert(
      fc.property(values, values, (before, now) => {
        expect(driftOf('f', before, now).psi).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('the state of a scorecard or model', () => {
  it('is green while everything is inside its thresholds', () => {
    expect(statusOf(reasons({ matured, referenceAuc: 0.72 }))).toBe('green')
  })

  it('is amber and red by the convention of the index, and says which feature', () => {
    expect(reasons({ scorePsi: 0.1 })).toEqual([
      { code: 'score-psi', level: 'amber', feature: null, value: 0.1 },
    ])
    const drifted = { feature: 'overdue_share', psi: 0.3, missing: 0.3, missingBefore: 0.1 }
    expect(reasons({ features: [drifted], scorePsi: 0.12 }).map(({ code, level }) => [code, level])).toEqual([
      ['feature-psi', 'red'],
      ['score-psi', 'amber'],
      ['missing', 'amber'],
    ])
  })

  it('tells of ranking and calibration only where enough turned bad', () => {
    const worse = { ...matured, auc: 0.6, observedToExpected: 0.4 }
    expect(reasons({ matured: worse, referenceAuc: 0.75 }).map(({ code }) => code)).toEqual([
      'auc-fall',
      'calibration',
    ])
    expect(reasons({ matured: { ...worse, bad: 9 }, referenceAuc: 0.75 })).toEqual([])
  })

  it('alarms when it gets worse, and not while it stays', () => {
    expect([isAlarm(null, 'green'), isAlarm(null, 'amber'), isAlarm('amber', 'red')]).toEqual([
      false,
      true,
      true,
    ])
    expect([isAlarm('amber', 'amber'), isAlarm('red', 'amber'), isAlarm('red', 'red')]).toEqual([
      false,
      false,
      false,
    ])
  })
})
