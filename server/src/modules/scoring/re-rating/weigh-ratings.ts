import type { Id } from '../../../kernel/ids.js'
import { newId } from '../../../platform/new-id.js'
import {
  countedGrade,
  lineCrossed,
  notchesBetween,
  type CountedGrade,
} from '../domain/re-rating/counted-grade.js'
import type { ReratingPolicy } from '../domain/re-rating/rerating-policy.js'
import type { Grade } from '../domain/grade-scale.js'
import type { CurrentGrade, Rating } from '../rating-store.js'
import type { Deferral } from './deferral-store.js'
import type { RatingMove } from './move-store.js'

/** A rating, the grade that counts with it, and the one that counted before. */
export interface WeighedRating {
  readonly rating: Rating
  readonly before: CurrentGrade | undefined
  readonly counted: CountedGrade
  /** False for a rating of an earlier day than the one that counts: it is history and moves nothing. */
  readonly counts: boolean
}

interface Weighing {
  readonly before: ReadonlyMap<Id, CurrentGrade>
  readonly overrides: ReadonlyMap<Id, Grade>
  /** Null for history that is being built up: nothing is deferred. */
  readonly policy: ReratingPolicy | null
}

/** Which grade counts with each rating. */
export function weighRatings(
  ratings: readonly Rating[],
  { before, overrides, policy }: Weighing,
): WeighedRating[] {
  return ratings.map((rating) => {
    const old = before.get(rating.customerId)
    const counted = countedGrade(rating.grade, {
      before: old && { grade: old.grade, changedOn: old.gradeChangedOn },
      override: overrides.get(rating.customerId),
      coolDownDays: policy?.coolDownDays ?? 0,
      asOf: rating.asOf,
    })
    return { rating, before: old, counted, counts: !old || old.asOf <= rating.asOf }
  })
}

/** The deferrals that begin with these ratings. */
export function deferralsOf(weighed: readonly WeighedRating[]): Deferral[] {
  return weighed.flatMap(({ rating, counted, counts }) =>
    counts && counted.deferredUntil !== null
      ? [
          {
            ...{ ratingId: rating.id, customerId: rating.customerId, keptGrade: counted.grade },
            ...{ ratedGrade: rating.grade, deferredOn: rating.asOf, untilOn: counted.deferredUntil },
          },
        ]
      : [],
  )
}

/** Whether the grade that counts is another one now, or the first one. */
export function gradeMoved({ before, counted, counts }: WeighedRating): boolean {
  return counts && before?.grade !== counted.grade
}

/** What moved: the grade that counts, a better one that has to wait, the early-warning line. */
export function movesOf(weighed: readonly WeighedRating[], policy: ReratingPolicy): RatingMove[] {
  const line = policy.earlyWarningScore * 100
  return weighed.flatMap(({ rating, before, counted, counts }): RatingMove[] => {
    if (!counts || rating.cause === null) return []
    const crossed = lineCrossed(before?.score ?? null, rating.score, line)
    const changed = before !== undefined && before.grade !== counted.grade
    // Rated the same again while it waits is no news.
    const waits = counted.deferredUntil !== null && (before?.ratedGrade ?? before?.grade) !== rating.grade
    if (!changed && crossed === null && !waits) return []
    return [
      {
        ...{ id: newId(), customerId: rating.customerId, ratingId: rating.id },
        ...{ fromGrade: before?.grade ?? null, toGrade: counted.grade, ratedGrade: rating.grade },
        notches: before ? notchesBetween(before.grade, counted.grade) : 0,
        ...{ fromScore: before?.score ?? null, toScore: rating.score, lineCrossed: crossed },
        deferredUntil: waits ? counted.deferredUntil : null,
        veto: rating.result.caps.some(({ kind }) => kind === 'veto'),
        ...{ cause: rating.cause, movedAt: rating.ratedAt },
      },
    ]
  })
}
