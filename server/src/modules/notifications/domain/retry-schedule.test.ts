import { describe, expect, it } from 'vitest'
import { GIVE_UP_AFTER_MS, nextAttemptAt } from './retry-schedule.js'

const start = new Date('2026-11-21T00:00:00Z')
const giveUpAt = new Date(start.getTime() + GIVE_UP_AFTER_MS)

function attemptTimes(spread: number): number[] {
  const times: number[] = []
  let now = start
  for (let attempts = 1; attempts < 1000; attempts++) {
    const next = nextAttemptAt(attempts, now, giveUpAt, spread)
    if (!next) return times
    times.push(next.getTime() - start.getTime())
    now = next
  }
  throw new Error('never gave up')
}

describe('the schedule of webhook attempts', () => {
  it('starts with seconds, grows to hours and ends within 24 hours', () => {
    const times = attemptTimes(0)
    expect(times.slice(0, 3)).toEqual([10_000, 40_000, 100_000])
    expect(times.at(-1)).toBeGreaterThan(20 * 3_600_000)
    expect(times.at(-1)).toBeLessThanOrEqual(GIVE_UP_AFTER_MS)
    expect(times.length).toBeLessThan(30)
  })

  it('never shortens a wait by its spread', () => {
    const plain = attemptTimes(0)
    attemptTimes(1).forEach((time, index) => expect(time).toBeGreaterThanOrEqual(plain[index] ?? 0))
  })
})
