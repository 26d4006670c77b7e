import type { ReportBlock, ReportDocument } from '../../kernel/report/document.js'
import { drawChart } from './draw-chart.js'
import { MARGIN, TOP, colours, openPaper, type Paper } from './paper.js'
import { writeTable } from './write-table.js'

const BODY = 9

/** A report as PDF: A4, embedded Chinese font, heads of tables repeated, header, footer and watermark on each page. */
export async function writeReport(report: ReportDocument, at: Date): Promise<Buffer> {
  const paper = openPaper({
    title: `${report.title} ${report.subject}`,
    author: report.organisation,
    language: report.language === 'zh' ? 'zh-CN' : 'en',
    at,
  })
  writeTitle(paper, report)
  for (const section of report.sections) {
    writeHeading(paper, section.title)
    for (const block of section.blocks) writeBlock(paper, block)
    paper.y += 6
  }
  framePages(paper, report)
  return paper.finish()
}

function writeTitle(paper: Paper, report: ReportDocument): void {
  const title = paper.lines(report.title, paper.width, { size: 18, weight: 'bold' })
  paper.y += paper.block(title, MARGIN, paper.y, { size: 18, weight: 'bold', width: paper.width })
  const detail = paper.lines(report.subtitle, paper.width, { size: BODY })
  paper.y += paper.block(detail, MARGIN, paper.y, { size: BODY, ink: 'quiet', width: paper.width }) + 6
}

function writeHeading(paper: Paper, title: string): void {
  paper.need(80)
  paper.document.outline.addItem(title)
  paper.y += 4
  paper.y += paper.block([title], MARGIN, paper.y, { size: 12, weight: 'bold', width: paper.width })
  paper.rule(paper.y, { ink: 'first', width: 1 })
  paper.y += 8
}

function writeBlock(paper: Paper, block: ReportBlock): void {
  switch (block.kind) {
    case 'figures':
      return writeFigures(paper, block.items)
    case 'pairs':
      return writePairs(paper, block.rows)
    case 'text':
      return writeText(paper, block.text, block.quiet)
    case 'list':
      for (const item of block.items) writeText(paper, `· ${item}`, false)
      return
    case 'table':
      if (block.title !== '') writeTableTitle(paper, block.title)
      return writeTable(paper, block.columns, block.rows, block.strong)
    case 'charts':
      return writeCharts(paper, block.charts)
  }
}

function writeFigures(
  paper: Paper,
  items: readonly { readonly label: string; readonly value: string; readonly note: string }[],
): void {
  const each = paper.width / Math.max(items.length, 1)
  const parts = items.map(({ label, value, note }) => ({
    label: paper.lines(label, each - 12, { size: 8 }),
    value: paper.lines(value, each - 12, { size: 14, weight: 'bold' }),
    note: paper.lines(note, each - 12, { size: 7.5 }),
  }))
  const heights = parts.map(
    ({ label, value, note }) =>
      paper.heightOf(label.length, 8) + paper.heightOf(value.length, 14) + paper.heightOf(note.length, 7.5),
  )
  const height = Math.max(...heights, 0)
  paper.need(height + 8)
  for (const [index, { label, value, note }] of parts.entries()) {
    const x = MARGIN + index * each
    const width = each - 12
    let { y } = paper
    y += paper.block(label, x, y, { size: 8, ink: 'quiet', width })
    y += paper.block(value, x, y, { size: 14, weight: 'bold', width })
    paper.block(note, x, y, { size: 7.5, ink: 'quiet', width })
  }
  paper.y += height + 8
}

const LABEL = 84

function writePairs(paper: Paper, rows: readonly (readonly [string, string])[]): void {
  const half = paper.width / 2
  const style = { size: BODY }
  for (let index = 0; index < rows.length; index += 2) {
    const cells = rows.slice(index, index + 2).map(([label, value]) => ({
      label: paper.lines(label, LABEL - 6, style),
      value: paper.lines(value, half - LABEL - 12, style),
    }))
    const height = paper.heightOf(
      Math.max(...cells.map(({ label, value }) => Math.max(label.length, value.length))),
      BODY,
    )
    paper.need(height)
    for (const [place, { label, value }] of cells.entries()) {
      const x = MARGIN + place * half
      paper.block(label, x, paper.y, { ...style, ink: 'quiet', width: LABEL - 6 })
      paper.block(value, x + LABEL, paper.y, { ...style, width: half - LABEL - 12 })
    }
    paper.y += height + 1
  }
  paper.y += 4
}

function writeText(paper: Paper, text: string, quiet: boolean): void {
  const style = { size: quiet ? 8 : BODY, ink: quiet ? 'quiet' : 'ink' } as const
  for (const line of paper.lines(text, paper.width, style)) {
    paper.need(paper.heightOf(1, style.size))
    paper.y += paper.block([line], MARGIN, paper.y, { ...style, width: paper.width })
  }
  paper.y += 3
}

function writeTableTitle(paper: Paper, title: string): void {
  paper.need(64)
  paper.y += paper.block([title], MARGIN, paper.y, { size: 9.5, weight: 'bold', width: paper.width }) + 2
}

type Charts = Extract<ReportBlock, { kind: 'charts' }>['charts']

/** Two charts beside each other, each with its title above. */
function writeCharts(paper: Paper, charts: Charts): void {
  for (let index = 0; index < charts.length; index += 2) {
    const pair = charts.slice(index, index + 2)
    const height = Math.max(...pair.map(({ drawing }) => drawing.height)) + 16
    paper.need(height)
    for (const [place, { title, drawing }] of pair.entries()) {
      const x = MARGIN + place * (paper.width / 2 + 5)
      paper.block([title], x, paper.y, { size: 8.5, weight: 'bold', width: drawing.width })
      drawChart(paper, drawing, x, paper.y + 15)
    }
    paper.y += height + 6
  }
}

/** Header, footer and watermark of all pages, when their number is known. */
function framePages(paper: Paper, report: ReportDocument): void {
  const { document } = paper
  const { start, count } = document.bufferedPageRange()
  const right = MARGIN + paper.width
  for (let index = 0; index < count; index++) {
    document.switchToPage(start + index)
    paper.line(report.organisation, MARGIN, 38, { size: 8, ink: 'quiet' })
    const head = `${report.subject}　${report.date}`
    paper.line(head, right, 38, { size: 8, ink: 'quiet', align: 'end' })
    paper.rule(TOP - 20)
    const foot = document.page.height - 34
    paper.rule(foot - 12)
    paper.line(report.marking, MARGIN, foot, { size: 8, ink: 'danger' })
    paper.line(`${index + 1} / ${count}`, right, foot, { size: 8, ink: 'quiet', align: 'end' })
    if (report.watermark !== '') stamp(paper, report.watermark)
  }
}

/** The watermark lies above everything, thin enough to read through. */
function stamp({ document }: Paper, watermark: string): void {
  const { width, height } = document.page
  document.save()
  document.font('regular').fontSize(15).fillColor(colours.quiet, 0.09)
  for (const [x, y] of [
    [0.3, 0.2],
    [0.72, 0.34],
    [0.3, 0.5],
    [0.72, 0.66],
    [0.3, 0.82],
  ] as const) {
    document.save().rotate(-28, { origin: [width * x, height * y] })
    const half = document.widthOfString(watermark) / 2
    document.text(watermark, width * x - half, height * y, { lineBreak: false, baseline: 'alphabetic' })
    document.restore()
  }
  document.restore()
  document.fillOpacity(1)
}
