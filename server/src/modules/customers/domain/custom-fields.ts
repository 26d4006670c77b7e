import { masked } from '../../../kernel/masked.js'

type Fields = Readonly<Record<string, unknown>>

/** Custom fields as shown to who may not read the sensitive ones; what is empty stays empty. */
export function maskedFields(fields: Fields, sensitive: readonly string[]): Record<string, unknown> {
  const hidden = new Set(sensitive)
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, hidden.has(key) ? maskOf(value) : value]),
  )
}

/** A custom field as text. */
export function fieldText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function maskOf(value: unknown): unknown {
  return value === null || value === '' ? value : masked('custom-field', fieldText(value))
}

/** What was sent, where a mask that came back unchanged stands for the value that it hides. */
export function unmaskedFields(
  sent: Fields,
  stored: Fields,
  sensitive: readonly string[],
): Record<string, unknown> {
  const hidden = new Set(sensitive)
  return Object.fromEntries(
    Object.entries(sent).map(([key, value]) => {
      const kept = stored[key]
      return [key, hidden.has(key) && kept !== undefined && value === maskOf(kept) ? kept : value]
    }),
  )
}
