import type { Outcomes } from '../validation/discrimination.js'

/** A case of known class with what the model says of it. */
export interface Case {
  /** Row of the table, from 0. */
  readonly row: number
  readonly y: 0 | 1
  readonly pd: number
  readonly score: number
}

export function outcomesOf(cases: readonly Case[]): Outcomes {
  return { y: cases.map(({ y }) => y), p: cases.map(({ pd }) => pd) }
}

/** At most `most` items, evenly taken; first and last stay. */
export function thinned<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items]
  const step = (items.length - 1) / (most - 1)
  return Array.from({ length: most }, (_, at) => items[Math.round(at * step)]).filter(
    (one) => one !== undefined,
  )
}
