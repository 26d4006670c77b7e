import { readPickList, type PickListEntry } from '../../platform/db/pick-list.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** What an administrator sets for promises, plans and disputes. */
export interface ArrangementSettings {
  /** Days after the promised day on which money is still in time. */
  readonly promiseGraceDays: number
  /** How many days ahead a promise may lie. */
  readonly promiseDaysMax: number
  /** How many months a broken promise counts in credit control. */
  readonly brokenPromiseMonths: number
  readonly planGraceDays: number
  /** Days until a dispute is to be settled, where nobody says another day. */
  readonly disputeDays: number
}

export async function getArrangementSettings(db: Queryable): Promise<ArrangementSettings> {
  const [row] = await db.rows<ArrangementSettings>(sql`
    SELECT promise_grace_days AS "promiseGraceDays", promise_days_max AS "promiseDaysMax",
      broken_promise_months AS "brokenPromiseMonths", plan_grace_days AS "planGraceDays", dispute_days AS "disputeDays"
    FROM arrangement_settings`)
  if (!row) throw new Error('the settings of arrangements are missing')
  return row
}

export async function putArrangementSettings(
  tx: Tx,
  settings: ArrangementSettings,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    UPDATE arrangement_settings SET promise_grace_days = ${settings.promiseGraceDays},
      promise_days_max = ${settings.promiseDaysMax}, broken_promise_months = ${settings.brokenPromiseMonths},
      plan_grace_days = ${settings.planGraceDays}, dispute_days = ${settings.disputeDays}, updated_by = ${by},
      updated_at = ${at}`)
}

/** Where the organisation keeps why customers do not want to pay: a pick list. */
export const DISPUTE_REASONS = 'dispute_reason'

export async function listDisputeReasons(db: Queryable): Promise<PickListEntry[]> {
  return readPickList(db, DISPUTE_REASONS)
}
