import type { CalendarDay } from '../../kernel/calendar-day.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import { generalMatrix, type ProvisionMatrix } from './domain/matrix.js'

/** One version of the provision matrix. A version never changes. */
export interface MatrixVersion {
  readonly version: number
  readonly content: ProvisionMatrix
  readonly validFrom: CalendarDay | null
  readonly reason: string | null
  readonly createdBy: string
  readonly createdAt: Date
}

/** What counts until a matrix is published. */
export const builtInMatrix: MatrixVersion = {
  ...{ version: 0, content: generalMatrix, validFrom: null, reason: null },
  ...{ createdBy: 'system', createdAt: new Date(0) },
}

const columns = sql`version, content, valid_from AS "validFrom", reason, created_by AS "createdBy",
  created_at AS "createdAt"`

/** The newest version that is valid on a day; version 0 when there is none. */
export async function matrixInForce(db: Queryable, on: CalendarDay): Promise<MatrixVersion> {
  const [found] = await db.rows<MatrixVersion>(sql`
    SELECT ${columns} FROM provision_matrix WHERE valid_from <= ${on} ORDER BY valid_from DESC, version DESC LIMIT 1`)
  return found ?? builtInMatrix
}

/** All versions, newest first. */
export async function listMatrices(db: Queryable): Promise<MatrixVersion[]> {
  return db.rows<MatrixVersion>(sql`SELECT ${columns} FROM provision_matrix ORDER BY version DESC LIMIT 500`)
}

/** Writes a version unless its number is taken. */
export async function insertMatrix(tx: Tx, matrix: MatrixVersion): Promise<boolean> {
  const { version, content, validFrom, reason, createdBy, createdAt } = matrix
  const written = await tx.run(sql`
    INSERT INTO provision_matrix (version, content, valid_from, reason, created_by, created_at)
    VALUES (${version}, ${JSON.stringify(content)}::jsonb, ${validFrom}, ${reason}, ${createdBy}, ${createdAt})
    ON CONFLICT DO NOTHING`)
  return written === 1
}
