import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
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
import {
  endReservations,
  findReservations,
  resizeReservations,
  type Reservation,
} from './reservation-store.js'
import { stillReserved, touchedReservations } from './domain/take-over.js'

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
  const left = new Map<Reservation, bigint>()
  const results = inputs.map((input, index) => {
    const party = parties[index]
    if (party === undefined || party instanceof Refusal) return refused(party)
    const told = { ...context, today: input.knownOn ?? context.today }
    return recordOne(book, input.content, party, told, reservations, left)
  })
  await storeBook(tx, book, context.at)
  const freed = await freeReservations(tx, left, context)
  await appendEntries(tx, [...book.entries.map(ledgerEntry), ...freed], context.at)
  return results
}

/** Ends the reservations of which nothing is left, and lowers the others to what is; gives the ledger entries. */
async function freeReservations(tx: Tx, left: ReadonlyMap<Reservation, bigint>, context: RecordContext) {
  const of = (wanted: (minor: bigint) => boolean) => [...left].filter(([, minor]) => wanted(minor))
  const ended = of((minor) => minor === 0n).map(([reservation]) => reservation)
  return [
    ...(await endReservations(tx, ended, 'consumed', context)),
    ...(await resizeReservations(tx, new Map(of((minor) => minor > 0n)), context.today)),
  ]
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
  left: Map<Reservation, bigint>,
): Recorded {
  try {
    const touched = touchedReservations(content, reservations, party.accountId)
    const result = applyDocument(book, content, { ...party, id: newId(), today: context.today })
    if (!result.applied) return { outcome: 'ignored', document: result.document }
    for (const reservation of touched) left.set(reservation, stillReserved(reservation, content))
    const { created, document, surplusMinor } = result
    return { outcome: 'recorded', created, document, surplusMinor }
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'refused', refusal: error }
    throw error
  }
}
