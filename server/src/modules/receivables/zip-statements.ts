import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Queryable } from '../../platform/db/types.js'
import type { Id } from '../../kernel/ids.js'
import { readPaper, type BatchPlace } from './statement-batch-store.js'

/** What no file system takes in a name. */
const unwanted = /[\\/:*?"<>|\u0000-\u001f]/g

/**
 * The papers of a batch as one file, read one after the other while it is sent: however many there are, one is in memory.
 * They are compressed already.
 */
export function zipStatements(
  db: Queryable,
  batchId: Id,
  { places, asOf, at }: { readonly places: readonly BatchPlace[]; readonly asOf: string; readonly at: Date },
): Readable {
  const zip = new ZipFile()
  for (const { place, customerCode, customerName } of places) {
    const name = `${customerCode} ${customerName} ${asOf}.pdf`.replace(unwanted, '_')
    zip.addReadStreamLazy(name, { mtime: at, compress: false }, (give) => {
      readPaper(db, batchId, place).then(
        (pdf) => give(null, Readable.from([pdf ?? Buffer.alloc(0)])),
        (error: unknown) => zip.emit('error', error),
      )
    })
  }
  zip.end()
  const stream = zip.outputStream as Readable
  zip.on('error', (error: Error) => stream.destroy(error))
  return stream
}
