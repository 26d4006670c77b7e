import type { CalendarDay } from '../../../kernel/calendar-day.js'

export const referenceRateKinds = ['lpr_1y', 'pboc_benchmark_1y'] as const
export type ReferenceRateKind = (typeof referenceRateKinds)[number]

/** A published rate from its day until the next of its kind. */
export interface ReferenceRate {
  readonly kind: ReferenceRateKind
  readonly validFrom: CalendarDay
  /** Percent per year, as published. */
  readonly percent: string
}

/** The rate that was in force on a day; undefined before the first that is known. */
export function rateOn(
  rates: readonly ReferenceRate[],
  kind: ReferenceRateKind,
  on: CalendarDay,
): ReferenceRate | undefined {
  let found: ReferenceRate | undefined
  for (const rate of rates) {
    if (rate.kind !== kind || rate.validFrom > on) continue
    if (!found || rate.validFrom > found.validFrom) found = rate
  }
  return found
}

/** The rates that came into force after `from` and up to `until`, oldest first. */
export function changesBetween(
  rates: readonly ReferenceRate[],
  kind: ReferenceRateKind,
  { from, until }: { readonly from: CalendarDay; readonly until: CalendarDay },
): ReferenceRate[] {
  return rates
    .filter((rate) => rate.kind === kind && rate.validFrom > from && rate.validFrom <= until)
    .sort((a, b) => a.validFrom.localeCompare(b.validFrom))
}
