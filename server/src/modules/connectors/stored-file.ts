import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Id } from '../../kernel/ids.js'
import type { Database } from '../../platform/db/types.js'
import { readChunks } from './import-file-store.js'

/** Puts the stored bytes of an import into a temporary file while it is used. */
export async function withStoredFile<T>(
  db: Database,
  importId: Id,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'xinheng-import-'))
  try {
    const path = join(folder, 'file')
    await pipeline(Readable.from(readChunks(db, importId)), createWriteStream(path))
    return await use(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
