import { divideRounded, ratioBasisPoints } from '../../../kernel/rate.js'

/** Sums over a book in one currency, in minor units. */
export interface BookSums {
  readonly receivablesMinor: bigint
  readonly overdueMinor: bigint
  readonly unappliedMinor: bigint
  /** Invoiced in the days up to and including the as-of day. */
  readonly salesMinor: bigint
  readonly salesDays: number
  /** Receivables of each of the largest debtors, falling. */
  readonly largestMinor: readonly bigint[]
}

export interface Figures {
  /** Days sales outstanding in tenths of a day; null without sales. */
  readonly dsoTenths: bigint | null
  /** DSO if nothing were overdue. */
  readonly bestPossibleDsoTenths: bigint | null
  /** Share of receivables that is overdue; null without receivables. */
  readonly overdueBasisPoints: bigint | null
  /** Share of the largest debtors in receivables. */
  readonly largestBasisPoints: bigint | null
}

/**
 * DSO = receivables ÷ sales of the period × days of the period; best possible DSO takes only what is not due
 * (definitions of the Credit Research Foundation). Rounded half away from zero.
 */
export function figuresOf(sums: BookSums): Figures {
  const { receivablesMinor, overdueMinor, salesMinor, salesDays } = sums
  const days = (minor: bigint) =>
    salesMinor > 0n ? divideRounded(minor * BigInt(salesDays) * 10n, salesMinor) : null
  const share = (minor: bigint) => (receivablesMinor > 0n ? ratioBasisPoints(minor, receivablesMinor) : null)
  return {
    dsoTenths: days(receivablesMinor),
    bestPossibleDsoTenths: days(receivablesMinor - overdueMinor),
    overdueBasisPoints: share(overdueMinor),
    largestBasisPoints: share(sums.largestMinor.reduce((sum, minor) => sum + minor, 0n)),
  }
}

/** Tenths as a decimal text: 456n -> "45.6". */
export function formatTenths(tenths: bigint): string {
  const magnitude = tenths < 0n ? -tenths : tenths
  return `${tenths < 0n ? '-' : ''}${(magnitude / 10n).toString()}.${(magnitude % 10n).toString()}`
}
