import { describe, expect, it } from 'vitest'
import { isSame } from './is-same'

const day = new Date(0)

describe('isSame', () => {
  it.each([
    [undefined, undefined],
    ['a', 'a'],
    [
      ['a', { b: 1 }],
      ['a', { b: 1 }],
    ],
    [
      { on: day, items: [] },
      { items: [], on: day },
    ],
  ])('%j says the same as %j', (one, other) => {
    expect(isSame(one, other)).toBe(true)
  })

  it.each([
    [undefined, null],
    [{ a: 1 }, { a: 2 }],
    [{ a: undefined }, { b: undefined }],
    [['a'], ['a', 'b']],
    [{ on: day }, { on: new Date(0) }],
    [new FormData(), new FormData()],
  ])('%j is something else than %j', (one, other) => {
    expect(isSame(one, other)).toBe(false)
  })
})
