import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaging = 'http://schemas.openxmlformats.org/package/2006'

const CONTENT_TYPES = `${head}<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
const PACKAGE_RELATIONS = `${head}<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
const WORKBOOK_RELATIONS = `${head}<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`
/** Cell formats by their place: text, amount with two decimals, the same in bold, bold text. */
const STYLES = `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="4" applyNumberFormat="1"/><xf numFmtId="4" fontId="1" applyNumberFormat="1" applyFont="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`

/** An amount as a number that a spreadsheet can add up; at most 15 digits are exact there. */
export interface AmountCell {
  /** Decimal text: "-1234.50". */
  readonly amount: string
  /** A formula that gives the amount. Made by the program only, never from what somebody typed. */
  readonly formula?: string
}

export interface BoldCell {
  readonly bold: string
}

/** A plain text is shown as it is, whatever it begins with. */
export type Cell = string | AmountCell | BoldCell

/** Rows as an XLSX file of one sheet. A text is a text: nothing in it can run as a formula. */
export async function writeXlsx(sheetName: string, rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  const zip = new ZipFile()
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name)
  add('[Content_Types].xml', CONTENT_TYPES)
  add('_rels/.rels', PACKAGE_RELATIONS)
  add(
    'xl/workbook.xml',
    `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${escaped(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  )
  add('xl/_rels/workbook.xml.rels', WORKBOOK_RELATIONS)
  add('xl/styles.xml', STYLES)
  add(
    'xl/worksheets/sheet1.xml',
    `${head}<worksheet xmlns="${main}"><sheetData>${rows.map(rowXml).join('')}</sheetData></worksheet>`,
  )
  zip.end()
  return buffer(zip.outputStream as Readable)
}

function rowXml(row: readonly Cell[], index: number): string {
  const cells = row.map((cell, column) => cellXml(cell, `${columnName(column)}${index + 1}`))
  return `<row r="${index + 1}">${cells.join('')}</row>`
}

function cellXml(cell: Cell, place: string): string {
  if (typeof cell === 'string') return textXml(cell, place, 0)
  if ('bold' in cell) return textXml(cell.bold, place, 3)
  if (!/^-?\d+(\.\d+)?$/.test(cell.amount)) throw new RangeError(`not an amount: ${cell.amount}`)
  const formula = cell.formula === undefined ? '' : `<f>${escaped(cell.formula)}</f>`
  return `<c r="${place}" s="${formula === '' ? 1 : 2}">${formula}<v>${cell.amount}</v></c>`
}

function textXml(text: string, place: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
}

/** The name of a column from its place: 0 gives A, 27 gives AB. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter
}

// XML 1.0 has no place for most control characters, not even escaped.
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

function escaped(text: string): string {
  return text
    .replace(unprintable, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
