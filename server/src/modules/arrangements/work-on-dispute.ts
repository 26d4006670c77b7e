import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { lockGroups } from '../customers/group-store.js'
import { setDisputeOpen } from '../exposure/document-store.js'
import { checkColleague } from './check-colleague.js'
import { disputeTransitions, isSettled, type DisputeStatus } from './domain/dispute-state.js'
import {
  documentsDisputed,
  isCreditNoteOf,
  itemsOfDisputes,
  listDisputes,
  lockDispute,
  putDispute,
  type ListedDispute,
} from './dispute-store.js'
import type { Doing } from './make-promise.js'

const DAYS_MAX = 730

export interface CreditNoteName {
  readonly source: string
  readonly number: string
}

/** What people do about a dispute. */
export type DisputeAct =
  | { readonly kind: 'start' }
  | { readonly kind: 'assign'; readonly owner: string | null; readonly dueOn: CalendarDay | undefined }
  | { readonly kind: 'withdraw'; readonly resolution: string }
  | {
      readonly kind: 'resolve'
      readonly forCustomer: boolean
      readonly resolution: string
      /** What was credited, recorded as a document; only when it ends for the customer. */
      readonly creditNote: CreditNoteName | null
    }

/**
 * Does it, with who, when and why in the trail. A settled dispute gives its items back: they are asked for again, and
 * its documents are disputed only while another dispute or their source says so.
 */
export async function workOnDispute(
  tx: Tx,
  id: Id,
  act: DisputeAct,
  { actor, at, today }: Doing,
): Promise<ListedDispute> {
  const [seen] = await listDisputes(tx, { id }, { limit: 1 })
  if (!seen) throw new Refusal('dispute_not_found', { id })
  await lockGroups(tx, [seen.groupId])
  const before = await lockDispute(tx, id)
  if (!before) throw new Refusal('dispute_not_found', { id })
  const after = await changed(tx, before, act, { actor, at, today })
  await putDispute(tx, after)
  if (isSettled(after.status)) await giveBack(tx, id)
  await recordAudit(tx, {
    ...{ actor, action: `dispute.${act.kind}`, objectType: 'customer', objectId: before.customerCode, at },
    before: { disputeId: id, status: before.status, owner: before.owner, dueOn: before.dueOn },
    after: {
      status: after.status,
      owner: after.owner,
      dueOn: after.dueOn,
      creditNote: after.creditNoteNumber,
    },
    reason: after.resolution,
  })
  return after
}

async function changed(
  tx: Tx,
  before: ListedDispute,
  act: DisputeAct,
  { actor, at, today }: Doing,
): Promise<ListedDispute> {
  if (act.kind === 'assign') {
    if (isSettled(before.status)) throw new Refusal('dispute_settled')
    const dueOn = act.dueOn ?? before.dueOn
    if (dueOn !== before.dueOn && (dueOn < today || dueOn > addDays(today, DAYS_MAX)))
      throw new Refusal('dispute_day', { max: DAYS_MAX })
    if (act.owner !== null) await checkColleague(tx, act.owner, before)
    return { ...before, owner: act.owner, dueOn }
  }
  const status = statusAfter(act)
  if (!disputeTransitions[before.status].includes(status)) throw new Refusal('dispute_settled')
  if (act.kind === 'start')
    return { ...before, status, owner: before.owner ?? (actor.kind === 'user' ? actor.label : null) }
  const creditNote = act.kind === 'resolve' ? act.creditNote : null
  if (creditNote && !(await isCreditNoteOf(tx, before.customerId, creditNote)))
    throw new Refusal('credit_note_not_found', { number: creditNote.number })
  return {
    ...{ ...before, status, resolution: act.resolution, endedOn: today, endedAt: at, endedBy: actor.label },
    ...{ creditNoteSource: creditNote?.source ?? null, creditNoteNumber: creditNote?.number ?? null },
  }
}

function statusAfter(act: Exclude<DisputeAct, { kind: 'assign' }>): DisputeStatus {
  if (act.kind === 'start') return 'in_work'
  if (act.kind === 'withdraw') return 'withdrawn'
  if (act.forCustomer) return 'resolved_for_customer'
  if (act.creditNote) throw new Refusal('credit_note_unwanted')
  return 'resolved_for_us'
}

async function giveBack(tx: Tx, id: Id): Promise<void> {
  const documentIds = (await itemsOfDisputes(tx, [id])).map(({ documentId }) => documentId)
  const still = await documentsDisputed(tx, documentIds)
  await setDisputeOpen(
    tx,
    documentIds.filter((documentId) => !still.has(documentId)),
    false,
  )
}
