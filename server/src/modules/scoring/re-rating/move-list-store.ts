import { whereAll } from '../../../platform/db/lists.js'
import { sql, type Sql } from '../../../platform/db/sql.js'
import type { Queryable } from '../../../platform/db/types.js'
import { searchPattern } from '../../customers/domain/search-key.js'
import type { CauseKind } from '../domain/re-rating/cause.js'
import type { Grade } from '../domain/grade-scale.js'
import { moveColumns, type RatingMove } from './move-store.js'

/** Which moves; what is left out does not narrow. */
export interface MoveFilter {
  readonly direction?: 'down' | 'up' | 'deferred' | undefined
  readonly grade?: Grade | undefined
  readonly cause?: CauseKind | undefined
  readonly customerCode?: string | undefined
  readonly search?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export interface ListedMove extends RatingMove {
  readonly customerCode: string
  readonly customerName: string
  readonly ownerUsername: string | null
  readonly effects: unknown
  readonly effectsAt: Date | null
  /** What became of a better rating that had to wait. */
  readonly deferral: 'open' | 'due' | 'taken' | 'dropped' | null
}

/** Moves of the grade, and better ratings that have to wait; newest first. Crossings of the line alone are warnings. */
function where(
  { direction, grade, cause, customerCode, search, from, to }: MoveFilter,
  timeZone: string,
): Sql {
  return whereAll([
    sql`(m.notches <> 0 OR m.deferred_until IS NOT NULL)`,
    direction === 'down' && sql`m.notches < 0`,
    direction === 'up' && sql`m.notches > 0`,
    direction === 'deferred' && sql`m.deferred_until IS NOT NULL`,
    grade && sql`m.to_grade = ${grade}`,
    cause && sql`m.cause->>'kind' = ${cause}`,
    customerCode && sql`c.code = ${customerCode}`,
    search && sql`c.search_key LIKE ${searchPattern(search)}`,
    from && sql`m.moved_at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}::text`,
    to && sql`m.moved_at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}::text`,
  ])
}

interface MovePage {
  readonly timeZone: string
  readonly offset: number
  readonly limit: number
}

export async function listMoves(
  db: Queryable,
  filter: MoveFilter,
  { timeZone, offset, limit }: MovePage,
): Promise<ListedMove[]> {
  return db.rows<ListedMove>(sql`
    SELECT ${moveColumns}, c.code AS "customerCode", c.name AS "customerName", c.owner_username AS "ownerUsername",
      m.effects, m.effects_at AS "effectsAt", d.status AS deferral
    FROM rating_move m JOIN customer c ON c.id = m.customer_id
    LEFT JOIN LATERAL (
      SELECT w.status FROM rating_deferral w
      WHERE w.customer_id = m.customer_id AND w.until_on = m.deferred_until
      ORDER BY w.deferred_on DESC, w.rating_id DESC LIMIT 1) AS d ON true
    ${where(filter, timeZone)} ORDER BY m.moved_at DESC, m.id DESC LIMIT ${limit} OFFSET ${offset}`)
}

export interface MoveCounts {
  readonly total: number
  readonly down: number
  readonly up: number
  readonly deferred: number
}

export async function countMoves(db: Queryable, filter: MoveFilter, timeZone: string): Promise<MoveCounts> {
  const [row] = await db.rows<MoveCounts>(sql`
    SELECT count(*)::int AS total, count(*) FILTER (WHERE m.notches < 0)::int AS down,
      count(*) FILTER (WHERE m.notches > 0)::int AS up,
      count(*) FILTER (WHERE m.deferred_until IS NOT NULL)::int AS deferred
    FROM rating_move m JOIN customer c ON c.id = m.customer_id ${where(filter, timeZone)}`)
  return row ?? { total: 0, down: 0, up: 0, deferred: 0 }
}
