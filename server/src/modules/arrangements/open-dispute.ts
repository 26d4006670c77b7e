import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { setDisputeOpen } from '../exposure/document-store.js'
import { chooseItems, type NamedItem } from './choose-items.js'
import { checkColleague } from './check-colleague.js'
import { insertDispute, type Dispute } from './dispute-store.js'
import type { Doing } from './make-promise.js'
import { getArrangementSettings, listDisputeReasons } from './settings-store.js'

const DAYS_MAX = 730

export interface DisputeDraft {
  readonly customerCode: string
  readonly reasonCode: string
  readonly description: string
  /** Who looks after it; undefined: whoever sells to the customer. */
  readonly owner?: string | null | undefined
  /** By when it is to be settled; undefined: as the settings say. */
  readonly dueOn?: CalendarDay | undefined
  readonly items: readonly NamedItem[]
  readonly contactId: Id | null
}

/**
 * Notes that a customer disputes instalments, or parts of them. What is disputed is not asked for until it is settled;
 * the rest of the instalment is owed as before. One dispute at a time holds an instalment.
 */
export async function openDispute(
  tx: Tx,
  draft: DisputeDraft,
  { actor, at, today }: Doing,
): Promise<Dispute> {
  const reasons = await listDisputeReasons(tx)
  if (!reasons.some(({ code, active }) => active && code === draft.reasonCode))
    throw new Refusal('dispute_reason_unknown', { code: draft.reasonCode })
  const { customer, currency, items, totalMinor } = await chooseItems(
    tx,
    draft.customerCode,
    draft.items,
    (item) => {
      if (item.disputedMinor > 0n)
        throw new Refusal('item_disputed', { number: item.number, item: item.itemNo })
      return item.openMinor
    },
  )
  const dueOn = draft.dueOn ?? addDays(today, (await getArrangementSettings(tx)).disputeDays)
  if (dueOn < today || dueOn > addDays(today, DAYS_MAX)) throw new Refusal('dispute_day', { max: DAYS_MAX })
  if (draft.owner) await checkColleague(tx, draft.owner, customer)
  const dispute: Dispute = {
    ...{ id: newId(), customerId: customer.id, currency, amountMinor: totalMinor },
    ...{ reasonCode: draft.reasonCode, description: draft.description, status: 'opened' },
    owner: draft.owner === undefined ? customer.ownerUsername : draft.owner,
    ...{ dueOn, contactId: draft.contactId, openedOn: today, openedBy: actor.label, openedAt: at },
    ...{ endedOn: null, endedAt: null, endedBy: null, resolution: null },
    ...{ creditNoteSource: null, creditNoteNumber: null },
  }
  await insertDispute(tx, dispute, items)
  await setDisputeOpen(
    tx,
    items.map(({ documentId }) => documentId),
    true,
  )
  await recordAudit(tx, {
    ...{ actor, action: 'dispute.opened', objectType: 'customer', objectId: customer.code, at },
    after: {
      ...{ disputeId: dispute.id, reason: draft.reasonCode, amount: moneyJson(totalMinor, currency), dueOn },
      items: items.map(({ number, itemNo }) => `${number}/${itemNo}`),
    },
    reason: draft.description,
  })
  return dispute
}
