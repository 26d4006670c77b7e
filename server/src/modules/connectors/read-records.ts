import { openTable } from '../../platform/tabular/open-table.js'
import { RowGrouper, type RowGroup } from './domain/group-rows.js'
import type { ImportContext } from './domain/import-context.js'
import type { ImportKind } from './domain/import-field.js'
import type { ImportAnalysis } from './domain/import-run.js'
import { columnReaders, readRow } from './domain/read-row.js'

/** Groups handed on together: one transaction's work. */
const BATCH_GROUPS = 2_000

/** Field by which rows belong together, and whether several rows may make one record. */
const keys: Readonly<Record<ImportKind, { field: string; several: boolean }>> = {
  customers: { field: 'code', several: false },
  facts: { field: '', several: false },
  orders: { field: 'number', several: true },
  invoices: { field: 'number', several: true },
  receipts: { field: 'number', several: true },
  limits: { field: '', several: false },
  'bank-lines': { field: '', several: false },
  margins: { field: '', several: false },
  bills: { field: '', several: false },
}

export interface RecordBatch {
  readonly groups: readonly RowGroup[]
  /** Rows of the file read so far, below the header. */
  readonly rowsRead: number
}

/** Reads a file by its mapping in batches of records, in the order of the file and with bounded memory. */
export async function* readRecords(
  path: string,
  kind: ImportKind,
  context: ImportContext,
  { headerRowNo, encoding, sheet }: Pick<ImportAnalysis, 'headerRowNo' | 'encoding' | 'sheet'>,
): AsyncGenerator<RecordBatch> {
  const table = await openTable(path, { encoding, sheet })
  const readers = columnReaders(context.fields, context.settings, context.headers)
  const { field, several } = keys[kind]
  const grouper = new RowGrouper(field, context, several)
  let groups: RowGroup[] = []
  let rowsRead = 0
  for await (const batch of table.rows()) {
    for (const { rowNo, cells } of batch) {
      if (rowNo <= headerRowNo) continue
      rowsRead += 1
      const done = grouper.add(readRow(rowNo, cells, readers))
      if (done) groups.push(done)
      if (groups.length < BATCH_GROUPS) continue
      yield { groups, rowsRead }
      groups = []
    }
  }
  const last = grouper.finish()
  if (last) groups.push(last)
  if (groups.length > 0) yield { groups, rowsRead }
}
