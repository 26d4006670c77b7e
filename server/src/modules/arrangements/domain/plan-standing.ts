import { addDays, type CalendarDay } from '../../../kernel/calendar-day.js'

export const planStatuses = [
  'requested',
  'approved',
  'active',
  'completed',
  'broken',
  'rejected',
  'withdrawn',
  'cancelled',
] as const
export type PlanStatus = (typeof planStatuses)[number]

/** Which status may follow which. Only an active plan pauses anything; a broken one gives the whole rest back. */
export const planTransitions: Readonly<Record<PlanStatus, readonly PlanStatus[]>> = {
  requested: ['approved', 'rejected', 'withdrawn'],
  approved: ['active', 'withdrawn'],
  active: ['completed', 'broken', 'cancelled'],
  completed: [],
  broken: [],
  rejected: [],
  withdrawn: [],
  cancelled: [],
}

export interface PlanRate {
  readonly dueOn: CalendarDay
  readonly amountMinor: bigint
}

/** What the ledger says of the items of a plan, together, in minor units. */
export interface PlanMoney {
  /** What receipts settled since the plan was asked for. */
  readonly receivedMinor: bigint
  /** Open now. */
  readonly openMinor: bigint
}

/** What came in, spread over the rates in their order. */
export function fillRates(rates: readonly PlanRate[], receivedMinor: bigint): bigint[] {
  let left = receivedMinor
  return rates.map(({ amountMinor }) => {
    const part = left < amountMinor ? left : amountMinor
    left -= part
    return part
  })
}

export type PlanStanding =
  | { readonly kind: 'active' | 'completed' }
  /** `rateNo` (from 1) is the first rate that was not paid in full when its grace was over. */
  | { readonly kind: 'broken'; readonly rateNo: number; readonly missingMinor: bigint }

/**
 * How an active plan stands on a day: completed when nothing of its items is open; broken when the rates whose days of
 * grace are over sum to more than came in. Credit notes and write-offs lower the last rates: what is due is never more
 * than was left to pay.
 */
export function judgePlan(
  rates: readonly PlanRate[],
  { receivedMinor, openMinor }: PlanMoney,
  { today, graceDays }: { readonly today: CalendarDay; readonly graceDays: number },
): PlanStanding {
  if (openMinor === 0n) return { kind: 'completed' }
  const owed = receivedMinor + openMinor
  let due = 0n
  for (const [index, rate] of rates.entries()) {
    if (addDays(rate.dueOn, graceDays) >= today) break
    due += rate.amountMinor
    const asked = due < owed ? due : owed
    if (receivedMinor < asked) {
      return { kind: 'broken', rateNo: index + 1, missingMinor: asked - receivedMinor }
    }
  }
  return { kind: 'active' }
}
