import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import { createBatcher } from '../../platform/batcher.js'
import type { Deps } from '../../platform/deps.js'
import { batchSize, decisionSeconds } from '../../platform/metrics.js'
import { getOrganisation } from '../identity/organisation-store.js'
import { checkCredit } from './check-credit.js'
import type { CheckContext, CheckRequest } from './check-request.js'
import type { StoredDecision } from './decision-store.js'

/** Answers credit checks; concurrent ones are decided together in one transaction, each in arrival order. */
export interface CheckService {
  /** Throws a Refusal for this check alone. */
  check(request: CheckRequest): Promise<StoredDecision>
  /** Decides a list in order in one transaction. */
  checkAll(requests: readonly CheckRequest[]): Promise<(StoredDecision | Refusal)[]>
}

const BATCH_MAX = 128
const LANES = 2
const WAITING_MAX = 20_000

export function createCheckService({ db, now }: Deps): CheckService {
  const decideBatch = (requests: readonly CheckRequest[]) =>
    db.transaction(async (tx) => checkCredit(tx, requests, await checkContext(tx, now())))
  const batcher = createBatcher<CheckRequest, StoredDecision>({
    run: decideBatch,
    batchMax: BATCH_MAX,
    lanes: LANES,
    waitingMax: WAITING_MAX,
    overloaded: () => new Refusal('rate_limited', { seconds: 1 }),
    onBatch: (size) => batchSize.observe({ kind: 'credit-check' }, size),
  })
  return {
    async check(request) {
      const stop = decisionSeconds.startTimer()
      try {
        return await batcher.submit(request)
      } finally {
        stop()
      }
    },
    checkAll: decideBatch,
  }
}

/** Now, and which business day that is for the organisation. */
export async function checkContext(
  tx: Parameters<typeof getOrganisation>[0],
  at: Date,
): Promise<CheckContext> {
  const { timeZone } = await getOrganisation(tx)
  return { at, today: dayInZone(at, timeZone), timeZone }
}
