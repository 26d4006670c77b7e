import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Database, Queryable, Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { analyseFile, type AnalysedFile } from './analyse-file.js'
import type { DayOrder } from './domain/cell-day.js'
import type { ColumnProfile } from './domain/column-profile.js'
import { mapHeaders } from './domain/guess-mapping.js'
import type { ImportKind } from './domain/import-field.js'
import type { ImportRun } from './domain/import-run.js'
import type { ImportSettings } from './domain/import-settings.js'
import { insertChunk } from './import-file-store.js'
import { getImport } from './get-import.js'
import { findLayout, insertImport, type NewImport } from './import-store.js'

const CHUNK_BYTES = 1024 * 1024

export interface NewFile {
  readonly path: string
  readonly fileName: string
  readonly kind: ImportKind
  readonly actor: Principal
  readonly at: Date
  /** Settings to begin with instead of those remembered or guessed. */
  readonly settings?: Partial<ImportSettings> | undefined
  /** Header of the column of a field, for fields that are not guessed or remembered right. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Reading of 3/5/2026 in every column, when the content does not tell. */
  readonly dayOrder?: DayOrder | undefined
}

/**
 * Registers a file as an import: what is in it, and how it would be read, by the settings remembered for its layout
 * or by guesses. With `keepFile` its bytes are stored, for whichever process does the work. Refuses what is no table.
 */
export async function createImport(
  db: Database,
  file: NewFile,
  options: { keepFile: boolean },
): Promise<ImportRun> {
  const analysed = await analyseFile(file.path, file.kind)
  const run = await newImport(db, file, analysed)
  await db.transaction(async (tx) => {
    await insertImport(tx, run)
    if (options.keepFile) await storeFile(tx, run.id, file.path)
  })
  return getImport(db, run.id)
}

async function newImport(db: Queryable, file: NewFile, analysed: AnalysedFile): Promise<NewImport> {
  const { analysis, layoutHash, guess } = analysed
  const remembered = await findLayout(db, file.kind, layoutHash)
  const settings: ImportSettings = {
    columns: guess,
    segment: null,
    currency: null,
    source: 'import',
    createMissing: false,
    ...remembered,
    ...file.settings,
  }
  const columns = columnsOf(file, settings.columns, analysis.columns)
  return {
    id: newId(),
    kind: file.kind,
    fileName: file.fileName,
    fileBytes: BigInt((await stat(file.path)).size),
    fileHash: await hashOf(file.path),
    layoutHash,
    analysis: { ...analysis, remembered: remembered !== undefined },
    settings: { ...settings, columns },
    createdBy: file.actor.label,
    createdAt: file.at,
  }
}

function columnsOf(file: NewFile, columns: ImportSettings['columns'], profiles: readonly ColumnProfile[]) {
  const named = { ...columns, ...namedColumns(file, profiles) }
  const { dayOrder } = file
  if (dayOrder === undefined) return named
  return Object.fromEntries(Object.entries(named).map(([key, mapping]) => [key, { ...mapping, dayOrder }]))
}

function namedColumns(file: NewFile, profiles: readonly ColumnProfile[]) {
  try {
    return mapHeaders(profiles, file.headers ?? {})
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('import_column_unknown', { field: error.message })
    throw error
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

async function storeFile(tx: Tx, importId: string, path: string): Promise<void> {
  let chunkNo = 0
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    await insertChunk(tx, importId, chunkNo, chunk as Buffer)
    chunkNo += 1
  }
}
