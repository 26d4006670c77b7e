import type { Id } from '../../kernel/ids.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'

export async function insertChunk(tx: Tx, importId: Id, chunkNo: number, bytes: Buffer): Promise<void> {
  await tx.run(
    sql`INSERT INTO import_chunk (import_id, chunk_no, bytes) VALUES (${importId}, ${chunkNo}, ${bytes})`,
  )
}

/** The pieces of an uploaded file in order, one at a time. */
export async function* readChunks(db: Queryable, importId: Id): AsyncGenerator<Buffer> {
  for (let chunkNo = 0; ; chunkNo += 1) {
    const [row] = await db.rows<{ bytes: Buffer }>(
      sql`SELECT bytes FROM import_chunk WHERE import_id = ${importId} AND chunk_no = ${chunkNo}`,
    )
    if (!row) return
    yield row.bytes
  }
}

/** Whether the file of an import is still stored. */
export async function hasFile(db: Queryable, importId: Id): Promise<boolean> {
  const [row] = await db.rows<{ stored: boolean }>(
    sql`SELECT EXISTS (SELECT 1 FROM import_chunk WHERE import_id = ${importId}) AS stored`,
  )
  return row?.stored ?? false
}

export async function deleteChunks(tx: Tx, importId: Id): Promise<void> {
  await tx.run(sql`DELETE FROM import_chunk WHERE import_id = ${importId}`)
}

/** Removes the files of imports that nobody touched since; gives how many pieces went. */
export async function deleteAbandonedChunks(tx: Tx, untouchedSince: Date): Promise<number> {
  return tx.run(sql`
    DELETE FROM import_chunk USING import_run
    WHERE import_run.id = import_chunk.import_id AND import_run.updated_at < ${untouchedSince}`)
}
