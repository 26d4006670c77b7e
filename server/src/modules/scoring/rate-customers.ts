import type { Principal } from '../../kernel/access.js'
import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { loadCurrencyFactors } from './currency-factor-store.js'
import { causeOf, type RatingCause } from './domain/re-rating/cause.js'
import type { Grade } from './domain/grade-scale.js'
import type { FeatureFrame } from './load-features.js'
import { rateBatch, type BatchContext } from './rate-batch.js'
import { countCustomers, endOfDay, listCustomerPage, listCustomersById, type Rating } from './rating-store.js'
import { shadowModels } from './models/shadow-score.js'
import { reratingPolicyInForce } from './re-rating/rerating-policy-in-force.js'
import { scorecardInForce } from './scorecard-in-force.js'
import type { ScorecardVersion } from './scorecard-store.js'

const BATCH = 1_000
/** While one batch is evaluated here, the database reads the next. */
const LANES = 2

export interface RateRequest {
  /** Default today. What was recorded after that day does not count. */
  readonly asOf?: CalendarDay | undefined
  /** Default every customer. */
  readonly customerIds?: readonly Id[] | undefined
  readonly runId?: Id | undefined
  readonly actor: Principal
  /** True leaves out ratings that would repeat grade, score and coverage. */
  readonly onlyChanged?: boolean
  /** True for a past that is being built up: no grade is deferred, and nothing follows from one that moves. */
  readonly asHistory?: boolean
  /** Told after every batch that is stored. */
  readonly onProgress?: (progress: RateProgress) => Promise<void> | void
}

export interface RateProgress {
  readonly done: number
  readonly total: number
  readonly gradesChanged: number
}

/**
 * Rates customers with the scorecard in force: features in bounded batches with a few statements each, evaluation in
 * memory, one transaction per batch. Refuses a day after today.
 */
export async function rateCustomers(deps: Deps, request: RateRequest): Promise<RateProgress> {
  const now = deps.now()
  const { actor, runId, onlyChanged = false, asHistory = false } = request
  const cause = causeOf('run', runId ?? null)
  const sources = await deps.db.transaction((tx) => sourcesOf(tx, request.asOf, now))
  const context: BatchContext = {
    ...{ ...sources, actor, now, runId, causeOf: () => cause, skipsUnchanged: () => onlyChanged },
    asHistory,
  }
  const total = request.customerIds?.length ?? (await countCustomers(deps.db))
  const pages = pagesOf(deps.db, request.customerIds)
  let progress: RateProgress = { done: 0, total, gradesChanged: 0 }
  const lane = async (): Promise<void> => {
    // A lane that fails ends the pages for the other one too.
    for await (const page of pages) {
      const { gradesChanged } = await deps.db.transaction((tx) => rateBatch(tx, page, context))
      progress = {
        done: progress.done + page.length,
        total,
        gradesChanged: progress.gradesChanged + gradesChanged,
      }
      await request.onProgress?.(progress)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  return progress
}

/** Customers in id order, a bounded page at a time. Several lanes may draw from it: each page goes to one. */
async function* pagesOf(
  db: Queryable,
  ids: readonly Id[] | undefined,
): AsyncGenerator<readonly { readonly id: Id; readonly code: string }[]> {
  let after: Id | null = null
  for (let offset = 0; ; offset += BATCH) {
    const page: { id: Id; code: string }[] = ids
      ? await listCustomersById(db, ids.slice(offset, offset + BATCH))
      : await listCustomerPage(db, after, BATCH)
    after = page.at(-1)?.id ?? null
    if (page.length > 0) yield page
    if (ids ? offset + BATCH >= ids.length : page.length < BATCH) return
  }
}

/** What every batch of one undertaking sees alike. */
export async function sourcesOf(tx: Tx, asOf: CalendarDay | undefined, now: Date) {
  return {
    frame: await frameOf(tx, asOf, now),
    scorecard: await scorecardInForce(tx, now),
    models: await shadowModels(tx),
    rerating: await reratingPolicyInForce(tx, now),
  }
}

export interface RatedCustomer {
  readonly rating: Rating
  readonly scorecard: ScorecardVersion
  /** The grade that counts now, and until when a better one is deferred. */
  readonly counted: { readonly grade: Grade; readonly deferredUntil: CalendarDay | null }
}

/** Rates one customer in the caller's transaction and gives its rating. */
export async function rateCustomer(
  tx: Tx,
  customer: { readonly id: Id; readonly code: string },
  request: {
    readonly asOf: CalendarDay | undefined
    readonly actor: Principal
    readonly now: Date
    /** Default: somebody asked for it. */
    readonly cause?: RatingCause
  },
): Promise<RatedCustomer> {
  const { actor, now, cause = causeOf('manual') } = request
  const sources = await sourcesOf(tx, request.asOf, now)
  const context = { ...sources, actor, now, causeOf: () => cause, skipsUnchanged: () => false }
  const { weighed } = await rateBatch(tx, [customer], context)
  const [one] = weighed
  if (!one) throw new Error(`customer ${customer.code} has disappeared`)
  return { rating: one.rating, scorecard: sources.scorecard, counted: one.counted }
}

/** What a rating sees: a day, the instant until which things were known, and the rates of the day. */
export async function frameOf(tx: Tx, asked: CalendarDay | undefined, now: Date): Promise<FeatureFrame> {
  const { timeZone, baseCurrency } = await getOrganisation(tx)
  const today = dayInZone(now, timeZone)
  const asOf = asked ?? today
  if (asOf > today) throw new Refusal('as_of_in_future', { asOf, today })
  return {
    asOf,
    asOfToday: asOf === today,
    knownAt: await endOfDay(tx, asOf, timeZone, now),
    baseCurrency,
    factors: await loadCurrencyFactors(tx, baseCurrency, asOf),
  }
}
