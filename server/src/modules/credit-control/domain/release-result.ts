import { daysBetween, type CalendarDay } from '../../../kernel/calendar-day.js'

/** An instalment that bills a released document. */
export interface Instalment {
  readonly amountMinor: bigint
  readonly openMinor: bigint
  readonly dueOn: CalendarDay
  /** The part of its invoice that comes from the released document: share ÷ whole. */
  readonly shareMinor: bigint
  readonly invoiceMinor: bigint
  readonly settled: readonly {
    readonly minor: bigint
    readonly on: CalendarDay
    readonly isWriteOff: boolean
  }[]
}

/** What became of a release. Amounts are minor units of one currency; they add up to what was billed. */
export interface ReleaseResult {
  readonly billedMinor: bigint
  readonly paidOnTimeMinor: bigint
  readonly paidLateMinor: bigint
  readonly notDueMinor: bigint
  readonly overdueMinor: bigint
  readonly writtenOffMinor: bigint
  /** Longest delay of a payment, or of what is overdue still; 0 for none. */
  readonly lateDaysMax: number
}

/**
 * Sums the instalments of a released document as of a day. An invoice that also bills other orders counts by its
 * share, rounded down per amount; what is billed is the sum of the parts.
 */
export function resultOf(instalments: readonly Instalment[], today: CalendarDay): ReleaseResult {
  const sums = {
    paidOnTimeMinor: 0n,
    paidLateMinor: 0n,
    notDueMinor: 0n,
    overdueMinor: 0n,
    writtenOffMinor: 0n,
  }
  let lateDaysMax = 0
  for (const { openMinor, dueOn, shareMinor, invoiceMinor, settled } of instalments) {
    const own = (minor: bigint) => (minor * shareMinor) / invoiceMinor
    for (const { minor, on, isWriteOff } of settled) {
      const lateDays = daysBetween(dueOn, on)
      if (isWriteOff) sums.writtenOffMinor += own(minor)
      else if (lateDays > 0) sums.paidLateMinor += own(minor)
      else sums.paidOnTimeMinor += own(minor)
      if (!isWriteOff && lateDays > lateDaysMax) lateDaysMax = lateDays
    }
    const overdueDays = daysBetween(dueOn, today)
    if (overdueDays > 0) sums.overdueMinor += own(openMinor)
    else sums.notDueMinor += own(openMinor)
    if (openMinor > 0n && overdueDays > lateDaysMax) lateDaysMax = overdueDays
  }
  const billedMinor = Object.values(sums).reduce((sum, minor) => sum + minor, 0n)
  return { ...sums, billedMinor, lateDaysMax }
}
