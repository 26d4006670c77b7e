import { addDays, type CalendarDay } from '../../../kernel/calendar-day.js'
import { afterPlan } from './after-plan.js'
import { overdueOn, type ToBase } from './overdue.js'
import { planCustomer } from './plan-customer.js'
import type { PlanDay } from './plan.js'
import type { CustomerFacts } from './plan-facts.js'
import { channels, type Channel } from './strategy.js'

/** Contacts of each kind on one day. */
export type DayCount = Record<Channel, number>

export interface Ahead {
  readonly days: number
  readonly dayOf: (on: CalendarDay) => PlanDay
  readonly toBase: ToBase
}

export function noContacts(): DayCount {
  return Object.fromEntries(channels.map((channel) => [channel, 0])) as DayCount
}

/**
 * What strategies would do about a customer on each of the coming days if nobody paid and nothing new was invoiced: adds
 * to `counts`, one for each day from `from` on. Each day begins with what the day before has done.
 */
export function simulateCustomer(
  customer: CustomerFacts,
  from: CalendarDay,
  { days, dayOf, toBase }: Ahead,
  counts: readonly DayCount[],
): void {
  let state = customer
  for (let ahead = 0; ahead < days; ahead++) {
    const on = addDays(from, ahead)
    if (ahead > 0) state = { ...state, overdueBaseMinor: overdueOn(state.items, on, toBase) }
    const day = dayOf(on)
    const plan = planCustomer(state, day)
    const count = counts[ahead]
    if (count) for (const { channel } of plan.contacts) count[channel] += 1
    state = afterPlan(state, plan, day)
  }
}
