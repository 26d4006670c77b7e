import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Facts } from '../../credit-control/domain/facts.js'
import type { Grant } from './compare-limits.js'

/**
 * The facts of a decision as they would have been with this base limit and these terms. Temporary, seasonal and secured
 * lines stay, and so does an account that is deliberately unlimited.
 */
export function withLimit(facts: Facts, grant: Grant, since: CalendarDay): Facts {
  if (facts.account.limitMode === 'unlimited') return facts
  const others = facts.account.limitLines.filter(({ kind }) => kind !== 'base')
  const base = { kind: 'base', amountMinor: grant.minor, validFrom: since, validTo: null } as const
  return {
    ...facts,
    account: { ...facts.account, limitMode: 'amount', netDays: grant.days, limitLines: [base, ...others] },
  }
}
