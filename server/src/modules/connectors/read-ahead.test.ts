import { describe, expect, it } from 'vitest'
import { readAhead } from './read-ahead.js'

async function* numbers(until: number, log: string[]) {
  try {
    for (let n = 1; n <= until; n += 1) {
      log.push(`made ${n}`)
      yield await Promise.resolve(n)
    }
  } finally {
    log.push('closed')
  }
}

describe('reading ahead', () => {
  it('keeps the order and makes the next piece while this one is used', async () => {
    const log: string[] = []
    for await (const n of readAhead(numbers(3, log))) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      log.push(`used ${n}`)
    }
    expect(log).toEqual(['made 1', 'made 2', 'used 1', 'made 3', 'used 2', 'closed', 'used 3'])
  })

  it('closes the source when the reader stops early', async () => {
    const log: string[] = []
    for await (const n of readAhead(numbers(100, log))) if (n === 2) break
    expect(log.at(-1)).toBe('closed')
    expect(log.length).toBeLessThan(8)
  })

  it('throws a failure of the source when its turn comes', async () => {
    const source = async function* () {
      yield await Promise.resolve(1)
      throw new RangeError('broken')
    }
    const seen: number[] = []
    const read = async () => {
      for await (const n of readAhead(source())) seen.push(n)
    }
    await expect(read()).rejects.toThrow('broken')
    expect(seen).toEqual([1])
  })
})
