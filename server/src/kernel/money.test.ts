import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Currency } from './currency.js'
import { convertMinor, formatAmount, groupedAmount, parseAmount, parseMoney } from './money.js'

const CNY = 'CNY' as Currency
const USD = 'USD' as Currency
const JPY = 'JPY' as Currency
const KWD = 'KWD' as Currency

describe('amounts', () => {
  it.each([
    ['1200.00', CNY, 120000n],
    ['1200', CNY, 120000n],
    ['0.1', CNY, 10n],
    ['-0.01', CNY, -1n],
    ['1200', JPY, 1200n],
    ['1.234', KWD, 1234n],
    ['999999999999.99', CNY, 99999999999999n],
  ])('reads %s %s', (text, currency, minor) => {
    expect(parseAmount(text, currency)).toBe(minor)
  })

  it.each([
    ['1.001', CNY, 'too_many_decimals'],
    ['1.0', JPY, 'too_many_decimals'],
    ['1000000000000', CNY, 'too_large'],
    ['1e5', CNY, 'malformed'],
    ['１２３', CNY, 'malformed'],
    ['', CNY, 'malformed'],
    ['.5', CNY, 'malformed'],
    ['1,000.00', CNY, 'malformed'],
    ['+1', CNY, 'malformed'],
  ])('refuses %s %s', (text, currency, fault) => {
    expect(parseAmount(text, currency)).toBe(fault)
  })

  it('are written back exactly, in every currency', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 11n), max: 10n ** 11n }),
        fc.constantFrom(CNY, JPY, KWD),
        (minor, currency) => {
          expect(parseAmount(formatAmount(minor, currency), currency)).toBe(minor)
        },
      ),
    )
  })

  it('name the unknown currency', () => {
    expect(parseMoney({ amount: '1.00', currency: 'XXQ' })).toBe('unknown_currency')
  })

  it('are grouped for people', () => {
    expect(groupedAmount(-123456789n, CNY)).toBe('-1,234,567.89')
    expect(groupedAmount(1234567n, JPY)).toBe('1,234,567')
  })
})

describe('conversion', () => {
  it.each([
    [10000n, USD, CNY, '7.1234', 71234n],
    [1000000n, JPY, CNY, '0.0475', 4750000n],
    [1n, CNY, JPY, '21.05', 0n],
    [5n, CNY, JPY, '10', 1n],
    [-5n, CNY, JPY, '10', -1n],
    [71234n, CNY, USD, '1/7.1234', 10000n],
    [1000n, KWD, USD, '3.25', 325n],
  ])('turns %s %s into %s at %s', (minor, from, to, rate, expected) => {
    expect(convertMinor(minor, from, to, rate)).toBe(expected)
  })

  it('there and back misses by less than the rate can explain', () => {
    const rate = fc
      .integer({ min: 1, max: 200_000 })
      .map((n) => `${Math.floor(n / 10_000)}.${String(n % 10_000).padStart(4, '0')}`)
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), rate, (minor, text) => {
        const there = convertMinor(minor, USD, CNY, text)
        const back = convertMinor(there, CNY, USD, `1/${text}`)
        const miss = back > minor ? back - minor : minor - back
        // Half a cent of CNY is worth half ÷ rate in USD, and the way back rounds once more.
        expect(miss <= convertMinor(1n, CNY, USD, `1/${text}`) + 1n).toBe(true)
      }),
    )
  })
})
