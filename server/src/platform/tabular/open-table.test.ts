import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { openTable } from './open-table.js'
import { writeCsv } from './write-csv.js'
import { writeXlsx } from './write-xlsx.js'

let folder: string
let count = 0
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'xinheng-table-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function tableOf(content: Buffer | string) {
  const file = path.join(folder, `table-${(count += 1)}`)
  await writeFile(file, content)
  return openTable(file)
}

async function rowsOf(content: Buffer | string) {
  const table = await tableOf(content)
  const rows = []
  for await (const batch of table.rows()) rows.push(...batch)
  return rows
}

const zipped = async (parts: Readonly<Record<string, string | Buffer>>) => {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream as Readable)
}

describe('text files', () => {
  const text = '客户编码,客户名称,金额\nC1,上海有限公司,100\n'

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8', Buffer.from('\uFEFF' + text)],
    ['GB18030', iconv.encode(text, 'gb18030')],
    ['UTF-16LE', iconv.encode(text, 'utf-16le', { addBOM: true })],
    ['UTF-16LE', iconv.encode(text, 'utf-16le')],
    ['UTF-16BE', iconv.encode(text, 'utf-16be', { addBOM: true })],
  ])('reads %s', async (encoding, content) => {
    expect((await tableOf(content)).encoding).toBe(encoding)
    expect(await rowsOf(content)).toEqual([
      { rowNo: 1, cells: ['客户编码', '客户名称', '金额'] },
      { rowNo: 2, cells: ['C1', '上海有限公司', '100'] },
    ])
  })

  it.each(['客户,金额\nA,1', '编码,名称\n1,张三丰贸易', '日期,备注\n2026-01-01,已付'])(
    'recognises the short GB file %j',
    async (short) => {
      const content = iconv.encode(short, 'gbk')
      expect((await tableOf(content)).encoding).toBe('GB18030')
      expect((await rowsOf(content)).map((row) => row.cells.join(',')).join('\n')).toBe(short)
    },
  )

  it('recognises GB18030 whose first Chinese character comes late', async () => {
    const content = iconv.encode('code,name\n' + 'C1,plain\n'.repeat(60_000) + 'C2,北京\n', 'gb18030')
    expect((await rowsOf(content)).at(-1)?.cells).toEqual(['C2', '北京'])
  })

  it('keeps a character that lies across two read chunks', async () => {
    const rows = await rowsOf(Buffer.from('name\n' + '客户名称很长\n'.repeat(60_000)))
    expect(new Set(rows.slice(1).map((row) => row.cells[0]))).toEqual(new Set(['客户名称很长']))
  })

  it.each([
    [',', 'a,b,c\n1,2,3\n'],
    ['\t', 'a\tb\tc\n1,5\t2,0\t3\n'],
    [';', 'a;b;c\n1,5;2,25;3\n"x;y";2;3\n'],
    ['|', 'a|b\n1|2\n'],
  ])('finds the delimiter %j', async (delimiter, content) => {
    expect((await tableOf(content)).delimiter).toBe(delimiter)
  })

  it('numbers rows as a spreadsheet does, over blank lines and line breaks in quotes', async () => {
    expect(await rowsOf('a,b\n\n"two\nlines",1\nx,2\n')).toEqual([
      { rowNo: 1, cells: ['a', 'b'] },
      { rowNo: 3, cells: ['two\nlines', '1'] },
      { rowNo: 4, cells: ['x', '2'] },
    ])
  })
})

describe('what is refused', () => {
  it.each([
    ['file_empty', Buffer.alloc(0)],
    ['file_legacy_excel', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['file_not_a_table', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['file_damaged', Buffer.from('504b0304deadbeef', 'hex')],
  ])('%s', async (code, content) => {
    await expect(tableOf(content)).rejects.toMatchObject({ code })
  })

  it('a NUL character in a cell, which only wide text can carry', async () => {
    const content = Buffer.from('\ufeff名称,金额\n甲\u0000乙,100\n', 'utf16le')
    await expect(rowsOf(content)).rejects.toMatchObject({ code: 'file_damaged' })
  })

  it('a zip that is no workbook', async () => {
    await expect(tableOf(await zipped({ 'a.txt': 'x' }))).rejects.toMatchObject({ code: 'file_not_a_table' })
  })

  it('a zip bomb, before it is unpacked', async () => {
    const content = await zipped({ 'xl/workbook.xml': Buffer.alloc(64 * 1024 * 1024, 32) })
    expect(content.length).toBeLessThan(200_000)
    await expect(tableOf(content)).rejects.toMatchObject({ code: 'file_expands_too_much' })
  })

  it('an XML entity bomb', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook>&a;</workbook>'
    await expect(tableOf(await zipped({ 'xl/workbook.xml': bomb }))).rejects.toMatchObject({
      code: 'file_damaged',
    })
  })
})

describe('XLSX files', () => {
  const relations =
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>'
  const workbook =
    '<workbook xmlns:r="r"><sheets><sheet name="old" r:id="rId1" state="hidden"/><sheet name="发票" r:id="rId2"/></sheets></workbook>'
  const styles =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[Red]#,##0.00"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
  const strings =
    '<sst><si><t>客户</t></si><si><r><t>上海</t></r><r><t xml:space="preserve"> 公司</t></r><rPh><t>shanghai</t></rPh></si></sst>'
  const sheet =
    '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>日期</t></is></c></row>' +
    '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="3"><v>0.30000000000000004</v></c><c r="C3" s="1"><v>46086</v></c><c r="D3" s="2"><v>46086.5</v></c><c r="E3" t="b"><v>1</v></c><c r="AA3"><v>1E+2</v></c></row>' +
    '<row r="4"><c r="A4"/></row></sheetData></worksheet>'

  it('reads the first visible sheet: shared and rich text, dates by style, numbers as shown, gaps', async () => {
    const rows = await rowsOf(
      await zipped({
        'xl/workbook.xml': workbook,
        'xl/_rels/workbook.xml.rels': relations,
        'xl/styles.xml': styles,
        'xl/sharedStrings.xml': strings,
        'xl/worksheets/sheet1.xml': '<worksheet/>',
        'xl/worksheets/sheet2.xml': sheet,
      }),
    )
    expect(rows).toEqual([
      { rowNo: 1, cells: ['客户', '', '日期'] },
      {
        rowNo: 3,
        cells: [
          '上海 公司',
          '0.3',
          '2026-03-05',
          '2026-03-05 12:00:00',
          'TRUE',
          ...Array<string>(21).fill(''),
          '100',
        ],
      },
    ])
  })

  it('reads what it writes, and what it writes cannot run as a formula', async () => {
    const rows = [
      ['行', 'value'],
      ['=1+1', 'a & <b> "c"\u0000'],
    ]
    expect((await rowsOf(await writeXlsx('错误 <1>', rows))).map((row) => row.cells)).toEqual([
      ['行', 'value'],
      ['=1+1', 'a & <b> "c" '],
    ])
  })

  it('writes CSV that Excel opens as text', () => {
    expect(writeCsv([['=cmd|calc', '+1', '@x', '-x', '-1+1', '正常']]).toString()).toBe(
      "\uFEFF'=cmd|calc,'+1,'@x,'-x,'-1+1,正常\r\n",
    )
    expect(writeCsv([['-12.50', '-3']]).toString()).toBe('\uFEFF-12.50,-3\r\n')
  })
})
