import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Principal } from '../../../kernel/access.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Database } from '../../../platform/db/types.js'
import { newId } from '../../../platform/new-id.js'
import { recordAudit } from '../../audit/record-audit.js'
import { isBlank } from '../domain/statistics/training/column.js'
import { textsOf, type TextTable } from '../domain/statistics/training/parse-table.js'
import { hashOfFile, readTrainingTable } from '../read-training-table.js'
import {
  insertDataset,
  insertDatasetChunk,
  readDatasetChunks,
  type Dataset,
  type DatasetColumn,
} from './dataset-store.js'

const CHUNK_BYTES = 1024 * 1024
const SAMPLES = 4
const SAMPLE_CHARACTERS = 60

/** Larger files take too much memory to train on. */
export const DATASET_BYTES_MAX = 64 * 1024 * 1024

export interface NewDataset {
  readonly path: string
  readonly fileName: string
  readonly name: string
  readonly source: Dataset['source']
  readonly definition: unknown
  readonly actor: Principal
  readonly at: Date
}

/** Stores a table file as training data. Refuses what is no table, and one without rows. */
export async function storeDataset(db: Database, file: NewDataset): Promise<Dataset> {
  const table = await readTrainingTable(file.path)
  if (table.rows.length === 0) throw new Refusal('file_empty')
  const dataset: Dataset = {
    ...{ id: newId(), name: file.name, source: file.source, fileName: file.fileName },
    bytes: BigInt((await stat(file.path)).size),
    sha256: await hashOfFile(file.path),
    columns: table.header.map((name, at) => profileOf(table, name, at)),
    rowCount: table.rows.length,
    ...{ definition: file.definition, createdBy: file.actor.label, createdAt: file.at },
  }
  await db.transaction(async (tx) => {
    await insertDataset(tx, dataset)
    let chunkNo = 0
    for await (const chunk of createReadStream(file.path, { highWaterMark: CHUNK_BYTES })) {
      await insertDatasetChunk(tx, dataset.id, chunkNo, chunk as Buffer)
      chunkNo += 1
    }
    await recordAudit(tx, {
      ...{
        actor: file.actor,
        action: 'model-dataset.stored',
        objectType: 'model-dataset',
        objectId: dataset.id,
      },
      after: { name: dataset.name, sha256: dataset.sha256, rows: dataset.rowCount, source: dataset.source },
      at: file.at,
    })
  })
  return dataset
}

function profileOf(table: TextTable, name: string, at: number): DatasetColumn {
  const texts = textsOf(table, at).map((text) => text.trim())
  const filled = texts.filter((text) => !isBlank(text))
  const distinct = new Set(filled)
  const samples = [...distinct].slice(0, SAMPLES).map((text) => text.slice(0, SAMPLE_CHARACTERS))
  return { name, samples, distinct: distinct.size, blank: texts.length - filled.length }
}

/** Puts a stored data set into a temporary file while it is used. */
export async function withDatasetFile<T>(
  db: Database,
  id: Id,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'xinheng-dataset-'))
  try {
    const path = join(folder, 'file')
    await pipeline(Readable.from(readDatasetChunks(db, id)), createWriteStream(path))
    return await use(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
