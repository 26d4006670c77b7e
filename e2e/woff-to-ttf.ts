import { inflateSync } from 'node:zlib'

interface Table {
  tag: Buffer
  checksum: number
  data: Buffer
}

/**
 * Unwraps a WOFF 1.0 web font into the TrueType font inside it, which the system's font library can offer to every
 * page. Layout: https://www.w3.org/TR/WOFF/ (header 44 bytes, directory entries of 20, tables deflated one by one).
 */
export function woffToTtf(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('not a WOFF 1.0 font')
  const flavor = woff.readUInt32BE(4)
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index) => readTable(woff, 44 + index * 20))
  return writeFont(flavor, tables)
}

function readTable(woff: Buffer, entry: number): Table {
  const offset = woff.readUInt32BE(entry + 4)
  const storedLength = woff.readUInt32BE(entry + 8)
  const length = woff.readUInt32BE(entry + 12)
  const stored = woff.subarray(offset, offset + storedLength)
  return {
    tag: woff.subarray(entry, entry + 4),
    checksum: woff.readUInt32BE(entry + 16),
    data: storedLength < length ? inflateSync(stored) : stored,
  }
}

function writeFont(flavor: number, tables: Table[]): Buffer {
  const header = Buffer.alloc(12 + tables.length * 16)
  const largestPower = 2 ** Math.floor(Math.log2(tables.length))
  header.writeUInt32BE(flavor, 0)
  header.writeUInt16BE(tables.length, 4)
  header.writeUInt16BE(largestPower * 16, 6)
  header.writeUInt16BE(Math.log2(largestPower), 8)
  header.writeUInt16BE((tables.length - largestPower) * 16, 10)
  const parts: Buffer[] = [header]
  let offset = header.length
  for (const [index, table] of tables.entries()) {
    const entry = 12 + index * 16
    table.tag.copy(header, entry)
    header.writeUInt32BE(table.checksum, entry + 4)
    header.writeUInt32BE(offset, entry + 8)
    header.writeUInt32BE(table.data.length, entry + 12)
    const padding = Buffer.alloc((4 - (table.data.length % 4)) % 4)
    parts.push(table.data, padding)
    offset += table.data.length + padding.length
  }
  return Buffer.concat(parts)
}
