import type { Bilingual } from '../../../../kernel/bilingual.js'
import type { Grade } from '../grade-scale.js'

export const documentTypes = ['order', 'delivery', 'invoice', 'receipt', 'credit-note', 'write-off'] as const
export type DocumentType = (typeof documentTypes)[number]

/** Days by grade, and for customers who have no rating yet; null: never by itself. */
export type DaysByGrade = Readonly<Record<Grade | 'unrated', number | null>>

/** Which events have a customer rated again. */
export interface ReratingEvents {
  /** An item has been overdue for so many days; each number is one event. Empty: none. */
  readonly overdueDays: readonly number[]
  readonly facts: 'all' | 'vetoes' | 'none'
  readonly documents: readonly DocumentType[]
  /** An order of at least this share of the account's limit, or of one of these amounts. */
  readonly largeOrder: {
    readonly shareOfLimitBasisPoints: number | null
    /** Decimal amount by currency. */
    readonly amounts: Readonly<Record<string, string>>
  }
}

/** What happens when a grade changes. Every effect whose condition holds is taken. */
export interface GradeEffect {
  readonly name: Bilingual
  readonly when: {
    readonly direction: 'down' | 'up'
    /** At least so many grades. */
    readonly notches: number
    /** Only when the new grade is one of these; empty: any. */
    readonly grades: readonly Grade[]
    /** Only when a veto decided. */
    readonly vetoOnly: boolean
  }
  /** Limit and terms of the policy are proposed for every account. */
  readonly propose: boolean
  /** A proposal that cuts by at most this share of the limit is put in force at once; null: none is. */
  readonly cutAtOnceBasisPoints: number | null
  /** What is proposed goes to approval. */
  readonly approval: boolean
  /** Active accounts are frozen. */
  readonly freeze: boolean
  /** The customer's owner is told, and everybody with these roles who may see the customer. */
  readonly notifyOwner: boolean
  readonly notifyRoles: readonly string[]
  /** A review of every account is due in so many days; null: none. */
  readonly reviewInDays: number | null
}

/** When customers are rated again, when a better grade counts, and what a change leads to. */
export interface ReratingPolicy {
  readonly scheduleDays: DaysByGrade
  readonly events: ReratingEvents
  /** A better grade counts only so many days after the last change of grade. A worse one counts at once. */
  readonly coolDownDays: number
  /** Points, 0–100: a customer below is warned of. */
  readonly earlyWarningScore: number
  readonly effects: readonly GradeEffect[]
  /** Days between reviews of an account. */
  readonly reviewDays: DaysByGrade
  /** A task appears so many days before its review is due. */
  readonly reviewLeadDays: number
  /** Whose work reviews are: a role, or the customer's owner. */
  readonly reviewers: { readonly kind: 'role'; readonly role: string } | { readonly kind: 'owner' }
}

const quiet = {
  ...{ propose: false, cutAtOnceBasisPoints: null, approval: false, freeze: false },
  ...{ notifyOwner: true, notifyRoles: ['credit-manager'], reviewInDays: null },
} as const

/** What an installation begins with: cautious, and nothing is frozen but for a veto. */
export const defaultReratingPolicy: ReratingPolicy = {
  scheduleDays: { AAA: 180, AA: 120, A: 90, B: 30, C: 14, unrated: 30 },
  events: {
    overdueDays: [1, 30, 60, 90],
    facts: 'all',
    documents: [...documentTypes],
    largeOrder: { shareOfLimitBasisPoints: 8_000, amounts: {} },
  },
  coolDownDays: 30,
  earlyWarningScore: 70,
  effects: [
    {
      name: { zh: '降级', en: 'Downgrade' },
      when: { direction: 'down', notches: 1, grades: [], vetoOnly: false },
      ...{ ...quiet, propose: true },
    },
    {
      name: { zh: '降两级以上', en: 'Two grades down or more' },
      when: { direction: 'down', notches: 2, grades: [], vetoOnly: false },
      ...{ ...quiet, reviewInDays: 3 },
    },
    {
      name: { zh: '一票否决', en: 'Veto' },
      when: { direction: 'down', notches: 1, grades: ['C'], vetoOnly: true },
      ...{ ...quiet, freeze: true, reviewInDays: 1 },
    },
    {
      name: { zh: '升级', en: 'Upgrade' },
      when: { direction: 'up', notches: 1, grades: [], vetoOnly: false },
      ...{ ...quiet, propose: true, notifyRoles: [] },
    },
  ],
  reviewDays: { AAA: 365, AA: 365, A: 180, B: 90, C: 30, unrated: null },
  reviewLeadDays: 14,
  reviewers: { kind: 'role', role: 'credit-analyst' },
}

/** Whether an event of this kind has customers rated again. */
export function wantsEvent(
  { events }: ReratingPolicy,
  mark: { readonly cause: string; readonly detail: string | null },
  vetoItems: ReadonlySet<string>,
): boolean {
  if (mark.cause === 'fact') {
    return events.facts === 'all' || (events.facts === 'vetoes' && vetoItems.has(mark.detail ?? ''))
  }
  if (mark.cause === 'document') return (events.documents as readonly string[]).includes(mark.detail ?? '')
  return true
}
