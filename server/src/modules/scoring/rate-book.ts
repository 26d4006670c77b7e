import { systemPrincipal, type Principal } from '../../kernel/access.js'
import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { addJob } from '../../platform/jobs.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { rateCustomers } from './rate-customers.js'
import { advanceRun, findRun, finishRun, insertRun, startRun, type RatingRun } from './rating-run-store.js'

/** The job that rates every customer; its payload is `{ runId }`. */
export const RATE_BOOK_JOB = 'rate-book'

/** Queues a run over the whole book and gives it. Refuses a day after today. */
export async function requestRatingRun(
  tx: Tx,
  request: { readonly asOf: CalendarDay | undefined; readonly actor: Principal; readonly at: Date },
): Promise<RatingRun> {
  const today = dayInZone(request.at, (await getOrganisation(tx)).timeZone)
  const asOf = request.asOf ?? today
  if (asOf > today) throw new Refusal('as_of_in_future', { asOf, today })
  const id = newId()
  const { actor, at } = request
  await insertRun(tx, { id, asOf, requestedBy: actor.label, requestedAt: at })
  await addJob(tx, RATE_BOOK_JOB, { runId: id }, { maxAttempts: 3 })
  await recordAudit(tx, {
    ...{ actor, at },
    ...{ action: 'rating-run.requested', objectType: 'rating-run', objectId: id, after: { asOf } },
  })
  return getRun(tx, id)
}

export async function getRun(tx: Parameters<typeof findRun>[0], id: Id): Promise<RatingRun> {
  const run = await findRun(tx, id)
  if (!run) throw new Refusal('rating_run_not_found', { id })
  return run
}

/** Does a queued run. A run that is done already is left alone, so the job may come twice. */
export async function rateBook(deps: Deps, runId: Id): Promise<void> {
  const run = await getRun(deps.db, runId)
  if (run.status === 'done') return
  await deps.db.transaction((tx) => startRun(tx, runId, deps.now()))
  try {
    await rateCustomers(deps, {
      asOf: run.asOf,
      runId,
      actor: { ...systemPrincipal, label: run.requestedBy },
      onProgress: (progress) => deps.db.transaction((tx) => advanceRun(tx, runId, progress)),
    })
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    await deps.db.transaction((tx) => finishRun(tx, runId, failure, deps.now()))
    throw error
  }
  await deps.db.transaction((tx) => finishRun(tx, runId, null, deps.now()))
}
