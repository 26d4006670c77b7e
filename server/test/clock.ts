/** A clock that stands still until it is told otherwise, for code that takes `now`. */
export interface FixedClock {
  now(): Date
  set(instant: string): void
  advance(step: { days?: number; hours?: number; minutes?: number; seconds?: number }): void
}

/** `instant` in RFC 3339, for example `2026-11-21T08:00:00Z`. */
export function fixedClock(instant = '2026-11-21T02:00:00Z'): FixedClock {
  let current = parse(instant)
  return {
    now: () => new Date(current),
    set(next) {
      current = parse(next)
    },
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      current += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
    },
  }
}

function parse(instant: string): number {
  const time = Date.parse(instant)
  if (Number.isNaN(time)) throw new Error(`not an instant: ${instant}`)
  return time
}
