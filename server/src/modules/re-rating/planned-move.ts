import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Approvals } from '../approvals/subject.js'
import type { CustomerName } from '../customers/customer-name-store.js'
import type { LimitEffects } from '../limits/limit-effects.js'
import type { ReratingPolicy } from '../scoring/domain/re-rating/rerating-policy.js'
import type { RatingMove } from '../scoring/re-rating/move-store.js'
import type { EffectPlan } from './domain/plan-effects.js'

/** One consequence, as the list of moves shows it. */
export interface TakenEffect {
  readonly kind: 'proposed' | 'cut' | 'approval' | 'frozen' | 'notified' | 'review' | 'failed'
  /** Accounts or people. */
  readonly count: number
  readonly detail: string | null
}

/** A move with what follows from it and whom it concerns. */
export interface PlannedMove {
  readonly move: RatingMove
  readonly plan: EffectPlan | null
  readonly customer: CustomerName
}

export interface Following {
  readonly at: Date
  readonly today: CalendarDay
  readonly policy: ReratingPolicy
  readonly effects: LimitEffects
  readonly approvals: Approvals
}

/** Notes what followed from a move. */
export type NoteEffect = (moveId: Id, effect: TakenEffect) => void
