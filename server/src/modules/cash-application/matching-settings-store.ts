import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { standardSettings, type MatchingSettings } from './domain/matching-settings.js'

/** The settings in force; version 0 are those of a new installation. */
export async function getMatchingSettings(
  db: Queryable,
): Promise<MatchingSettings & { readonly version: number }> {
  const [row] = await db.rows<{ version: number; content: MatchingSettings }>(
    sql`SELECT version, content FROM matching_settings ORDER BY version DESC LIMIT 1`,
  )
  return row
    ? { ...standardSettings, ...row.content, version: row.version }
    : { ...standardSettings, version: 0 }
}

export async function saveMatchingSettings(
  tx: Tx,
  content: MatchingSettings,
  by: string,
  at: Date,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO matching_settings (version, content, saved_by, saved_at)
    SELECT coalesce(max(version), 0) + 1, ${JSON.stringify(content)}::jsonb, ${by}, ${at} FROM matching_settings`)
}
