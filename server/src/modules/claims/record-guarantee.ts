import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { newId } from '../../platform/new-id.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { itemsOfDocuments } from './claim-item-store.js'
import { insertGuaranteeAct } from './guarantee-act-store.js'
import { findGuarantee, insertGuarantee, type Guarantee, type StoredGuaranteeAct } from './guarantee-store.js'

interface Doing {
  readonly actor: Principal
  readonly at: Date
  readonly today: CalendarDay
}

/** Records who answers for a customer's debts. A guarantee is never changed; a wrong one is released and recorded anew. */
export async function recordGuarantee(
  tx: Tx,
  customer: { readonly id: Id; readonly code: string },
  given: Omit<Guarantee, 'id' | 'customerId' | 'recordedBy' | 'recordedAt'>,
  { actor, at }: Doing,
): Promise<Guarantee> {
  if (given.documentId !== null) await requireDocument(tx, customer.id, given.documentId)
  const guarantee: Guarantee = {
    ...given,
    ...{ id: newId(), customerId: customer.id, recordedBy: actor.label, recordedAt: at },
  }
  await insertGuarantee(tx, guarantee)
  await recordAudit(tx, {
    ...{
      actor,
      at,
      action: 'guarantee.recorded',
      objectType: 'customer',
      objectId: customer.code,
      after: given,
    },
  })
  return guarantee
}

/** Records what keeps a guarantee, or ends it. Refuses a day to come and an unknown guarantee. */
export async function recordGuaranteeAct(
  tx: Tx,
  guaranteeId: Id,
  given: Pick<StoredGuaranteeAct, 'documentId' | 'kind' | 'on' | 'evidence'>,
  { actor, at, today }: Doing,
): Promise<StoredGuaranteeAct> {
  if (given.on > today) throw new Refusal('claim_event_in_future', { on: given.on, today })
  const guarantee = await findGuarantee(tx, guaranteeId)
  if (!guarantee) throw new Refusal('guarantee_not_found', { id: guaranteeId })
  if (given.documentId !== null) await requireDocument(tx, guarantee.customerId, given.documentId)
  const act: StoredGuaranteeAct = {
    ...given,
    ...{
      id: newId(),
      guaranteeId,
      customerId: guarantee.customerId,
      recordedBy: actor.label,
      recordedAt: at,
    },
  }
  await insertGuaranteeAct(tx, act)
  await recordAudit(tx, {
    ...{ actor, at, action: 'guarantee.act-recorded', objectType: 'guarantee', objectId: guaranteeId },
    ...{ after: given, reason: given.evidence },
  })
  return act
}

async function requireDocument(tx: Tx, customerId: Id, documentId: Id): Promise<void> {
  const [item] = await itemsOfDocuments(tx, [documentId])
  if (item?.customerId !== customerId) throw new Refusal('claim_item_not_found', { id: documentId })
}
