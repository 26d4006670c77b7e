import { evidence, type ClassCounts } from './woe.js'

/** How the bad rate may run over the bins; `auto` takes the one with the most information. */
export const trends = ['ascending', 'descending', 'peak', 'valley'] as const
/** `none`: any way; bins then follow every turn of the sample. */
export type Trend = (typeof trends)[number] | 'none'

/** What can be asked of the bins of a variable. */
export const trendChoices = ['auto', ...trends, 'none'] as const
export type TrendChoice = (typeof trendChoices)[number]

export interface MergeRules {
  readonly trend: Trend
  /** Fewest cases in a bin. */
  readonly minBinSize: number
  /** Fewest bad and fewest good cases in a bin; 0 allows pure bins, with adjusted counts. */
  readonly minOfClass: number
  readonly maxBins: number
  /** The bad rates of neighbours differ by at least so much. */
  readonly minRateGap: number
}

export interface Merge {
  readonly trend: Trend
  /** Index of the last pre-bin of each bin. */
  readonly lasts: readonly number[]
  readonly iv: number
}

/** Differences below this are rounding: the merge with fewer bins wins. */
const SAME = 1e-12

/** A bin over the pre-bins first … last, as the last of a partition of everything up to `last`. */
interface Span {
  readonly first: number
  readonly last: number
  readonly rate: number
  readonly iv: number
}

/** The best partition that ends with a span, in one phase of the trend (0 before the turn, 1 after). */
interface State {
  readonly span: Span
  readonly phase: 0 | 1
  readonly bins: number
  readonly iv: number
  readonly before: State | null
}

/**
 * Merges neighbouring pre-bins so that the information value is the greatest possible under the rules, exactly: dynamic
 * programming over (last bin, phase of the trend, number of bins). `totals` are those of the whole variable with its
 * missing and special bins. Null when no partition obeys the rules.
 */
export function mergeOptimally(
  prebins: readonly ClassCounts[],
  rules: MergeRules,
  totals: ClassCounts = totalOf(prebins),
): Merge | null {
  const spans = allowedSpans(prebins, rules, totals)
  const counted = rules.maxBins < prebins.length
  const endingAt: State[][] = []
  for (let last = 0; last < prebins.length; last++) {
    const states = new Map<string, State>()
    for (const span of spans[last] ?? []) {
      const earlier = span.first === 0 ? [null] : (endingAt[span.first - 1] ?? [])
      for (const before of earlier) {
        for (const phase of phasesAfter(before, span, rules)) {
          const state = {
            span,
            phase,
            bins: (before?.bins ?? 0) + 1,
            iv: (before?.iv ?? 0) + span.iv,
            before,
          }
          if (state.bins <= rules.maxBins) keepBetter(states, state, counted)
        }
      }
    }
    endingAt.push([...states.values()])
  }
  const best = endingAt.at(-1)?.reduce<State | null>((a, b) => (a !== null && !better(b, a) ? a : b), null)
  return best == null ? null : { trend: rules.trend, lasts: lastsOf(best), iv: best.iv }
}

export function totalOf(bins: readonly ClassCounts[]): ClassCounts {
  return bins.reduce((sum, bin) => ({ bad: sum.bad + bin.bad, good: sum.good + bin.good }), {
    bad: 0,
    good: 0,
  })
}

/** The spans that obey the rules of a single bin, by their last pre-bin. */
function allowedSpans(
  prebins: readonly ClassCounts[],
  rules: MergeRules,
  totals: ClassCounts,
): readonly (readonly Span[])[] {
  return prebins.map((_, last) => {
    const spans: Span[] = []
    let sum: ClassCounts = { bad: 0, good: 0 }
    for (let first = last; first >= 0; first--) {
      const bin = prebins[first] ?? { bad: 0, good: 0 }
      sum = { bad: sum.bad + bin.bad, good: sum.good + bin.good }
      const count = sum.bad + sum.good
      if (count < rules.minBinSize || !(count > 0)) continue
      if (sum.bad < rules.minOfClass || sum.good < rules.minOfClass) continue
      spans.push({ first, last, rate: sum.bad / count, iv: evidence(sum, totals).iv })
    }
    return spans
  })
}

/** In which phases of the trend the span may follow. */
function phasesAfter(before: State | null, { rate }: Span, { trend, minRateGap }: MergeRules): (0 | 1)[] {
  if (before === null) return [0]
  const step = rate - before.span.rate
  const rises = step >= minRateGap
  const falls = -step >= minRateGap
  switch (trend) {
    case 'ascending':
      return rises ? [0] : []
    case 'descending':
      return falls ? [0] : []
    case 'peak':
      return before.phase === 0 ? (rises ? [0] : falls ? [1] : []) : falls ? [1] : []
    case 'valley':
      return before.phase === 0 ? (falls ? [0] : rises ? [1] : []) : rises ? [1] : []
    case 'none':
      return rises || falls ? [0] : []
  }
}

function keepBetter(states: Map<string, State>, state: State, counted: boolean): void {
  const key = `${state.span.first} ${state.phase} ${counted ? state.bins : ''}`
  const known = states.get(key)
  if (known === undefined || better(state, known)) states.set(key, state)
}

function better(a: State, b: State): boolean {
  return a.iv > b.iv + SAME || (a.iv > b.iv - SAME && a.bins < b.bins)
}

function lastsOf(state: State): number[] {
  const lasts: number[] = []
  for (let at: State | null = state; at !== null; at = at.before) lasts.unshift(at.span.last)
  return lasts
}
