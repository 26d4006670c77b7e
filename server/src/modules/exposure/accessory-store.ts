import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql, type Sql } from '../../platform/db/sql.js'
import type { Tx } from '../../platform/db/types.js'

/** An instalment that is the late interest of another one of the same account (从债权). */
export interface AccessoryItem {
  readonly accountId: Id
  readonly documentId: Id
  readonly itemNo: number
  readonly mainDocumentId: Id
  readonly mainItemNo: number
}

/** Whether a document is no billed interest: what customers buy and what is sold to them does not count that. */
export function isSale(document: Sql): Sql {
  return sql`NOT ${isInterest(document)}`
}

/** Whether a document bills late interest. */
export function isInterest(document: Sql): Sql {
  return sql`EXISTS (SELECT FROM accessory_item x WHERE x.document_id = ${document}.id)`
}

/** Notes which debts instalments just recorded are the interest of; final. */
export async function insertAccessories(tx: Tx, items: readonly AccessoryItem[]): Promise<void> {
  await insertRows(
    tx,
    'accessory_item',
    {
      ...{ account_id: 'uuid', document_id: 'uuid', item_no: 'int' },
      ...{ main_document_id: 'uuid', main_item_no: 'int' },
    },
    items.map((one) => [one.accountId, one.documentId, one.itemNo, one.mainDocumentId, one.mainItemNo]),
  )
}
