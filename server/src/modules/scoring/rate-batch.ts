import { hash } from 'node:crypto'
import type { Principal } from '../../kernel/access.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import { newId } from '../../platform/new-id.js'
import { enqueueEvents } from '../notifications/enqueue-event.js'
import type { FeatureInputs } from './domain/features.js'
import type { Overlay } from './domain/overlay.js'
import type { RatingCause } from './domain/re-rating/cause.js'
import { judge } from './judge.js'
import { loadFeatures, type FeatureFrame } from './load-features.js'
import { putSnapshots } from './models/feature-snapshot-store.js'
import { insertModelScores } from './models/model-score-store.js'
import { shadowScores, type ShadowModel } from './models/shadow-score.js'
import { closeDeferrals, insertDeferrals } from './re-rating/deferral-store.js'
import { insertMoves } from './re-rating/move-store.js'
import type { ReratingPolicyVersion } from './re-rating/rerating-policy-store.js'
import {
  deferralsOf,
  gradeMoved,
  movesOf,
  weighRatings,
  type WeighedRating,
} from './re-rating/weigh-ratings.js'
import { overlaysFor } from './overlays/overlay-store.js'
import { gradesSetByHand } from './rating-override-store.js'
import {
  insertRatings,
  lockCurrentGrades,
  putCurrentRatings,
  type CurrentGrade,
  type Rating,
} from './rating-store.js'
import type { ScorecardVersion } from './scorecard-store.js'

/** The job that draws the consequences of what moved; no payload. */
export const FOLLOW_MOVES_JOB = 'follow-rating-moves'

export interface BatchContext {
  readonly frame: FeatureFrame
  readonly scorecard: ScorecardVersion
  /** What scores every customer besides. */
  readonly models: readonly ShadowModel[]
  readonly rerating: ReratingPolicyVersion
  /** History that is being built up: every grade counts, and nothing follows from one that moves. */
  readonly asHistory?: boolean
  readonly actor: Principal
  readonly now: Date
  readonly runId?: Id | undefined
  readonly causeOf: (customerId: Id) => RatingCause
  /** Which ratings are left out where they would repeat grade, score and coverage. */
  readonly skipsUnchanged: (customerId: Id) => boolean
}

/** Rates some customers in the caller's transaction. */
export async function rateBatch(
  tx: Tx,
  customers: readonly { readonly id: Id; readonly code: string }[],
  context: BatchContext,
): Promise<{ weighed: readonly WeighedRating[]; gradesChanged: number }> {
  const ids = customers.map(({ id }) => id)
  const inputs = await loadFeatures(tx, ids, context.frame)
  const overlays = await overlaysFor(tx, ids, context.frame)
  const before = await lockCurrentGrades(tx, ids)
  const ratings = customers.flatMap(({ id }): Rating[] => {
    const given = inputs.get(id)
    const rating = given && ratingOf(id, { inputs: given, overlays: overlays.get(id) ?? [] }, context)
    return rating && !(context.skipsUnchanged(id) && repeats(rating, before.get(id))) ? [rating] : []
  })
  const overrides = await gradesSetByHand(tx, ids, context.frame.asOf)
  const policy = context.asHistory === true ? null : context.rerating.content
  const weighed = weighRatings(ratings, { before, overrides, policy })
  await store(tx, weighed, context)
  const codes = new Map(customers.map(({ id, code }) => [id, code]))
  const changed = weighed.filter(gradeMoved)
  await enqueueEvents(
    tx,
    changed.map((one) => changedEvent(one, codes.get(one.rating.customerId), context.now)),
  )
  return { weighed, gradesChanged: changed.length }
}

async function store(tx: Tx, weighed: readonly WeighedRating[], context: BatchContext): Promise<void> {
  const { now } = context
  const ratings = weighed.map(({ rating }) => rating)
  await insertRatings(tx, ratings)
  await insertModelScores(
    tx,
    ratings.flatMap(({ id, customerId, asOf, inputs }) =>
      shadowScores(context.models, inputs, { ratingId: id, customerId, asOf, scoredAt: now }),
    ),
  )
  const current = weighed.map(({ rating, counted, before }) => ({
    ...{ rating, grade: counted.grade, before },
    featuresHash: hashOf(rating.inputs),
  }))
  await putCurrentRatings(tx, current)
  const anew = current.filter(({ before, featuresHash }) => before?.featuresHash !== featuresHash)
  await putSnapshots(
    tx,
    context.frame.asOf,
    anew.map(({ rating: { customerId, inputs } }) => ({ customerId, inputs })),
    now,
  )
  const moves = movesOf(weighed, context.rerating.content)
  if (context.asHistory === true) {
    await insertMoves(tx, moves, now)
    return
  }
  const counting = weighed.filter(({ counts }) => counts)
  const closed = counting.map(({ rating, counted }) => ({
    customerId: rating.customerId,
    taken: counted.deferredUntil === null && counted.grade === rating.grade,
  }))
  await closeDeferrals(tx, closed, now)
  await insertDeferrals(tx, deferralsOf(weighed))
  if (moves.length === 0) return
  await insertMoves(tx, moves, null)
  // Without a key: writers would wait for each other. A job that finds nothing to do costs nothing.
  await addJob(tx, FOLLOW_MOVES_JOB)
}

function hashOf({ values, stale }: FeatureInputs): string {
  return hash('md5', JSON.stringify([values, stale]), 'base64')
}

function changedEvent({ rating, before, counted }: WeighedRating, code: string | undefined, at: Date) {
  return {
    event: 'rating.changed',
    at,
    payload: {
      ratingId: rating.id,
      customerCode: code,
      grade: counted.grade,
      previousGrade: before?.grade ?? null,
      score: rating.score / 100,
      coverage: rating.coverage / 100,
      asOf: rating.asOf,
      cause: rating.cause?.kind ?? null,
    },
  } as const
}

function repeats(rating: Rating, current: CurrentGrade | undefined): boolean {
  return (
    current !== undefined &&
    current.score === rating.score &&
    current.coverage === rating.coverage &&
    (current.ratedGrade ?? current.grade) === rating.grade
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
    cause: context.causeOf(customerId),
    ratedBy: context.actor.label,
    ratedAt: context.now,
  }
}
