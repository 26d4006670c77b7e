import type { Readable } from 'node:stream'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { Refusal } from '../../kernel/errors.js'
import { tableLimits } from './table.js'

const ENTRIES_MAX = 5000
/** Below this size even a high ratio does no harm. */
const RATIO_FREE_BYTES = 16 * 1024 * 1024

/** The parts of an XLSX file, each readable by name; sizes are checked before anything is unpacked. */
export interface XlsxArchive {
  has(name: string): boolean
  open(name: string): Promise<Readable>
  close(): void
}

/** Opens the zip container; refuses damaged files and such as would unpack to absurd sizes. */
export async function openXlsxArchive(path: string): Promise<XlsxArchive> {
  const zip = await openZip(path)
  try {
    const entries = new Map<string, Entry>()
    for await (const entry of zip.eachEntry()) {
      if (entries.size >= ENTRIES_MAX) throw new Refusal('file_expands_too_much')
      entries.set(entry.fileName.replace(/^\//, ''), entry)
    }
    return {
      has: (name) => entries.has(name),
      open: (name) => openEntry(zip, entries.get(name)),
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error instanceof Refusal ? error : damaged(error)
  }
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false, lazyEntries: true, validateEntrySizes: true })
  } catch (error) {
    throw damaged(error)
  }
}

async function openEntry(zip: ZipFile, entry: Entry | undefined): Promise<Readable> {
  if (!entry) throw damaged('missing part')
  const { uncompressedSize, compressedSize } = entry
  const expands =
    uncompressedSize > RATIO_FREE_BYTES && uncompressedSize > compressedSize * tableLimits.partRatio
  if (uncompressedSize > tableLimits.partBytes || expands) throw new Refusal('file_expands_too_much')
  try {
    return await zip.openReadStreamPromise(entry)
  } catch (error) {
    throw damaged(error)
  }
}

export function damaged(error: unknown): Refusal {
  return new Refusal('file_damaged', { detail: error instanceof Error ? error.message : String(error) })
}
