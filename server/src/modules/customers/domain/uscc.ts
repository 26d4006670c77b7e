/**
 * The Unified Social Credit Code 统一社会信用代码 (GB 32100-2015) and the organisation code inside it (GB 11714).
 *
 * A code whose check digit does not fit is *failed*, not refused: some codes issued in the first pilots break the rule,
 * so a person confirms them. A code of another shape is *malformed*.
 */

/** The 31 characters of GB 32100: digits and capitals without I, O, S, V and Z; a character's value is its place. */
export const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** 3^(i-1) mod 31, the weights of the first 17 characters (GB 32100-2015, 4.5). */
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** The weights of the eight body characters of an organisation code (GB 11714-1997, appendix A). */
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

const SHAPE = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/

export type UsccCheck = 'valid' | 'failed' | 'malformed'

/**
 * Judges a code as written; surrounding blanks and small letters are forgiven.
 *
 * @param code the code as a person or a file gave it
 * @returns `valid`, `failed` (right shape, wrong check character) or `malformed` (not 18 characters of the alphabet)
 */
export function checkUscc(code: string): UsccCheck {
  const normalised = normaliseUscc(code)
  if (!SHAPE.test(normalised)) return 'malformed'
  return usccCheckDigit(normalised.slice(0, 17)) === normalised.charAt(17) ? 'valid' : 'failed'
}

/** The stored form of a code: without surrounding blanks, in capitals. */
export function normaliseUscc(code: string): string {
  return code.trim().toUpperCase()
}

/**
 * The 18th character of a code: (31 − Σ value·weight mod 31) mod 31 (GB 32100-2015, 4.5).
 *
 * @param first17 the 17 characters before it, all from the alphabet
 * @throws RangeError for another length or a character outside the alphabet
 */
export function usccCheckDigit(first17: string): string {
  const sum = weightedSum(first17, USCC_ALPHABET, USCC_WEIGHTS)
  return USCC_ALPHABET.charAt((31 - (sum % 31)) % 31)
}

/**
 * The ninth character of an organisation code: 11 − Σ value·weight mod 11, where 10 is written X and 11 is written 0
 * (GB 11714-1997). Places 9 to 17 of a credit code are an organisation code.
 *
 * @param first8 the eight body characters, digits or capitals
 * @throws RangeError for another length or another character
 */
export function organisationCheckDigit(first8: string): string {
  const digit = 11 - (weightedSum(first8, ORGANISATION_ALPHABET, ORGANISATION_WEIGHTS) % 11)
  if (digit === 10) return 'X'
  return digit === 11 ? '0' : String(digit)
}

function weightedSum(text: string, alphabet: string, weights: readonly number[]): number {
  if (text.length !== weights.length)
    throw new RangeError(`expected ${weights.length} characters, got ${text.length}`)
  return weights.reduce((sum, weight, place) => {
    const value = alphabet.indexOf(text.charAt(place))
    if (value < 0) throw new RangeError(`character ${place + 1} is outside the alphabet`)
    return sum + value * weight
  }, 0)
}
