import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { makePromise, type Doing, type PromiseDraft } from '../arrangements/make-promise.js'
import { linkEvidence } from '../arrangements/link-evidence.js'
import { openDispute, type DisputeDraft } from '../arrangements/open-dispute.js'
import { recordAudit } from '../audit/record-audit.js'
import { findCustomer } from '../customers/customer-store.js'
import { lockGroups } from '../customers/group-store.js'
import { listCollectable, type CollectableItem } from './contact-list-store.js'
import { recordContacts, type ContactOutcome, type NewContact } from './contact-store.js'
import { proofOf, type Channel, type Direction } from './domain/proof.js'
import { endTasks, openTasks, type TaskKind } from './task-store.js'

const BACK_MS = 30 * 86_400_000
const ITEMS_MAX = 500

/** A talk, visit or message that a person notes. */
export interface ContactDraft {
  readonly customerCode: string
  /** When it was; undefined: now. */
  readonly at: Date | undefined
  readonly channel: Channel
  readonly direction: Direction
  readonly outcome: ContactOutcome
  readonly contactPersonId: Id | null
  /** Whom it was with, as text; a phone number does not belong here. */
  readonly recipient: string | null
  readonly note: string | null
  /** The other side signed or sealed for it; wants a file that shows it. */
  readonly signed: boolean
  /** What it was about; undefined: all that is overdue. */
  readonly items:
    readonly { readonly source: string; readonly number: string; readonly itemNo: number }[] | undefined
  readonly promise: Omit<PromiseDraft, 'customerCode' | 'contactId'> | null
  readonly dispute: Omit<DisputeDraft, 'customerCode' | 'contactId'> | null
  /** The next step: whose and when. */
  readonly next: {
    readonly kind: TaskKind
    readonly on: CalendarDay
    readonly text: string
    readonly assignee: string | null
  } | null
  readonly evidence: readonly Id[]
  /** Open tasks that this contact has done. */
  readonly doneTasks: readonly Id[]
}

/**
 * Notes a contact with all that came of it, in one transaction: the promise or the dispute, the next step as a task, the
 * tasks that are done, the files that prove it. A contact is never changed afterwards: who erred notes another one.
 */
export async function logContact(tx: Tx, draft: ContactDraft, doing: Doing): Promise<Id> {
  const { actor, at: now, today } = doing
  const at = draft.at ?? now
  if (at > now || at.getTime() < now.getTime() - BACK_MS) throw new Refusal('contact_time')
  if ((draft.outcome === 'promised') !== (draft.promise !== null)) throw new Refusal('contact_promise')
  if ((draft.outcome === 'disputed') !== (draft.dispute !== null)) throw new Refusal('contact_dispute')
  if (draft.signed && draft.evidence.length === 0) throw new Refusal('contact_signed')
  if (draft.next && draft.next.on < today) throw new Refusal('contact_next')
  const customer = await findCustomer(tx, draft.customerCode, null)
  if (!customer) throw new Refusal('customer_not_found', { code: draft.customerCode })
  await lockGroups(tx, [customer.groupId])
  const items = about(draft, await listCollectable(tx, customer.id, today, ITEMS_MAX), today)
  const contact = contactOf(draft, { id: newId(), customerId: customer.id, at, by: actor.label, items })
  await recordContacts(tx, [contact])
  const { id } = contact
  const of = { customerCode: customer.code, contactId: id }
  if (draft.promise) await makePromise(tx, { ...draft.promise, ...of }, doing)
  if (draft.dispute) await openDispute(tx, { ...draft.dispute, ...of }, doing)
  await linkEvidence(tx, draft.evidence, { type: 'contact', id, customerId: customer.id }, { actor, at: now })
  await follow(tx, draft, { id, customerId: customer.id }, doing)
  await recordAudit(tx, {
    ...{ actor, action: 'contact.logged', objectType: 'customer', objectId: customer.code, at: now },
    after: { contactId: id, channel: draft.channel, outcome: draft.outcome, proof: contact.proofGrade },
  })
  return id
}

/** What a contact was about: the items named, or all that is overdue. */
function about(
  { items: named }: ContactDraft,
  owed: readonly CollectableItem[],
  today: CalendarDay,
): readonly CollectableItem[] {
  if (named === undefined) return owed.filter(({ dueOn }) => dueOn !== null && dueOn < today)
  return named.map((one) => {
    const found = owed.find(
      ({ source, number, itemNo }) => source === one.source && number === one.number && itemNo === one.itemNo,
    )
    if (!found) throw new Refusal('item_not_found', { number: one.number, item: one.itemNo })
    return found
  })
}

function contactOf(
  draft: ContactDraft,
  known: Pick<NewContact, 'id' | 'customerId' | 'at' | 'by' | 'items'>,
): NewContact {
  const { channel, direction, outcome, next, signed } = draft
  // A message that a person notes was sent by that person; what arrives from the other side has come in.
  const written = channel !== 'phone' && channel !== 'visit'
  const delivery = written && direction === 'out' ? 'sent' : null
  const proof = proofOf({ channel, direction, delivery, signed })
  return {
    ...{ ...known, channel, direction, outcome, contactPersonId: draft.contactPersonId },
    ...{ recipient: draft.recipient, recipientRole: null, subject: null, body: draft.note },
    ...{
      delivery,
      sentAt: delivery === null ? null : known.at,
      arrivedAt: direction === 'in' ? known.at : null,
    },
    ...{ proofGrade: proof.grade, interruptsLimitation: proof.interruptsLimitation },
    ...{ nextOn: next?.on ?? null, nextStep: next?.text ?? null },
    ...{ runId: null, stepRef: null, dedupeKey: null },
  }
}

async function follow(
  tx: Tx,
  { next, doneTasks }: ContactDraft,
  { id, customerId }: { readonly id: Id; readonly customerId: Id },
  { actor, at }: Doing,
): Promise<void> {
  const ended = await endTasks(tx, customerId, doneTasks, { status: 'done', by: actor.label, at })
  const missing = doneTasks.find((one) => !ended.has(one))
  if (missing !== undefined) throw new Refusal('task_not_open', { id: missing })
  if (!next) return
  await openTasks(tx, [
    {
      ...{ id: newId(), customerId, kind: next.kind, dueOn: next.on, text: next.text },
      assignee: next.assignee ?? (actor.kind === 'user' ? actor.label : null),
      ...{ role: null, contactId: id, runId: null, dedupeKey: null, createdBy: actor.label, createdAt: at },
    },
  ])
}
