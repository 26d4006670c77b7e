import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Preferences } from './domain/preferences.js'
import { standardPreferences } from './domain/preferences.js'

export interface Recipient {
  readonly id: string
  readonly username: string
  readonly locale: 'zh-CN' | 'en'
  readonly email: string | null
  /** True when the person was found by a role only: then what it is about must lie in their sight. */
  readonly byRole: boolean
}

/** Active people by username and by role, each once, in the order of their ids. */
export async function findRecipients(
  db: Queryable,
  { usernames, roles }: { readonly usernames: readonly string[]; readonly roles: readonly string[] },
): Promise<Recipient[]> {
  return db.rows<Recipient>(sql`
    SELECT u.id, u.username, u.locale, u.email, u.username <> ALL (${[...usernames]}::text[]) AS "byRole"
    FROM app_user u
    WHERE u.active AND (u.username = ANY (${[...usernames]}::text[]) OR EXISTS (
      SELECT FROM role_assignment r WHERE r.user_id = u.id AND r.role_code = ANY (${[...roles]}::text[])))
    ORDER BY u.id`)
}

interface PreferenceRow {
  user_id: string
  choices: Preferences['choices']
  quiet_from: string | null
  quiet_until: string | null
  quiet_days: boolean
  digest_at: string
}

/** What these people chose; those who never chose are missing. */
export async function listPreferences(
  db: Queryable,
  userIds: readonly string[],
): Promise<Map<string, Preferences>> {
  const rows = await db.rows<PreferenceRow>(sql`
    SELECT user_id, choices, quiet_from, quiet_until, quiet_days, digest_at
    FROM notification_preference WHERE user_id = ANY (${[...userIds]}::uuid[])`)
  return new Map(rows.map((row) => [row.user_id, preferencesOf(row)]))
}

export async function findPreferences(db: Queryable, userId: string): Promise<Preferences> {
  return (await listPreferences(db, [userId])).get(userId) ?? standardPreferences
}

function preferencesOf(row: PreferenceRow): Preferences {
  const { quiet_from: from, quiet_until: until } = row
  return {
    choices: row.choices,
    quiet: from === null || until === null ? null : { from, until },
    quietDays: row.quiet_days,
    digestAt: row.digest_at,
  }
}

export async function putPreferences(
  tx: Tx,
  userId: string,
  { choices, quiet, quietDays, digestAt }: Preferences,
  at: Date,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO notification_preference (user_id, choices, quiet_from, quiet_until, quiet_days, digest_at, updated_at)
    VALUES (${userId}, ${JSON.stringify(choices)}::jsonb, ${quiet?.from ?? null}, ${quiet?.until ?? null},
      ${quietDays}, ${digestAt}, ${at})
    ON CONFLICT (user_id) DO UPDATE SET choices = excluded.choices, quiet_from = excluded.quiet_from,
      quiet_until = excluded.quiet_until, quiet_days = excluded.quiet_days, digest_at = excluded.digest_at,
      updated_at = excluded.updated_at`)
}

/** Where mail to a person goes; undefined when the person left or has no address. */
export async function findMailbox(
  db: Queryable,
  userId: string,
): Promise<{ email: string; locale: 'zh-CN' | 'en' } | undefined> {
  const [row] = await db.rows<{ email: string; locale: 'zh-CN' | 'en' }>(sql`
    SELECT email, locale FROM app_user WHERE id = ${userId} AND active AND email IS NOT NULL`)
  return row
}
