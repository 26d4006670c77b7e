import { describe, expect, it } from 'vitest'
import {
  currencySign,
  formatAmount,
  figureUnit,
  formatInUnits,
  formatWhole,
  isNegative,
  percentOf,
  sumAmounts,
  withCents,
} from './format-amount'

describe('formatAmount', () => {
  it.each([
    ['0.00', '0.00'],
    ['1200.00', '1,200.00'],
    ['123456789012345678.90', '123,456,789,012,345,678.90'],
    ['-30000', '\u221230,000'],
    ['-0.00', '0.00'],
    ['not money', 'not money'],
  ])('shows %s as %s', (amount, shown) => {
    expect(formatAmount(amount)).toBe(shown)
  })
})

describe('formatInUnits', () => {
  it.each([
    ['1234567.89', '123.46'],
    ['50.00', '0.01'],
    ['49.99', '0.00'],
    ['-1234567890.00', '\u2212123,456.79'],
    ['100', '0.01'],
  ])('shows %s in units of ten thousand as %s', (amount, shown) => {
    expect(formatInUnits(amount, 'wan')).toBe(shown)
  })

  it.each([
    ['285227921.53', 'million', '285.23'],
    ['1234567.89', 'thousand', '1,234.57'],
    ['-4999.99', 'million', '0.00'],
  ] as const)('shows %s as %s: %s', (amount, unit, shown) => {
    expect(formatInUnits(amount, unit)).toBe(shown)
  })

  it('is asked for a unit that leaves something to see', () => {
    expect(figureUnit('999999.99', 'en')).toBe('thousand')
    expect(figureUnit('-1000000.00', 'en')).toBe('million')
    expect(figureUnit('1000000.00', 'zh-CN')).toBe('wan')
  })
})

describe('percentOf', () => {
  it('gives one decimal on exact integers, whatever the precision of the amounts', () => {
    expect(percentOf('1', '3.00')).toBe('33.3')
    expect(percentOf('130000.00', '100000')).toBe('130.0')
    expect(percentOf('-5.00', '100.00')).toBe('-5.0')
  })

  it('gives nothing when there is no whole to compare with', () => {
    expect(percentOf('5.00', '0.00')).toBeUndefined()
    expect(percentOf('x', '1')).toBeUndefined()
  })
})

describe('sumAmounts', () => {
  it('adds beyond the reach of a double', () => {
    expect(sumAmounts(['9007199254740993.01', '0.02', '-1'])).toBe('9007199254740992.03')
    expect(sumAmounts(['0.125', '0.125'])).toBe('0.25')
    expect(sumAmounts(['-0.50'])).toBe('-0.50')
    expect(sumAmounts([])).toBe('0.00')
  })
})

describe('the small ones', () => {
  it('cut to whole units without rounding up', () => {
    expect(formatWhole('1999.99')).toBe('1,999')
  })

  it('fill up missing decimals and keep more than two', () => {
    expect(['-13.5', '0', '1.234'].map(withCents)).toEqual(['-13.50', '0.00', '1.234'])
  })

  it('take minus zero for zero', () => {
    expect(isNegative('-0.00')).toBe(false)
    expect(isNegative('-0.01')).toBe(true)
  })

  it('name the yen by its code, because the sign is taken by the yuan', () => {
    expect(currencySign('CNY')).toBe('¥')
    expect(currencySign('JPY')).toBe('JPY ')
  })
})
