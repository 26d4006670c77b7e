import type { CalendarDay } from '../../kernel/calendar-day.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { currentContext, runInContext, systemActor } from '../../platform/request-context.js'
import { forgetFiguresOf, forgetOldFigures } from './book-figure-store.js'
import { getOrganisation } from '../identity/organisation-store.js'
import {
  customersWithoutStanding,
  hasStaleStandings,
  listStandingMarks,
  lockStandings,
  takeStaleCustomers,
  waitingCustomers,
  writeAgings,
  writeStandings,
  type StandingBasis,
} from './customer-standing-store.js'
import { groupsToAge, writeSubjectAgings } from './subject-aging-store.js'

/** Customers and notes worked on in one transaction. */
const BATCH = 20_000
const RECONCILE_BATCH = 5_000
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
  return seeingAll(async () => {
    const basis = await basisOf(db, now)
    let written = 0
    for (let batch = 0; batch < BATCHES_MAX && (await hasStaleStandings(db, basis.today)); batch++)
      written += await refreshBatch(db, basis)
    return { today: basis.today, written }
  })
}

/**
 * Works every standing out anew and gives the codes of customers whose standing was not what the book says, although
 * nothing had changed since: there should be none. Each batch is one transaction.
 */
export async function reconcileStandings(db: Database, now: Date): Promise<string[]> {
  await db.transaction((tx) => forgetOldFigures(tx, now))
  return seeingAll(async () =>
    walkStandings(await basisOf(db, now), (basis, after) =>
      db.transaction((tx) => reconcileBatch(tx, basis, after)),
    ),
  )
}

/**
 * Proves that standings and agings are what the book says, and leaves everything as it is: each is worked out anew in a
 * transaction that is taken back. Gives the codes of customers of whom one differs or is missing.
 */
export async function verifyStandings(db: Database, now: Date): Promise<string[]> {
  await refreshStandings(db, now)
  return seeingAll(async () => {
    const differing = await walkStandings(await basisOf(db, now), (basis, after) =>
      inVain(db, (tx) => reconcileBatch(tx, basis, after)),
    )
    return [...differing, ...(await customersWithoutStanding(db))]
  })
}

interface BatchResult {
  readonly next: string | null
  readonly differing: readonly string[]
}

async function walkStandings(
  basis: StandingBasis,
  work: (basis: StandingBasis, after: string | null) => Promise<BatchResult>,
): Promise<string[]> {
  const wrong: string[] = []
  let after: string | null = null
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const { next, differing }: BatchResult = await work(basis, after)
    wrong.push(...differing)
    if (next === null) break
    after = next
  }
  return wrong
}

/** What ends a transaction that is taken back. */
class TakenBack extends Error {}

/** Runs the work in a transaction that is taken back, and gives its result. */
async function inVain<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  const results: T[] = []
  try {
    await db.transaction(async (tx) => {
      results.push(await work(tx))
      throw new TakenBack()
    })
  } catch (error) {
    const [result] = results
    if (error instanceof TakenBack && result !== undefined) return result
    throw error
  }
  throw new Error('the transaction was not taken back')
}

async function reconcileBatch(tx: Tx, basis: StandingBasis, after: string | null): Promise<BatchResult> {
  await lockStandings(tx)
  const page = { after, limit: RECONCILE_BATCH }
  const before = await listStandingMarks(tx, page, basis.today)
  const ids = before.map(({ id }) => id)
  await writeAll(tx, { changed: ids, owing: ids }, basis)
  const anew = await listStandingMarks(tx, page, basis.today)
  const now = new Map(anew.map(({ id, mark }) => [id, mark]))
  // What was changed meanwhile, or had not been worked out yet, is no fault.
  const waiting = new Set(await waitingCustomers(tx, ids))
  const differing = before.filter(
    ({ id, isCurrent, mark }) => isCurrent && now.get(id) !== mark && !waiting.has(id),
  )
  return {
    next: before.length < RECONCILE_BATCH ? null : (before.at(-1)?.code ?? null),
    differing: differing.map(({ code }) => code),
  }
}

/** Whoever asks, standings are those of the whole book. */
function seeingAll<T>(work: () => Promise<T>): Promise<T> {
  const requestId = currentContext()?.requestId ?? null
  return runInContext({ actor: systemActor('standings'), requestId }, work)
}

async function basisOf(db: Database, now: Date): Promise<StandingBasis> {
  const { timeZone, baseCurrency, agingBounds } = await getOrganisation(db)
  return { today: dayInZone(now, timeZone), baseCurrency, agingBounds }
}

/** Works out the agings of those whose receivables changed, then the standings of all that changed. */
async function writeAll(
  tx: Tx,
  { changed, owing }: { readonly changed: readonly Id[]; readonly owing: readonly Id[] },
  basis: StandingBasis,
): Promise<void> {
  const groups = await groupsToAge(tx, changed, owing)
  await writeAgings(tx, owing, basis)
  await writeSubjectAgings(tx, { customers: owing, groups }, basis.agingBounds.length + 2)
  await writeStandings(tx, changed, basis)
}

function refreshBatch(db: Database, basis: StandingBasis): Promise<number> {
  return db.transaction(async (tx) => {
    await lockStandings(tx)
    const stale = await takeStaleCustomers(tx, basis.today, BATCH)
    const owing = stale.flatMap(({ id, receivables }) => (receivables ? [id] : []))
    await forgetFiguresOf(tx, owing, basis.today)
    await writeAll(tx, { changed: stale.map(({ id }) => id), owing }, basis)
    return stale.length
  })
}
