import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export const dunningModes = ['off', 'dry', 'live'] as const
export type DunningMode = (typeof dunningModes)[number]

export interface DunningSettings {
  readonly mode: DunningMode
  readonly updatedBy: string | null
  readonly updatedAt: Date | null
}

export async function getDunningSettings(db: Queryable): Promise<DunningSettings> {
  const [row] = await db.rows<DunningSettings>(
    sql`SELECT mode, updated_by AS "updatedBy", updated_at AS "updatedAt" FROM dunning_settings`,
  )
  return row ?? { mode: 'off', updatedBy: null, updatedAt: null }
}

export async function putDunningMode(tx: Tx, mode: DunningMode, by: string, at: Date): Promise<void> {
  await tx.run(sql`UPDATE dunning_settings SET mode = ${mode}, updated_by = ${by}, updated_at = ${at}`)
}
