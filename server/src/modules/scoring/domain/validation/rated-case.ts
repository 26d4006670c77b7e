import type { CalendarDay } from '../../../../kernel/calendar-day.js'
import type { Grade } from '../grade-scale.js'

/** A customer as it was rated on a day, and what became of it. */
export interface RatedCase {
  readonly customerId: string
  readonly ratingId: string
  readonly day: CalendarDay
  readonly version: number
  readonly grade: Grade
  /** Hundredths of a point. */
  readonly score: number
  readonly y: 0 | 1
  readonly industry: string | null
  readonly region: string | null
  /** Made afterwards from what was known then. */
  readonly retrospective: boolean
  /** Minor units of the base currency. */
  readonly badMinor: bigint
  readonly billedMinor: bigint
  /** What models foretold beside the rating. */
  readonly models: readonly { readonly modelId: string; readonly pd: number }[]
}

/** Ratings that are no case. */
export interface LeftOut {
  /** Bad already on the day. */
  readonly already: number
  /** Nothing fell due in the window. */
  readonly nothingDue: number
}
