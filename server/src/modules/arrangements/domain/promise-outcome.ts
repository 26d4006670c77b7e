import type { CalendarDay } from '../../../kernel/calendar-day.js'

export const promiseStatuses = ['open', 'kept', 'partly', 'broken', 'lapsed', 'cancelled'] as const
export type PromiseStatus = (typeof promiseStatuses)[number]

/**
 * Which status may follow which. What the ledger says decides until it can say no more: money that was booked late but
 * came in time mends a broken promise, a bounced receipt breaks a kept one. What a person cancelled, or what had nothing
 * left to pay, stays so.
 */
export const promiseTransitions: Readonly<Record<PromiseStatus, readonly PromiseStatus[]>> = {
  open: ['kept', 'partly', 'broken', 'lapsed', 'cancelled'],
  kept: ['partly', 'broken'],
  partly: ['kept', 'broken'],
  broken: ['kept', 'partly'],
  lapsed: [],
  cancelled: [],
}

/** One promised item and what the ledger says of it, in minor units of one currency. */
export interface PromisedItem {
  readonly promisedMinor: bigint
  /** Open now. */
  readonly openMinor: bigint
  /** What receipts settled of it since the promise was made. */
  readonly receivedMinor: bigint
  /** Of these, what came by the last day. */
  readonly inTimeMinor: bigint
}

export interface PromiseOutcome {
  readonly status: PromiseStatus
  /** Received in time, of each item at most what was owed of it, in the order of the items. */
  readonly receivedMinor: readonly bigint[]
}

/**
 * What became of a promise by a day. An item's promise is lowered by what credit notes and write-offs took away: what
 * is owed of it is never more than was left to pay. Kept as soon as all has come; judged as missed only when the last
 * day is over.
 */
export function judgePromise(
  items: readonly PromisedItem[],
  { today, untilOn }: { readonly today: CalendarDay; readonly untilOn: CalendarDay },
): PromiseOutcome {
  const owed = items.map(({ promisedMinor, openMinor, receivedMinor }) =>
    smaller(promisedMinor, receivedMinor + openMinor),
  )
  const received = items.map(({ inTimeMinor }, index) => smaller(inTimeMinor, owed[index] ?? 0n))
  const status = statusOf(sum(owed), sum(received), today <= untilOn)
  return { status, receivedMinor: received }
}

function statusOf(owed: bigint, received: bigint, inTime: boolean): PromiseStatus {
  if (owed === 0n) return 'lapsed'
  if (received >= owed) return 'kept'
  if (inTime) return 'open'
  return received === 0n ? 'broken' : 'partly'
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
