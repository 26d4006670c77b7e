import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OVER_LIMIT_MAX_BP, overLimitBpOf } from './over-limit.js'

describe('the share over the limit', () => {
  it.each([
    ['fits', 500n, 1000n, 500n, 0],
    ['ten percent over', 500n, 1000n, 600n, 1000],
    ['a cent more is more than ten percent', 500n, 1000_00n, 500n + 100_01n, 1001],
    ['over before it came', -200n, 1000n, 100n, 3000],
    ['nothing limits', null, null, 100n, 0],
    ['no credit at all', 0n, 0n, 1n, OVER_LIMIT_MAX_BP],
  ] as const)('%s', (_, availableMinor, limitMinor, amountMinor, bp) => {
    expect(overLimitBpOf({ availableMinor, limitMinor, amountMinor })).toBe(bp)
  })

  it('never falls when the amount rises', () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 15n })
    fc.assert(
      fc.property(amounts, amounts, fc.bigInt({ min: 1n, max: 10n ** 15n }), (amount, more, limitMinor) => {
        const at = (amountMinor: bigint) =>
          overLimitBpOf({ availableMinor: limitMinor / 2n, limitMinor, amountMinor })
        expect(at(amount + more)).toBeGreaterThanOrEqual(at(amount))
      }),
    )
  })
})
