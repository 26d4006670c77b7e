import type { CalendarDay } from '../../kernel/calendar-day.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { dayOf, type LedgerItem } from './book-store.js'
import type { ForecastOfItem } from './domain/forecast-customer.js'
import type { TrackedItem } from './domain/track-figures.js'

/** Notes the first forecast of each instalment: later ones do not change it, one made for an earlier day does. */
export async function trackFirst(
  tx: Tx,
  items: readonly ForecastOfItem<LedgerItem>[],
  { madeOn, modelVersion }: { readonly madeOn: CalendarDay; readonly modelVersion: number | null },
): Promise<void> {
  await insertRows(
    tx,
    'forecast_track',
    {
      ...{ account_id: 'uuid', document_id: 'uuid', item_no: 'int', made_on: 'date', method: 'text' },
      ...{
        model_version: 'int',
        due_on: 'date',
        q10_on: 'date',
        q50_on: 'date',
        q90_on: 'date',
        p_late: 'float8',
      },
    },
    items.map(({ item, forecast }) => [
      ...[item.accountId, item.documentId, item.itemNo, madeOn, forecast.method],
      ...[forecast.method === 'model' ? modelVersion : null, dayOf(item.due)],
      ...[dayOf(forecast.q10), dayOf(forecast.q50), dayOf(forecast.q90), forecast.pLate],
    ]),
    `ON CONFLICT (account_id, document_id, item_no) DO UPDATE SET made_on = excluded.made_on, method = excluded.method,
      model_version = excluded.model_version, due_on = excluded.due_on, q10_on = excluded.q10_on,
      q50_on = excluded.q50_on, q90_on = excluded.q90_on, p_late = excluded.p_late
    WHERE forecast_track.made_on > excluded.made_on`,
  )
}

/** Notes of tracked instalments that nothing is open any more, and the day on which money settled them. */
export async function closeTracked(tx: Tx): Promise<number> {
  return tx.run(sql`
    UPDATE forecast_track t SET closed_on = e.last_on, settled_on = CASE WHEN e.written_off THEN NULL ELSE e.paid_on END
    FROM exposure_item i
    CROSS JOIN LATERAL (
      SELECT max(e.effective_on) AS last_on,
        max(e.effective_on) FILTER (WHERE e.delta_minor < 0 AND w.type = 'receipt') AS paid_on,
        coalesce(bool_or(e.delta_minor < 0 AND w.type = 'write-off'), false) AS written_off
      FROM exposure_entry e LEFT JOIN document w ON w.id = e.cause_id
      WHERE e.account_id = i.account_id AND e.document_id = i.document_id AND e.item_no = i.item_no
      OFFSET 0) AS e
    WHERE t.closed_on IS NULL AND i.account_id = t.account_id AND i.document_id = t.document_id
      AND i.item_no = t.item_no AND i.open_minor = 0`)
}

/** Instalments that money settled since a day, as they were first forecast; at most so many, the newest. */
export async function listTracked(db: Queryable, since: CalendarDay, limit: number): Promise<TrackedItem[]> {
  return db.rows<TrackedItem>(sql`
    SELECT made_on AS "madeOn", method, due_on AS "dueOn", q10_on AS "q10On", q50_on AS "q50On", q90_on AS "q90On",
      p_late AS "pLate", settled_on AS "settledOn"
    FROM forecast_track WHERE settled_on >= ${since} ORDER BY settled_on DESC LIMIT ${limit}`)
}

/** Probabilities of lateness as first forecast, of instalments first forecast between two days; at most so many. */
export async function listFirstProbabilities(
  db: Queryable,
  { from, to }: { readonly from: CalendarDay; readonly to: CalendarDay },
  limit: number,
): Promise<number[]> {
  const rows = await db.rows<{ p: number }>(sql`
    SELECT p_late AS p FROM forecast_track WHERE made_on >= ${from} AND made_on < ${to} AND made_on <= due_on
    LIMIT ${limit}`)
  return rows.map(({ p }) => p)
}
