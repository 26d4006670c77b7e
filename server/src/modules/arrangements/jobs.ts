import { dayInZone } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { judgePlans } from './judge-plans.js'
import { judgePromises, recountBroken } from './judge-promises.js'

const JUDGE_JOB = 'judge-arrangements'
const RECOUNT_JOB = 'recount-broken-promises'
const BATCH = 500
const BATCHES_MAX = 2_000

/** Holds all promises and plans against the ledger, batch by batch. May be repeated. */
export async function judgeArrangements({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const at = now()
  const today = dayInZone(at, (await getOrganisation(db)).timeZone)
  let after: Id | null = null
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const from: Id | null = after
    after = await db.transaction((tx) =>
      judgePromises(tx, { at, today, customerId: null, after: from, limit: BATCH }),
    )
    if (after === null) break
  }
  after = null
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const from: Id | null = after
    after = await db.transaction((tx) => judgePlans(tx, { at, today, after: from, limit: BATCH }))
    if (after === null) break
  }
}

/** Counts broken promises again: what is older than the setting says stops counting. May be repeated. */
export async function recountAllBroken({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const today = dayInZone(now(), (await getOrganisation(db)).timeZone)
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    if ((await db.transaction((tx) => recountBroken(tx, today))) === 0) return
  }
}

export function arrangementJobs(deps: Deps): JobHandlers {
  return {
    [JUDGE_JOB]: () => judgeArrangements(deps),
    [RECOUNT_JOB]: () => recountAllBroken(deps),
  }
}

/** Money that came is seen within minutes; the count ages once an hour, soon after midnight in every zone. */
export const arrangementSchedules: readonly Schedule[] = [
  { job: JUDGE_JOB, cron: '*/5 * * * *' },
  { job: RECOUNT_JOB, cron: '25 * * * *' },
]
