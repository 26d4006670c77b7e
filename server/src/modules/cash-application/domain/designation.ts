/** How an invoice's number stands in a reference text. */
export type Cited = 'full' | 'part'

/** Digits that a number must keep without its leading zeros to be recognised by its end alone. */
const TAIL_DIGITS_MIN = 4

/**
 * The invoices that a payment's reference names, of those that are open. A number counts in full when its letters and
 * digits stand in the text, whatever separates them; in part when a number of the text equals its trailing digits
 * without leading zeros (INV-0001023 for 1023), or is the end of a longer one, as the 20 digits of an electronic invoice
 * are often cited by their last eight. A part that fits several invoices names none of them.
 */
export function citedNumbers(reference: string, numbers: Iterable<PreparedNumber>): Map<string, Cited> {
  const text = reference.normalize('NFKC').toUpperCase()
  const compact = text.replace(/[^\p{L}\p{N}]+/gu, ' ')
  const joined = compact.replaceAll(' ', '')
  if (!/\d/.test(joined)) return new Map()
  const runs = new Set((compact.match(/\d+/g) ?? []).map(withoutZeros).filter((run) => run.length > 0))
  const cited = new Map<string, Cited>()
  const byPart = new Map<string, string[]>()
  for (const { number, key, digits } of numbers) {
    if (key.length >= TAIL_DIGITS_MIN && (contains(compact, key) || contains(joined, key))) {
      cited.set(number, 'full')
      continue
    }
    for (const run of runs) {
      if (!endsWith(digits, run)) continue
      const fitting = byPart.get(run)
      if (fitting) fitting.push(number)
      else byPart.set(run, [number])
    }
  }
  for (const [run, fitting] of byPart) {
    const [only, ...others] = fitting
    // The digits of an invoice that is named in full are not another one's.
    const spoken = [...cited].some(
      ([number, how]) => how === 'full' && prepareNumber(number).key.includes(run),
    )
    if (only !== undefined && others.length === 0 && !spoken) cited.set(only, 'part')
  }
  return cited
}

/** An invoice number as it is looked for: its letters and digits, and the digits at its end. */
export interface PreparedNumber {
  readonly number: string
  readonly key: string
  readonly digits: string
}

export function prepareNumber(number: string): PreparedNumber {
  const key = number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
  return { number, key, digits: /\d+$/.exec(key)?.[0] ?? '' }
}

/** Whether the key stands in the text and not inside a longer number or word of Latin letters. */
function contains(text: string, key: string): boolean {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + key.length] ?? ' ']
    if (!joins(before, key[0] ?? '') && !joins(key.at(-1) ?? '', after)) return true
  }
  return false
}

function joins(left: string, right: string): boolean {
  return (/\d/.test(left) && /\d/.test(right)) || (/[A-Z]/.test(left) && /[A-Z]/.test(right))
}

function endsWith(digits: string, run: string): boolean {
  if (run.length < TAIL_DIGITS_MIN) return false
  const tail = withoutZeros(digits)
  return tail === run || (run.length >= 6 && digits.length > run.length && digits.endsWith(run))
}

function withoutZeros(digits: string): string {
  return digits.replace(/^0+/, '')
}
