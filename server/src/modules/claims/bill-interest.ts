import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import type { Customer } from '../customers/customer-store.js'
import { lockGroups } from '../customers/group-store.js'
import { insertAccessories } from '../exposure/accessory-store.js'
import type { DocumentContent } from '../exposure/domain/document.js'
import { recordDocuments } from '../exposure/record-documents.js'
import { calculationProof } from './calculation-proof.js'
import { chooseItems, type NamedItem } from './choose-items.js'
import { interestOwed } from './decide-waiver.js'
import { groupedBy } from '../../kernel/grouped-by.js'
import { noteReference } from './domain/note-number.js'
import { waiverReference } from './domain/waiver-number.js'
import {
  insertNote,
  itemsOfNotes,
  listNotes,
  lockNote,
  nextNoteNumber,
  putCancelled,
  type ListedNote,
} from './interest-note-store.js'
import { readClaims, type Claim } from './read-claims.js'

/** Source of the invoices that this module makes. */
const NOTE_SOURCE = 'claims'

export interface NoteDraft {
  /** Last day of the interest that is billed; null: today. */
  readonly until: CalendarDay | null
  /** When it is to be paid; null: today. */
  readonly dueOn: CalendarDay | null
  /** Instalments; none: everything that is overdue. */
  readonly items: readonly NamedItem[]
}

interface Doing {
  readonly actor: Principal
  readonly at: Date
  readonly today: CalendarDay
}

/**
 * Bills the late interest that is owed of a customer's instalments: an invoice for each account and currency, with an
 * instalment for each late one, so that the ledger, statements and matching know it. What is billed is no longer owed as
 * interest of the late instalment and bears none itself (no compound interest without agreement). Two people who bill the
 * same interest come one after the other. Gives the ids of the notes. Refuses days to come, a due day that is past,
 * instalments whose interest somebody asked to give up, and when nothing is owed.
 */
export async function billInterest(
  tx: Tx,
  customer: Customer,
  draft: NoteDraft,
  doing: Doing,
): Promise<Id[]> {
  const { today } = doing
  const [until, dueOn] = [draft.until ?? today, draft.dueOn ?? today]
  if (until > today) throw new Refusal('day_in_future', { day: until })
  if (dueOn < today) throw new Refusal('note_due_in_past', { day: dueOn })
  await lockGroups(tx, [customer.groupId])
  const items = await chooseItems(tx, customer.id, draft.items, until)
  const claims = await readClaims(tx, items, { today, until })
  const asked = claims.find(({ waiverAsked }) => waiverAsked)?.waiverAsked
  if (draft.items.length > 0 && asked)
    throw new Refusal('waiver_running', { number: waiverReference(asked.number) })
  const owed = claims.filter((claim) => interestOwed(claim) > 0n && !claim.waiverAsked)
  if (owed.length === 0 || (draft.items.length > 0 && owed.length < claims.length))
    throw new Refusal('note_nothing_owed', { code: customer.code })
  const ids: Id[] = []
  for (const some of groupedBy(owed, ({ item }) => `${item.accountId} ${item.currency}`).values())
    ids.push(await issue(tx, customer, some, { ...doing, until, dueOn }))
  return ids
}

async function issue(
  tx: Tx,
  customer: Customer,
  claims: readonly Claim[],
  { actor, at, today, until, dueOn }: Doing & { readonly until: CalendarDay; readonly dueOn: CalendarDay },
): Promise<Id> {
  const [first] = claims
  if (!first) throw new Error('a note of nothing')
  const { accountId, currency, segmentCode } = first.item
  const number = await nextNoteNumber(tx)
  const content: DocumentContent = {
    ...{ source: NOTE_SOURCE, type: 'invoice', number: noteReference(number), version: 1n, status: 'open' },
    ...{ on: today, dueOn: null, currency, allocations: [], reservationId: null, disputed: false },
    installments: claims.map((claim) => ({ dueOn, amountMinor: interestOwed(claim) })),
    lines: [{ lineNo: 1, amountMinor: totalOf(claims), shipOn: null, from: null }],
  }
  const id = await record(tx, { customerCode: customer.code, segmentCode, content }, { at, today })
  const note = { id, number, customerId: customer.id, accountId, currency, untilOn: until, dueOn }
  await insertNote(
    tx,
    { ...note, amountMinor: totalOf(claims), issuedBy: actor.label, issuedAt: at },
    claims.map((claim, index) => ({
      ...{ itemNo: index + 1, amountMinor: interestOwed(claim) },
      ...calculationProof(claim, until),
    })),
  )
  await insertAccessories(
    tx,
    claims.map(({ item }, index) => ({
      ...{ accountId, documentId: id, itemNo: index + 1 },
      ...{ mainDocumentId: item.documentId, mainItemNo: item.itemNo },
    })),
  )
  await recordAudit(tx, {
    ...{ actor, at, action: 'interest-note.issued', objectType: 'customer', objectId: customer.code },
    after: {
      ...{ note: noteReference(number), amount: moneyJson(totalOf(claims), currency), until, dueOn },
      items: claims.map(({ item }) => `${item.number}/${item.itemNo}`),
    },
  })
  return id
}

function totalOf(claims: readonly Claim[]): bigint {
  return claims.reduce((sum, claim) => sum + interestOwed(claim), 0n)
}

async function record(
  tx: Tx,
  document: Parameters<typeof recordDocuments>[1][number],
  context: Pick<Doing, 'at' | 'today'>,
): Promise<Id> {
  const [recorded] = await recordDocuments(tx, [document], { ...context, onlyCustomersOf: null })
  if (recorded?.outcome === 'refused') throw recorded.refusal
  if (recorded?.outcome !== 'recorded') throw new Error('the invoice of an interest note was not recorded')
  return recorded.document.id
}

/**
 * Takes back a note: its invoice is cancelled and the interest is owed as before. Refuses one of which something is
 * settled, credited or written off, and one that was cancelled.
 */
export async function cancelNote(tx: Tx, id: Id, reason: string, doing: Doing): Promise<void> {
  const { actor, at, today } = doing
  const [seen] = await listNotes(tx, { ids: [id] }, { limit: 1 })
  if (!seen) throw new Refusal('note_not_found', { id })
  await lockGroups(tx, [seen.groupId])
  const note = await lockNote(tx, id)
  if (!note) throw new Refusal('note_not_found', { id })
  const number = noteReference(note.number)
  if (note.cancelledAt !== null) throw new Refusal('note_cancelled', { number })
  if (note.openMinor !== note.amountMinor) throw new Refusal('note_settled', { number })
  await record(tx, await cancelled(tx, note), { at, today })
  await putCancelled(tx, id, { by: actor.label, at, reason })
  await recordAudit(tx, {
    ...{ actor, at, action: 'interest-note.cancelled', objectType: 'customer', objectId: note.customerCode },
    ...{ before: { note: number, amount: moneyJson(note.amountMinor, note.currency) }, reason },
  })
}

async function cancelled(tx: Tx, note: ListedNote) {
  const items = await itemsOfNotes(tx, [note.id])
  const content: DocumentContent = {
    ...{ source: NOTE_SOURCE, type: 'invoice', number: noteReference(note.number), version: 2n },
    ...{ status: 'cancelled', dueOn: null, currency: note.currency, allocations: [], reservationId: null },
    ...{ disputed: false, on: note.documentOn },
    installments: items.map(({ amountMinor }) => ({ dueOn: note.dueOn, amountMinor })),
    lines: [{ lineNo: 1, amountMinor: note.amountMinor, shipOn: null, from: null }],
  }
  return { customerCode: note.customerCode, segmentCode: note.segmentCode, content }
}
