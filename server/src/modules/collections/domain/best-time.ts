/** Tries by phone in one hour of the day of the organisation's zone, and how many were answered. */
export interface HourOfCalls {
  readonly hour: number
  readonly tried: number
  readonly answered: number
}

/** Hours in which a customer answers more often than else. */
export interface BestTime {
  /** Of the day in the organisation's zone; `toHour` is not in it any more. */
  readonly fromHour: number
  readonly toHour: number
  readonly tried: number
  readonly answered: number
}

const WINDOW_HOURS = 2
/** Fewer calls say nothing. */
const TRIES_MIN = 6
const TRIES_IN_WINDOW_MIN = 3

/**
 * The two hours in which a customer is reached best, by calls that were answered and calls that were not; undefined when
 * there are fewer than six calls, or no two hours with at least three stand out from the rest.
 */
export function bestTime(calls: readonly HourOfCalls[]): BestTime | undefined {
  const all = sumOf(calls)
  if (all.tried < TRIES_MIN) return undefined
  const windows = calls
    .map(({ hour }) => ({
      ...{ fromHour: hour, toHour: hour + WINDOW_HOURS },
      ...sumOf(calls.filter((one) => one.hour >= hour && one.hour < hour + WINDOW_HOURS)),
    }))
    .filter(({ tried }) => tried >= TRIES_IN_WINDOW_MIN)
    .sort((a, b) => smoothed(b) - smoothed(a) || a.fromHour - b.fromHour)
  const [best] = windows
  return best && best.answered * all.tried > all.answered * best.tried ? best : undefined
}

function sumOf(calls: readonly HourOfCalls[]): { tried: number; answered: number } {
  return calls.reduce(
    (sum, { tried, answered }) => ({ tried: sum.tried + tried, answered: sum.answered + answered }),
    { tried: 0, answered: 0 },
  )
}

/** Drawn to one half by two imagined calls. */
function smoothed({ tried, answered }: { readonly tried: number; readonly answered: number }): number {
  return (answered + 1) / (tried + 2)
}
