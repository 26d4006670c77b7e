import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkUscc, normaliseUscc, organisationCheckDigit, USCC_ALPHABET, usccCheckDigit } from './uscc.js'

const REAL_CODES = [
  '91350100M000100Y43',
  '91110108551385082Q',
  '91110000710928807K',
  '91440101MA5BLUR8XY',
  '914403001922038216',
]

/** Codes of real companies from the first pilots that break the rule. */
const PILOT_CODES = ['91350100M0001TGQXM', '91350211M0000XUF46', '91350203M0001FUE2P']

const body = fc
  .tuple(
    fc.constantFrom('91', '92', '11'),
    fc.integer({ min: 110000, max: 659999 }),
    fc.array(fc.constantFrom(...USCC_ALPHABET), { minLength: 9, maxLength: 9 }),
  )
  .map(([kind, region, rest]) => `${kind}${region}${rest.join('')}`)

describe('checkUscc', () => {
  it.each(REAL_CODES)('accepts the real code %s', (code) => {
    expect(checkUscc(code)).toBe('valid')
  })

  it.each(PILOT_CODES)('marks the pilot code %s as failed instead of refusing it', (code) => {
    expect(checkUscc(code)).toBe('failed')
  })

  it.each([
    ['', 'nothing'],
    ['9135010', 'too short'],
    ['91350100M000100Y430', 'too long'],
    ['91350100I000100Y43', 'a letter that the alphabet leaves out'],
    ['91A50100M000100Y43', 'a letter in the region code'],
    ['91350100M000 00Y43', 'a blank inside'],
  ])('calls %j malformed: %s', (code) => {
    expect(checkUscc(code)).toBe('malformed')
  })

  it('forgives small letters and surrounding blanks', () => {
    expect(checkUscc(' 91350100m000100y43 ')).toBe('valid')
    expect(normaliseUscc(' 91350100m000100y43 ')).toBe('91350100M000100Y43')
  })

  it('accepts every code that ends in its own check digit, and no other last character', () => {
    fc.assert(
      fc.property(body, fc.constantFrom(...USCC_ALPHABET), (first17, last) => {
        const right = usccCheckDigit(first17)
        expect(checkUscc(first17 + right)).toBe('valid')
        expect(checkUscc(first17 + last)).toBe(last === right ? 'valid' : 'failed')
      }),
    )
  })

  it('notices any single mistyped character', () => {
    fc.assert(
      fc.property(body, fc.nat(16), fc.integer({ min: 1, max: 30 }), (first17, place, shift) => {
        const code = first17 + usccCheckDigit(first17)
        const value = USCC_ALPHABET.indexOf(code.charAt(place))
        const other = USCC_ALPHABET.charAt((value + shift) % 31)
        expect(checkUscc(code.slice(0, place) + other + code.slice(place + 1))).not.toBe('valid')
      }),
    )
  })
})

describe('organisationCheckDigit', () => {
  it.each(['551385082', '710928807', 'MA5BLUR8X', '192203821'])(
    'reproduces the last character of %s',
    (code) => {
      expect(organisationCheckDigit(code.slice(0, 8))).toBe(code.charAt(8))
    },
  )

  it('refuses another length and another character', () => {
    expect(() => organisationCheckDigit('1234567')).toThrow(RangeError)
    expect(() => organisationCheckDigit('1234-678')).toThrow(RangeError)
    expect(() => usccCheckDigit('short')).toThrow(RangeError)
  })
})
