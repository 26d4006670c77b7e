import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'

/** What a customer kept back of an instalment, as a later module is told of it. */
export interface KeptBack {
  readonly customerCode: string
  readonly invoiceId: Id
  readonly itemNo: number
  readonly amountMinor: bigint
  readonly currency: Currency
  readonly reasonCode: string
  readonly note: string
}

/** What later modules do in the same transaction when money came in, was applied, or was less than was owed. */
export interface CashEffects {
  readonly cashApplied: (tx: Tx, groupIds: readonly Id[]) => Promise<void>
  /** Opens a dispute of exactly this amount. Gives its id. */
  readonly keptBack: (tx: Tx, deduction: KeptBack, acting: PersonDoing) => Promise<Id>
  /** Ends the disputes of deductions whose match is undone; refuses while somebody works on one. */
  readonly keptBackNoMore: (
    tx: Tx,
    disputeIds: readonly Id[],
    reason: string,
    acting: PersonDoing,
  ) => Promise<void>
  /** Which of these disputes were withdrawn, and when. */
  readonly keptBackEnded: (tx: Tx, disputeIds: readonly Id[]) => Promise<ReadonlyMap<Id, Date>>
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
