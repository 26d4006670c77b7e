import { daysBetween, type CalendarDay } from '../../../kernel/calendar-day.js'
import { aucDeLong } from '../../scoring/domain/statistics/validation/delong.js'
import type { Method } from './baseline.js'

/** An instalment that money settled, as it was first forecast. */
export interface TrackedItem {
  readonly madeOn: CalendarDay
  readonly method: Method
  readonly dueOn: CalendarDay
  readonly q10On: CalendarDay | null
  readonly q50On: CalendarDay | null
  readonly q90On: CalendarDay | null
  readonly pLate: number
  readonly settledOn: CalendarDay
}

/** How first forecasts held. Null where there are none that can tell. */
export interface TrackFigures {
  readonly items: number
  /** Mean absolute error of the expected pay day, days. */
  readonly mae: number | null
  /** Mean of pay day less expected day: above 0, money comes later than foretold. */
  readonly bias: number | null
  /** Share of pay days between the first and the last decile; 0.8 is promised. */
  readonly coverage: number | null
  /** Of late or not, of what was forecast before it was due. */
  readonly auc: number | null
}

export interface TrackMonth extends TrackFigures {
  /** `YYYY-MM` in which the money came. */
  readonly month: string
}

export function trackFigures(items: readonly TrackedItem[]): TrackFigures {
  const off = items.flatMap(({ q50On, settledOn }) => (q50On === null ? [] : [daysBetween(q50On, settledOn)]))
  const inside = items.flatMap(({ q10On, q90On, settledOn }) =>
    q10On === null ? [] : [settledOn >= q10On && (q90On === null || settledOn <= q90On) ? 1 : 0],
  )
  const early = items.filter(({ madeOn, dueOn }) => madeOn <= dueOn)
  const y = early.map(({ dueOn, settledOn }) => (settledOn > dueOn ? 1 : 0))
  return {
    items: items.length,
    mae: mean(off.map(Math.abs)),
    bias: mean(off),
    coverage: mean(inside),
    auc: aucDeLong({ y, p: early.map(({ pLate }) => pLate) })?.auc ?? null,
  }
}

/** The same by the month in which the money came, the oldest first. */
export function trackMonths(items: readonly TrackedItem[]): TrackMonth[] {
  const months = new Map<string, TrackedItem[]>()
  for (const item of items) {
    const month = item.settledOn.slice(0, 7)
    const own = months.get(month)
    if (own === undefined) months.set(month, [item])
    else own.push(item)
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, own]) => ({ month, ...trackFigures(own) }))
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length
}
