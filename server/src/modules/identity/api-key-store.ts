import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export interface ApiKey {
  readonly id: string
  readonly name: string
  /** The first characters of the key, to recognise it by. */
  readonly hint: string
  readonly scopes: readonly string[]
  readonly createdBy: string
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly lastUsedAt: Date | null
}

interface ApiKeyRow {
  id: string
  name: string
  hint: string
  scopes: string[]
  created_by: string
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
}

const columns = sql`id, name, hint, scopes, created_by, created_at, expires_at, revoked_at, last_used_at`

function apiKeyOf(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    scopes: row.scopes,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  }
}

export async function insertApiKey(
  tx: Tx,
  key: Pick<ApiKey, 'id' | 'name' | 'hint' | 'scopes' | 'createdBy' | 'createdAt' | 'expiresAt'> & {
    keyHash: Buffer
  },
): Promise<void> {
  await tx.run(sql`
    INSERT INTO api_key (id, name, hint, key_hash, scopes, created_by, created_at, expires_at)
    VALUES (${key.id}, ${key.name}, ${key.hint}, ${key.keyHash}, ${[...key.scopes]}, ${key.createdBy},
      ${key.createdAt}, ${key.expiresAt})`)
}

/** The key that may be used now, and notes at most once a minute that it was. */
export async function findApiKeyAndTouch(
  db: Queryable,
  keyHash: Buffer,
  now: Date,
): Promise<ApiKey | undefined> {
  const [row] = await db.rows<ApiKeyRow>(sql`
    WITH live AS (
      SELECT ${columns} FROM api_key
      WHERE key_hash = ${keyHash} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${now})
    ), touched AS (
      UPDATE api_key SET last_used_at = ${now} FROM live
      WHERE api_key.id = live.id
        AND (live.last_used_at IS NULL OR live.last_used_at < ${new Date(now.getTime() - 60_000)})
    )
    SELECT * FROM live`)
  return row && apiKeyOf(row)
}

/** API keys, newest first, from before the id `beforeId`. */
export async function listApiKeys(
  db: Queryable,
  beforeId: string | undefined,
  limit: number,
): Promise<ApiKey[]> {
  const rows = await db.rows<ApiKeyRow>(sql`
    SELECT ${columns} FROM api_key
    WHERE (${beforeId ?? null}::uuid IS NULL OR id < ${beforeId ?? null}::uuid)
    ORDER BY id DESC LIMIT ${limit}`)
  return rows.map(apiKeyOf)
}

export async function findApiKeyForUpdate(tx: Tx, id: string): Promise<ApiKey | undefined> {
  const [row] = await tx.rows<ApiKeyRow>(sql`SELECT ${columns} FROM api_key WHERE id = ${id} FOR UPDATE`)
  return row && apiKeyOf(row)
}

export async function revokeApiKeyRow(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.run(sql`UPDATE api_key SET revoked_at = ${at} WHERE id = ${id}`)
}
