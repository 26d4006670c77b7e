import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { listDisputes } from './dispute-store.js'
import { linkEvidence } from './link-evidence.js'
import { listPlans } from './plan-store.js'
import { listPromises } from './promise-store.js'

/** What files can be attached to after it was made. A contact is written once, with its files. */
export const attachable = ['promise', 'dispute', 'instalment-plan'] as const
export type Attachable = (typeof attachable)[number]

/**
 * Attaches uploaded files to a promise, a dispute or a plan of the same customer. Refuses an unknown one, and files of
 * somebody else like unknown ones. The same file attached again stays attached once.
 */
export async function attachEvidence(
  tx: Tx,
  object: { readonly type: Attachable; readonly id: Id },
  fileIds: readonly Id[],
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<void> {
  const { customerId, customerCode } = await ownerOf(tx, object)
  await linkEvidence(tx, fileIds, { ...object, customerId }, { actor, at })
  await recordAudit(tx, {
    ...{ actor, action: 'evidence.attached', objectType: 'customer', objectId: customerCode, at },
    after: { type: object.type, id: object.id, files: [...fileIds] },
  })
}

async function ownerOf(
  tx: Tx,
  { type, id }: { readonly type: Attachable; readonly id: Id },
): Promise<{ readonly customerId: Id; readonly customerCode: string }> {
  const one = { limit: 1 }
  switch (type) {
    case 'promise': {
      const [promise] = await listPromises(tx, { id }, one)
      if (!promise) throw new Refusal('promise_not_found', { id })
      return promise
    }
    case 'dispute': {
      const [dispute] = await listDisputes(tx, { id }, one)
      if (!dispute) throw new Refusal('dispute_not_found', { id })
      return dispute
    }
    case 'instalment-plan': {
      const [plan] = await listPlans(tx, { id }, one)
      if (!plan) throw new Refusal('plan_not_found', { id })
      return plan
    }
  }
}
