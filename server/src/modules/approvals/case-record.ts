import type { Bilingual } from '../../kernel/bilingual.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import type { CaseState } from './domain/case-state.js'
import type { Confirmation, Security } from './domain/conditions.js'
import type { Shown } from './shown.js'

/** A figure as it was when the request was submitted. */
export interface SnapshotRow {
  readonly key: string
  readonly label: Bilingual
  readonly value: Shown
}

/** What a subject hands over when it asks for an approval. */
export interface NewRequest {
  readonly subject: string
  /** Id of what is decided on; at most one case runs for it. */
  readonly objectId: string
  readonly title: Bilingual
  /** Label of who asks. */
  readonly submitter: string
  /** Others who may not decide, for example who entered the order. */
  readonly barred: readonly string[]
  readonly ownerUsername: string | null
  readonly customerCode: string | null
  readonly customerName: string | null
  readonly segmentCode: string | null
  readonly amount: { readonly minor: bigint; readonly currency: Currency } | null
  /** How far the decision takes the exposure over the limit, in basis points of the limit. */
  readonly overLimitBp: number | null
  /** For how many days the decision binds. */
  readonly days: number | null
  readonly reason: string | null
  /** What the subject needs to put the request in force: plain JSON. */
  readonly request: Readonly<Record<string, unknown>>
  readonly fields: CaseState['fields']
}

/** A case as it is stored, its path aside. */
export interface CaseRecord extends Omit<NewRequest, 'barred' | 'submitter' | 'fields'> {
  readonly id: Id
  readonly number: bigint
  readonly flowCode: string
  readonly flowVersion: number
  readonly submittedAt: Date
  readonly closedAt: Date | null
  readonly dueAt: Date | null
  readonly urgedAt: Date | null
  /** The figures on submission, taken by the program for every subject alike. */
  readonly snapshot: readonly SnapshotRow[]
  readonly state: CaseState
}

/** The number that people quote. */
export function caseNumber({ number }: Pick<CaseRecord, 'number'>): string {
  return `AP-${number.toString().padStart(6, '0')}`
}

/** Conditions as they are kept: amounts as texts. */
export interface StoredConditions {
  readonly amountMinor: string | null
  readonly validUntil: CalendarDay | null
  readonly security: StoredSecurity | null
}

/** Security as it is kept: amounts and instants as texts. */
export interface StoredSecurity extends Omit<Security, 'amount' | 'confirmed'> {
  readonly amount: { readonly minor: string; readonly currency: Currency } | null
  readonly confirmed: (Omit<Confirmation, 'at'> & { readonly at: string }) | null
}
