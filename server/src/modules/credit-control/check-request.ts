import type { DataScope } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Money } from '../../kernel/money.js'
import type { ReratingEvents } from '../scoring/domain/re-rating/rerating-policy.js'
import type { CheckedDocument } from './document-state-store.js'
import type { Checkpoint } from './domain/rules.js'

/** May this document go ahead on account? */
export interface CheckRequest {
  readonly checkpoint: Checkpoint
  readonly customerCode: string
  readonly segmentCode: string
  readonly document: CheckedDocument
  /** More than zero. */
  readonly amount: Money
  readonly netDays: number | null
  readonly shipOn: CalendarDay | null
  /** False asks without taking anything: no reservation, no hold. */
  readonly reserve: boolean
  readonly trigger: 'check' | 'document' | 'release' | 're-evaluation'
  /** Label of who asks. */
  readonly submittedBy: string
  /** Whose customers the caller may ask for; others are unknown to them. Null: all. */
  readonly scope: DataScope | null
}

/** When a batch is decided. */
export interface CheckContext {
  readonly at: Date
  readonly today: CalendarDay
  /** The organisation's zone, in which `today` is meant. */
  readonly timeZone: string
  /** The threshold of large orders where the caller remembers it; read anew otherwise. */
  readonly largeOrder?: ReratingEvents['largeOrder']
}
