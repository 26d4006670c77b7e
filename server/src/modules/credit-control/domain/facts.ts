import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { CurrencyExposure } from '../../exposure/domain/exposure-in.js'
import type { LimitLineFact } from '../../limits/domain/effective-limit.js'
import type { Checkpoint, Grade } from './rules.js'

/** Past-due receivables in one currency. */
export interface OverdueFact {
  readonly currency: Currency
  readonly minor: bigint
  readonly oldestDueOn: CalendarDay
}

/** What an account's decision looks at besides the order itself. */
export interface AccountFacts {
  readonly customerCode: string
  readonly customerStatus: 'active' | 'inactive' | 'blacklisted'
  readonly industry: string | null
  readonly segmentCode: string
  readonly currency: Currency
  readonly limitMode: 'none' | 'unlimited' | 'amount'
  readonly status: 'active' | 'frozen' | 'blocked'
  readonly netDays: number | null
  readonly forcedHold: string | null
  readonly unappliedCounts: boolean
  /** Newest first within a kind; revoked lines are left out. */
  readonly limitLines: readonly LimitLineFact[]
  readonly exposure: readonly CurrencyExposure[]
  readonly overdue: readonly OverdueFact[]
  /** Document day of the oldest open receivable. */
  readonly oldestItemOn: CalendarDay | null
  readonly brokenPromises: number
  readonly rating: { readonly grade: Grade; readonly coverageBp: number } | null
}

export interface GroupFacts {
  readonly code: string
  /** The group's own limit; null when it has none of its own, and only the members' limits count. */
  readonly limit: {
    readonly mode: 'none' | 'unlimited' | 'amount'
    readonly minor: bigint | null
    readonly currency: Currency
  } | null
  readonly exposure: readonly CurrencyExposure[]
}

/** What is already counted for the document under check, so that it is never counted twice. */
export interface OwnExposure {
  readonly currency: Currency
  /** An earlier reservation of the document, which a new one replaces. */
  readonly reservedMinor: bigint
  /** Total of the document as recorded: its value has entered the exposure once and is no news. */
  readonly recordedMinor: bigint
  /**
   * What of the recorded amounts the document may still rest on: its own, and of its order what is left. Absent in
   * decisions made before: the total.
   */
  readonly coversMinor?: bigint
  /** What is open of an order itself, by which less may be asked of it. Absent in decisions made before: nothing. */
  readonly openMinor?: bigint
}

/** A released hold of the same document. */
export interface ReleaseFact {
  readonly maxMinor: bigint
  readonly currency: Currency
  readonly until: CalendarDay
  /** Of the release of an order: the amount of the order beyond which it is void. Absent in decisions made before. */
  readonly boundMinor?: bigint
  /** What other deliveries or invoices of the order have used of it. */
  readonly usedMinor?: bigint
}

/** Everything that one decision saw. The same facts and rules always give the same answer. */
export interface Facts {
  readonly today: CalendarDay
  readonly checkpoint: Checkpoint
  readonly amountMinor: bigint
  readonly currency: Currency
  readonly netDays: number | null
  readonly shipOn: CalendarDay | null
  readonly account: AccountFacts
  readonly group: GroupFacts
  readonly own: readonly OwnExposure[]
  readonly release: ReleaseFact | null
  /** Day of the last approval of this document at an earlier point. */
  readonly approvedOn: CalendarDay | null
  /** Rates used, by `FROM>TO`; a pair that is needed and absent is a missing rate. */
  readonly rates: Readonly<Record<string, string>>
}
