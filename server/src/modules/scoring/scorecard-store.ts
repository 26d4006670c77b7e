import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { ScorecardReport } from './domain/book-effect.js'
import type { Scorecard } from './domain/scorecard.js'

/** One version of a scorecard. A version never changes. */
export interface ScorecardVersion {
  readonly code: string
  readonly version: number
  readonly content: Scorecard
  readonly validFrom: Date
  readonly createdBy: string
  readonly createdAt: Date
  /** The validation that it was published with; the first one comes with the program and has none. */
  readonly report: ScorecardReport | null
}

const columns = sql`code, version, content, valid_from AS "validFrom", created_by AS "createdBy",
  created_at AS "createdAt", report`

/** The newest version that is valid at an instant. */
export async function findScorecardInForce(
  db: Queryable,
  code: string,
  at: Date,
): Promise<ScorecardVersion | undefined> {
  const [found] = await db.rows<ScorecardVersion>(sql`
    SELECT ${columns} FROM scorecard WHERE code = ${code} AND valid_from <= ${at}
    ORDER BY valid_from DESC, version DESC LIMIT 1`)
  return found
}

export async function findScorecard(
  db: Queryable,
  code: string,
  version: number,
): Promise<ScorecardVersion | undefined> {
  const [found] = await db.rows<ScorecardVersion>(sql`
    SELECT ${columns} FROM scorecard WHERE code = ${code} AND version = ${version}`)
  return found
}

/** All versions, newest first. */
export async function listScorecards(db: Queryable, code: string): Promise<ScorecardVersion[]> {
  return db.rows<ScorecardVersion>(sql`
    SELECT ${columns} FROM scorecard WHERE code = ${code} ORDER BY version DESC LIMIT 500`)
}

/** Writes a version unless it exists already. */
export async function insertScorecard(tx: Tx, scorecard: ScorecardVersion): Promise<boolean> {
  const written = await tx.run(sql`
    INSERT INTO scorecard (code, version, content, valid_from, created_by, created_at, report)
    VALUES (${scorecard.code}, ${scorecard.version}, ${JSON.stringify(scorecard.content)}::jsonb,
            ${scorecard.validFrom}, ${scorecard.createdBy}, ${scorecard.createdAt},
            ${scorecard.report === null ? null : JSON.stringify(scorecard.report)}::jsonb)
    ON CONFLICT DO NOTHING`)
  return written === 1
}
