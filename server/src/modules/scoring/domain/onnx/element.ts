/** What happens to a column of the file before a model sees it. */
export type Step =
  /** Rounded to 32 bits. */
  | { readonly kind: 'single' }
  | { readonly kind: 'scale'; readonly offset: number; readonly factor: number; readonly single: boolean }
  | { readonly kind: 'impute'; readonly value: number }

/** A place of the record that a model reads: a column of the file, or whether it has a text, after some steps. */
export interface Element {
  /** From 0, over all inputs of the file. */
  readonly column: number
  readonly level: string | null
  readonly steps: readonly Step[]
}

export function withStep(element: Element, step: Step): Element {
  return { ...element, steps: [...element.steps, step] }
}

/** The number that a model sees where the column has `x`; NaN is missing. */
export function seenAt({ steps, level }: Element, x: number): number {
  // A text that is missing is none of those that have a place of their own.
  let value = level !== null && Number.isNaN(x) ? 0 : x
  for (const step of steps) {
    switch (step.kind) {
      case 'single':
        value = Math.fround(value)
        break
      case 'scale':
        value = step.single
          ? Math.fround(Math.fround(value - step.offset) * step.factor)
          : (value - step.offset) * step.factor
        break
      case 'impute':
        if (Number.isNaN(value)) value = step.value
    }
  }
  return value
}

/** The steps as one line, a·x + b, and the x that a missing value stands for; null where nothing is put in its place. */
export function lineOf({ steps }: Element): { slope: number; shift: number; missing: number | null } {
  let [slope, shift, missing] = [1, 0, null as number | null]
  for (const step of steps) {
    if (step.kind === 'scale') {
      slope *= step.factor
      shift = (shift - step.offset) * step.factor
    } else if (step.kind === 'impute' && missing === null) {
      missing = slope === 0 ? 0 : (step.value - shift) / slope
    }
  }
  return { slope, shift, missing }
}

/**
 * The smallest x on the other side of a test that an element's number passes on one side of some bound and fails on the
 * other: exact to the last bit, so that a split of a file with 32-bit numbers decides here as it does there. `near` is
 * about where the bound is. Gives the largest number for a test that comes out the same everywhere.
 */
export function boundOf(passes: (x: number) => boolean, near: number): number {
  const reach = Math.abs(near) * 1e-5 + 1e-30
  const first = passes(near - reach)
  if (Number.isFinite(near) && passes(near + reach) !== first)
    return bisect(passes, near - reach, near + reach)
  return bisectAll(passes)
}

/** Halves until nothing lies between. `low` and `high` come out differently. */
function bisect(passes: (x: number) => boolean, low: number, high: number): number {
  const first = passes(low)
  for (;;) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) return high
    if (passes(middle) === first) low = middle
    else high = middle
  }
}

/** The same over all finite numbers, by their order as bits. */
function bisectAll(passes: (x: number) => boolean): number {
  const first = passes(-Number.MAX_VALUE)
  if (passes(Number.MAX_VALUE) === first) return Number.MAX_VALUE
  let [low, high] = [rankOf(-Number.MAX_VALUE), rankOf(Number.MAX_VALUE)]
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (passes(ofRank(middle)) === first) low = middle
    else high = middle
  }
  return ofRank(high)
}

const view = new DataView(new ArrayBuffer(8))

function rankOf(value: number): bigint {
  view.setFloat64(0, Math.abs(value))
  const size = view.getBigInt64(0)
  return value < 0 ? -size : size
}

function ofRank(rank: bigint): number {
  view.setBigInt64(0, rank < 0n ? -rank : rank)
  const size = view.getFloat64(0)
  return rank < 0n ? -size : size
}
