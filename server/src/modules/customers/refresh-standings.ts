import type { CalendarDay } from '../../kernel/calendar-day.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import type { Database } from '../../platform/db/types.js'
import { currentContext, runInContext, systemActor } from '../../platform/request-context.js'
import { getOrganisation } from '../identity/organisation-store.js'
import {
  hasStaleStandings,
  lockStandings,
  takeStaleCustomers,
  writeAgings,
  writeStandings,
  type StandingBasis,
} from './customer-standing-store.js'

/** Customers and notes worked on in one transaction. */
const BATCH = 20_000
const BATCHES_MAX = 10_000

/**
 * Works the standings of all customers out that changed, or that the day made untrue, so that what is read afterwards
 * is as the book was when this was called, or newer. Almost always there is little to do; the job of every minute sees
 * to that. Sees the whole book whoever asks. Gives today and how many standings were written.
 */
export async function refreshStandings(
  db: Database,
  now: Date,
): Promise<{ today: CalendarDay; written: number }> {
  const requestId = currentContext()?.requestId ?? null
  return runInContext({ actor: systemActor('standings'), requestId }, async () => {
    const { timeZone, baseCurrency, agingBounds } = await getOrganisation(db)
    const basis = { today: dayInZone(now, timeZone), baseCurrency, agingBounds }
    let written = 0
    for (let batch = 0; batch < BATCHES_MAX && (await hasStaleStandings(db, basis.today)); batch++)
      written += await refreshBatch(db, basis)
    return { today: basis.today, written }
  })
}

function refreshBatch(db: Database, basis: StandingBasis): Promise<number> {
  return db.transaction(async (tx) => {
    await lockStandings(tx)
    const stale = await takeStaleCustomers(tx, basis.today, BATCH)
    await writeAgings(
      tx,
      stale.flatMap(({ id, receivables }) => (receivables ? [id] : [])),
      basis,
    )
    await writeStandings(
      tx,
      stale.map(({ id }) => id),
      basis,
    )
    return stale.length
  })
}
