import { isId } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import type { JobHandlers, Schedule } from '../../platform/jobs.js'
import { systemPrincipal } from '../../kernel/access.js'
import { findSegment } from '../customers/segment-store.js'
import { verifyLedger } from '../exposure/ledger-verification-store.js'
import { checkContext } from './check-service.js'
import { evaluateHoldsOfGroup } from './evaluate-hold.js'
import { EVALUATE_HOLDS_JOB } from './record-and-check.js'
import { releaseHold } from './release-hold.js'
import { expireReservations } from './release-reservation.js'

const EXPIRE_ROUNDS_MAX = 200

/** Jobs of this module by name. */
export function creditControlJobs(deps: Deps): JobHandlers {
  return {
    [EVALUATE_HOLDS_JOB]: async (payload) => {
      const { groupId } = payload as { groupId?: unknown }
      if (typeof groupId !== 'string' || !isId(groupId))
        throw new Error('the evaluation names no credit group')
      await deps.db.transaction(async (tx) => {
        const context = await checkContext(tx, deps.now())
        for (const hold of await evaluateHoldsOfGroup(tx, groupId, context)) {
          const segment = await findSegment(tx, hold.segmentCode)
          if (!segment?.autoRelease) continue
          const release = { holdId: hold.id, reason: 'auto', maxAmount: null, validUntil: null }
          await releaseHold(tx, release, systemPrincipal, context)
        }
      })
    },
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
  { job: 'reconcile-exposure', cron: '30 18 * * *' },
]
