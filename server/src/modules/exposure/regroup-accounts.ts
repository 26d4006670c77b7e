import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { moveDocumentsToGroup } from './document-store.js'
import { appendEntries, moveBalancesToGroup, type LedgerEntry } from './ledger-store.js'
import { accountsOfCustomer, openRowsOfAccount } from './regroup-store.js'
import { moveReservationsToGroup } from './reservation-store.js'

export interface GroupMove {
  readonly customerId: Id
  readonly fromGroupId: Id
  readonly toGroupId: Id
}

/**
 * Takes what customers owe from their old credit group to their new one: for every open item the ledger gets a
 * reverse entry in the old group and the same in the new. The caller holds the locks of both groups.
 */
export async function regroupAccounts(
  tx: Tx,
  moves: readonly GroupMove[],
  context: { at: Date; today: CalendarDay },
): Promise<void> {
  for (const move of moves) {
    const causeId = newId()
    for (const account of await accountsOfCustomer(tx, move.customerId)) {
      const rows = await openRowsOfAccount(tx, account.id)
      const entries = rows.flatMap((row): LedgerEntry[] => {
        const common = {
          accountId: account.id,
          segmentId: account.segmentId,
          causeId,
          effectiveOn: context.today,
        }
        const { documentId, itemNo, bucket, currency, openMinor, nextSeq } = row
        const item = { ...common, documentId, itemNo, bucket, currency }
        return [
          { ...item, groupId: move.fromGroupId, seq: nextSeq, deltaMinor: -openMinor },
          { ...item, groupId: move.toGroupId, seq: nextSeq + 1, deltaMinor: openMinor },
        ]
      })
      await appendEntries(tx, entries, context.at)
      await moveBalancesToGroup(tx, account.id, move.toGroupId)
      await moveReservationsToGroup(tx, account.id, move.toGroupId)
      await moveDocumentsToGroup(tx, account.id, move.toGroupId)
    }
  }
}
