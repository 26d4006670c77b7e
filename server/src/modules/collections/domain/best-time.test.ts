import { describe, expect, it } from 'vitest'
import { bestTime } from './best-time.js'

const at = (hour: number, tried: number, answered: number) => ({ hour, tried, answered })

describe('the best time to call', () => {
  it('is the two hours in which calls were answered more often than else', () => {
    expect(bestTime([at(9, 4, 0), at(14, 2, 2), at(15, 3, 2), at(17, 2, 0)])).toEqual({
      ...{ fromHour: 14, toHour: 16, tried: 5, answered: 4 },
    })
  })

  it.each([
    ['fewer than six calls', [at(10, 5, 5)]],
    ['no two hours with three calls', [at(8, 2, 0), at(11, 2, 2), at(14, 2, 0)]],
    ['no hours that stand out', [at(10, 6, 3)]],
    ['nobody who ever answered', [at(9, 4, 0), at(14, 4, 0)]],
  ])('is unknown with %s', (_, calls) => {
    expect(bestTime(calls)).toBeUndefined()
  })
})
