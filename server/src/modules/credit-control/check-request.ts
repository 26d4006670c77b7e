import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Money } from '../../kernel/money.js'
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
  /** Salespeople ask for their own customers only. */
  readonly onlyCustomersOf: string | null
}

/** When a batch is decided. */
export interface CheckContext {
  readonly at: Date
  readonly today: CalendarDay
  /** The organisation's zone, in which `today` is meant. */
  readonly timeZone: string
}
