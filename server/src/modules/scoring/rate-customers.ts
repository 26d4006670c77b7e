import type { Principal } from '../../kernel/access.js'
import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { newId } from '../../platform/new-id.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { enqueueEvents } from '../notifications/enqueue-event.js'
import { loadCurrencyFactors } from './currency-factor-store.js'
import type { Overlay } from './domain/overlay.js'
import { judge } from './judge.js'
import { loadFeatures, type FeatureFrame } from './load-features.js'
import {
  countCustomers,
  endOfDay,
  insertRatings,
  listCustomerPage,
  listCustomersById,
  lockCurrentGrades,
  putCurrentRatings,
  type CurrentGrade,
  type Rating,
} from './rating-store.js'
import { overlaysFor } from './overlays/overlay-store.js'
import { insertModelScores } from './models/model-score-store.js'
import { shadowModels, shadowScores, type ShadowModel } from './models/shadow-score.js'
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
  const { frame, scorecard, models } = await deps.db.transaction(async (tx) => ({
    frame: await frameOf(tx, request.asOf, now),
    scorecard: await scorecardInForce(tx, now),
    models: await shadowModels(tx),
  }))
  const total = request.customerIds?.length ?? (await countCustomers(deps.db))
  const pages = pagesOf(deps.db, request.customerIds)
  let progress: RateProgress = { done: 0, total, gradesChanged: 0 }
  const lane = async (): Promise<void> => {
    // A lane that fails ends the pages for the other one too.
    for await (const page of pages) {
      const { gradesChanged } = await deps.db.transaction((tx) =>
        rateBatch(tx, page, { ...request, frame, scorecard, models, now }),
      )
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

/** Rates one customer in the caller's transaction and gives its rating. */
export async function rateCustomer(
  tx: Tx,
  customer: { readonly id: Id; readonly code: string },
  request: { readonly asOf: CalendarDay | undefined; readonly actor: Principal; readonly now: Date },
): Promise<{ rating: Rating; scorecard: ScorecardVersion }> {
  const frame = await frameOf(tx, request.asOf, request.now)
  const scorecard = await scorecardInForce(tx, request.now)
  const models = await shadowModels(tx)
  const { ratings } = await rateBatch(tx, [customer], { ...request, frame, scorecard, models })
  const [rating] = ratings
  if (!rating) throw new Error(`customer ${customer.code} has disappeared`)
  return { rating, scorecard }
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

interface BatchContext {
  readonly frame: FeatureFrame
  readonly scorecard: ScorecardVersion
  /** What scores every customer besides. */
  readonly models: readonly ShadowModel[]
  readonly actor: Principal
  readonly now: Date
  readonly runId?: Id | undefined
  readonly onlyChanged?: boolean
}

async function rateBatch(
  tx: Tx,
  customers: readonly { readonly id: Id; readonly code: string }[],
  context: BatchContext,
): Promise<{ ratings: Rating[]; gradesChanged: number }> {
  const ids = customers.map(({ id }) => id)
  const inputs = await loadFeatures(tx, ids, context.frame)
  const overlays = await overlaysFor(tx, ids, context.frame)
  const before = await lockCurrentGrades(tx, ids)
  const ratings = customers.flatMap(({ id }): Rating[] => {
    const given = inputs.get(id)
    const rating = given && ratingOf(id, { inputs: given, overlays: overlays.get(id) ?? [] }, context)
    return rating && !(context.onlyChanged && repeats(rating, before.get(id))) ? [rating] : []
  })
  await insertRatings(tx, ratings)
  await insertModelScores(
    tx,
    ratings.flatMap(({ id, customerId, asOf, inputs: seen }) =>
      shadowScores(context.models, seen, { ratingId: id, customerId, asOf, scoredAt: context.now }),
    ),
  )
  await putCurrentRatings(tx, ratings)
  const codes = new Map(customers.map(({ id, code }) => [id, code]))
  const changed = ratings.filter((rating) => {
    const old = before.get(rating.customerId)
    return !old || (old.asOf <= rating.asOf && old.grade !== rating.grade)
  })
  await enqueueEvents(
    tx,
    changed.map((rating) => ({
      event: 'rating.changed',
      at: context.now,
      payload: {
        ratingId: rating.id,
        customerCode: codes.get(rating.customerId),
        grade: rating.grade,
        previousGrade: before.get(rating.customerId)?.grade ?? null,
        score: rating.score / 100,
        coverage: rating.coverage / 100,
        asOf: rating.asOf,
      },
    })),
  )
  return { ratings, gradesChanged: changed.length }
}

function repeats(rating: Rating, current: CurrentGrade | undefined): boolean {
  return (
    current?.grade === rating.grade && current.score === rating.score && current.coverage === rating.coverage
  )
}

function ratingOf(
  customerId: Id,
  { inputs, overlays }: { readonly inputs: Rating['inputs']; readonly overlays: readonly Overlay[] },
  context: BatchContext,
): Rating {
  const { frame, scorecard } = context
  return {
    ...{ id: newId(), customerId, inputs },
    scorecardCode: scorecard.code,
    scorecardVersion: scorecard.version,
    asOf: frame.asOf,
    knownAt: frame.knownAt,
    ...judge(scorecard.content, inputs, overlays),
    runId: context.runId ?? null,
    ratedBy: context.actor.label,
    ratedAt: context.now,
  }
}
