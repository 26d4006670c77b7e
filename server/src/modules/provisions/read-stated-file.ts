import { Refusal } from '../../kernel/errors.js'
import { openTable } from '../../platform/tabular/open-table.js'
import { readHead, readStatedRow, type SegmentKnown } from './domain/read-stated-table.js'
import type { StatedLine } from './domain/stated-line.js'
import { STATED_LINES_MAX } from './reconcile-books.js'

/** Reads another system's list of what is open from a CSV or XLSX file whose first row names the columns. */
export async function readStatedFile(path: string, segments: readonly SegmentKnown[]): Promise<StatedLine[]> {
  const table = await openTable(path)
  const lines: StatedLine[] = []
  let head: ReturnType<typeof readHead> | undefined
  for await (const batch of table.rows()) {
    for (const row of batch) {
      if (!head) {
        head = readHead(row.cells)
        continue
      }
      const line = readStatedRow(row, head, segments)
      if (line) lines.push(line)
      if (lines.length > STATED_LINES_MAX)
        throw new Refusal('reconciliation_too_long', { max: STATED_LINES_MAX })
    }
  }
  return lines
}
