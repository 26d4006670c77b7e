import type { Bilingual } from '../../../../kernel/bilingual.js'
import type { CalendarDay } from '../../../../kernel/calendar-day.js'
import type { MoneyJson } from '../../../../kernel/money.js'
import type { SecurityKind } from '../../../approvals/domain/conditions.js'
import type { FeatureCode, FeatureValue } from '../../../scoring/domain/features.js'

/** Who the customer is, from the master data. */
export interface Identity {
  readonly code: string
  readonly name: string
  readonly uscc: string | null
  readonly uscCheck: 'valid' | 'failed' | null
  readonly industry: string | null
  readonly region: string | null
  readonly owner: string | null
  readonly foundedOn: string | null
  readonly registeredCapital: MoneyJson | null
  readonly status: 'active' | 'inactive' | 'blacklisted'
  readonly since: CalendarDay
  readonly forcedHold: string | null
}

export interface GroupMember {
  readonly code: string
  readonly name: string
  readonly grade: string | null
}

/** The credit group. Members outside of the reader's sight are only counted. */
export interface Group {
  readonly code: string
  readonly name: string
  readonly members: readonly GroupMember[]
  readonly unseen: number
}

/** A fact of the credit file with where it comes from and how old it is. */
export interface Fact {
  readonly item: string
  readonly group: string
  readonly kind: string
  readonly label: Bilingual
  readonly value: string
  readonly valueLabel: Bilingual
  readonly unit: string
  readonly source: string
  readonly validOn: CalendarDay
  readonly recordedOn: CalendarDay
  readonly ageDays: number
  readonly stale: boolean
  readonly conflicts: readonly { readonly value: string; readonly unit: string; readonly source: string }[]
}

export interface Contribution {
  readonly dimension: string
  readonly label: Bilingual
  readonly valueText: Bilingual
  readonly points: number | null
  readonly weight: number
  readonly contribution: number
  readonly reason: Bilingual
}

export interface RatingView {
  readonly score: number
  readonly grade: string
  readonly gradeByScore: string
  readonly alert: boolean
  readonly coverage: number
  readonly model: { readonly code: string; readonly version: number }
  readonly asOf: CalendarDay
  readonly ratedAt: string
  readonly dimensions: readonly {
    readonly code: string
    readonly label: Bilingual
    readonly weight: number
    readonly coverage: number
    readonly contribution: number
  }[]
  readonly contributions: readonly Contribution[]
  readonly caps: readonly { readonly reason: Bilingual }[]
}

/** The grade that counts, what made it, and those before it, newest first. */
export interface RatingPart {
  readonly current: RatingView
  /** A grade set by people instead. */
  readonly override: {
    readonly grade: string
    readonly reason: string
    readonly validUntil: CalendarDay
  } | null
  readonly history: readonly Pick<RatingView, 'asOf' | 'score' | 'grade' | 'coverage' | 'model'>[]
}

/** One year's statement, its figures as decimal texts by item, and the ratios that the rating computes from it. */
export interface StatementYear {
  readonly validOn: CalendarDay
  readonly months: number
  readonly currency: string
  readonly sources: readonly string[]
  readonly figures: Readonly<Partial<Record<string, string>>>
  readonly ratios: Readonly<Partial<Record<FeatureCode, number>>>
}

/** A figure of the customer among those of the same industry. */
export interface PeerFigure {
  readonly feature: FeatureCode
  readonly peers: number
  readonly lower: number | null
  readonly median: number | null
  readonly upper: number | null
}

export interface PaymentMonth {
  readonly month: string
  readonly currency: string
  readonly settled: MoneyJson
  readonly late: MoneyJson
  readonly meanDelayDays: string
}

export interface PaymentPart {
  /** Of the newest rating; null without one. */
  readonly asOf: CalendarDay | null
  readonly values: Readonly<Partial<Record<FeatureCode, FeatureValue>>>
  readonly peers: readonly PeerFigure[]
  /** null without the right to read receivables. */
  readonly months: readonly PaymentMonth[] | null
}

export interface AgingPart {
  readonly buckets: readonly string[]
  readonly rows: readonly {
    readonly currency: string
    readonly amounts: readonly MoneyJson[]
    readonly total: MoneyJson
    readonly overdue: MoneyJson
  }[]
}

export interface LimitLineView {
  readonly kind: 'base' | 'temporary' | 'seasonal' | 'secured'
  readonly amount: MoneyJson
  readonly validFrom: CalendarDay
  readonly validTo: CalendarDay | null
  readonly reason: string
}

/** An account as it stands; `standing` is null where an exchange rate is missing. */
export interface AccountPart {
  readonly segment: string
  readonly segmentName: string
  readonly status: 'active' | 'frozen' | 'blocked'
  readonly limitMode: 'none' | 'unlimited' | 'amount'
  readonly netDays: number | null
  readonly reviewOn: CalendarDay | null
  readonly standing: {
    readonly limit: MoneyJson | null
    readonly expired: boolean
    readonly exposure: MoneyJson
    readonly available: MoneyJson | null
    readonly buckets: Readonly<Record<BucketKey, MoneyJson>>
    readonly overdue: MoneyJson
    readonly oldestDays: number
    readonly groupExposure: MoneyJson
    readonly groupLimit: MoneyJson | null
  } | null
  /** null without the right to read limits. */
  readonly lines: readonly LimitLineView[] | null
}

export const bucketKeys = [
  'reserved',
  'openOrders',
  'deliveredNotBilled',
  'receivables',
  'bills',
  'unapplied',
] as const
export type BucketKey = (typeof bucketKeys)[number]

/** What an approval rests on. */
export interface SecurityView {
  readonly caseNumber: string
  readonly kind: SecurityKind
  readonly amount: MoneyJson | null
  readonly note: string | null
  readonly dueOn: CalendarDay
  readonly reference: string | null
}

export interface HoldView {
  readonly on: CalendarDay
  readonly document: string
  readonly amount: MoneyJson
  readonly status: 'open' | 'released' | 'rejected' | 'superseded'
  readonly reasons: readonly Bilingual[]
  readonly closedBy: string | null
  readonly closedOn: CalendarDay | null
  /** In the words of who decided, or those of the code chosen. */
  readonly closeReason: Bilingual | null
}

export interface ItemView {
  readonly document: string
  readonly dueOn: CalendarDay
  readonly days: number
  readonly open: MoneyJson
  readonly disputed: boolean
}

export interface EventsPart {
  /** null without the right to read holds. */
  readonly holds: readonly HoldView[] | null
  /** Overdue or disputed, oldest first; null without the right to read receivables. */
  readonly items: readonly ItemView[] | null
}

/** What the policy in force would give an account. */
export interface Recommendation {
  readonly segment: string
  readonly policyVersion: number
  readonly policyTitle: Bilingual
  readonly grade: string | null
  /** null: the policy says nothing about this account. */
  readonly proposal: {
    readonly limit: MoneyJson
    /** Terms, security, review and what else comes with the limit. */
    readonly granted: readonly { readonly name: Bilingual; readonly text: Bilingual }[]
    readonly steps: readonly Bilingual[]
  } | null
  readonly current: MoneyJson | null
  readonly currentNetDays: number | null
}

/** Everything that a credit report says. A part is null when its reader may not see it. */
export interface CreditReport {
  readonly organisation: string
  readonly asOf: CalendarDay
  /** As the reader's clock showed it. */
  readonly madeAt: string
  readonly madeBy: string
  readonly identity: Identity
  readonly group: Group
  readonly rating: RatingPart | null
  readonly facts: readonly Fact[] | null
  readonly years: readonly StatementYear[] | null
  readonly payment: PaymentPart
  readonly aging: AgingPart | null
  readonly accounts: readonly AccountPart[]
  readonly securities: readonly SecurityView[] | null
  readonly events: EventsPart
  readonly recommendations: readonly Recommendation[] | null
}
