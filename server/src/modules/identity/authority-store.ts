import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { Authority, AuthorityKind } from './domain/authority.js'

/** One row of the authority table: for a person or for whoever has a role. */
export interface AuthorityEntry extends Authority {
  readonly id: string
  readonly username: string | null
  readonly roleCode: string | null
  readonly kind: AuthorityKind
  /** Null: in every segment. */
  readonly segmentCode: string | null
  readonly validFrom: CalendarDay | null
  readonly updatedBy: string
  readonly updatedAt: Date
}

interface AuthorityRow {
  id: string
  username: string | null
  role_code: string | null
  kind: AuthorityKind
  segment_code: string | null
  unlimited: boolean
  amount_minor: bigint | null
  currency: Currency | null
  over_limit_bp: number | null
  days_max: number | null
  valid_from: CalendarDay | null
  valid_until: CalendarDay | null
  updated_by: string
  updated_at: Date
}

const columns = sql`a.id, u.username, a.role_code, a.kind, a.segment_code, a.unlimited, a.amount_minor, a.currency,
  a.over_limit_bp, a.days_max, a.valid_from, a.valid_until, a.updated_by, a.updated_at`

function entryOf(row: AuthorityRow): AuthorityEntry {
  const { amount_minor: minor, currency } = row
  return {
    id: row.id,
    username: row.username,
    roleCode: row.role_code,
    kind: row.kind,
    segmentCode: row.segment_code,
    amount: minor === null || currency === null ? 'unlimited' : { minor, currency },
    overLimitBp: row.over_limit_bp,
    daysMax: row.days_max,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    updatedBy: row.updated_by,
    updatedAt: row.updated_at,
  }
}

/**
 * What a person may decide alone of a kind, in a segment (by code), on a day: what they were given themselves, or by
 * any of their roles. Where something was given to the person for this kind, the roles' authority does not count:
 * so a person's authority can also be less than the role's. An inactive person has none.
 */
export async function authorityOf(
  db: Queryable,
  userId: string,
  { kind, segment, on }: { kind: AuthorityKind; segment: string | null; on: CalendarDay },
): Promise<Authority[]> {
  const rows = await db.rows<AuthorityRow>(sql`
    SELECT ${columns} FROM authority a LEFT JOIN app_user u ON u.id = a.user_id
    WHERE a.kind = ${kind} AND (a.segment_code IS NULL OR a.segment_code = ${segment})
      AND ${on}::date BETWEEN coalesce(a.valid_from, '-infinity') AND coalesce(a.valid_until, 'infinity')
      AND EXISTS (SELECT FROM app_user WHERE id = ${userId}::uuid AND active)
      AND (a.user_id = ${userId}::uuid
        OR a.role_code IN (SELECT role_code FROM role_assignment WHERE user_id = ${userId}::uuid))`)
  const own = rows.filter((row) => row.username !== null)
  return (own.length > 0 ? own : rows).map(entryOf)
}

/** The whole table, roles first. */
export async function listAuthorities(db: Queryable): Promise<AuthorityEntry[]> {
  const rows = await db.rows<AuthorityRow>(sql`
    SELECT ${columns} FROM authority a LEFT JOIN app_user u ON u.id = a.user_id
    ORDER BY u.username NULLS FIRST, a.role_code, a.kind, a.segment_code NULLS FIRST, a.valid_from NULLS FIRST, a.id`)
  return rows.map(entryOf)
}

export async function findAuthority(db: Queryable, id: string): Promise<AuthorityEntry | undefined> {
  const [row] = await db.rows<AuthorityRow>(
    sql`SELECT ${columns} FROM authority a LEFT JOIN app_user u ON u.id = a.user_id WHERE a.id = ${id}::uuid`,
  )
  return row && entryOf(row)
}

export type NewAuthority = Omit<AuthorityEntry, 'username' | 'updatedBy' | 'updatedAt'> & {
  readonly userId: string | null
}

/** Writes one row; one with the same id is replaced. A second for the same thing violates `authority_once`. */
export async function putAuthority(tx: Tx, entry: NewAuthority, by: string, at: Date): Promise<void> {
  const amount = entry.amount === 'unlimited' ? null : entry.amount
  await tx.run(sql`
    INSERT INTO authority (id, user_id, role_code, kind, segment_code, unlimited, amount_minor, currency,
      over_limit_bp, days_max, valid_from, valid_until, updated_by, updated_at)
    VALUES (${entry.id}, ${entry.userId}, ${entry.roleCode}, ${entry.kind}, ${entry.segmentCode},
      ${amount === null}, ${amount?.minor ?? null}, ${amount?.currency ?? null}, ${entry.overLimitBp},
      ${entry.daysMax}, ${entry.validFrom}, ${entry.validUntil}, ${by}, ${at})
    ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, role_code = excluded.role_code, kind = excluded.kind,
      segment_code = excluded.segment_code, unlimited = excluded.unlimited, amount_minor = excluded.amount_minor,
      currency = excluded.currency, over_limit_bp = excluded.over_limit_bp, days_max = excluded.days_max,
      valid_from = excluded.valid_from, valid_until = excluded.valid_until, updated_by = excluded.updated_by,
      updated_at = excluded.updated_at`)
}

export async function deleteAuthority(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`DELETE FROM authority WHERE id = ${id}::uuid`)
}

/** Takes away what a person was given to release holds in every segment, before it is given anew. */
export async function deletePersonalReleaseAuthority(tx: Tx, userId: string): Promise<void> {
  await tx.run(sql`
    DELETE FROM authority WHERE user_id = ${userId}::uuid AND kind = 'hold-release' AND segment_code IS NULL`)
}
