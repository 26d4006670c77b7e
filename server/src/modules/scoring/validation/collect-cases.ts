import { addMonths, type CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { Id } from '../../../kernel/ids.js'
import type { Queryable } from '../../../platform/db/types.js'
import { loadCurrencyFactors, type CurrencyFactors } from '../currency-factor-store.js'
import { judgeOutcome, type BadDefinition } from '../domain/validation/judge-outcome.js'
import type { LeftOut, RatedCase } from '../domain/validation/rated-case.js'
import { countCustomers, listCustomerPage } from '../rating-store.js'
import type { Advance } from './do-run.js'
import { listItemHistories } from './item-history-store.js'
import {
  listRatingsBetween,
  listRatingsOn,
  listScoresAt,
  type PastRating,
  type PastScore,
} from './past-rating-store.js'

const PAGE = 300

/** Which ratings are held against what happened, and what counts as bad. */
export interface CasesAsked {
  /** The days whose ratings are looked at; or every rating of a period. */
  readonly when:
    { readonly days: readonly CalendarDay[] } | { readonly from: CalendarDay; readonly to: CalendarDay }
  readonly horizonMonths: number
  readonly bad: BadDefinition
  readonly retrospective: boolean
  readonly timeZone: string
  readonly baseCurrency: Currency
}

export interface CollectedCases {
  readonly cases: readonly RatedCase[]
  readonly leftOut: LeftOut
}

/**
 * Ratings as they counted on their day, each with what the ledger says of the months after it. The windows must be over.
 * Customers are read a page at a time; `advance` is told after each.
 */
export async function collectCases(
  db: Queryable,
  asked: CasesAsked,
  advance: Advance = () => Promise.resolve(),
): Promise<CollectedCases> {
  const total = await countCustomers(db)
  const lastDay = 'days' in asked.when ? asked.when.days.at(-1) : asked.when.to
  const cases: RatedCase[] = []
  const leftOut = { already: 0, nothingDue: 0 }
  if (lastDay === undefined) return { cases, leftOut }
  const factors = await loadCurrencyFactors(db, asked.baseCurrency, lastDay)
  let done = 0
  for (let after: Id | null = null; ;) {
    const page: { id: Id }[] = await listCustomerPage(db, after, PAGE)
    const ids = page.map(({ id }) => id)
    const found = await casesOfPage(db, ids, asked, { lastDay, factors })
    cases.push(...found.cases)
    leftOut.already += found.leftOut.already
    leftOut.nothingDue += found.leftOut.nothingDue
    done += page.length
    await advance(done, total)
    after = page.at(-1)?.id ?? null
    if (page.length < PAGE) return { cases, leftOut }
  }
}

async function casesOfPage(
  db: Queryable,
  ids: readonly Id[],
  asked: CasesAsked,
  { lastDay, factors }: { readonly lastDay: CalendarDay; readonly factors: CurrencyFactors },
): Promise<CollectedCases> {
  const { when, horizonMonths, bad } = asked
  const ratings =
    'days' in when
      ? await listRatingsOn(db, ids, when.days, asked)
      : await listRatingsBetween(db, ids, when, asked)
  const rated = [...new Set(ratings.map(({ customerId }) => customerId))]
  const items = await listItemHistories(db, rated, addMonths(lastDay, horizonMonths), factors)
  const scores = scoresByRating(await listScoresAt(db, [...new Set(ratings.map(({ ratingId }) => ratingId))]))
  const leftOut = { already: 0, nothingDue: 0 }
  const cases = ratings.flatMap((rating): RatedCase[] => {
    const window = { from: rating.day, to: addMonths(rating.day, horizonMonths) }
    const outcome = judgeOutcome(items.get(rating.customerId) ?? [], window, bad)
    if (outcome.already) leftOut.already += 1
    else if (!outcome.bad && !outcome.seen) leftOut.nothingDue += 1
    else return [caseOf(rating, outcome, scores.get(rating.ratingId) ?? [])]
    return []
  })
  return { cases, leftOut }
}

function caseOf(
  rating: PastRating,
  outcome: ReturnType<typeof judgeOutcome>,
  scores: readonly PastScore[],
): RatedCase {
  const { customerId, ratingId, day, grade, score, industry, region, retrospective } = rating
  return {
    ...{ customerId, ratingId, day, grade, score, industry, region, retrospective },
    version: rating.scorecardVersion,
    y: outcome.bad ? 1 : 0,
    badMinor: outcome.badMinor,
    billedMinor: outcome.billedMinor,
    models: scores.map(({ modelId, pd }) => ({ modelId, pd })),
  }
}

function scoresByRating(scores: readonly PastScore[]): ReadonlyMap<Id, readonly PastScore[]> {
  const found = new Map<Id, PastScore[]>()
  for (const score of scores) found.set(score.ratingId, [...(found.get(score.ratingId) ?? []), score])
  return found
}
