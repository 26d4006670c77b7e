import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { formatAmount, moneyJson } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { itemsOfDocuments } from './claim-item-store.js'
import { waiverTransitions, type WaiverStatus } from './domain/waiver-status.js'
import { waiverReference } from './domain/waiver-number.js'
import { readClaims, type Claim } from './read-claims.js'
import { itemsOfWaivers, lockWaiver, putWaiver, type ListedWaiver } from './waiver-store.js'

export interface Deciding {
  readonly actor: Principal
  readonly at: Date
  readonly today: CalendarDay
  /** What whoever decides writes. */
  readonly comment: string | null
}

/** The late interest that is owed of an instalment, minor units; nothing while a published rate is missing. */
export function interestOwed({ interest }: Pick<Claim, 'interest'>): bigint {
  return interest?.choice ? interest.result.openInterestMinor : 0n
}

/**
 * Ends a waiver. Granted, the interest is no longer owed; refuses to grant more than is owed by now. The caller holds the
 * lock of the customer's credit group. Refuses a waiver that has ended.
 */
export async function endWaiver(
  tx: Tx,
  id: Id,
  status: Exclude<WaiverStatus, 'requested'>,
  { actor, at, today, comment }: Deciding,
): Promise<ListedWaiver> {
  const before = await lockWaiver(tx, id)
  if (!before) throw new Refusal('waiver_not_found', { id })
  if (!waiverTransitions[before.status].includes(status))
    throw new Refusal('waiver_ended', { number: waiverReference(before.number), status: before.status })
  if (status === 'granted') await requireOwed(tx, before, today)
  const after: ListedWaiver = { ...before, status, decidedBy: actor.label, decidedAt: at, note: comment }
  await putWaiver(tx, after)
  await recordAudit(tx, {
    ...{ actor, at, action: `interest-waiver.${status}`, objectType: 'customer' },
    objectId: before.customerCode,
    before: { waiver: waiverReference(before.number), status: before.status },
    after: { status, amount: moneyJson(before.amountMinor, before.currency), until: before.untilOn },
    reason: comment ?? before.reason,
  })
  return after
}

/** What was asked for may have been paid, credited or given up by another waiver meanwhile. */
async function requireOwed(
  tx: Tx,
  { id, currency, untilOn }: ListedWaiver,
  today: CalendarDay,
): Promise<void> {
  const waived = await itemsOfWaivers(tx, [id])
  const items = await itemsOfDocuments(tx, [...new Set(waived.map(({ documentId }) => documentId))])
  const claims = await readClaims(tx, items, { today, until: untilOn })
  for (const { documentId, itemNo, number, amountMinor } of waived) {
    const claim = claims.find(({ item }) => item.documentId === documentId && item.itemNo === itemNo)
    const owed = claim ? interestOwed(claim) : 0n
    if (amountMinor > owed)
      throw new Refusal('waiver_exceeds', {
        ...{ number, item: itemNo, currency, left: formatAmount(owed, currency) },
      })
  }
}
