import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Queryable } from '../../platform/db/types.js'

const LAST_MOVEMENTS = `SELECT d.id, (SELECT max(e.effective_on) FROM exposure_entry e
    WHERE e.account_id = d.account_id AND e.document_id = d.id) AS "on"
  FROM document d WHERE d.id = ANY($1::uuid[])`

/** The day of the last entry in the ledger of each document; documents without entries are left out. */
export async function lastMovements(tx: Queryable, ids: readonly Id[]): Promise<Map<Id, CalendarDay>> {
  const rows = await tx.prepared<{ id: Id; on: CalendarDay | null }>('last_movements', LAST_MOVEMENTS, [ids])
  return new Map(rows.flatMap(({ id, on }) => (on === null ? [] : [[id, on] as const])))
}
