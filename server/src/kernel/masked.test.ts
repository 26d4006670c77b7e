import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { masked, sensitiveKinds } from './masked.js'

describe('a masked text', () => {
  it.each([
    ['phone', '13812345678', '13****78'],
    ['phone', '+86 138 1234 5678', '+86****678'],
    ['phone', '12345', '1****5'],
    ['identity-number', '110105194912310025', '110****25'],
    ['bank-account', '6222 0212 3456 7890 123', '****0123'],
    ['bank-account', '123', '****'],
  ] as const)('%s %s reads %s', (kind, text, shown) => {
    expect(masked(kind, text)).toBe(shown)
  })

  it('never shows more than half, nor how long the text is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sensitiveKinds), fc.stringMatching(/^\d{1,40}$/), (kind, text) => {
        const shown = masked(kind, text)
        expect(shown).toContain('****')
        expect(shown.replace('****', '').length * 2).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
