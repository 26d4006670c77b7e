import { arrayLiteral } from './array-literal.js'
import { jsonArray } from './json-array.js'
import type { Tx } from './types.js'

/** Name and array type of each column of a bulk write, in order, for example `{ id: 'uuid', amount_minor: 'bigint' }`. */
export type ColumnTypes = Readonly<Record<string, string>>

/**
 * Inserts rows with one prepared statement, each column as one array (`INSERT … SELECT FROM unnest(…)`). Values of
 * `json` and `jsonb` columns are objects or JSON text.
 * `suffix` is appended, for example `ON CONFLICT DO NOTHING`. Does nothing for no rows.
 */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: ColumnTypes,
  rows: readonly (readonly unknown[])[],
  suffix = '',
): Promise<void> {
  if (rows.length === 0) return
  const types = Object.values(columns)
  const parameters = types.map((type, index) => `$${index + 1}::${type}[]`)
  const text = `INSERT INTO ${table} (${Object.keys(columns).join(', ')})
    SELECT * FROM unnest(${parameters.join(', ')}) ${suffix}`
  const arrays = types.map((type, index) => {
    const values = rows.map((row) => row[index])
    return type === 'json' || type === 'jsonb' ? jsonArray(type, values) : arrayLiteral(type, values)
  })
  await tx.prepared(statementName(table, text), text, arrays)
}

const nameByText = new Map<string, string>()

/** A prepared statement's name must stand for one text only, on every connection. */
function statementName(table: string, text: string): string {
  let name = nameByText.get(text)
  if (name === undefined) {
    name = `insert_${table}_${nameByText.size}`
    nameByText.set(text, name)
  }
  return name
}
