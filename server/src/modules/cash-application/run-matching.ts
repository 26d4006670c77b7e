import { dayInZone } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import type { Database, Tx } from '../../platform/db/types.js'
import { addJob } from '../../platform/jobs.js'
import { newId } from '../../platform/new-id.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { countOpenLines } from './bank-line-store.js'
import type { CashContext, CashEffects } from './cash-effects.js'
import { matchAccounts } from './match-accounts.js'
import type { MatchingSettings } from './domain/matching-settings.js'
import { getMatchingSettings } from './matching-settings-store.js'
import { beginRun, endRun, findRun, insertRun, saveCounts, type MatchingRun } from './matching-run-store.js'
import { countOpenCash, listCashAccounts, type CashAccount } from './open-cash-store.js'
import { readNames, type NameBook } from './payer-book.js'
import { recordNextLines } from './record-bank-lines.js'

/** Records bank lines as receipts and matches what is unapplied; payload `{ runId }`. */
export const MATCH_JOB = 'match-cash'

export interface MatchJob {
  readonly runId: Id
}

/** Lines and accounts of one transaction. */
const LINES_BATCH = 1_000
const ACCOUNTS_BATCH = 250
const LANES = 2

/** Asks for a run over everything that is open; one that waits already serves. */
export async function requestMatching(tx: Tx, by: string, at: Date): Promise<void> {
  const runId = newId()
  if (await insertRun(tx, runId, by, at)) {
    const payload: MatchJob = { runId }
    await addJob(tx, MATCH_JOB, payload, { jobKey: MATCH_JOB, maxAttempts: 3 })
  }
}

/** Does a run, batch by batch, each in its own transaction. A run that was cut off does the rest when it begins again. */
export async function runMatching(
  deps: Deps,
  effects: CashEffects,
  runId: Id,
): Promise<MatchingRun | undefined> {
  const { db } = deps
  const run = await findRun(db, runId)
  if (!run || run.status === 'done' || run.status === 'failed') return run
  const linesTotal = await countOpenLines(db)
  const openCash = await countOpenCash(db)
  await db.transaction((tx) => beginRun(tx, runId, linesTotal, openCash, deps.now()))
  try {
    await work(deps, effects, run)
  } catch (error) {
    const failure = error instanceof Error ? error.message.slice(0, 300) : 'unknown'
    await db.transaction((tx) => endRun(tx, runId, { status: 'failed', failure, at: deps.now() }))
    throw error
  }
  await db.transaction((tx) => endRun(tx, runId, { status: 'done', failure: null, at: deps.now() }))
  return findRun(db, runId)
}

async function work(deps: Deps, effects: CashEffects, run: MatchingRun): Promise<void> {
  const { db } = deps
  const settings = await getMatchingSettings(db)
  const { timeZone } = await getOrganisation(db)
  const at = deps.now()
  const context: CashContext = { at, today: dayInZone(at, timeZone), by: run.requestedBy, effects }
  const names = await readNames(db)
  const recorded = await recordAll(db, names, settings, context)
  await matchAll(db, run.id, { ...recorded, total: await countOpenCash(db) }, settings, context)
}

/** Batch by batch through the open bank lines. */
async function recordAll(
  db: Database,
  names: NameBook,
  settings: MatchingSettings,
  context: CashContext,
): Promise<{ linesDone: number; recorded: number }> {
  let [linesDone, recorded] = [0, 0]
  let after: Id | null = null
  do {
    const step: RecordedStep = await recordBatch(db, after, names, settings, context)
    linesDone += step.seen
    recorded += step.recorded
    after = step.last
  } while (after !== null)
  return { linesDone, recorded }
}

type RecordedStep = Awaited<ReturnType<typeof recordNextLines>>

function recordBatch(
  db: Database,
  after: Id | null,
  names: NameBook,
  settings: MatchingSettings,
  context: CashContext,
): Promise<RecordedStep> {
  return db.transaction((tx) => recordNextLines(tx, after, LINES_BATCH, names, settings, context))
}

/**
 * Batch by batch through the accounts with unapplied money, two batches at a time: the program thinks about one while the
 * database writes the other. Accounts are independent of each other, so that the result is the same.
 */
async function matchAll(
  db: Database,
  runId: Id,
  start: { linesDone: number; recorded: number; total: number },
  settings: MatchingSettings,
  context: CashContext,
): Promise<void> {
  let counts = { ...start, done: 0, matched: 0, proposed: 0 }
  const next = accountBatches(db)
  const lane = async () => {
    for (let accounts = await next(); accounts.length > 0; accounts = await next()) {
      const some = accounts
      const step = await db.transaction((tx) => matchAccounts(tx, some, settings, { ...context, runId }))
      const { done, matched, proposed } = counts
      counts = {
        ...{ ...counts, done: done + step.done, matched: matched + step.matched },
        proposed: proposed + step.proposed,
      }
      await db.transaction((tx) => saveCounts(tx, runId, counts))
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: LANES }, lane))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  await db.transaction((tx) => saveCounts(tx, runId, counts))
}

/** Gives the next accounts with unapplied money each time it is asked, one question at a time; none at the end. */
function accountBatches(db: Database): () => Promise<CashAccount[]> {
  let after: Id | null = null
  let ended = false
  const read = async (): Promise<CashAccount[]> => {
    if (ended) return []
    const accounts: CashAccount[] = await listCashAccounts(db, after, ACCOUNTS_BATCH)
    after = accounts.at(-1)?.accountId ?? null
    ended = accounts.length < ACCOUNTS_BATCH
    return accounts
  }
  let last: Promise<unknown> = Promise.resolve()
  return () => {
    const asked = last.then(read)
    last = asked.catch(() => undefined)
    return asked
  }
}
