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

/** Why a customer does not want to pay, in the words of the organisation. */
export interface DisputeReason {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly active: boolean
}

export async function listDisputeReasons(db: Queryable): Promise<DisputeReason[]> {
  return db.rows<DisputeReason>(sql`
    SELECT code, name_zh AS "nameZh", name_en AS "nameEn", active FROM dispute_reason ORDER BY position, code`)
}

/** Writes the list as given, in its order; a reason that is not in it any more can no longer be chosen. */
export async function putDisputeReasons(tx: Tx, reasons: readonly DisputeReason[]): Promise<void> {
  await tx.run(sql`
    INSERT INTO dispute_reason (code, name_zh, name_en, position, active)
    SELECT q.code, q.zh, q.en, q.place, q.active
    FROM unnest(${reasons.map((one) => one.code)}::text[], ${reasons.map((one) => one.nameZh)}::text[],
      ${reasons.map((one) => one.nameEn)}::text[], ${reasons.map((one) => one.active)}::bool[])
      WITH ORDINALITY AS q (code, zh, en, active, place)
    ON CONFLICT (code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en,
      position = excluded.position, active = excluded.active`)
  await tx.run(sql`
    UPDATE dispute_reason SET active = false
    WHERE active AND code <> ALL(${reasons.map((one) => one.code)}::text[])`)
}
