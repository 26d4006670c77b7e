import type { Id } from '../../../kernel/ids.js'
import { sql } from '../../../platform/db/sql.js'
import type { Queryable, Tx } from '../../../platform/db/types.js'

/** A column of a data set as far as its first rows tell. */
export interface DatasetColumn {
  readonly name: string
  /** Different texts, at most so many as are worth showing. */
  readonly samples: readonly string[]
  readonly distinct: number
  readonly blank: number
}

/** Data that models are trained on. */
export interface Dataset {
  readonly id: Id
  readonly name: string
  readonly source: 'file' | 'book'
  readonly fileName: string
  readonly bytes: bigint
  readonly sha256: string
  readonly columns: readonly DatasetColumn[]
  readonly rowCount: number
  /** How a sample was drawn from the book. */
  readonly definition: unknown
  readonly createdBy: string
  readonly createdAt: Date
}

const columns = sql`id, name, source, file_name AS "fileName", bytes, sha256, columns, row_count AS "rowCount",
  definition, created_by AS "createdBy", created_at AS "createdAt"`

export async function insertDataset(tx: Tx, dataset: Dataset): Promise<void> {
  const { definition } = dataset
  await tx.run(sql`
    INSERT INTO model_dataset (id, name, source, file_name, bytes, sha256, columns, row_count, definition, created_by, created_at)
    VALUES (${dataset.id}, ${dataset.name}, ${dataset.source}, ${dataset.fileName}, ${dataset.bytes}, ${dataset.sha256},
            ${JSON.stringify(dataset.columns)}::jsonb, ${dataset.rowCount},
            ${definition === null ? null : JSON.stringify(definition)}::jsonb, ${dataset.createdBy}, ${dataset.createdAt})`)
}

export async function insertDatasetChunk(tx: Tx, id: Id, chunkNo: number, bytes: Buffer): Promise<void> {
  await tx.run(
    sql`INSERT INTO model_dataset_chunk (dataset_id, chunk_no, bytes) VALUES (${id}, ${chunkNo}, ${bytes})`,
  )
}

/** The pieces of a data set in order, one at a time. */
export async function* readDatasetChunks(db: Queryable, id: Id): AsyncGenerator<Buffer> {
  for (let chunkNo = 0; ; chunkNo += 1) {
    const [row] = await db.rows<{ bytes: Buffer }>(
      sql`SELECT bytes FROM model_dataset_chunk WHERE dataset_id = ${id} AND chunk_no = ${chunkNo}`,
    )
    if (!row) return
    yield row.bytes
  }
}

export async function findDataset(db: Queryable, id: Id): Promise<Dataset | undefined> {
  const [found] = await db.rows<Dataset>(sql`SELECT ${columns} FROM model_dataset WHERE id = ${id}`)
  return found
}

/** Newest first, at most 200. */
export async function listDatasets(db: Queryable): Promise<Dataset[]> {
  return db.rows<Dataset>(
    sql`SELECT ${columns} FROM model_dataset ORDER BY created_at DESC, id DESC LIMIT 200`,
  )
}
