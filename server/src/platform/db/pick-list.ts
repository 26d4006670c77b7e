import { raw, sql } from './sql.js'
import type { Queryable, Tx } from './types.js'

/** One thing that people choose among, in the words of the organisation. */
export interface PickListEntry {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  /** false: it can no longer be chosen, but keeps its name where it was. */
  readonly active: boolean
}

/** The entries of a table of `code, name_zh, name_en, position, active`, in the order in which people choose. */
export async function readPickList(db: Queryable, table: string): Promise<PickListEntry[]> {
  return db.rows<PickListEntry>(sql`
    SELECT code, name_zh AS "nameZh", name_en AS "nameEn", active FROM ${raw(table)} ORDER BY position, code`)
}

/**
 * Lets changes of a list come one after the other, so that each knows what was there before it. Who only names entries
 * does not wait.
 */
export async function lockPickList(tx: Tx, table: string): Promise<void> {
  await tx.run(sql`LOCK TABLE ${raw(table)} IN SHARE ROW EXCLUSIVE MODE`)
}

/** Writes the list as given, in its order; what is not in it any more comes last and can no longer be chosen. */
export async function putPickList(tx: Tx, table: string, entries: readonly PickListEntry[]): Promise<void> {
  const codes = entries.map(({ code }) => code)
  await tx.run(sql`
    INSERT INTO ${raw(table)} AS known (code, name_zh, name_en, position, active)
    SELECT q.code, q.zh, q.en, q.place, q.active
    FROM unnest(${codes}::text[], ${entries.map((one) => one.nameZh)}::text[],
      ${entries.map((one) => one.nameEn)}::text[], ${entries.map((one) => one.active)}::bool[])
      WITH ORDINALITY AS q (code, zh, en, active, place)
    ON CONFLICT (code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en,
      position = excluded.position, active = excluded.active
    WHERE (known.name_zh, known.name_en, known.position, known.active)
      IS DISTINCT FROM (excluded.name_zh, excluded.name_en, excluded.position, excluded.active)`)
  await tx.run(sql`
    UPDATE ${raw(table)} SET active = false, position = ${entries.length} + q.place
    FROM (SELECT code AS left_out, row_number() OVER (ORDER BY position, code) AS place FROM ${raw(table)}
          WHERE code <> ALL(${codes}::text[])) AS q
    WHERE code = q.left_out`)
}

/**
 * Puts the entries of a table with `code` and `position` in this order. Gives false and changes nothing when these are
 * not all of its codes: somebody else changed the list meanwhile.
 */
export async function orderPickList(tx: Tx, table: string, codes: readonly string[]): Promise<boolean> {
  await lockPickList(tx, table)
  const rows = await tx.rows<{ code: string }>(sql`SELECT code FROM ${raw(table)}`)
  const known = new Set(rows.map(({ code }) => code))
  if (known.size !== codes.length || codes.some((code) => !known.has(code))) return false
  await tx.run(sql`
    UPDATE ${raw(table)} SET position = q.place
    FROM unnest(${codes}::text[]) WITH ORDINALITY AS q (wanted, place)
    WHERE code = q.wanted AND position IS DISTINCT FROM q.place`)
  return true
}
