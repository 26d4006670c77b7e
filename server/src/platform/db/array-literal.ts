/** Types whose text form holds nothing that an array literal would have to quote. */
const PLAIN = new Set(['uuid', 'bigint', 'int', 'boolean', 'timestamptz', 'date'])

/**
 * One column of a bulk write as a PostgreSQL array literal, for example `{"a \"b\"",NULL}`. Knows the column's type,
 * and so spares the quoting where there is nothing to quote: on the path of every check and every imported row.
 */
export function arrayLiteral(type: string, values: readonly unknown[]): string {
  const write = PLAIN.has(type) ? plain : quoted
  let text = '{'
  for (const [index, value] of values.entries()) {
    if (index > 0) text += ','
    text += value === null || value === undefined ? 'NULL' : write(value)
  }
  return `${text}}`
}

function plain(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value)
}

function quoted(value: unknown): string {
  const text = textOf(value)
  return `"${/["\\]/.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'object' && !(value instanceof Date) ? JSON.stringify(value) : plain(value)
}
