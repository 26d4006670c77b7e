import { Refusal } from '../../kernel/errors.js'
import type { CashEffects } from '../cash-application/cash-effects.js'
import { disputeReference } from './domain/dispute-number.js'
import { evidenceOn } from './evidence-store.js'
import { isSettled } from './domain/dispute-state.js'
import { lockDispute, whenWithdrawn } from './dispute-store.js'
import { itemName } from './item-store.js'
import { openDispute } from './open-dispute.js'
import { workOnDispute } from './work-on-dispute.js'

/**
 * What a customer keeps back is disputed for exactly that amount, with owner and deadline as disputes have them. When the
 * match is undone, a dispute that nobody has touched ends with it; one that is worked on, or has evidence, holds the match;
 * one that is settled stays as it is, for what was decided about the invoice does not depend on which receipt paid it.
 */
export const deductionEffects: Pick<CashEffects, 'keptBack' | 'keptBackNoMore' | 'keptBackEnded'> = {
  async keptBack(tx, deduction, doing) {
    const { customerCode, invoiceId, itemNo, amountMinor, currency, reasonCode, note } = deduction
    const name = await itemName(tx, invoiceId, itemNo)
    if (!name) throw new Refusal('item_not_found', { number: invoiceId, item: itemNo })
    const items = [{ ...name, amount: { minor: amountMinor, currency } }]
    const draft = { customerCode, reasonCode, description: note, items, contactId: null }
    return (await openDispute(tx, draft, doing)).id
  },

  keptBackEnded: (tx, disputeIds) => whenWithdrawn(tx, disputeIds),

  async keptBackNoMore(tx, disputeIds, reason, doing) {
    for (const id of disputeIds) {
      const dispute = await lockDispute(tx, id)
      if (!dispute || isSettled(dispute.status)) continue
      if (dispute.status === 'in_work' || (await evidenceOn(tx, { type: 'dispute', id })))
        throw new Refusal('deduction_in_work', { number: disputeReference(dispute.number) })
      await workOnDispute(tx, id, { kind: 'withdraw', resolution: reason }, doing)
    }
  },
}
