import { empty, join, raw, sql, type Sql } from './sql.js'

/** `WHERE` with all of these conditions; what holds none does not narrow. */
export function whereAll(conditions: readonly (Sql | false | '' | null | undefined)[]): Sql {
  const held = conditions.filter((condition) => condition instanceof Object)
  return held.length === 0 ? sql`WHERE true` : sql`WHERE ${join(held, ' AND ')}`
}

/** A page of a list that goes on after the row with this id. */
export interface PageAfter {
  readonly limit: number
  readonly after?: string | undefined
}

/**
 * The end of a statement with a WHERE: the newest rows of `table` first, by the instant in its column `at` and by id,
 * after the last row of the page before. `alias` is what the statement calls the table.
 */
export function newestFirst(
  { table, alias, at }: { readonly table: string; readonly alias: string; readonly at: string },
  { limit, after }: PageAfter,
): Sql {
  const position = raw(`${alias}.${at}, ${alias}.id`)
  const onward =
    after === undefined
      ? empty
      : sql`AND (${position}) < (SELECT ${raw(at)}, id FROM ${raw(table)} WHERE id = ${after}::uuid)`
  return sql`${onward} ORDER BY ${raw(`${alias}.${at} DESC, ${alias}.id DESC`)} LIMIT ${limit}`
}
