import type { Id } from '../../kernel/ids.js'
import { insertRows } from '../../platform/db/bulk-insert.js'
import { sql } from '../../platform/db/sql.js'
import type { Queryable, Tx } from '../../platform/db/types.js'
import type { FaultGroup, ImportFault } from './domain/import-fault.js'

/** Faults kept of one import; beyond that they are only counted. */
export const FAULTS_MAX = 20_000
const VALUE_MAX = 500

export async function insertFaults(
  tx: Tx,
  importId: Id,
  faults: readonly ImportFault[],
  firstNo: number,
): Promise<void> {
  await insertRows(
    tx,
    'import_fault',
    {
      ...{
        import_id: 'uuid',
        fault_no: 'int',
        row_no: 'int',
        column_name: 'text',
        value: 'text',
        code: 'text',
      },
      ...{ expected_zh: 'text', expected_en: 'text' },
    },
    faults.map((fault, index) => [
      ...[importId, firstNo + index, fault.rowNo, storable(fault.column), storable(fault.value), fault.code],
      ...[fault.expected.zh, fault.expected.en],
    ]),
  )
}

/** The database takes neither NUL nor half characters; both come from damaged files. */
function storable(text: string): string {
  return text.slice(0, VALUE_MAX).toWellFormed().replaceAll('\u0000', '')
}

export async function listFaults(db: Queryable, importId: Id, limit: number): Promise<ImportFault[]> {
  const rows = await db.rows<Omit<ImportFault, 'expected'> & { zh: string; en: string }>(sql`
    SELECT row_no AS "rowNo", column_name AS "column", value, code, expected_zh AS zh, expected_en AS en
    FROM import_fault WHERE import_id = ${importId} ORDER BY fault_no LIMIT ${limit}`)
  return rows.map(({ zh, en, ...fault }) => ({ ...fault, expected: { zh, en } }))
}

const EXAMPLES = 3
const GROUPS_MAX = 20

/** The faults kept of an import by kind and column, the most frequent first. */
export async function groupFaults(db: Queryable, importId: Id): Promise<FaultGroup[]> {
  const rows = await db.rows<Omit<FaultGroup, 'expected'> & { zh: string; en: string }>(sql`
    SELECT column_name AS "column", code, count(DISTINCT row_no)::int AS rows, count(DISTINCT value)::int AS values,
      (array_agg(DISTINCT value))[1:${EXAMPLES}] AS examples,
      (array_agg(expected_zh ORDER BY fault_no))[1] AS zh, (array_agg(expected_en ORDER BY fault_no))[1] AS en
    FROM import_fault WHERE import_id = ${importId}
    GROUP BY column_name, code ORDER BY rows DESC, column_name, code LIMIT ${GROUPS_MAX}`)
  return rows.map(({ zh, en, ...group }) => ({ ...group, expected: { zh, en } }))
}

export async function deleteFaults(tx: Tx, importId: Id): Promise<void> {
  await tx.run(sql`DELETE FROM import_fault WHERE import_id = ${importId}`)
}
