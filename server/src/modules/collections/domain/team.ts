/** What one collector did in a period and has to do today, in minor units of the base currency. */
export interface CollectorSums {
  /** Customers that owe something, and those of which something is overdue. */
  readonly customers: number
  readonly overdueCustomers: number
  readonly receivablesMinor: bigint
  readonly overdueMinor: bigint
  readonly tasksDue: number
  readonly contacts: number
  readonly answered: number
  readonly contactedCustomers: number
  readonly promisesMade: number
  readonly promisedMinor: bigint
  readonly kept: number
  readonly partly: number
  readonly broken: number
  /** Money that came for what was overdue by then. */
  readonly recoveredMinor: bigint
  /** Σ amount × days late of that money. */
  readonly recoveredDayMinor: bigint
  readonly disputesSettled: number
  /** Σ days from opening to settling. */
  readonly disputeDays: number
}

export const noSums: CollectorSums = {
  ...{ customers: 0, overdueCustomers: 0, receivablesMinor: 0n, overdueMinor: 0n, tasksDue: 0 },
  ...{ contacts: 0, answered: 0, contactedCustomers: 0, promisesMade: 0, promisedMinor: 0n, kept: 0 },
  ...{ partly: 0, broken: 0, recoveredMinor: 0n, recoveredDayMinor: 0n, disputesSettled: 0, disputeDays: 0 },
}

/** Sums of several collectors together. Customers belong to one collector each, so that they add up. */
export function addSums(all: readonly CollectorSums[]): CollectorSums {
  const count = (pick: (one: CollectorSums) => number) => all.reduce((sum, one) => sum + pick(one), 0)
  const amount = (pick: (one: CollectorSums) => bigint) => all.reduce((sum, one) => sum + pick(one), 0n)
  return {
    customers: count((one) => one.customers),
    overdueCustomers: count((one) => one.overdueCustomers),
    receivablesMinor: amount((one) => one.receivablesMinor),
    overdueMinor: amount((one) => one.overdueMinor),
    tasksDue: count((one) => one.tasksDue),
    contacts: count((one) => one.contacts),
    answered: count((one) => one.answered),
    contactedCustomers: count((one) => one.contactedCustomers),
    promisesMade: count((one) => one.promisesMade),
    promisedMinor: amount((one) => one.promisedMinor),
    kept: count((one) => one.kept),
    partly: count((one) => one.partly),
    broken: count((one) => one.broken),
    recoveredMinor: amount((one) => one.recoveredMinor),
    recoveredDayMinor: amount((one) => one.recoveredDayMinor),
    disputesSettled: count((one) => one.disputesSettled),
    disputeDays: count((one) => one.disputeDays),
  }
}

/** Of the promises that ended, kept, partly kept or broken, the share that was kept, in basis points; null: none ended. */
export function keptBasisPoints({ kept, partly, broken }: CollectorSums): bigint | null {
  return shareBasisPoints(BigInt(kept), BigInt(kept + partly + broken))
}

/** How late the recovered money came on average, weighted by amount, in tenths of a day; null: none came. */
export function recoveredDayTenths({ recoveredMinor, recoveredDayMinor }: CollectorSums): bigint | null {
  return rounded(10n * recoveredDayMinor, recoveredMinor)
}

/** From opening to settling a dispute, on average, in tenths of a day; null: none was settled. */
export function disputeDayTenths({ disputesSettled, disputeDays }: CollectorSums): bigint | null {
  return rounded(10n * BigInt(disputeDays), BigInt(disputesSettled))
}

/** What the customers of a salesperson, or of a team, owe today. */
export interface OwedBySales {
  readonly customers: number
  readonly overdueCustomers: number
  readonly receivablesMinor: bigint
  readonly overdueMinor: bigint
}

export type Ranked<One> = One & {
  /** From 1; who stands alike shares a place. */
  readonly place: number
  readonly overdueBasisPoints: bigint
}

/** The smallest overdue share first; of those alike, here all without anything overdue, who looks after more money. */
export function rankByOverdue<One extends OwedBySales>(all: readonly One[]): Ranked<One>[] {
  const sorted = all
    .map((one) => ({
      ...one,
      overdueBasisPoints: shareBasisPoints(one.overdueMinor, one.receivablesMinor) ?? 0n,
    }))
    .sort(
      (a, b) =>
        Number(a.overdueMinor * b.receivablesMinor - b.overdueMinor * a.receivablesMinor) ||
        Number(b.receivablesMinor - a.receivablesMinor),
    )
  return sorted.map((one) => ({
    ...one,
    place: 1 + sorted.findIndex((other) => other.overdueBasisPoints === one.overdueBasisPoints),
  }))
}

function shareBasisPoints(part: bigint, whole: bigint): bigint | null {
  return rounded(10_000n * part, whole)
}

/** Half up; null when there is nothing to divide by. Both are never negative. */
function rounded(part: bigint, whole: bigint): bigint | null {
  return whole <= 0n ? null : (2n * part + whole) / (2n * whole)
}
