import { describe, expect, it } from 'vitest'
import { cutAt, cutMoved, levelMoved, manualOf, merged } from './bin-edits'

describe('bins edited by hand', () => {
  it('of a number are merged, cut and moved, and stay in order', () => {
    expect(merged({ breaks: [1, 5, 9] }, 1)).toEqual({ breaks: [1, 9] })
    expect(cutAt({ breaks: [1, 9] }, 5)).toEqual({ breaks: [1, 5, 9] })
    expect(cutAt({ breaks: [1, 9] }, 9)).toEqual({ breaks: [1, 9] })
    expect(cutMoved({ breaks: [1, 5, 9] }, 0, 7)).toEqual({ breaks: [5, 7, 9] })
  })

  it('of a category keep every text in one group', () => {
    const groups = [['a'], ['b', 'c'], ['d']]
    expect(merged({ groups }, 0)).toEqual({ groups: [['a', 'b', 'c'], ['d']] })
    expect(merged({ groups }, 2)).toEqual({ groups })
    expect(levelMoved({ groups }, 'a', 2)).toEqual({
      groups: [
        ['b', 'c'],
        ['d', 'a'],
      ],
    })
    expect(levelMoved({ groups }, 'c', 3)).toEqual({ groups: [['a'], ['b'], ['d'], ['c']] })
  })

  it('begin with what the program found', () => {
    expect(manualOf({ kind: 'number', breaks: [2], groups: [] })).toEqual({ breaks: [2] })
    expect(manualOf({ kind: 'category', breaks: [], groups: [['x']] })).toEqual({ groups: [['x']] })
  })
})
