import { dayInZone } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import { createBatcher } from '../../platform/batcher.js'
import { useStablePlans } from '../../platform/db/stable-plans.js'
import type { Deps } from '../../platform/deps.js'
import { withoutScope } from '../../platform/request-context.js'
import { batchSize, decisionSeconds } from '../../platform/metrics.js'
import { getOrganisation, type Organisation } from '../identity/organisation-store.js'
import { ShortCache } from '../identity/short-cache.js'
import type { ReratingEvents } from '../scoring/domain/re-rating/rerating-policy.js'
import { checkCredit } from './check-credit.js'
import type { CheckContext, CheckRequest } from './check-request.js'
import { largeOrderThreshold } from './mark-large-orders.js'
import type { StoredDecision } from './decision-store.js'

/** Answers credit checks; concurrent ones are decided together in one transaction, each in arrival order. */
export interface CheckService {
  /** Throws a Refusal for this check alone. */
  check(request: CheckRequest): Promise<StoredDecision>
  /** Decides a list in order in one transaction. */
  checkAll(requests: readonly CheckRequest[]): Promise<(StoredDecision | Refusal)[]>
}

const BATCH_MAX = 128
const LANES = 3
/** Fewer are hardly worth a transaction of their own. */
const KEYS_MIN = 32
const WAITING_MAX = 20_000
/** A new time zone of the organisation, or threshold of large orders, counts for checks after this long at the latest. */
const SETTINGS_KEPT_MS = 1_000

export function createCheckService({ db, now }: Deps): CheckService {
  const organisations = new ShortCache<Organisation>(SETTINGS_KEPT_MS)
  const thresholds = new ShortCache<ReratingEvents['largeOrder']>(SETTINGS_KEPT_MS)
  const decideBatch = async (requests: readonly CheckRequest[]) => {
    const [organisation, largeOrder] = await Promise.all([
      organisations.get('', () => getOrganisation(db)),
      thresholds.get('', () => largeOrderThreshold(db, now())),
    ])
    if (!organisation || !largeOrder) throw new Error('the settings of checks were not found')
    const { timeZone } = organisation
    return db.transaction(async (tx) => {
      const at = now()
      const [, answers] = await Promise.all([
        useStablePlans(tx),
        checkCredit(tx, requests, { at, today: dayInZone(at, timeZone), timeZone, largeOrder }),
      ])
      return answers
    })
  }
  const batcher = createBatcher<CheckRequest, StoredDecision>({
    run: decideBatch,
    batchMax: BATCH_MAX,
    lanes: LANES,
    keysMin: KEYS_MIN,
    keyOf: ({ customerCode }) => customerCode,
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
    checkAll: (requests) => withoutScope(() => decideBatch(requests)),
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
