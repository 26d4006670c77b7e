import { dayInZone } from '../kernel/calendar-day.js'
import { deductionEffects } from '../modules/arrangements/deduction-effects.js'
import type { CashEffects } from '../modules/cash-application/cash-effects.js'
import { moveHolds } from '../modules/credit-control/hold-store.js'
import { queueHoldEvaluation } from '../modules/credit-control/record-and-check.js'
import { moveAccounts } from '../modules/customers/account-store.js'
import type { CustomerEffects } from '../modules/customers/upsert-customers.js'
import { regroupAccounts } from '../modules/exposure/regroup-accounts.js'
import { getOrganisation } from '../modules/identity/organisation-store.js'
import type { LimitEffects } from '../modules/limits/limit-effects.js'
import { moveLimitLines } from '../modules/limits/limit-line-store.js'
import { undoRecoveryOfMatch } from '../modules/recoveries/record-recovery.js'

/**
 * What later modules do for earlier ones in the same transaction. The one table where such calls are found;
 * what may happen later is a job enqueued in that transaction instead.
 */
export const effects: CustomerEffects & LimitEffects & CashEffects = {
  async regrouped(tx, moves, at) {
    const { timeZone } = await getOrganisation(tx)
    await regroupAccounts(tx, moves, { at, today: dayInZone(at, timeZone) })
    for (const { customerId, toGroupId } of moves) {
      await moveAccounts(tx, customerId, toGroupId)
      await moveLimitLines(tx, customerId, toGroupId)
      await moveHolds(tx, customerId, toGroupId)
    }
    await queueHoldEvaluation(
      tx,
      moves.flatMap((move) => [move.fromGroupId, move.toGroupId]),
    )
  },
  limitsChanged: queueHoldEvaluation,
  cashApplied: queueHoldEvaluation,
  ...deductionEffects,
  matchUndone: undoRecoveryOfMatch,
}
