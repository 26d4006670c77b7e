import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { storeBook } from './document-store.js'
import type { Entry } from './domain/book.js'
import { matchDocument, type MatchChange } from './domain/match-document.js'
import { lastMovements } from './last-movement-store.js'
import { appendEntries, type LedgerEntry } from './ledger-store.js'
import { loadBookOf } from './load-book.js'

/** Changes of what the office has matched of one receipt or credit note. */
export interface DocumentMatches extends MatchChange {
  readonly documentId: Id
  /** When the change counts: an undoing from today on, a match from when the money and the invoice were both there. */
  readonly from: 'today' | 'payment'
}

/**
 * Applies and undoes matches in the order given; each is done or refused by itself. The caller holds the lock of the
 * credit groups of all documents concerned. Gives, per change, the refusal or null.
 *
 * A match counts from the day on which both the money and the invoice were there, or from the last movement of either
 * if that was later: whoever paid in time has paid in time, however late it is matched, and no day in between shows
 * more applied than there was.
 */
export async function matchDocuments(
  tx: Tx,
  changes: readonly DocumentMatches[],
  { at, today }: { readonly at: Date; readonly today: CalendarDay },
): Promise<(Refusal | null)[]> {
  if (changes.length === 0) return []
  const invoices = changes.flatMap(({ add }) => (add?.amounts ?? []).map(({ invoiceId }) => invoiceId))
  const ids = [...new Set([...changes.map(({ documentId }) => documentId), ...invoices])]
  const book = await loadBookOf(tx, ids)
  const movements = await lastMovements(tx, ids)
  const results = changes.map((change): Refusal | null => {
    const document = book.byId(change.documentId)
    if (!document) return new Refusal('receipt_not_found', { id: change.documentId })
    const concerned = [change.documentId, ...(change.add?.amounts ?? []).map(({ invoiceId }) => invoiceId)]
    const days = concerned.flatMap((id) => movements.get(id) ?? [])
    const floor = change.from === 'today' ? today : document.on
    const on = days.reduce<CalendarDay>((last, day) => (day > last ? day : last), floor)
    try {
      matchDocument(book, document, change, on)
    } catch (error) {
      if (error instanceof Refusal) return error
      throw error
    }
    // A later change of the same batch builds on this one.
    for (const id of concerned) movements.set(id, on)
    return null
  })
  await storeBook(tx, book, at)
  await appendEntries(tx, book.entries.map(ledgerEntry), at)
  return results
}

/** An entry of the book as the ledger keeps it. */
export function ledgerEntry(entry: Entry): LedgerEntry {
  const { document, itemNo, bucket, seq, deltaMinor, effectiveOn, causeId } = entry
  const { accountId, groupId, segmentId, currency } = document
  return {
    ...{ accountId, documentId: document.id, itemNo, seq, groupId, segmentId },
    ...{ bucket, currency, deltaMinor, effectiveOn, causeId },
  }
}
