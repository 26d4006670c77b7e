import { createReadStream } from 'node:fs'
import { TextDecoder } from 'node:util'
import chardet from 'chardet'

const SAMPLE_BYTES = 256 * 1024

/** What the bytes of a text file look like, from one pass over all of them. */
interface Evidence {
  readonly head: Buffer
  /** Bytes around the first non-ASCII characters, wherever in the file they are. */
  readonly foreign: Buffer
  readonly utf8: boolean
  readonly nul: boolean
}

/**
 * The character set of a text file: byte order marks, UTF-16 without one, strict UTF-8, GB18030 by the share of common
 * hanzi (statistics alone fail on short files), else what chardet takes for most likely. Null when it is no text.
 */
export async function sniffEncoding(path: string): Promise<string | null> {
  const evidence = await readEvidence(path)
  const marked = byMark(evidence.head)
  if (marked !== null) return marked
  const wide = wideWithoutMark(evidence.head)
  if (wide !== null) return wide
  if (evidence.nul) return null
  if (evidence.utf8) return 'UTF-8'
  if (looksLikeGb18030(evidence.foreign)) return 'GB18030'
  const guess = chardet.detect(evidence.foreign)
  return guess === null || guess === 'UTF-8' ? 'windows-1252' : guess
}

async function readEvidence(path: string): Promise<Evidence> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const foreign: Buffer[] = []
  let foreignBytes = 0
  let head: Buffer = Buffer.alloc(0)
  let utf8 = true
  let nul = false
  for await (const piece of createReadStream(path, { highWaterMark: SAMPLE_BYTES })) {
    const chunk = piece as Buffer
    if (head.length === 0) head = chunk
    utf8 = utf8 && decodes(decoder, chunk, true)
    nul ||= chunk.includes(0)
    if (foreignBytes < SAMPLE_BYTES && chunk.some((byte) => byte > 0x7f)) {
      foreign.push(chunk)
      foreignBytes += chunk.length
    }
  }
  if (utf8) utf8 = decodes(decoder, Buffer.alloc(0), false)
  return { head, foreign: Buffer.concat(foreign), utf8, nul }
}

function decodes(decoder: TextDecoder, chunk: Buffer, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream })
    return true
  } catch {
    return false
  }
}

function byMark(head: Buffer): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'UTF-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'UTF-16LE'
  if (head[0] === 0xfe && head[1] === 0xff) return 'UTF-16BE'
  return null
}

/** In UTF-16 text of any trade there are ASCII digits and separators, whose other byte is 0. */
function wideWithoutMark(head: Buffer): string | null {
  const sample = head.subarray(0, 4096)
  let even = 0
  let odd = 0
  for (const [index, byte] of sample.entries()) {
    if (byte === 0) index % 2 === 0 ? even++ : odd++
  }
  const few = sample.length / 8
  if (odd > few && even < odd / 10) return 'UTF-16LE'
  if (even > few && odd < even / 10) return 'UTF-16BE'
  return null
}

/** True when most double bytes are level-1 hanzi of GB 2312 (rows 16 to 55, the 3,755 most common) or its punctuation. */
function looksLikeGb18030(bytes: Buffer): boolean {
  let pairs = 0
  let common = 0
  let broken = 0
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) continue
    const trail = bytes[at + 1] ?? 0
    if (lead === 0x80 || lead === 0xff || trail < 0x30 || trail === 0x7f) {
      broken++
      continue
    }
    pairs++
    at++
    const hanzi = lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1
    const punctuation = (lead === 0xa1 || lead === 0xa3) && trail >= 0xa1
    if (hanzi || punctuation) common++
  }
  return pairs > 0 && broken * 50 <= pairs && common * 10 >= pairs * 6
}
