import type { CalendarDay } from '../../../kernel/calendar-day.js'

/** A balance and its overdue part at the end of a month, in minor units. */
export interface MonthEnd {
  /** Last day of the month. */
  readonly on: CalendarDay
  readonly receivablesMinor: bigint
  readonly overdueMinor: bigint
}

interface Cell {
  readonly effectiveMonth: CalendarDay
  readonly overdueMonth: CalendarDay
  readonly deltaMinor: bigint
}

/** Balances at the given month ends, from changes condensed to months. */
export function monthEnds(cells: readonly Cell[], ends: readonly CalendarDay[]): MonthEnd[] {
  return ends.map((on) => {
    let receivablesMinor = 0n
    let overdueMinor = 0n
    for (const cell of cells) {
      if (cell.effectiveMonth > on) continue
      receivablesMinor += cell.deltaMinor
      if (cell.overdueMonth <= on) overdueMinor += cell.deltaMinor
    }
    return { on, receivablesMinor, overdueMinor }
  })
}
