import { outcomeBefore, type BookItem } from './book-item.js'
import { mixed, onceNotBefore, shareAfter, type Distribution } from './distribution.js'
import { distributionOf, spreadOf, type Spread, type Wait } from './waits.js'

/** What a forecast rests on: a fitted model, the customer's own payments, those of its segment, or the whole book. */
export type Method = 'model' | 'customer' | 'segment' | 'book'

/** How the book pays, without a model: days after the due day, by segment and of all. */
export interface Baseline {
  readonly segments: Readonly<Record<string, Spread>>
  readonly book: Spread
  /** Of what is overdue so many days or more: the days still to wait from then on, ascending by `from`. */
  readonly overdue: readonly { readonly from: number; readonly waits: Spread }[]
}

/** One instalment and what became of it. */
export interface Outcome extends Wait {
  readonly segment: string
  /** Days after the due day from which on it was watched in the last year. */
  readonly seenFrom: number
}

/** Payments of its own from which on a customer is forecast by them. */
export const OWN_MIN = 3
/** How many payments of its own weigh as much as the segment. */
const SHRINKAGE = 3
const SEGMENT_MIN = 30
/** Whoever is late is late: also where hardly anybody else was. */
const REACHED_MIN = 0.01
const NOTHING = 1e-9
const NEVER: Distribution = { days: [], weights: [], beyond: 1 }
/** Of what is later than all that a customer has paid, so much is as it is with others; the rest is stuck. */
const LIKE_OTHERS = 0.15
const STAGES = [31, 61, 91, 181]
/** How late debts are paid is looked up in the last year: it changes with the times more than habits do. */
const RECENT = 365

/** How a customer has paid: the more of what it owes is open for long, the less its payments say of the rest. */
export interface OwnHistory {
  readonly paid: number
  readonly distribution: Distribution
}

/** From signed days of payments, and days past due of what is open and only known to be paid later. */
export function ownHistory(days: readonly number[], waiting: readonly number[]): OwnHistory {
  const waits = [
    ...days.map((value) => ({ value, ended: true })),
    ...waiting.map((value) => ({ value, ended: false })),
  ]
  return { paid: days.length, distribution: distributionOf(spreadOf(waits)) }
}

/** From the instalments of the past; value in days after the due day. */
export function fitBaseline(outcomes: readonly Outcome[]): Baseline {
  const groups = new Map<string, Outcome[]>()
  for (const outcome of outcomes) {
    const own = groups.get(outcome.segment)
    if (own === undefined) groups.set(outcome.segment, [outcome])
    else own.push(outcome)
  }
  return {
    segments: Object.fromEntries(
      [...groups]
        .filter(([, own]) => own.filter(({ ended }) => ended).length >= SEGMENT_MIN)
        .map(([code, own]) => [code, spreadOf(own)]),
    ),
    book: spreadOf(outcomes),
    overdue: STAGES.flatMap((from) => {
      const late = outcomes.filter(({ value, seenFrom }) => value >= from && value > seenFrom)
      if (late.length < SEGMENT_MIN) return []
      const waits = late.map(({ value, ended, seenFrom }) => ({
        value: value - from,
        ended,
        seenFrom: seenFrom - from,
      }))
      return [{ from, waits: spreadOf(waits) }]
    }),
  }
}

/** What became of instalments before a day, as cases of the baseline. */
export function outcomesBefore(items: readonly BookItem[], end: number): Outcome[] {
  return items
    .filter(({ issued }) => issued < end)
    .map((item) => {
      const { days, paid } = outcomeBefore(item, end)
      return { value: days, ended: paid, segment: item.segment, seenFrom: end - RECENT - item.due }
    })
}

/**
 * The distribution by the customer's own payments (drawn towards the others, the more the fewer there are), else by its
 * segment, else by the book, given that nothing came before `elapsed` days after the due day. Of n payments one more may
 * always be unlike all before, so n of n + 1 is the most that they say. What is overdue more than a month is compared with
 * what was as late: the end of a distribution of all payments says little of it.
 */
export function baselineFor(
  { segments, book, overdue }: Baseline,
  own: OwnHistory,
  segment: string,
  elapsed: number,
): { readonly distribution: Distribution; readonly method: Exclude<Method, 'model'> } {
  const n = own.paid
  const all = distributionOf(segments[segment] ?? book)
  const stage = overdue.findLast(({ from }) => elapsed >= from)
  const others = stage === undefined ? all : distributionOf(stage.waits, stage.from)
  const reached = stage === undefined ? 1 : Math.max(REACHED_MIN, shareAfter(all, stage.from - 1))
  const share = n < OWN_MIN ? 0 : (n / (n + SHRINKAGE)) * (n / (n + 1))
  const both = mixed([
    { of: { ...own.distribution, beyond: 0 }, share },
    { of: others, share: (1 - share) * reached + share * own.distribution.beyond * LIKE_OTHERS },
    { of: NEVER, share: share * own.distribution.beyond * (1 - LIKE_OTHERS) },
  ])
  const says = share > 0 && (own.distribution.days.at(-1) ?? elapsed - 1) >= elapsed
  const level = stage !== undefined || segments[segment] === undefined ? 'book' : 'segment'
  return {
    distribution: onceNotBefore(both, elapsed, NOTHING) ?? NEVER,
    method: says ? 'customer' : level,
  }
}
