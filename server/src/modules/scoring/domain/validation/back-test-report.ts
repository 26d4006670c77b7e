import type { CalendarDay } from '../../../../kernel/calendar-day.js'
import { grades, type Grade } from '../grade-scale.js'
import { aucDeLong } from '../statistics/validation/delong.js'
import { figuresOf } from '../statistics/validation/figures.js'
import { ks, type Outcomes } from '../statistics/validation/discrimination.js'
import { calibrationGroups } from '../statistics/validation/calibration-tests.js'
import { wilsonInterval } from '../statistics/validation/wilson.js'
import type { LeftOut, RatedCase } from './rated-case.js'

/** The share of customers of a grade that is expected to turn bad in the window; a grade without one is missing. */
export type ExpectedRates = Readonly<Partial<Record<Grade, number>>>

/** Cases of one grade or band: what was expected and what happened. */
export interface RateLine {
  /** A grade, or the number of a band of rising risk. */
  readonly name: string
  readonly cases: number
  readonly bad: number
  readonly rate: number | null
  /** 95 %, Wilson. */
  readonly interval: readonly [number, number] | null
  readonly expected: number | null
  /** Where what was expected lies against the interval of what happened. */
  readonly verdict: 'as-expected' | 'worse' | 'better' | null
}

/** How well something ranked and foretold. */
export interface BackTestFigures {
  readonly cases: number
  readonly customers: number
  readonly bad: number
  readonly badRate: number | null
  readonly auc: number | null
  readonly aucStandardError: number | null
  readonly aucInterval: readonly [number, number] | null
  readonly gini: number | null
  readonly ks: number | null
  readonly brier: number | null
  readonly hosmerLemeshow: { readonly chi2: number; readonly df: number; readonly pValue: number } | null
  readonly calibration: { readonly intercept: number; readonly slope: number } | null
  /** Bad cases over expected ones; null where nothing was foretold. */
  readonly observedToExpected: number | null
}

export interface BackTestSection {
  readonly figures: BackTestFigures
  readonly lines: readonly RateLine[]
  /** The observed rate never falls from a better grade (band) to a worse one. */
  readonly ordered: boolean
}

export interface BackTestReport {
  readonly leftOut: LeftOut
  readonly retrospective: number
  readonly overall: BackTestSection
  readonly versions: readonly (BackTestSection & { readonly version: number })[]
  readonly models: readonly (BackTestSection & { readonly modelId: string })[]
  readonly segments: Readonly<Record<'industry' | 'region', readonly SegmentLine[]>>
  readonly days: readonly DayLine[]
}

export interface SegmentLine {
  /** Null: not known, or all the small ones together. */
  readonly name: string | null
  readonly cases: number
  readonly bad: number
  readonly rate: number
  readonly interval: readonly [number, number]
  readonly auc: number | null
  readonly aucStandardError: number | null
}

export interface DayLine {
  readonly day: CalendarDay
  readonly cases: number
  readonly bad: number
  readonly auc: number | null
  readonly aucStandardError: number | null
}

const BANDS = 5
const SEGMENTS_MAX = 15

/** Holds ratings against what happened. `rates` are for the same window as the cases. */
export function backTestReport(
  cases: readonly RatedCase[],
  leftOut: LeftOut,
  rates: ExpectedRates,
): BackTestReport {
  const versions = grouped(cases, ({ version }) => version)
  const models = new Map<string, { readonly one: RatedCase; readonly pd: number }[]>()
  for (const one of cases) {
    for (const { modelId, pd } of one.models) {
      const found = models.get(modelId)
      if (found === undefined) models.set(modelId, [{ one, pd }])
      else found.push({ one, pd })
    }
  }
  return {
    leftOut,
    retrospective: cases.filter((one) => one.retrospective).length,
    overall: scorecardSection(cases, rates),
    versions: [...versions]
      .sort(([a], [b]) => b - a)
      .map(([version, some]) => ({ version, ...scorecardSection(some, rates) })),
    models: [...models].map(([modelId, some]) => ({ modelId, ...modelSection(some) })),
    segments: {
      industry: segmentLines(cases, ({ industry }) => industry),
      region: segmentLines(cases, ({ region }) => region),
    },
    days: [...grouped(cases, ({ day }) => day)].sort(([a], [b]) => (a < b ? -1 : 1)).map(dayLine),
  }
}

/** Worse scores first: what ranks is the score, not its grade. */
export function riskOutcomes(cases: readonly RatedCase[]): Outcomes {
  return { y: cases.map(({ y }) => y), p: cases.map(({ score }) => -score) }
}

function scorecardSection(cases: readonly RatedCase[], rates: ExpectedRates): BackTestSection {
  const y = cases.map((one) => one.y)
  const known = cases.every(({ grade }) => rates[grade] !== undefined)
  const foretold = known ? { y, p: cases.map(({ grade }) => rates[grade] ?? 0) } : null
  const lines = grades.map((grade) => {
    const some = cases.filter((one) => one.grade === grade)
    return rateLine(grade, some.length, badOf(some), rates[grade] ?? null)
  })
  return section(cases, riskOutcomes(cases), foretold, lines)
}

function modelSection(scored: readonly { readonly one: RatedCase; readonly pd: number }[]): BackTestSection {
  const outcomes = { y: scored.map(({ one }) => one.y), p: scored.map(({ pd }) => pd) }
  const lines = calibrationGroups(outcomes, BANDS).map(({ count, expectedBad, bad }, at) =>
    rateLine(String(at + 1), count, bad, expectedBad / count),
  )
  return section(
    scored.map(({ one }) => one),
    outcomes,
    outcomes,
    lines,
  )
}

function section(
  cases: readonly RatedCase[],
  ranked: Outcomes,
  foretold: Outcomes | null,
  lines: readonly RateLine[],
): BackTestSection {
  const estimate = aucDeLong(ranked)
  const told = foretold === null ? null : figuresOf(foretold)
  const expected = foretold === null ? 0 : Array.from(foretold.p).reduce((sum, p) => sum + p, 0)
  const bad = badOf(cases)
  const rated = lines.flatMap(({ rate }) => (rate === null ? [] : [rate]))
  return {
    figures: {
      ...{ cases: cases.length, customers: new Set(cases.map(({ customerId }) => customerId)).size, bad },
      badRate: cases.length === 0 ? null : bad / cases.length,
      auc: estimate?.auc ?? null,
      aucStandardError: estimate?.standardError ?? null,
      aucInterval: estimate?.interval ?? null,
      gini: estimate === null ? null : 2 * estimate.auc - 1,
      ks: ks(ranked),
      brier: told?.brier ?? null,
      hosmerLemeshow: told?.hosmerLemeshow ?? null,
      calibration: told?.calibration ?? null,
      observedToExpected: expected > 0 ? bad / expected : null,
    },
    lines,
    ordered: rated.every((rate, at) => at === 0 || rate >= (rated[at - 1] ?? 0)),
  }
}

function rateLine(name: string, cases: number, bad: number, expected: number | null): RateLine {
  const interval = wilsonInterval(bad, cases)
  return {
    ...{ name, cases, bad, expected, interval },
    rate: cases === 0 ? null : bad / cases,
    verdict: interval === null || expected === null ? null : verdictOf(interval, expected),
  }
}

function verdictOf([low, high]: readonly [number, number], expected: number): RateLine['verdict'] {
  if (expected < low) return 'worse'
  return expected > high ? 'better' : 'as-expected'
}

/** By a property of customers; beyond 15 of them the smallest go together with the unknown ones. */
function segmentLines(cases: readonly RatedCase[], nameOf: (one: RatedCase) => string | null): SegmentLine[] {
  const groups = [...grouped(cases, nameOf)].sort(
    ([a, some], [b, others]) => others.length - some.length || ((a ?? '') < (b ?? '') ? -1 : 1),
  )
  const named = groups.filter(([name]) => name !== null && name !== '').slice(0, SEGMENTS_MAX)
  const shown = new Set(named.map(([name]) => name))
  const rest = groups.filter(([name]) => !shown.has(name)).flatMap(([, some]) => some)
  return [...named, ...(rest.length === 0 ? [] : [[null, rest] as const])].map(([name, some]) => {
    const estimate = aucDeLong(riskOutcomes(some))
    const bad = badOf(some)
    return {
      ...{ name, cases: some.length, bad, rate: bad / some.length },
      interval: wilsonInterval(bad, some.length) ?? [0, 1],
      ...{ auc: estimate?.auc ?? null, aucStandardError: estimate?.standardError ?? null },
    }
  })
}

function dayLine([day, some]: readonly [CalendarDay, readonly RatedCase[]]): DayLine {
  const estimate = aucDeLong(riskOutcomes(some))
  return {
    ...{ day, cases: some.length, bad: badOf(some) },
    ...{ auc: estimate?.auc ?? null, aucStandardError: estimate?.standardError ?? null },
  }
}

function badOf(cases: readonly RatedCase[]): number {
  return cases.reduce((sum, { y }) => sum + y, 0)
}

function grouped<Key>(cases: readonly RatedCase[], keyOf: (one: RatedCase) => Key): Map<Key, RatedCase[]> {
  const groups = new Map<Key, RatedCase[]>()
  for (const one of cases) {
    const key = keyOf(one)
    const found = groups.get(key)
    if (found === undefined) groups.set(key, [one])
    else found.push(one)
  }
  return groups
}

/**
 * A yearly probability for another window, under a constant hazard: 1 − (1 − p)^(months / 12).
 */
export function rateForMonths(yearly: number, months: number): number {
  return 1 - (1 - yearly) ** (months / 12)
}
