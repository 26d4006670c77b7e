/** Kinds of exposure: what a customer could cost us now, by the stage that the business has reached. */
export const buckets = [
  'reserved',
  'open_orders',
  'delivered_not_billed',
  'receivables',
  'bills',
  'unapplied',
] as const

export type Bucket = (typeof buckets)[number]

/** Minor units per bucket, all in one currency. Every bucket is zero or more but `unapplied`, zero or less. */
export type BucketAmounts = Readonly<Record<Bucket, bigint>>

export const noExposure: BucketAmounts = {
  reserved: 0n,
  open_orders: 0n,
  delivered_not_billed: 0n,
  receivables: 0n,
  bills: 0n,
  unapplied: 0n,
}

/** Exposure is the sum of the buckets; a segment may leave unapplied receipts out. */
export function totalExposure(amounts: BucketAmounts, unappliedCounts: boolean): bigint {
  const { reserved, open_orders, delivered_not_billed, receivables, bills, unapplied } = amounts
  const gross = reserved + open_orders + delivered_not_billed + receivables + bills
  return unappliedCounts ? gross + unapplied : gross
}
