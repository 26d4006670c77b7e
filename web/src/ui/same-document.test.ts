import { describe, expect, it } from 'vitest'
import { sameDocument } from './same-document'

describe('two documents', () => {
  it('are the same whatever the order of their keys, and with or without what is undefined', () => {
    const one = { code: 'f', line: [{ at: 0, points: 1 }], formula: { unit: 'count', expression: 'a + b' } }
    const other = { formula: { expression: 'a + b', unit: 'count' }, code: 'f', line: [{ points: 1, at: 0 }] }
    expect(sameDocument(one, other)).toBe(true)
    expect(sameDocument({ a: 1, b: undefined }, { a: 1 })).toBe(true)
  })

  it('differ by a value, by null, and by the order of a list', () => {
    expect(sameDocument({ a: 1 }, { a: 2 })).toBe(false)
    expect(sameDocument({ a: null }, {})).toBe(false)
    expect(sameDocument({ a: [1, 2] }, { a: [2, 1] })).toBe(false)
  })
})
