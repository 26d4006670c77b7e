import type { Id } from '../../../kernel/ids.js'
import type { Tx } from '../../../platform/db/types.js'
import { matchDocuments, type DocumentMatches } from '../../exposure/match-documents.js'
import { listMatchItems, matchesThatHold } from '../cash-match-store.js'
import type { CashContext } from '../cash-effects.js'

/**
 * Puts back what a receipt had settled before it was cancelled, as far as the invoices are still open; the rest stays
 * unapplied and is matched anew.
 */
export async function restoreMatches(tx: Tx, receiptId: Id, context: CashContext): Promise<void> {
  const matches = await matchesThatHold(tx, receiptId)
  const items = await listMatchItems(
    tx,
    matches.map(({ id }) => id),
  )
  const changes = matches.map(({ id }): DocumentMatches => {
    const amounts = items.flatMap(({ matchId, invoiceId, itemNo, amountMinor }) =>
      matchId === id ? [{ invoiceId, itemNo, amountMinor }] : [],
    )
    return { documentId: receiptId, remove: [], add: { matchId: id, amounts }, from: 'today' }
  })
  await matchDocuments(tx, changes, context)
}
