import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'

/** What later modules do in the same transaction when money came in or was applied. */
export interface CashEffects {
  readonly cashApplied: (tx: Tx, groupIds: readonly Id[]) => Promise<void>
  /** A person took a match back; the lock of its group is held and the ledger has the reverse entries. */
  readonly matchUndone: (tx: Tx, undone: UndoneMatch, doing: PersonDoing) => Promise<void>
}

export interface UndoneMatch {
  readonly id: Id
  readonly reason: string
}

/** Who does something by hand, and when. */
export interface PersonDoing {
  readonly actor: Principal
  readonly at: Date
  /** The organisation's calendar day. */
  readonly today: CalendarDay
}

/** When something is done and for whom. */
export interface CashContext {
  readonly at: Date
  /** The organisation's calendar day. */
  readonly today: CalendarDay
  readonly by: string
  readonly effects: CashEffects
}
