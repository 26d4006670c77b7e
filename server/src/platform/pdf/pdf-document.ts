import PDFDocument from 'pdfkit'
import { registerFonts } from './fonts.js'

const MARGIN = 48
const INK = '#1f2329'
const GREY = '#646a73'
const LINE = '#d0d3d6'

export interface Column {
  readonly title: string
  /** Share of the width; shares need not add up to anything. */
  readonly share: number
  readonly align?: 'left' | 'right'
}

/** A document of A4 pages with Chinese typography: headings, rows of label and value, tables that break over pages. */
export interface PdfWriter {
  heading(text: string): void
  paragraph(text: string, options?: { readonly grey?: boolean }): void
  /** Label and value, two pairs to a line. */
  pairs(rows: readonly (readonly [string, string])[]): void
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void
  /** Ends the document and gives its bytes. */
  finish(): Promise<Buffer>
}

/** Opens a document. `footer` stands at the foot of each page, before the page number. */
export function createPdf(about: { title: string; subtitle: string; footer: string; at: Date }): PdfWriter {
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: MARGIN + 16, left: MARGIN, right: MARGIN },
    bufferPages: true,
    // No standard font: it would be read for each document and not be used.
    font: '',
    info: { Title: about.title, CreationDate: about.at, Producer: 'Xinheng' },
  })
  const bytes = collect(document)
  registerFonts(document)
  document.font('bold').fontSize(17).fillColor(INK).text(about.title)
  document.font('regular').fontSize(9.5).fillColor(GREY).text(about.subtitle)
  document.moveDown(0.6)
  return {
    heading: (text) => heading(document, text),
    paragraph(text, { grey = false } = {}) {
      document
        .font('regular')
        .fontSize(9.5)
        .fillColor(grey ? GREY : INK)
        .text(text, MARGIN, document.y)
      document.moveDown(0.3)
    },
    pairs: (rows) => pairs(document, rows),
    table: (columns, rows) => table(document, columns, rows),
    async finish() {
      numberPages(document, about.footer)
      document.end()
      return bytes
    },
  }
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

function widthOf(document: Document): number {
  return document.page.width - 2 * MARGIN
}

function bottomOf(document: Document): number {
  return document.page.height - document.page.margins.bottom
}

function heading(document: Document, text: string): void {
  if (document.y + 60 > bottomOf(document)) document.addPage()
  document.moveDown(0.5)
  document.font('bold').fontSize(11.5).fillColor(INK).text(text, MARGIN, document.y)
  const y = document.y + 2
  document
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + widthOf(document), y)
    .lineWidth(0.6)
    .strokeColor(LINE)
    .stroke()
  document.y = y + 6
}

function pairs(document: Document, rows: readonly (readonly [string, string])[]): void {
  const half = widthOf(document) / 2
  for (let index = 0; index < rows.length; index += 2) {
    const line = rows.slice(index, index + 2)
    const heights = line.map(([, value]) =>
      document.fontSize(9.5).heightOfString(value, { width: half - 98 }),
    )
    const height = Math.max(...heights, 12)
    if (document.y + height > bottomOf(document)) document.addPage()
    const { y } = document
    for (const [place, [label, value]] of line.entries()) {
      const x = MARGIN + place * half
      document.font('regular').fontSize(9.5).fillColor(GREY).text(label, x, y, { width: 86 })
      document.fillColor(INK).text(value, x + 90, y, { width: half - 98 })
    }
    document.y = y + height + 4
  }
}

function table(document: Document, columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  const total = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => (widthOf(document) * share) / total)
  const titles = columns.map(({ title }) => title)
  tableRow(document, columns, widths, titles, true)
  for (const row of rows) {
    if (tableRow(document, columns, widths, row, false)) continue
    document.addPage()
    tableRow(document, columns, widths, titles, true)
    tableRow(document, columns, widths, row, false)
  }
  document.moveDown(0.4)
}

/** Writes a row; false when it does not fit on the page. A row higher than a page goes on the next ones. */
function tableRow(
  document: Document,
  columns: readonly Column[],
  widths: readonly number[],
  cells: readonly string[],
  head: boolean,
): boolean {
  document.font(head ? 'bold' : 'regular').fontSize(8.5)
  const heights = cells.map((cell, index) =>
    document.heightOfString(cell, { width: (widths[index] ?? 0) - 8 }),
  )
  const height = Math.max(12, ...heights)
  const page = bottomOf(document) - MARGIN
  if (document.y + height + 6 > bottomOf(document) && height + 40 < page) return false
  const { y } = document
  let x = MARGIN
  for (const [index, cell] of cells.entries()) {
    const width = widths[index] ?? 0
    const align = columns[index]?.align ?? 'left'
    document.fillColor(head ? GREY : INK).text(cell, x, y, { width: width - 8, align })
    x += width
  }
  const foot = y + height + 3
  document
    .moveTo(MARGIN, foot)
    .lineTo(MARGIN + widthOf(document), foot)
    .lineWidth(0.4)
    .strokeColor(LINE)
    .stroke()
  document.y = foot + 3
  return true
}

function numberPages(document: Document, footer: string): void {
  const { start, count } = document.bufferedPageRange()
  for (let index = 0; index < count; index++) {
    document.switchToPage(start + index)
    // The footer stands in the margin, which the library would otherwise answer with a new page.
    document.page.margins.bottom = 0
    const y = document.page.height - MARGIN + 8
    const width = widthOf(document)
    document.font('regular').fontSize(8).fillColor(GREY)
    document.text(footer, MARGIN, y, { width, lineBreak: false })
    document.text(`${index + 1} / ${count}`, MARGIN, y, { width, align: 'right', lineBreak: false })
  }
}
