import PDFDocument from 'pdfkit'
import type { Ink } from '../../kernel/report/drawing.js'
import { breakLines } from '../../kernel/report/break-lines.js'
import { registerFonts, type Weight } from './fonts.js'

export const MARGIN = 48
/** Where the text of a page begins and ends, between its header and its footer. */
export const TOP = 66
const FOOT = 58

export const colours: Readonly<Record<Ink, string>> = {
  ink: '#1f2329',
  quiet: '#5f6670',
  line: '#d0d3d6',
  first: '#1d5bbf',
  second: '#c2570c',
  third: '#0f766e',
  danger: '#b42318',
}

export interface TextStyle {
  readonly size: number
  readonly weight?: Weight
  readonly ink?: Ink
  readonly align?: 'start' | 'middle' | 'end'
}

/** Distance of base lines, and of the first one from the top of its line, as parts of the size. */
const LEADING = 1.5
const ASCENT = 1.1

/** A4 pages with a place to write at: `y` moves down and goes on to the next page. */
export interface Paper {
  readonly document: InstanceType<typeof PDFDocument>
  y: number
  readonly width: number
  readonly bottom: number
  /** Goes on to the next page unless there is room for `height`. */
  need(height: number): void
  nextPage(): void
  /** The lines of a text in a column. */
  lines(text: string, width: number, style: TextStyle): string[]
  /** Writes one line with its base line at `y`. */
  line(text: string, x: number, y: number, style: TextStyle): void
  /** Writes lines from `y` down; gives their height. */
  block(lines: readonly string[], x: number, y: number, style: TextStyle & { readonly width: number }): number
  heightOf(lines: number, size: number): number
  rule(y: number, options?: { readonly ink?: Ink; readonly width?: number }): void
  finish(): Promise<Buffer>
}

/** Opens a document of A4 pages. */
export function openPaper(about: {
  readonly title: string
  readonly author: string
  readonly language: string
  readonly at: Date
}): Paper {
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: 0, bottom: 0, left: MARGIN, right: MARGIN },
    bufferPages: true,
    // No standard font: it would be read for each document and not be used.
    font: '',
    lang: about.language,
    displayTitle: true,
    info: { Title: about.title, Author: about.author, CreationDate: about.at, Producer: 'Xinheng' },
  })
  const bytes = collect(document)
  registerFonts(document)
  const widthOf = measuring(document)
  const paper: Paper = {
    document,
    y: TOP,
    width: document.page.width - 2 * MARGIN,
    bottom: document.page.height - FOOT,
    need(height) {
      if (paper.y + height > paper.bottom) paper.nextPage()
    },
    nextPage() {
      document.addPage()
      paper.y = TOP
    },
    lines: (text, width, { size, weight = 'regular' }) =>
      breakLines(text, width, (part) => widthOf(part, weight) * size),
    line(text, x, y, { size, weight = 'regular', ink = 'ink', align = 'start' }) {
      const width = align === 'start' ? 0 : widthOf(text, weight) * size
      const left = align === 'end' ? x - width : align === 'middle' ? x - width / 2 : x
      document.font(weight).fontSize(size).fillColor(colours[ink])
      document.text(text, left, y, { lineBreak: false, baseline: 'alphabetic' })
    },
    block(lines, x, y, style) {
      const { size, align = 'start', width } = style
      const from = align === 'end' ? x + width : align === 'middle' ? x + width / 2 : x
      for (const [index, text] of lines.entries())
        if (text !== '') paper.line(text, from, y + ASCENT * size + index * LEADING * size, style)
      return paper.heightOf(lines.length, size)
    },
    heightOf: (lines, size) => lines * LEADING * size,
    rule(y, { ink = 'line', width = 0.5 } = {}) {
      document.moveTo(MARGIN, y).lineTo(MARGIN + paper.width, y)
      document.lineWidth(width).strokeColor(colours[ink]).stroke()
    },
    finish() {
      document.end()
      return bytes
    },
  }
  return paper
}

type Document = InstanceType<typeof PDFDocument>

function collect(document: Document): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((fulfil, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => fulfil(Buffer.concat(chunks)))
    document.on('error', reject)
  })
}

/** Widths of texts as parts of the size: each character is measured once per process, not each text. */
function measuring(document: Document): (text: string, weight: Weight) => number {
  return (text, weight) => {
    let width = 0
    for (const letter of text) {
      const key = weight + letter
      let known = letterWidths.get(key)
      if (known === undefined) {
        known = document.font(weight).fontSize(100).widthOfString(letter) / 100
        letterWidths.set(key, known)
      }
      width += known
    }
    return width
  }
}

const letterWidths = new Map<string, number>()
