import { organisationCheckDigit, USCC_ALPHABET, usccCheckDigit } from '../../customers/domain/uscc.js'
import { shuffledNumber } from './random.js'

/** The largest primes below 10^8 and below 31^5, so that every number of a book gets another code. */
const OLD_CODES = 99_999_989
const NEW_CODES = 28_629_149

/** One code in this many breaks its check digit, as some codes of the first pilots do. */
const FAULTY_EVERY = 140

/**
 * An invented Unified Social Credit Code of an enterprise: 91, region, organisation code, check character.
 * Companies founded after 2015 carry organisation codes that begin with MA, older ones eight digits.
 */
export function registrationCode(
  seed: number,
  index: number,
  regionCode: string,
  foundedYear: number,
): string {
  const body = foundedYear >= 2016 ? newBody(seed, index, regionCode) : oldBody(seed, index)
  const first17 = `91${regionCode}${body}${organisationCheckDigit(body)}`
  const digit = usccCheckDigit(first17)
  return first17 + (index % FAULTY_EVERY === FAULTY_EVERY / 2 ? otherCharacter(digit) : digit)
}

function oldBody(seed: number, index: number): string {
  return String(shuffledNumber(seed, 'old organisation code', OLD_CODES, index)).padStart(8, '0')
}

function newBody(seed: number, index: number, regionCode: string): string {
  let left = shuffledNumber(seed, 'new organisation code', NEW_CODES, index)
  let text = ''
  for (let place = 0; place < 5; place++) {
    text = USCC_ALPHABET.charAt(left % 31) + text
    left = Math.floor(left / 31)
  }
  return `MA${USCC_ALPHABET.charAt(Number(regionCode.slice(0, 2)) % 31)}${text}`
}

function otherCharacter(character: string): string {
  return USCC_ALPHABET.charAt((USCC_ALPHABET.indexOf(character) + 7) % 31)
}
