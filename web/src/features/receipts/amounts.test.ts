import { describe, expect, it } from 'vitest'
import { digitsOf, minorOf, textOf } from './amounts'

describe('amounts typed by people', () => {
  it('are read in the decimals of the currency, and nothing else is read', () => {
    expect(['1,200', '1200.5', ' 0.07 ', '12.345', '-3', 'abc', ''].map((text) => minorOf(text, 2))).toEqual([
      ...[120_000n, 120_050n, 7n],
      ...[null, null, null, null],
    ])
    expect(minorOf('317', 0)).toBe(317n)
    expect(minorOf('317.5', 0)).toBeNull()
  })

  it('are written as the server writes them', () => {
    expect([textOf(7n, 2), textOf(-120_050n, 2), textOf(317n, 0), textOf(1n, 3)]).toEqual([
      ...['0.07', '-1200.50', '317', '0.001'],
    ])
    expect([digitsOf('1200.00'), digitsOf('317')]).toEqual([2, 0])
  })
})
