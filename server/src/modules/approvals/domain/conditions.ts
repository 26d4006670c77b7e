import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import type { Money } from '../../../kernel/money.js'
import type { CaseState, Step } from './case-state.js'

export const securityKinds = [
  'guarantee',
  'deposit',
  'pledge',
  'mortgage',
  'letter-of-credit',
  'credit-insurance',
  'other',
] as const

export type SecurityKind = (typeof securityKinds)[number]

/** Security that an approver asks for before what was approved takes effect. */
export interface Security {
  readonly kind: SecurityKind
  /** What it must be worth; null: no amount, as of a guarantee for everything. */
  readonly amount: Money | null
  /** Last day, in the organisation's zone, on which it can be confirmed; then the approval lapses. */
  readonly dueOn: CalendarDay
  readonly note: string | null
  /** Who confirmed that it is in place; null: nobody yet. */
  readonly confirmed: Confirmation | null
}

export interface Confirmation {
  readonly by: string
  readonly at: Date
  /** Of the document that proves it: a contract or receipt number. */
  readonly reference: string
}

/** Approved, but smaller, shorter or secured. Amount in minor units of the request's currency. */
export interface Conditions {
  readonly amountMinor: bigint | null
  readonly validUntil: CalendarDay | null
  readonly security: Security | null
}

/** Security with the approval that asks for it. */
export interface AskedSecurity extends Security {
  readonly stepId: Id
  readonly askedBy: string
}

/** What the approvals that stand come to together. */
export interface StandingConditions {
  readonly amountMinor: bigint | null
  readonly validUntil: CalendarDay | null
  readonly securities: readonly AskedSecurity[]
}

/** The conditions of the approvals that stand: the smallest amount, the earliest last day, every security. */
export function conditionsOf(state: Pick<CaseState, 'visits' | 'steps'>): StandingConditions | null {
  const given = standingSteps(state).flatMap(({ conditions }) => (conditions ? [conditions] : []))
  if (given.length === 0) return null
  const amounts = given.flatMap(({ amountMinor }) => (amountMinor === null ? [] : [amountMinor]))
  const days = given.flatMap(({ validUntil }) => (validUntil === null ? [] : [validUntil])).sort()
  return {
    amountMinor: amounts.length === 0 ? null : amounts.reduce((a, b) => (b < a ? b : a)),
    validUntil: days[0] ?? null,
    securities: securitiesOf(state),
  }
}

/** Every security that the approvals which stand ask for, in the order in which they were given. */
export function securitiesOf(state: Pick<CaseState, 'visits' | 'steps'>): AskedSecurity[] {
  return standingSteps(state).flatMap(({ id, username, conditions }) =>
    conditions?.security ? [{ ...conditions.security, stepId: id, askedBy: username }] : [],
  )
}

function standingSteps({ visits, steps }: Pick<CaseState, 'visits' | 'steps'>): Step[] {
  const standing = new Set(
    visits.flatMap(({ id, status }) => (status === 'passed' || status === 'active' ? [id] : [])),
  )
  return steps.filter(({ status, visitId }) => status === 'approved' && standing.has(visitId))
}
