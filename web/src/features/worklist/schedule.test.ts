import { describe, expect, it } from 'vitest'
import { lessOf, ratesOf, sumOf } from './schedule'

describe('the schedule of a plan', () => {
  it('is equal rates to the cent, and the last one takes what does not divide', () => {
    const rates = ratesOf('1000.00', 3, '2026-12-15', 'month')
    expect(rates).toEqual([
      { dueOn: '2026-12-15', amount: '333.33' },
      { dueOn: '2027-01-15', amount: '333.33' },
      { dueOn: '2027-02-15', amount: '333.34' },
    ])
    expect(sumOf(rates.map(({ amount }) => amount))).toBe('1000.00')
  })

  it('keeps the end of the month, and goes by weeks where that is wanted', () => {
    const days = (interval: 'month' | 'fortnight') =>
      ratesOf('90', 3, '2027-01-31', interval).map(({ dueOn }) => dueOn)
    expect(days('month')).toEqual(['2027-01-31', '2027-02-28', '2027-03-31'])
    expect(days('fortnight')).toEqual(['2027-01-31', '2027-02-14', '2027-02-28'])
  })

  it.each([
    ['10.00', '0.01', '9.99'],
    ['5', '7', '-2'],
    ['123456789012.34', '0.34', '123456789012.00'],
  ])('takes from %s the part %s exactly', (whole, part, left) => {
    expect(lessOf(whole, part)).toBe(left)
  })
})
