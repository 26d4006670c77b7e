import { inflateSync } from 'node:zlib'

/**
 * The text of a PDF as pdfkit writes it, piece by piece in the order of drawing: streams are inflated, glyphs of the
 * embedded fonts are read back by their ToUnicode tables.
 */
export function textOfPdf(bytes: Buffer): string {
  const objects = objectsOf(bytes)
  const fonts = fontsOf(objects)
  return [...objects.values()]
    .flatMap(({ stream }) => (stream?.includes(' Tf') === true ? [textOfPage(stream, fonts)] : []))
    .join('\n')
}

interface PdfObject {
  readonly head: string
  readonly stream: string | null
}

function objectsOf(bytes: Buffer): Map<string, PdfObject> {
  const raw = bytes.toString('latin1')
  const objects = new Map<string, PdfObject>()
  for (const match of raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, id = '', body = ''] = match
    const at = body.indexOf('stream\n')
    const head = at < 0 ? body : body.slice(0, at)
    objects.set(id, { head, stream: at < 0 ? null : inflated(head, body.slice(at + 7)) })
  }
  return objects
}

function inflated(head: string, body: string): string | null {
  const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0)
  const content = Buffer.from(body.slice(0, length), 'latin1')
  if (!head.includes('FlateDecode')) return content.toString('latin1')
  try {
    return inflateSync(content).toString('latin1')
  } catch {
    return null
  }
}

type Glyphs = readonly string[]

function fontsOf(objects: ReadonlyMap<string, PdfObject>): Map<string, Glyphs> {
  const fonts = new Map<string, Glyphs>()
  for (const { head } of objects.values()) {
    const dictionary = /\/Font <<([\s\S]*?)>>/.exec(head)?.[1] ?? ''
    for (const [, name = '', id = ''] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1]
      if (table !== undefined) fonts.set(name, glyphsOf(objects.get(table)?.stream ?? ''))
    }
  }
  return fonts
}

function glyphsOf(table: string): Glyphs {
  const glyphs: string[] = []
  for (const [, from = '0', list = ''] of table.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g)) {
    for (const [index, [, code = '']] of [...list.matchAll(/<([0-9a-f]+)>/g)].entries()) {
      glyphs[Number.parseInt(from, 16) + index] = Buffer.from(code, 'hex').swap16().toString('utf16le')
    }
  }
  return glyphs
}

function textOfPage(stream: string, fonts: ReadonlyMap<string, Glyphs>): string {
  let glyphs: Glyphs = []
  const pieces: string[] = []
  for (const [, font, shown = ''] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) {
      glyphs = fonts.get(font) ?? []
      continue
    }
    const codes = [...shown.matchAll(/<([0-9a-f]+)>/g)].map(([, code = '']) => code).join('')
    const text = (codes.match(/.{4}/g) ?? []).map((code) => glyphs[Number.parseInt(code, 16)] ?? '')
    pieces.push(text.join(''))
  }
  return pieces.join('\n')
}
