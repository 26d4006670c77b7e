import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../../../kernel/errors.js'
import { leftOutRows, rowWeights, splitWithout } from './leave-out.js'

const table = {
  header: ['city', 'sales', 'weight'],
  rows: [
    ['上海', '10', '1'],
    ['西安', '', '2'],
    ['上海', '1,500', '0.5'],
    ['成都', 'n/a', '0'],
  ],
}

describe('rows that take no part', () => {
  it('are named by what they hold, and counted by rule', () => {
    const { rows, counts } = leftOutRows(table, [
      { column: 'city', test: 'is', value: '成都' },
      { column: 'sales', test: 'above', value: '1000' },
      { column: 'sales', test: 'empty', value: '' },
    ])
    expect([...rows].sort((a, b) => a - b)).toEqual([1, 2, 3])
    expect(counts.map((one) => one.rows)).toEqual([1, 1, 2])
    const split = splitWithout({ train: Int32Array.of(0, 1), test: Int32Array.of(2, 3) }, rows)
    expect([[...split.train], [...split.test]]).toEqual([[0], []])
  })

  it('keep what is not the value, and refuse a bound that is no number', () => {
    expect([...leftOutRows(table, [{ column: 'city', test: 'is-not', value: '上海' }]).rows]).toEqual([1, 3])
    expect(() => leftOutRows(table, [{ column: 'sales', test: 'below', value: 'ten' }])).toThrow(Refusal)
  })
})

describe('weights of rows', () => {
  it('are numbers above 0 where the row takes part', () => {
    expect([...rowWeights(table, 'weight', new Set([3]))]).toEqual([1, 2, 0.5, 0])
    expect(() => rowWeights(table, 'weight', new Set())).toThrow(Refusal)
  })
})
