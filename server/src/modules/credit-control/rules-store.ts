import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { initialRules, type RulesDocument } from './domain/rules.js'

/** A version of the control rules with when it came into force and who published it. */
export interface RulesVersion {
  readonly version: number
  readonly content: RulesDocument
  readonly validFrom: Date
  readonly createdBy: string
}

const columns = sql`version, content, valid_from AS "validFrom", created_by AS "createdBy"`

/** Stores the rules of a new installation as version 1 unless there are rules already. */
export async function ensureRules(tx: Tx, at: Date): Promise<void> {
  await tx.run(sql`
    INSERT INTO control_rules (version, content, valid_from, created_by, created_at)
    VALUES (1, ${JSON.stringify(initialRules)}::jsonb, '-infinity', 'system', ${at})
    ON CONFLICT (version) DO NOTHING`)
}

export async function rulesVersion(tx: Queryable, version: number): Promise<RulesVersion | undefined> {
  const [row] = await tx.rows<RulesVersion>(
    sql`SELECT ${columns} FROM control_rules WHERE version = ${version}`,
  )
  return row
}

export async function listRules(tx: Queryable): Promise<RulesVersion[]> {
  return tx.rows<RulesVersion>(sql`SELECT ${columns} FROM control_rules ORDER BY version DESC LIMIT 500`)
}

const versions = new Map<string, RulesVersion>()
const CACHE_MAX = 50

/**
 * The rules in force at an instant. Only the version is read each time; a version's content never changes and is
 * kept in memory.
 */
export async function rulesInForce(tx: Tx, at: Date): Promise<RulesVersion> {
  const [row] = await tx.prepared<{ version: number; hash: string }>(
    'rules_in_force',
    `SELECT version, content_hash AS hash FROM control_rules WHERE valid_from <= $1
     ORDER BY version DESC LIMIT 1`,
    [at],
  )
  if (!row) {
    await ensureRules(tx, at)
    return rulesInForce(tx, at)
  }
  const key = `${row.version}:${row.hash}`
  const known = versions.get(key)
  if (known) return known
  const found = await rulesVersion(tx, row.version)
  if (!found) throw new Error(`control rules ${row.version} have vanished`)
  if (versions.size >= CACHE_MAX) versions.clear()
  versions.set(key, found)
  return found
}

/** Publishes a new version of the rules; versions rise by one. Nothing when somebody else has just taken the number. */
export async function insertRules(
  tx: Tx,
  content: RulesDocument,
  context: { validFrom: Date; createdBy: string; at: Date },
): Promise<number | undefined> {
  const [row] = await tx.rows<{ version: number }>(sql`
    INSERT INTO control_rules (version, content, valid_from, created_by, created_at)
    SELECT coalesce(max(version), 0) + 1, ${JSON.stringify(content)}::jsonb, ${context.validFrom}, ${context.createdBy},
           ${context.at} FROM control_rules
    ON CONFLICT (version) DO NOTHING
    RETURNING version`)
  return row?.version
}
