/** One field of an entry, before and after; what is not there is undefined. */
export interface FieldChange {
  readonly name: string
  readonly before: unknown
  readonly after: unknown
  /** Of the row that the field belongs to, where it says one. */
  readonly currency: string | undefined
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

function currencyOf(...sides: readonly Fields[]): string | undefined {
  for (const side of sides) {
    const currency = side['currency'] ?? side['authority_currency']
    if (typeof currency === 'string') return currency
  }
  return undefined
}

/** The currency that stands beside one amount of several: `registered_capital_currency`. */
function ownCurrency(name: string, ...sides: readonly Fields[]): string | undefined {
  const beside = name.replace(/_minor$/, '_currency')
  if (beside === name) return undefined
  return sides.map((side) => side[beside]).find((currency) => typeof currency === 'string')
}

/** Keys that say nothing to a person reading a history. */
const technical = new Set([
  ...['id', 'group_id', 'account_id', 'segment_id', 'customer_id', 'search_key', 'created_at', 'updated_at'],
  ...[
    'ledger_seq',
    'recorded_at',
    'seen_at',
    'lock_count',
    'singleton',
    'case_id',
    'visit_id',
    'hold_id',
    'seq',
  ],
  ...[
    'slot',
    'object_id',
    'rating_id',
    'limit_line_id',
    'draft_revision',
    'next_slot_at',
    'last_step',
    'before_step',
    'proposal_id',
  ],
])
/** The fields that differ. Of a new or removed row, all that hold something. */
export function changesOf(before: unknown, after: unknown): FieldChange[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  const currency = currencyOf(now, old)
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])]
  return names
    .filter((name) => JSON.stringify(old[name] ?? null) !== JSON.stringify(now[name] ?? null))
    .filter((name) => !technical.has(wordOf(name)))
    .map((name) => ({
      ...{ name, before: old[name], after: now[name] },
      currency: ownCurrency(name, now, old) ?? currency,
    }))
}

/** `amountMinor` and `amount_minor` are the same word. */
export function wordOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll('-', '_')
}

/** Minor units as a decimal string, by the number of decimals that the currency has. */
export function minorToAmount(minor: number | string, currency: string): string {
  const text = String(minor)
  const digits = text.replace('-', '')
  const decimals = decimalsOf(currency)
  if (!/^\d+$/.test(digits) || decimals === 0) return text
  const padded = digits.padStart(decimals + 1, '0')
  return `${text.startsWith('-') ? '-' : ''}${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`
}

function decimalsOf(currency: string): number {
  try {
    return (
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2
    )
  } catch {
    return 2
  }
}
