import type { Currency } from '../../../kernel/currency.js'
import { convertMinor } from '../../../kernel/money.js'
import { buckets, totalExposure, type Bucket, type BucketAmounts } from './bucket.js'

/** Exposure in one currency. */
export interface CurrencyExposure {
  readonly currency: Currency
  readonly buckets: BucketAmounts
  /** Part of the open orders that ships after the segment's horizon and does not count. */
  readonly beyondHorizonMinor: bigint
}

/** Rates by `FROM>TO`; `1/7.1` stands for the inverse of a rate that is kept the other way round. */
export type Rates = Readonly<Record<string, string>>

/** Converts minor units, or gives null when the rate is missing. An amount of zero needs no rate. */
export function convert(minor: bigint, from: Currency, to: Currency, rates: Rates): bigint | null {
  if (from === to || minor === 0n) return minor
  const rate = rates[`${from}>${to}`]
  return rate === undefined ? null : convertMinor(minor, from, to, rate)
}

/** Exposure of all currencies in one: each bucket converted and rounded by itself, so that the buckets add up. */
export function exposureIn(
  exposure: readonly CurrencyExposure[],
  to: Currency,
  rates: Rates,
): { buckets: BucketAmounts; beyondHorizonMinor: bigint } | null {
  const sums: Record<Bucket, bigint> = {
    reserved: 0n,
    open_orders: 0n,
    delivered_not_billed: 0n,
    receivables: 0n,
    bills: 0n,
    unapplied: 0n,
  }
  let beyondHorizonMinor = 0n
  for (const part of exposure) {
    for (const bucket of buckets) {
      const converted = convert(part.buckets[bucket], part.currency, to, rates)
      if (converted === null) return null
      sums[bucket] += converted
    }
    const beyond = convert(part.beyondHorizonMinor, part.currency, to, rates)
    if (beyond === null) return null
    beyondHorizonMinor += beyond
  }
  return { buckets: sums, beyondHorizonMinor }
}

/** Total exposure in one currency, or null when a rate is missing. */
export function totalIn(
  exposure: readonly CurrencyExposure[],
  to: Currency,
  rates: Rates,
  unappliedCounts: boolean,
): bigint | null {
  const converted = exposureIn(exposure, to, rates)
  if (converted === null) return null
  return totalExposure(converted.buckets, unappliedCounts) - converted.beyondHorizonMinor
}
