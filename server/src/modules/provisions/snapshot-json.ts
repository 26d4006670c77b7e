import type { Currency } from '../../kernel/currency.js'
import { moneyJson } from '../../kernel/money.js'
import { agingBuckets, type AgingBucket } from '../receivables/domain/aging-buckets.js'
import type { ComparedSide } from './compare-agings.js'
import type { ComparedRow, Side } from './comparison-store.js'
import type { Snapshot, SnapshotTotal } from './snapshot-store.js'

/** A snapshot as answered; its sums only for who sees the whole book. */
export function snapshotJsonOf(snapshot: Snapshot, isWhole: boolean) {
  const buckets = agingBuckets(snapshot.bounds)
  return {
    ...{ id: snapshot.id, kind: snapshot.kind, asOf: snapshot.asOf, bounds: buckets, note: snapshot.note },
    totals: isWhole ? snapshot.totals.map((total) => totalJson(total, buckets)) : null,
    ...{ takenBy: snapshot.takenBy, takenAt: snapshot.takenAt.toISOString() },
  }
}

function totalJson(total: SnapshotTotal, buckets: readonly AgingBucket[]) {
  const { currency, accounts, items, bucketsMinor } = total
  const totalMinor = bucketsMinor.reduce((sum, minor) => sum + minor, 0n)
  return {
    ...{ currency, accounts, items },
    buckets: bucketsJson(bucketsMinor, buckets, currency),
    total: moneyJson(totalMinor, currency),
    overdue: moneyJson(totalMinor - (bucketsMinor[0] ?? 0n), currency),
    unapplied: moneyJson(total.unappliedMinor, currency),
  }
}

function bucketsJson(minors: readonly bigint[], buckets: readonly AgingBucket[], currency: Currency) {
  return Object.fromEntries(buckets.map(({ key }, index) => [key, moneyJson(minors[index] ?? 0n, currency)]))
}

export function comparedSideJson({ asOf, snapshot }: ComparedSide) {
  return { asOf, snapshotId: snapshot?.id ?? null, takenAt: snapshot?.takenAt.toISOString() ?? null }
}

export function comparedRowJson(row: ComparedRow, buckets: readonly AgingBucket[]) {
  const { before, after, currency } = row
  return {
    currency,
    before: sideJson(before, buckets, currency),
    after: sideJson(after, buckets, currency),
    change: moneyJson(after.totalMinor - before.totalMinor, currency),
    overdueChange: moneyJson(after.overdueMinor - before.overdueMinor, currency),
  }
}

function sideJson(side: Side, buckets: readonly AgingBucket[], currency: Currency) {
  return {
    buckets: bucketsJson(side.bucketsMinor, buckets, currency),
    total: moneyJson(side.totalMinor, currency),
    overdue: moneyJson(side.overdueMinor, currency),
    unapplied: moneyJson(side.unappliedMinor, currency),
  }
}
