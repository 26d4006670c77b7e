import { addMonths, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import type { Queryable } from '../../../platform/db/types.js'
import {
  listCandidates,
  listOutcomes,
  listTurnedAway,
  type Candidate,
  type Outcome,
} from './outcome-store.js'

const BATCH = 1_000

/** Which cases are drawn from the book, and when one of them is bad. */
export interface CaseRules {
  /** Bad is whoever has an instalment open for more days than this… */
  readonly overdueDays: number
  /** …within so many months of the day that it is looked at. */
  readonly withinMonths: number
  /** The days as of which customers are looked at. */
  readonly observationDays: readonly CalendarDay[]
  /** Open for more days than this, and fewer than what is bad, is left out: neither good nor bad. */
  readonly doubtfulDays: number | null
  /** Bad is also what was written off, however early. */
  readonly writeOffs: boolean
  /** Codes; all when none is named. */
  readonly segments: readonly string[]
  readonly activeOnly: boolean
  /** Whoever has bought for fewer months by the day is left out. */
  readonly minHistoryMonths: number
  /** Whoever came to nothing because orders were held or refused is drawn without an outcome. */
  readonly turnedAway: boolean
}

/** What becomes of a customer as of a day in the sample. */
export type CaseClass =
  'good' | 'bad' | 'doubtful' | 'already-late' | 'nothing-due' | 'too-new' | 'turned-away'

export interface SampleCase extends Candidate {
  readonly class: CaseClass
}

/** Classes that make a row of the sample; rows of those turned away have no outcome. */
export const drawnClasses: readonly CaseClass[] = ['good', 'bad', 'turned-away']

/** Every customer of the book as of a day with its class, in batches, in the order of their ids. */
export async function* casesOf(
  db: Queryable,
  rules: CaseRules,
  day: CalendarDay,
): AsyncGenerator<readonly SampleCase[]> {
  const window = { ...rules, from: day, to: addMonths(day, rules.withinMonths) }
  const newest = addMonths(day, -rules.minHistoryMonths)
  for (let after: Id | null = null; ;) {
    const page: Candidate[] = await listCandidates(db, rules, after, BATCH)
    const ids = page.map(({ id }) => id)
    const outcomes = await listOutcomes(db, ids, window)
    const turned = rules.turnedAway ? await listTurnedAway(db, ids, window) : new Set<Id>()
    const byId = new Map(outcomes.map((one) => [one.customerId, one]))
    yield page.map((one) => ({ ...one, class: classOf(byId.get(one.id), turned.has(one.id), newest) }))
    after = page.at(-1)?.id ?? null
    if (page.length < BATCH) return
  }
}

function classOf(outcome: Outcome | undefined, turnedAway: boolean, newest: CalendarDay): CaseClass {
  if (outcome?.already === true) return 'already-late'
  const hasOutcome = outcome !== undefined && (outcome.bad || outcome.seen)
  if (!hasOutcome) return turnedAway ? 'turned-away' : 'nothing-due'
  if (outcome.firstInvoiceOn > newest) return 'too-new'
  if (outcome.bad) return 'bad'
  return outcome.doubtful ? 'doubtful' : 'good'
}
