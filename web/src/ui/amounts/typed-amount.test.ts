import { describe, expect, it } from 'vitest'
import { amountFault, typedAmount } from './typed-amount'

describe('typedAmount', () => {
  it.each([
    ['50000', '50000'],
    ['50,000', '50000'],
    ['1,234,567.89', '1234567.89'],
    [' 50000 ', '50000'],
    ['¥50000', '50000'],
    ['￥ 50,000.50 元', '50000.50'],
    ['５００００', '50000'],
    ['５０，０００．５', '50000.5'],
    ['-12.50', '-12.50'],
  ])('reads %j as %s', (typed, amount) => {
    expect(typedAmount(typed)).toBe(amount)
  })

  it.each(['50,00', '5,0000', '1.2.3', 'abc', '', '5万'])('leaves %j as it is', (typed) => {
    expect(typedAmount(typed)).toBe(typed)
  })
})

describe('amountFault', () => {
  it.each([
    ['50,000', 'CNY', undefined],
    ['50000.12', 'CNY', undefined],
    ['50000.123', 'CNY', 'decimals'],
    ['50000.123', undefined, undefined],
    ['500.5', 'JPY', 'decimals'],
    ['0', 'CNY', 'zero'],
    ['0.00', 'CNY', 'zero'],
    ['-1', 'CNY', 'shape'],
    ['1234567890123', 'CNY', 'shape'],
    ['50,00', 'CNY', 'shape'],
  ])('finds in %j of %s: %s', (typed, currency, fault) => {
    expect(amountFault(typed, { currency })).toBe(fault)
  })

  it('takes nothing for an amount where that is one', () => {
    expect(amountFault('0', { zero: true })).toBeUndefined()
  })
})
