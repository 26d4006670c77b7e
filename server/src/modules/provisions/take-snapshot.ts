import { systemPrincipal, type Principal } from '../../kernel/access.js'
import { addDays, dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { agingBuckets } from '../receivables/domain/aging-buckets.js'
import { endedMonths } from '../receivables/domain/ended-months.js'
import {
  findSnapshot,
  firstLedgerDay,
  insertSnapshot,
  lockSnapshots,
  monthlySnapshots,
  writeSnapshotLines,
  type LedgerTotal,
  type Snapshot,
  type SnapshotTotal,
} from './snapshot-store.js'

/** Month ends that are caught up with when the program was away or is new: enough for a year of roll rates. */
const MONTHS_CAUGHT_UP = 13

/** A snapshot by its id; refuses `aging_snapshot_not_found`. */
export async function getSnapshot(db: Queryable, id: Id): Promise<Snapshot> {
  const snapshot = await findSnapshot(db, id)
  if (!snapshot) throw new Refusal('aging_snapshot_not_found', { id })
  return snapshot
}

interface Wanted {
  readonly kind: Snapshot['kind']
  readonly asOf: CalendarDay
  readonly note: string | null
}

/**
 * Keeps the aging of a day as it is known now. Proves Σ buckets = Σ steps = Σ ledger per currency before it does, and
 * throws when they differ: that is a fault of the program. Refuses a day that has not ended yet but today.
 */
export async function takeSnapshot(
  tx: Tx,
  { kind, asOf, note }: Wanted,
  { actor, at }: { actor: Principal; at: Date },
): Promise<Snapshot> {
  const { timeZone, agingBounds } = await getOrganisation(tx)
  if (asOf > dayInZone(at, timeZone)) throw new Refusal('day_in_future', { day: asOf })
  const id = newId()
  const { totals, ledger } = await writeSnapshotLines(tx, id, asOf, agingBuckets(agingBounds))
  proveAgainstLedger(totals, ledger)
  const snapshot: Snapshot = {
    ...{ id, kind, asOf, note, totals, bounds: agingBounds },
    ...{ takenBy: actor.label, takenAt: at },
  }
  await insertSnapshot(tx, snapshot)
  await recordAudit(tx, {
    ...{ actor, at, action: 'aging-snapshot.taken', objectType: 'aging-snapshot', objectId: id },
    ...{ after: { asOf, kind, totals }, reason: note },
  })
  return snapshot
}

const sum = (minors: readonly bigint[]) => minors.reduce((total, minor) => total + minor, 0n)

function proveAgainstLedger(totals: readonly SnapshotTotal[], ledger: readonly LedgerTotal[]): void {
  const currencies = new Set([...totals, ...ledger].map(({ currency }) => currency))
  for (const currency of currencies) {
    const taken = totals.find((total) => total.currency === currency)
    const entered = ledger.find((total) => total.currency === currency)
    const same =
      sum(taken?.bucketsMinor ?? []) === (entered?.openMinor ?? 0n) &&
      sum(taken?.stepsMinor ?? []) === (entered?.openMinor ?? 0n) &&
      (taken?.unappliedMinor ?? 0n) === (entered?.unappliedMinor ?? 0n)
    if (!same) throw new Error(`the aging in ${currency} is not what the ledger says`)
  }
}

/**
 * Takes the snapshots of month ends that are missing, oldest first, each in a transaction of its own; the month has
 * ended in the organisation's zone. Gives the days taken.
 */
export async function takeMonthlySnapshots({ db, now }: Deps): Promise<CalendarDay[]> {
  const at = now()
  const { timeZone } = await getOrganisation(db)
  const yesterday = addDays(dayInZone(at, timeZone), -1)
  const first = await firstLedgerDay(db)
  if (first === undefined) return []
  const days = endedMonths(yesterday, MONTHS_CAUGHT_UP).filter((day) => day >= first)
  const kept = new Set((await monthlySnapshots(db, days)).map((snapshot) => snapshot.asOf))
  const taken: CalendarDay[] = []
  for (const asOf of days.filter((day) => !kept.has(day))) {
    const isNew = await db.transaction(async (tx) => {
      await lockSnapshots(tx)
      if ((await monthlySnapshots(tx, [asOf])).length > 0) return false
      await takeSnapshot(tx, { kind: 'monthly', asOf, note: null }, { actor: systemPrincipal, at })
      return true
    })
    if (isNew) taken.push(asOf)
  }
  return taken
}
