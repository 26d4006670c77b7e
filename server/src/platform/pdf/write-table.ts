import type { ReportColumn } from '../../kernel/report/document.js'
import { MARGIN, type Paper } from './paper.js'

const SIZE = 8
const GAP = 12
const PADDING = 3
/** A row of more lines may go on on the next page; a lower one moves there as a whole. */
const TOGETHER = 10

interface Cells {
  readonly columns: readonly ReportColumn[]
  readonly widths: readonly number[]
}

/** A table that goes on over pages, its head repeated on each; rows in `strong` (by place) stand out. */
export function writeTable(
  paper: Paper,
  columns: readonly ReportColumn[],
  rows: readonly (readonly string[])[],
  strong: readonly number[],
): void {
  const total = columns.reduce((sum, { share }) => sum + share, 0)
  const cells: Cells = { columns, widths: columns.map(({ share }) => (paper.width * share) / total) }
  const titles = columns.map(({ title }) => title)
  const [first = []] = rows
  paper.need(rowHeight(paper, cells, titles, true) + rowHeight(paper, cells, first, false) + 4)
  writeHead(paper, cells, titles)
  for (const [place, row] of rows.entries()) writeRow(paper, cells, row, titles, strong.includes(place))
  paper.y += 6
}

function linesOf(paper: Paper, { widths }: Cells, row: readonly string[], bold: boolean): string[][] {
  const style = { size: SIZE, weight: bold ? 'bold' : 'regular' } as const
  return row.map((cell, index) => paper.lines(cell, (widths[index] ?? GAP * 2) - GAP, style))
}

function rowHeight(paper: Paper, cells: Cells, row: readonly string[], bold: boolean): number {
  const most = Math.max(1, ...linesOf(paper, cells, row, bold).map((lines) => lines.length))
  return paper.heightOf(most, SIZE) + 2 * PADDING
}

function writeHead(paper: Paper, cells: Cells, titles: readonly string[]): void {
  const lines = linesOf(paper, cells, titles, true)
  const height = rowHeight(paper, cells, titles, true)
  paper.document.rect(MARGIN, paper.y, paper.width, height).fillColor('#f2f3f5').fill()
  writeCells(paper, cells, lines, { bold: true, quiet: true })
  paper.y += height
  paper.rule(paper.y)
}

function writeRow(
  paper: Paper,
  cells: Cells,
  row: readonly string[],
  titles: readonly string[],
  bold: boolean,
): void {
  let rest = linesOf(paper, cells, row, bold)
  for (;;) {
    const most = Math.max(1, ...rest.map((lines) => lines.length))
    const room = Math.floor((paper.bottom - paper.y - 2 * PADDING) / paper.heightOf(1, SIZE))
    const fits = most <= room
    const now = fits || most > TOGETHER ? Math.min(most, Math.max(room, 0)) : 0
    if (now > 0) {
      const part = rest.map((lines) => lines.slice(0, now))
      writeCells(paper, cells, part, { bold, quiet: false })
      paper.y += paper.heightOf(now, SIZE) + 2 * PADDING
      paper.rule(paper.y)
      rest = rest.map((lines) => lines.slice(now))
    }
    if (fits) return
    paper.nextPage()
    writeHead(paper, cells, titles)
  }
}

function writeCells(
  paper: Paper,
  { columns, widths }: Cells,
  lines: readonly (readonly string[])[],
  { bold, quiet }: { readonly bold: boolean; readonly quiet: boolean },
): void {
  let x = MARGIN
  for (const [index, cell] of lines.entries()) {
    const width = widths[index] ?? 0
    paper.block(cell, x + GAP / 2, paper.y + PADDING, {
      size: SIZE,
      weight: bold ? 'bold' : 'regular',
      ink: quiet ? 'quiet' : 'ink',
      align: columns[index]?.align === 'right' ? 'end' : 'start',
      width: width - GAP,
    })
    x += width
  }
}
