import { sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'
import { standardGuardrails, type RefitGuardrails } from '../domain/refit/guardrails.js'

/** How often, on which evidence and within which bounds weights are estimated anew. */
export interface RefitSettings {
  /** Whether it is done by itself; on demand it is done in any case. */
  readonly active: boolean
  readonly cadence: 'monthly' | 'quarterly'
  /** Month ends that are looked back at, before the window that must be over. */
  readonly lookbackMonths: number
  readonly horizonMonths: number
  readonly overdueDays: number
  readonly guardrails: RefitGuardrails
}

export interface StoredRefitSettings extends RefitSettings {
  readonly updatedBy: string
  readonly updatedAt: Date
}

const standard: StoredRefitSettings = {
  ...{ active: false, cadence: 'quarterly', lookbackMonths: 24, horizonMonths: 12, overdueDays: 90 },
  ...{ guardrails: standardGuardrails, updatedBy: 'system', updatedAt: new Date(0) },
}

/** The settings, or the standard ones, under which nothing is done by itself. */
export async function readRefitSettings(db: Queryable): Promise<StoredRefitSettings> {
  const [found] = await db.rows<{ settings: RefitSettings; updatedBy: string; updatedAt: Date }>(sql`
    SELECT settings, updated_by AS "updatedBy", updated_at AS "updatedAt" FROM refit_settings`)
  return found ? { ...found.settings, updatedBy: found.updatedBy, updatedAt: found.updatedAt } : standard
}

export async function putRefitSettings(
  tx: Tx,
  settings: RefitSettings,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO refit_settings (settings, updated_by, updated_at) VALUES (${JSON.stringify(settings)}::jsonb, ${by}, ${at})
    ON CONFLICT (only_one) DO UPDATE SET settings = excluded.settings, updated_by = excluded.updated_by,
      updated_at = excluded.updated_at`)
}
