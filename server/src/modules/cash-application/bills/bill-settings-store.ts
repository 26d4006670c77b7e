import { sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import { standardBillSettings, type BillSettings } from '../domain/bill-life.js'

/** The settings in force; version 0 are those of a new installation. */
export async function getBillSettings(db: Queryable): Promise<BillSettings & { readonly version: number }> {
  const [row] = await db.rows<BillSettings & { readonly version: number }>(sql`
    SELECT version, bank_bp AS "bankBp", commercial_bp AS "commercialBp", warn_days AS "warnDays"
    FROM bill_settings ORDER BY version DESC LIMIT 1`)
  return row ?? { ...standardBillSettings, version: 0 }
}

export async function saveBillSettings(
  tx: Tx,
  { bankBp, commercialBp, warnDays }: BillSettings,
  by: string,
  at: Date,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO bill_settings (version, bank_bp, commercial_bp, warn_days, saved_by, saved_at)
    SELECT coalesce(max(version), 0) + 1, ${bankBp}, ${commercialBp}, ${warnDays}, ${by}, ${at} FROM bill_settings`)
}
