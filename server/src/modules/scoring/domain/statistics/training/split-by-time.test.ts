import { describe, expect, it } from 'vitest'
import { splitByTime } from './split-by-time.js'

const table = (days: readonly string[]) => ({ header: ['day'], rows: days.map((day) => [day]) })
const good = (count: number) => new Int8Array(count)

describe('a split by time', () => {
  it('tests on the latest cases and never cuts through a day', () => {
    const days = ['2025-01-02', '2025-1-1', '2025/03/01', '2025-02-01', '2025年3月1日', '2025-02-01']
    const split = splitByTime(table(days), good(6), 'day')
    expect(split).toEqual({ train: Int32Array.of(0, 1, 3, 5), test: Int32Array.of(2, 4), from: '2025-03-01' })
  })

  it('begins the test on the second day where most cases are of the first', () => {
    const split = splitByTime(table(['2025-01-01', '2025-01-01', '2025-01-01', '2025-01-02']), good(4), 'day')
    expect([...split.test]).toEqual([3])
  })

  it('leaves out rows without a class, and does not mind their day', () => {
    const target = Int8Array.of(0, 1, -1)
    expect(splitByTime(table(['2025-01-01', '2025-01-02', '?']), target, 'day').from).toBe('2025-01-02')
  })

  it('refuses what is no day, and a single one', () => {
    expect(() => splitByTime(table(['2025-01-01', 'soon']), good(2), 'day')).toThrow('training_time_column')
    expect(() => splitByTime(table(['2025-01-01', '2025-01-01']), good(2), 'day')).toThrow('training_one_day')
  })
})
