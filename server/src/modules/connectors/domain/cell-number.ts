/** Decimal places that a number may have in a file; more is no amount but noise. */
const PLACES_MAX = 12
const MONEY_SIGNS =
  /^(?:rmb|cny|usd|eur|hkd|jpy|gbp|us\$|hk\$|[¥$€£])\s*|\s*(?:元整?|圆|rmb|cny|usd|eur|[¥$€£])$/gi

/**
 * Reads a number as people write it into a canonical decimal (`-1234.5`): thousands separators, currency signs,
 * parentheses or a trailing minus for negatives. With `decimalComma` 1.234,50 is read the continental way.
 */
export function readDecimal(cell: string, decimalComma: boolean): string | null {
  let text = cell.replace(MONEY_SIGNS, '').trim()
  let negative = false
  const bracketed = /^\((.+)\)$/.exec(text)
  if (bracketed) {
    negative = true
    text = (bracketed[1] ?? '').replace(MONEY_SIGNS, '').trim()
  }
  const signed = /^([+-])\s*(.*)$/.exec(text) ?? (/-$/.test(text) ? ['', '-', text.slice(0, -1)] : null)
  if (signed) {
    if (signed[1] === '-') negative = !negative
    text = (signed[2] ?? '').replace(MONEY_SIGNS, '').trim()
  }
  const plain = decimalComma ? continental(text) : anglo(text)
  if (plain === null) return null
  const [whole = '', fraction = ''] = plain.split('.')
  if (whole.length > 24 || fraction.length > PLACES_MAX) return null
  const digits = canonical(whole, fraction)
  return negative && digits !== '0' ? `-${digits}` : digits
}

function anglo(text: string): string | null {
  if (/^\d+(?:\.\d*)?$|^\.\d+$/.test(text)) return text
  return /^\d{1,3}(?:[,' ]\d{3})+(?:\.\d*)?$|^\d{1,4}(?:,\d{4})+(?:\.\d*)?$/.test(text)
    ? text.replace(/[,' ]/g, '')
    : null
}

function continental(text: string): string | null {
  if (!/^(?:\d+|\d{1,3}(?:[. ']\d{3})+)(?:,\d*)?$/.test(text)) return null
  return text.replace(/[. ']/g, '').replace(',', '.')
}

function canonical(whole: string, fraction: string): string {
  const left = whole.replace(/^0+(?=\d)/, '') || '0'
  const right = fraction.replace(/0+$/, '')
  return right === '' ? left : `${left}.${right}`
}

/** True for 1.234,5 and 12,50: numbers that only make sense with a decimal comma. */
export function showsDecimalComma(cell: string): boolean {
  return /^[-+(]?\d{1,3}(?:\.\d{3})+,\d{1,2}\)?$|^[-+(]?\d+,\d{1,2}\)?$/.test(cell)
}

/** A canonical decimal times ten to the `power`. */
export function shiftDecimal(decimal: string, power: number): string {
  if (power === 0) return decimal
  const negative = decimal.startsWith('-')
  const [whole = '', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.')
  const padded = fraction.padEnd(power, '0')
  const shifted = canonical(whole + padded.slice(0, power), padded.slice(power))
  return negative ? `-${shifted}` : shifted
}

/** Exact sum of canonical decimals. */
export class DecimalSum {
  private scaled = 0n

  add(decimal: string): void {
    const [whole = '', fraction = ''] = decimal.split('.')
    const digits = BigInt(whole.replace('-', '') + fraction.padEnd(PLACES_MAX, '0'))
    this.scaled += decimal.startsWith('-') ? -digits : digits
  }

  toString(): string {
    const magnitude = (this.scaled < 0n ? -this.scaled : this.scaled).toString().padStart(PLACES_MAX + 1, '0')
    const text = canonical(magnitude.slice(0, -PLACES_MAX), magnitude.slice(-PLACES_MAX))
    return this.scaled < 0n ? `-${text}` : text
  }
}
