import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Id } from '../../../kernel/ids.js'
import type { CaseState, Step } from './case-state.js'
import type { Security } from './conditions.js'

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
