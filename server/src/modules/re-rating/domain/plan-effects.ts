import type { Grade } from '../../scoring/domain/grade-scale.js'
import type { GradeEffect } from '../../scoring/domain/re-rating/rerating-policy.js'

/** What a change of grade looks like to those who say what follows. */
export interface GradeChange {
  readonly fromGrade: Grade | null
  readonly toGrade: Grade
  readonly notches: number
  readonly veto: boolean
}

/** Everything that follows from one change of grade. */
export interface EffectPlan {
  readonly propose: boolean
  /** The widest cut that is put in force at once, in basis points of the limit; null: none. */
  readonly cutAtOnceBasisPoints: number | null
  readonly approval: boolean
  readonly freeze: boolean
  readonly notifyOwner: boolean
  readonly notifyRoles: readonly string[]
  /** The earliest that is asked for. */
  readonly reviewInDays: number | null
}

function applies({ when }: GradeEffect, change: GradeChange): boolean {
  const { direction, notches, grades: wanted, vetoOnly } = when
  if (change.fromGrade === null || change.notches === 0) return false
  return (
    (direction === 'down') === change.notches < 0 &&
    Math.abs(change.notches) >= notches &&
    (wanted.length === 0 || wanted.includes(change.toGrade)) &&
    (!vetoOnly || change.veto)
  )
}

/** All effects whose conditions a change fulfils, together; null when none does. */
export function planEffects(effects: readonly GradeEffect[], change: GradeChange): EffectPlan | null {
  const taken = effects.filter((effect) => applies(effect, change))
  if (taken.length === 0) return null
  const numbers = (pick: (effect: GradeEffect) => number | null) =>
    taken.map(pick).filter((value) => value !== null)
  const cuts = numbers((effect) => effect.cutAtOnceBasisPoints)
  const reviews = numbers((effect) => effect.reviewInDays)
  return {
    propose: taken.some(({ propose }) => propose),
    cutAtOnceBasisPoints: cuts.length === 0 ? null : Math.max(...cuts),
    approval: taken.some(({ approval }) => approval),
    freeze: taken.some(({ freeze }) => freeze),
    notifyOwner: taken.some(({ notifyOwner }) => notifyOwner),
    notifyRoles: [...new Set(taken.flatMap(({ notifyRoles }) => notifyRoles))].sort(),
    reviewInDays: reviews.length === 0 ? null : Math.min(...reviews),
  }
}

/** Whether a limit is cut within the bound; raises and first limits are never taken at once. */
export function isCutWithin(
  {
    currentMinor,
    proposedMinor,
  }: { readonly currentMinor: bigint | null; readonly proposedMinor: bigint | null },
  basisPoints: number,
): boolean {
  if (currentMinor === null || proposedMinor === null || proposedMinor >= currentMinor) return false
  return (currentMinor - proposedMinor) * 10_000n <= currentMinor * BigInt(basisPoints)
}
