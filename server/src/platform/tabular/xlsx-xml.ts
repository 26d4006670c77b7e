import type { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import { Refusal } from '../../kernel/errors.js'
import { damaged } from './xlsx-archive.js'

export type Attributes = Readonly<Record<string, string>>

/** What a reader of one XML part is told; names come without namespace prefix. */
export interface XmlReader {
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

/** Reads an XML part piece by piece; yields after each piece, so that the caller can hand on what was read so far. */
export async function* readXml(part: Readable, reader: XmlReader): AsyncGenerator<undefined> {
  const parser = new SaxesParser()
  let failure: Error | undefined
  parser.on('error', (error) => {
    failure ??= error
  })
  parser.on('doctype', () => {
    failure ??= new Error('DOCTYPE')
  })
  parser.on('opentag', (tag) => reader.open?.(local(tag.name), tag.attributes))
  parser.on('text', (text) => reader.text?.(text))
  parser.on('cdata', (text) => reader.text?.(text))
  parser.on('closetag', (tag) => reader.close?.(local(tag.name)))
  const decoder = new TextDecoder('utf-8')
  try {
    for await (const chunk of part) {
      parser.write(decoder.decode(chunk as Buffer, { stream: true }))
      if (failure) throw failure
      yield undefined
    }
    parser.close()
    if (failure) throw failure
  } catch (error) {
    throw error instanceof Refusal ? error : damaged(error)
  }
}

/** Reads a small XML part to its end. */
export async function readWholeXml(part: Readable, reader: XmlReader): Promise<void> {
  for await (const _ of readXml(part, reader)) continue
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}
