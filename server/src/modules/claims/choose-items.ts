import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'
import { itemsOfDocuments, overdueItemsOf, type ClaimItem } from './claim-item-store.js'

/** An instalment as a request names it. */
export interface NamedItem {
  readonly documentId: Id
  readonly itemNo: number
}

const ITEMS_MAX = 500

const keyOf = (one: NamedItem) => `${one.documentId} ${one.itemNo}`

/**
 * The instalments of a customer that are named, in that order; when none is, everything that is overdue, oldest first.
 * Refuses one that is named twice or is not the customer's, and more than can be worked on at once.
 */
export async function chooseItems(
  db: Queryable,
  customerId: Id,
  named: readonly NamedItem[],
  until: CalendarDay,
): Promise<ClaimItem[]> {
  if (named.length === 0) {
    const overdue = await overdueItemsOf(db, customerId, { before: until, limit: ITEMS_MAX + 1 })
    if (overdue.length > ITEMS_MAX) throw new Refusal('statement_too_long', { max: ITEMS_MAX })
    return overdue
  }
  if (new Set(named.map(keyOf)).size < named.length) throw new Refusal('item_named_twice')
  const known = await itemsOfDocuments(db, [...new Set(named.map(({ documentId }) => documentId))])
  const mine = new Map(
    known.filter((item) => item.customerId === customerId).map((item) => [keyOf(item), item]),
  )
  return named.map((one) => {
    const item = mine.get(keyOf(one))
    if (!item) throw new Refusal('claim_item_not_found', { id: one.documentId })
    return item
  })
}
