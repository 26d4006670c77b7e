import { arrayLiteral } from './array-literal.js'
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
  const { plain, json } = split(columns, rows)
  const parameters = plain.map(({ type }, index) => `$${index + 1}::${type}[]`)
  const documents = json.map(
    ({ type }, index) => `${type}_array_elements($${plain.length + index + 1}::${type})`,
  )
  const names = [...plain, ...json].map(({ name }) => name)
  const text = `INSERT INTO ${table} (${names.join(', ')})
    SELECT * FROM ROWS FROM (${[`unnest(${parameters.join(', ')})`, ...documents].join(', ')}) ${suffix}`
  const arrays = [
    ...plain.map(({ type, values }) => arrayLiteral(type, values)),
    ...json.map(({ values }) => `[${values.map(jsonText).join(',')}]`),
  ]
  await tx.prepared(statementName(table, text), text, arrays)
}

interface Column {
  readonly name: string
  readonly type: string
  readonly values: readonly unknown[]
}

/**
 * JSON documents travel as one JSON array, because in an array of texts each of their quotation marks would have to be
 * escaped. A column in which one is missing cannot: there an element would be the JSON value null.
 */
function split(columns: ColumnTypes, rows: readonly (readonly unknown[])[]) {
  const all = Object.entries(columns).map(([name, type], index): Column => ({
    name,
    type,
    values: rows.map((row) => row[index]),
  }))
  const isJson = ({ type, values }: Column) =>
    (type === 'jsonb' || type === 'json') && values.every((value) => value !== null && value !== undefined)
  return { plain: all.filter((column) => !isJson(column)), json: all.filter(isJson) }
}

function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
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
