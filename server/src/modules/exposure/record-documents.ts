import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { findParties, lockParties } from './find-parties.js'
import type { Party } from './party.js'
import { applyDocument } from './domain/apply-document.js'
import type { Book, Posted } from './domain/book.js'
import type { DocumentContent } from './domain/document.js'
import { storeBook } from './document-store.js'
import { appendEntries } from './ledger-store.js'
import { loadBook } from './load-book.js'
import { ledgerEntry } from './match-documents.js'
import { consumeReservations, findReservations, type Reservation } from './reservation-store.js'

/** A document with the codes of whom it concerns. */
export interface DocumentInput {
  readonly customerCode: string
  readonly segmentCode: string
  readonly content: DocumentContent
  /** Day on which this version became known; default the batch's today. A migration brings its own history. */
  readonly knownOn?: CalendarDay | undefined
}

/** What became of one document of a batch. */
export type Recorded =
  | {
      readonly outcome: 'recorded'
      readonly created: boolean
      readonly document: Posted
      readonly surplusMinor: bigint
    }
  | { readonly outcome: 'ignored'; readonly document: Posted }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }

export interface RecordContext {
  readonly at: Date
  readonly today: CalendarDay
  /** Only documents of this salesperson's customers are accepted; null accepts all. */
  readonly onlyCustomersOf: string | null
}

/**
 * Records documents in the order given, all in one transaction: each is accepted or refused by itself, and the
 * exposure after the batch is the sum over open document lines. Results are in the order of the inputs.
 */
export async function recordDocuments(
  tx: Tx,
  inputs: readonly DocumentInput[],
  context: RecordContext,
): Promise<Recorded[]> {
  await lockParties(tx, inputs)
  const parties = await findParties(tx, inputs, context)
  const known = inputs.flatMap((input, index) => {
    const party = parties[index]
    return party && !(party instanceof Refusal)
      ? [{ content: input.content, accountId: party.accountId, party }]
      : []
  })
  const book = await loadBook(tx, known)
  const reservations = await findReservations(tx, known.map(({ content }) => content).filter(mayTakeOver))
  const consumed = new Set<Reservation>()
  const results = inputs.map((input, index) => {
    const party = parties[index]
    if (party === undefined || party instanceof Refusal) return refused(party)
    const told = { ...context, today: input.knownOn ?? context.today }
    return recordOne(book, input.content, party, told, reservations, consumed)
  })
  await storeBook(tx, book, context.at)
  const released = await consumeReservations(tx, [...consumed], context)
  await appendEntries(tx, [...book.entries.map(ledgerEntry), ...released], context.at)
  return results
}

/** Orders, deliveries and invoices may have been reserved for; money cannot. */
function mayTakeOver(content: DocumentContent): boolean {
  return content.reservationId !== null || ['order', 'delivery', 'invoice'].includes(content.type)
}

function refused(refusal: Refusal | undefined): Recorded {
  if (!refusal) throw new Error('a document was left without a party')
  return { outcome: 'refused', refusal }
}

function recordOne(
  book: Book,
  content: DocumentContent,
  party: Party,
  context: RecordContext,
  reservations: readonly Reservation[],
  consumed: Set<Reservation>,
): Recorded {
  try {
    const reservation = reservationOf(content, reservations, party.accountId)
    const result = applyDocument(book, content, { ...party, id: newId(), today: context.today })
    if (!result.applied) return { outcome: 'ignored', document: result.document }
    if (reservation) consumed.add(reservation)
    const { created, document, surplusMinor } = result
    return { outcome: 'recorded', created, document, surplusMinor }
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'refused', refusal: error }
    throw error
  }
}

/** The active reservation that an order takes over: the one it names, or the one made for the same document. */
function reservationOf(
  content: DocumentContent,
  reservations: readonly Reservation[],
  accountId: Id,
): Reservation | undefined {
  const named = content.reservationId
  if (named !== null) {
    const reservation = reservations.find(({ id }) => id === named)
    if (!reservation) throw new Refusal('reservation_not_found', { id: named })
    if (reservation.accountId !== accountId) throw new Refusal('reservation_mismatch', { id: named })
    return reservation.status === 'active' ? reservation : undefined
  }
  return reservations.find(
    (reservation) =>
      reservation.status === 'active' &&
      reservation.accountId === accountId &&
      reservation.source === content.source &&
      reservation.type === content.type &&
      reservation.number === content.number,
  )
}
