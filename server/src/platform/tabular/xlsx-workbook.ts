import { damaged, type XlsxArchive } from './xlsx-archive.js'
import { isDateFormat } from './xlsx-dates.js'
import { tableLimits } from './table.js'
import { readWholeXml } from './xlsx-xml.js'
import { Refusal } from '../../kernel/errors.js'

/** What the cells of a sheet refer to. */
export interface Workbook {
  readonly sheet: { readonly name: string; readonly part: string }
  /** Names of all sheets that are shown. */
  readonly sheets: readonly string[]
  /** Days count from 1904 (files of old Macs) instead of 1900. */
  readonly from1904: boolean
  /** Whether the cell style of that index shows a date. */
  readonly dateStyles: readonly boolean[]
  readonly sharedStrings: readonly string[]
}

/** Reads the workbook, its styles and shared strings; the sheet is the named one, else the first that is not hidden. */
export async function readWorkbook(archive: XlsxArchive, wanted?: string): Promise<Workbook> {
  if (!archive.has('xl/workbook.xml')) throw new Refusal('file_not_a_table')
  const { sheets, from1904 } = await readSheetList(archive)
  const visible = sheets.filter((sheet) => !sheet.hidden)
  const named = sheets.find((sheet) => sheet.name === wanted)
  if (wanted !== undefined && named === undefined) throw new Refusal('bad_request', { detail: 'sheet' })
  const shown = named ?? visible[0] ?? sheets[0]
  const targets = await readRelations(archive)
  const part = shown && targets.get(shown.relation)
  if (!part) throw damaged('no worksheet')
  return {
    sheet: { name: shown.name, part },
    sheets: visible.map((sheet) => sheet.name),
    from1904,
    dateStyles: archive.has('xl/styles.xml') ? await readDateStyles(archive) : [],
    sharedStrings: archive.has('xl/sharedStrings.xml') ? await readSharedStrings(archive) : [],
  }
}

async function readSheetList(archive: XlsxArchive) {
  const sheets: { name: string; relation: string; hidden: boolean }[] = []
  let from1904 = false
  await readWholeXml(await archive.open('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      const hidden = attributes['state'] !== undefined && attributes['state'] !== 'visible'
      sheets.push({ name: attributes['name'] ?? '', relation, hidden })
    },
  })
  return { sheets, from1904 }
}

async function readRelations(archive: XlsxArchive): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  await readWholeXml(await archive.open('xl/_rels/workbook.xml.rels'), {
    open(name, attributes) {
      const { Id: id, Target: target } = attributes
      if (name !== 'Relationship' || id === undefined || target === undefined) return
      targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    },
  })
  return targets
}

async function readDateStyles(archive: XlsxArchive): Promise<boolean[]> {
  const formats = new Map<number, string>()
  const styles: boolean[] = []
  let inCellStyles = false
  await readWholeXml(await archive.open('xl/styles.xml'), {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (name === 'cellXfs') inCellStyles = true
      if (name !== 'xf' || !inCellStyles) return
      const id = Number(attributes['numFmtId'] ?? '0')
      styles.push(isDateFormat(id, formats.get(id)))
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false
    },
  })
  return styles
}

async function readSharedStrings(archive: XlsxArchive): Promise<string[]> {
  const strings: string[] = []
  let current = ''
  let characters = 0
  let depth = { text: 0, phonetic: 0 }
  await readWholeXml(await archive.open('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') current = ''
      if (name === 't') depth = { ...depth, text: depth.text + 1 }
      if (name === 'rPh') depth = { ...depth, phonetic: depth.phonetic + 1 }
    },
    text(text) {
      if (depth.text === 0 || depth.phonetic > 0) return
      current += text
      characters += text.length
      if (characters > tableLimits.sharedStringCharacters) throw new Refusal('file_expands_too_much')
    },
    close(name) {
      if (name === 't') depth = { ...depth, text: depth.text - 1 }
      if (name === 'rPh') depth = { ...depth, phonetic: depth.phonetic - 1 }
      if (name === 'si') strings.push(current)
    },
  })
  return strings
}
