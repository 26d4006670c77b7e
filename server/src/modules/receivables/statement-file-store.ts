import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

/** What a customer sent with an answer. */
export interface StatementFile {
  readonly id: Id
  readonly statementId: Id
  readonly customerId: Id
  readonly name: string
  readonly size: number
  /** SHA-256 of the bytes. */
  readonly contentHash: string
  readonly uploadedAt: Date
}

const columns = sql`id, statement_id AS "statementId", customer_id AS "customerId", name, size,
  content_hash AS "contentHash", uploaded_at AS "uploadedAt"`

export async function insertStatementFile(tx: Tx, file: StatementFile, content: Buffer): Promise<void> {
  await tx.run(sql`
    INSERT INTO statement_file (id, statement_id, customer_id, name, size, content, content_hash, uploaded_at)
    VALUES (${file.id}, ${file.statementId}, ${file.customerId}, ${file.name}, ${file.size}, ${content},
      ${file.contentHash}, ${file.uploadedAt})`)
}

export async function listStatementFiles(db: Queryable, statementId: Id): Promise<StatementFile[]> {
  return db.rows<StatementFile>(
    sql`SELECT ${columns} FROM statement_file WHERE statement_id = ${statementId}::uuid ORDER BY uploaded_at, id LIMIT 100`,
  )
}

export async function readStatementFile(
  db: Queryable,
  statementId: Id,
  id: Id,
): Promise<(StatementFile & { readonly content: Buffer }) | undefined> {
  const [row] = await db.rows<StatementFile & { content: Buffer }>(sql`
    SELECT ${columns}, content FROM statement_file WHERE id = ${id}::uuid AND statement_id = ${statementId}::uuid`)
  return row
}
