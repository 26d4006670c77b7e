import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { newId } from '../../platform/new-id.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { itemsOfDocuments, type ClaimItem } from './claim-item-store.js'
import { findLetter } from './letter-store.js'
import { insertLimitationEvents, type LimitationEvent } from './limitation-event-store.js'
import { refreshClocks } from './refresh-clocks.js'

export interface Interruption extends Pick<
  LimitationEvent,
  | 'kind'
  | 'on'
  | 'channel'
  | 'proofGrade'
  | 'recipient'
  | 'recipientRole'
  | 'contentHash'
  | 'evidence'
  | 'letterId'
> {
  readonly customerId: Id
  readonly customerCode: string
  /** Which debts; with a letter and none given, those of the letter. */
  readonly items: readonly { readonly documentId: Id; readonly itemNo: number | null }[]
}

/**
 * Records an act that may begin limitation periods anew, for each debt that it concerns, and computes their clocks. The
 * act stays as it was recorded. Refuses a day to come, debts of another customer, and a proof grade that does not fit.
 */
export async function recordInterruption(
  tx: Tx,
  act: Interruption,
  { actor, at, today }: { readonly actor: Principal; readonly at: Date; readonly today: CalendarDay },
): Promise<{ readonly actId: Id; readonly items: readonly ClaimItem[] }> {
  if (act.on > today) throw new Refusal('claim_event_in_future', { on: act.on, today })
  const court = act.kind === 'suit' || act.kind === 'suit_ended'
  if (court !== (act.proofGrade === null)) throw new Refusal('claim_event_proof')
  const letter = act.letterId === null ? undefined : await findLetter(tx, act.letterId)
  if (act.letterId !== null && letter?.customerId !== act.customerId)
    throw new Refusal('claim_letter_not_found', { id: act.letterId })
  const wanted = act.items.length > 0 ? act.items : (letter?.items ?? [])
  const known = await itemsOfDocuments(tx, [...new Set(wanted.map(({ documentId }) => documentId))])
  const mine = known.filter(({ customerId }) => customerId === act.customerId)
  const actId = newId()
  const events = wanted.map(({ documentId, itemNo }): LimitationEvent => {
    const item = mine.find(
      (one) => one.documentId === documentId && (itemNo === null || one.itemNo === itemNo),
    )
    if (!item) throw new Refusal('claim_item_not_found', { id: documentId })
    return {
      ...{ id: newId(), actId, customerId: act.customerId, accountId: item.accountId, documentId, itemNo },
      ...{
        kind: act.kind,
        on: act.on,
        channel: act.channel,
        proofGrade: act.proofGrade,
        evidence: act.evidence,
      },
      ...{
        recipient: act.recipient,
        recipientRole: act.recipientRole,
        origin: 'manual',
        letterId: act.letterId,
      },
      contentHash: act.contentHash ?? letter?.contentHash ?? null,
      ...{ recordedBy: actor.label, recordedAt: at },
    }
  })
  if (events.length === 0) throw new Refusal('claim_event_without_items')
  await insertLimitationEvents(tx, events)
  await recordAudit(tx, {
    ...{ actor, at, action: 'limitation-event.recorded', objectType: 'customer', objectId: act.customerCode },
    after: {
      actId,
      kind: act.kind,
      on: act.on,
      channel: act.channel,
      proofGrade: act.proofGrade,
      debts: events.length,
    },
    reason: act.evidence,
  })
  const touched = mine.filter((item) =>
    wanted.some(
      ({ documentId, itemNo }) => documentId === item.documentId && (itemNo ?? item.itemNo) === item.itemNo,
    ),
  )
  await refreshClocks(tx, touched, { today, at })
  return { actId, items: touched }
}
