import { isId } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { endForcedHolds } from '../customers/account-store.js'
import { endCustomerForcedHolds } from '../customers/customer-store.js'
import { verifyLedger } from '../exposure/ledger-verification-store.js'
import { checkContext } from './check-service.js'
import { endForcedOrders } from './forced-order-store.js'
import { groupsWaiting } from './groups-waiting-store.js'
import { settleHoldsOfGroup } from './auto-release.js'
import { EVALUATE_HOLDS_JOB } from './record-and-check.js'
import { expireReservations } from './release-reservation.js'

const EXPIRE_ROUNDS_MAX = 200
const GROUPS_MAX = 100_000

/**
 * Looks at all open holds again, after rates or rules changed and once a day: limits begin and forced holds end by the
 * calendar. The database queues it (migration 0140), so that no way of changing these can forget it. No payload.
 */
const EVALUATE_OPEN_HOLDS_JOB = 'evaluate-open-holds'

async function settleOpenHolds(deps: Deps): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const { at, today } = await checkContext(tx, deps.now())
    await endForcedHolds(tx, today, at)
    await endCustomerForcedHolds(tx, today, at)
    await endForcedOrders(tx, today, at)
  })
  const failed: unknown[] = []
  for (const groupId of await groupsWaiting(deps.db, GROUPS_MAX)) {
    try {
      await deps.db.transaction(async (tx) =>
        settleHoldsOfGroup(tx, groupId, await checkContext(tx, deps.now())),
      )
    } catch (error) {
      // One group that cannot be evaluated must not keep the others waiting; the job is tried again.
      deps.log.error({ err: error, groupId }, 'the holds of a group could not be evaluated')
      failed.push(error)
    }
  }
  if (failed.length > 0) throw new Error(`the holds of ${failed.length} groups could not be evaluated`)
}

/** Jobs of this module by name. */
export function creditControlJobs(deps: Deps): JobHandlers {
  return {
    [EVALUATE_HOLDS_JOB]: async (payload) => {
      const { groupId } = payload as { groupId?: unknown }
      if (typeof groupId !== 'string' || !isId(groupId))
        throw new Error('the evaluation names no credit group')
      await deps.db.transaction(async (tx) =>
        settleHoldsOfGroup(tx, groupId, await checkContext(tx, deps.now())),
      )
    },
    [EVALUATE_OPEN_HOLDS_JOB]: () => settleOpenHolds(deps),
    'expire-reservations': async () => {
      for (let round = 0; round < EXPIRE_ROUNDS_MAX; round++) {
        if ((await expireReservations(deps.db, deps.now())) === 0) return
      }
    },
    'reconcile-exposure': async () => {
      const { differences } = await verifyLedger(deps.db)
      if (differences.length > 0) {
        deps.log.error(
          { differences: differences.slice(0, 20) },
          'ledger, projection and open documents differ',
        )
        throw new Error(`${differences.length} differences between ledger, projection and open documents`)
      }
    },
  }
}

/** Times are UTC; reconciliation runs in China's night. */
export const creditControlSchedules: readonly Schedule[] = [
  { job: 'expire-reservations', cron: '* * * * *' },
  { job: EVALUATE_OPEN_HOLDS_JOB, cron: '10 16 * * *' },
  { job: 'reconcile-exposure', cron: '30 18 * * *' },
]
