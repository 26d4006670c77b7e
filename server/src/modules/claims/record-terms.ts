import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { newId } from '../../platform/new-id.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { findAccount } from '../customers/account-store.js'
import { findSegment } from '../customers/segment-store.js'
import { itemsOfDocuments } from './claim-item-store.js'
import { insertClaimTerms, type ClaimTerms } from './claim-terms-store.js'

/**
 * Records what a contract says about late payment, for the invoices of an account from a day on, or for one invoice.
 * What was recorded before stays; the newer statement counts.
 */
export async function recordTerms(
  tx: Tx,
  customer: { readonly id: Id; readonly code: string },
  segmentCode: string,
  given: Omit<ClaimTerms, 'id' | 'customerId' | 'accountId' | 'recordedBy' | 'recordedAt'>,
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<ClaimTerms> {
  const segment = await findSegment(tx, segmentCode)
  if (!segment) throw new Refusal('segment_not_found', { code: segmentCode })
  const account = await findAccount(tx, customer.id, segment.id)
  if (!account) throw new Refusal('account_not_found', { customer: customer.code, segment: segmentCode })
  if (given.documentId !== null) {
    const [item] = await itemsOfDocuments(tx, [given.documentId])
    if (item?.accountId !== account.id) throw new Refusal('claim_item_not_found', { id: given.documentId })
  }
  const terms: ClaimTerms = {
    ...given,
    ...{
      id: newId(),
      customerId: customer.id,
      accountId: account.id,
      recordedBy: actor.label,
      recordedAt: at,
    },
  }
  await insertClaimTerms(tx, terms)
  await recordAudit(tx, {
    ...{ actor, at, action: 'claim-terms.recorded', objectType: 'customer', objectId: customer.code },
    ...{ after: { segment: segmentCode, ...given }, reason: given.source },
  })
  return terms
}
