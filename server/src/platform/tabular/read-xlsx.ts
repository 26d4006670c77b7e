import { Refusal } from '../../kernel/errors.js'
import { checkRow } from './read-csv.js'
import { BATCH_ROWS, tableLimits, type TableFile, type TableRow } from './table.js'
import { damaged, openXlsxArchive } from './xlsx-archive.js'
import { serialToText } from './xlsx-dates.js'
import { readWorkbook, type Workbook } from './xlsx-workbook.js'
import { readXml, type Attributes, type XmlReader } from './xlsx-xml.js'

/** Recognises an XLSX file. The sheet is unpacked and parsed piece by piece; only shared strings stay in memory. */
export async function openXlsx(path: string, sheet?: string): Promise<TableFile> {
  const archive = await openXlsxArchive(path)
  try {
    const workbook = await readWorkbook(archive, sheet)
    const { name } = workbook.sheet
    return {
      format: 'xlsx',
      encoding: null,
      delimiter: null,
      sheet: name,
      sheets: workbook.sheets,
      rows: () => readRows(path, workbook),
    }
  } finally {
    archive.close()
  }
}

async function* readRows(path: string, workbook: Workbook): AsyncGenerator<TableRow[]> {
  const archive = await openXlsxArchive(path)
  try {
    const reader = new SheetReader(workbook)
    for await (const _ of readXml(await archive.open(workbook.sheet.part), reader)) {
      if (reader.rows.length >= BATCH_ROWS) yield reader.take()
    }
    if (reader.rows.length > 0) yield reader.take()
  } finally {
    archive.close()
  }
}

class SheetReader implements XmlReader {
  rows: TableRow[] = []
  private rowNo = 0
  private cells: string[] = []
  private column = 0
  private type = 'n'
  private style = 0
  private value = ''
  private reading = false
  private phonetic = false

  constructor(private readonly workbook: Workbook) {}

  take(): TableRow[] {
    const taken = this.rows
    this.rows = []
    return taken
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'row') this.startRow(attributes)
    else if (name === 'c') this.startCell(attributes)
    else if (name === 'v' || name === 't') this.reading = true
    else if (name === 'rPh') this.phonetic = true
  }

  text(text: string): void {
    if (!this.reading || this.phonetic) return
    this.value += text
    if (this.value.length > tableLimits.cellCharacters) {
      throw new Refusal('file_damaged', { detail: `row ${this.rowNo}: > ${tableLimits.cellCharacters}` })
    }
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.reading = false
    else if (name === 'rPh') this.phonetic = false
    else if (name === 'c') this.endCell()
    else if (name === 'row') this.endRow()
  }

  private startRow(attributes: Attributes): void {
    const given = Number(attributes['r'] ?? this.rowNo + 1)
    this.rowNo = Number.isSafeInteger(given) && given > this.rowNo ? given : this.rowNo + 1
    this.cells = []
    this.column = 0
  }

  private startCell(attributes: Attributes): void {
    const { r: reference, t: type, s: style } = attributes
    if (reference !== undefined) this.column = columnOf(reference)
    if (this.column >= tableLimits.columns) throw damaged(`more than ${tableLimits.columns} columns`)
    this.type = type ?? 'n'
    this.style = Number(style ?? '0')
    this.value = ''
  }

  private endCell(): void {
    while (this.cells.length < this.column) this.cells.push('')
    this.cells[this.column] = cellText(this.value, this.type, this.style, this.workbook)
    this.column += 1
  }

  private endRow(): void {
    checkRow(this.rowNo, this.cells)
    if (this.cells.some((cell) => cell !== '')) this.rows.push({ rowNo: this.rowNo, cells: this.cells })
  }
}

/** `AB12` -> 27. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64
    if (value < 1 || value > 26) break
    column = column * 26 + value
  }
  return column - 1
}

function cellText(value: string, type: string, style: number, workbook: Workbook): string {
  switch (type) {
    case 's':
      return workbook.sharedStrings[Number(value)] ?? ''
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE'
    case 'e':
      return value
    case 'd':
      return value.replace(/T00:00:00(?:\.0+)?Z?$/, '')
    case 'n':
      return numberText(value, style, workbook)
    default:
      return value
  }
}

/** Numbers as a spreadsheet shows them, to 15 significant digits: 0.1 + 0.2 is stored as 0.30000000000000004. */
function numberText(value: string, style: number, workbook: Workbook): string {
  if (value === '') return ''
  const number = Number(value)
  if (!Number.isFinite(number)) return value
  const date = workbook.dateStyles[style] === true ? serialToText(number, workbook.from1904) : null
  if (date !== null) return date
  if (/^-?\d{1,15}(?:\.\d{1,4})?$/.test(value) && value.length <= 16) return value
  const rounded = Number(number.toPrecision(15))
  return Math.abs(rounded) >= 1e15 ? BigInt(Math.round(rounded)).toString() : plainDecimal(rounded)
}

function plainDecimal(number: number): string {
  const text = String(number)
  return text.includes('e') ? number.toFixed(12).replace(/\.?0+$/, '') : text
}
