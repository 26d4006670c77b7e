import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { defaultStrategies } from './domain/default-strategy.js'
import type { StrategyDocument } from './domain/strategy.js'

/** One version of the strategies. Its content never changes. */
export interface StrategiesVersion {
  readonly version: number
  readonly content: StrategyDocument
  readonly validFrom: Date
  readonly createdBy: string
  readonly createdAt: Date
}

const columns = sql`version, content, valid_from AS "validFrom", created_by AS "createdBy", created_at AS "createdAt"`

/** All versions, newest first. */
export async function listStrategies(db: Queryable): Promise<StrategiesVersion[]> {
  return db.rows<StrategiesVersion>(
    sql`SELECT ${columns} FROM collection_strategies ORDER BY version DESC LIMIT 500`,
  )
}

/** The strategies in force: the newest version. An installation without any begins with the standard as version 1. */
export async function strategiesInForce(tx: Tx, at: Date): Promise<StrategiesVersion> {
  const newest = sql`SELECT ${columns} FROM collection_strategies ORDER BY version DESC LIMIT 1`
  const [found] = await tx.rows<StrategiesVersion>(newest)
  if (found) return found
  await insertStrategies(tx, {
    version: 1,
    content: defaultStrategies,
    validFrom: at,
    createdBy: 'system',
    createdAt: at,
  })
  const [first] = await tx.rows<StrategiesVersion>(newest)
  if (!first) throw new Error('the strategies were not stored')
  return first
}

/** Writes a version unless it exists already. */
export async function insertStrategies(tx: Tx, one: StrategiesVersion): Promise<boolean> {
  const written = await tx.run(sql`
    INSERT INTO collection_strategies (version, content, valid_from, created_by, created_at)
    VALUES (${one.version}, ${JSON.stringify(one.content)}::jsonb, ${one.validFrom}, ${one.createdBy}, ${one.createdAt})
    ON CONFLICT DO NOTHING`)
  return written === 1
}
