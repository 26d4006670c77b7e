import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'

/** What later modules do in the same transaction when money came in or was applied. */
export interface CashEffects {
  readonly cashApplied: (tx: Tx, groupIds: readonly Id[]) => Promise<void>
}

/** When something is done and for whom. */
export interface CashContext {
  readonly at: Date
  /** The organisation's calendar day. */
  readonly today: CalendarDay
  readonly by: string
  readonly effects: CashEffects
}
