/** Type ids of PostgreSQL, which never change. */
const TYPE_IDS = { json: 114, jsonb: 3802 } as const
const HEADER_BYTES = 20
/** Binary jsonb begins with the version of its form. */
const JSONB_VERSION = 1

/**
 * One column of JSON documents as a PostgreSQL array in binary form (`array_send`): in its text form each quotation mark
 * of each document would have to be escaped here and unescaped there. Values are objects or JSON text; null stays null.
 */
export function jsonArray(type: keyof typeof TYPE_IDS, values: readonly unknown[]): Buffer {
  const items = values.map((value) => (value === null || value === undefined ? null : bytesOf(type, value)))
  const size = items.reduce((sum, item) => sum + 4 + (item?.length ?? 0), HEADER_BYTES)
  const array = Buffer.allocUnsafe(size)
  // Dimensions, whether there are nulls, type of the items, length and lower bound of the one dimension.
  const header = [1, items.includes(null) ? 1 : 0, TYPE_IDS[type], items.length, 1]
  header.forEach((field, index) => array.writeInt32BE(field, index * 4))
  let offset = HEADER_BYTES
  for (const item of items) {
    array.writeInt32BE(item?.length ?? -1, offset)
    offset += 4
    if (item) offset += item.copy(array, offset)
  }
  return array
}

function bytesOf(type: keyof typeof TYPE_IDS, value: unknown): Buffer {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return type === 'json' ? Buffer.from(text) : Buffer.concat([Buffer.of(JSONB_VERSION), Buffer.from(text)])
}
