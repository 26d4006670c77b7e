import { isCalendarDay, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Tx } from '../../platform/db/types.js'
import { itemSums } from '../receivables/aging-sums-store.js'
import { agingBuckets, type AgingBucket } from '../receivables/domain/aging-buckets.js'
import { hasLaterEntries, type BookScope } from '../receivables/open-item-store.js'
import { compareAgings, type ComparedRow, type ComparisonQuestion } from './comparison-store.js'
import { snapshotSums, type Snapshot } from './snapshot-store.js'
import { getSnapshot } from './take-snapshot.js'

/** One of the two agings that are compared: of a day as it is known now, or as a snapshot kept it. */
export interface ComparedSide {
  readonly asOf: CalendarDay
  readonly snapshot: Snapshot | null
}

export interface Comparison {
  readonly before: ComparedSide
  readonly after: ComparedSide
  readonly buckets: readonly AgingBucket[]
  readonly rows: ComparedRow[]
  readonly totals: ComparedRow[]
}

interface Asked extends Pick<ComparisonQuestion, 'by' | 'search' | 'sort' | 'offset' | 'limit'> {
  /** A day or the id of a snapshot. */
  readonly before: string
  readonly after: string
  readonly scope: BookScope
  /** Of the organisation now; a snapshot's own buckets go before. */
  readonly buckets: readonly AgingBucket[]
}

/**
 * Compares two agings by due date. A side that is a day uses the buckets of the snapshot on the other side; two
 * snapshots with different buckets are refused with `snapshot_bounds_differ`.
 */
export async function compareTwoAgings(tx: Tx, asked: Asked): Promise<Comparison> {
  const before = await sideOf(tx, asked.before)
  const after = await sideOf(tx, asked.after)
  const buckets = commonBuckets(before, after) ?? asked.buckets
  const { by, search, sort, offset, limit, scope } = asked
  const sums = (side: ComparedSide) => sumsOf(tx, side, { scope, buckets })
  const found = await compareAgings(tx, {
    ...{ by, search, sort, offset, limit, buckets: buckets.length },
    before: await sums(before),
    after: await sums(after),
  })
  return { before, after, buckets, ...found }
}

async function sideOf(tx: Tx, text: string): Promise<ComparedSide> {
  if (isCalendarDay(text)) return { asOf: text, snapshot: null }
  const snapshot = await getSnapshot(tx, text)
  return { asOf: snapshot.asOf, snapshot }
}

function commonBuckets(before: ComparedSide, after: ComparedSide): AgingBucket[] | undefined {
  const [first, second] = [before, after].flatMap(({ snapshot }) => (snapshot ? [snapshot.bounds] : []))
  if (first && second && first.join() !== second.join()) throw new Refusal('snapshot_bounds_differ')
  return first && agingBuckets(first)
}

async function sumsOf(
  tx: Tx,
  { asOf, snapshot }: ComparedSide,
  { scope, buckets }: Pick<Asked, 'scope' | 'buckets'>,
) {
  if (snapshot) return snapshotSums(snapshot.id, buckets.length, scope)
  return itemSums({ asOf, basis: 'due', buckets, scope }, await hasLaterEntries(tx, asOf))
}
