import { describe, expect, it } from 'vitest'
import { arrayLiteral } from './array-literal.js'

describe('an array literal', () => {
  it('leaves unquoted what holds nothing to quote', () => {
    expect(arrayLiteral('bigint', [1n, -2n, null, undefined])).toBe('{1,-2,NULL,NULL}')
    expect(arrayLiteral('boolean', [true, false])).toBe('{true,false}')
    expect(arrayLiteral('timestamptz', [new Date('2026-11-21T08:00:00.123Z')])).toBe(
      '{2026-11-21T08:00:00.123Z}',
    )
    expect(arrayLiteral('uuid', [])).toBe('{}')
  })

  it('quotes texts, so that commas, quotes, backslashes, empty texts and the word NULL stay what they are', () => {
    expect(arrayLiteral('text', ['a,b', '', 'NULL', 'a "b"', 'c:\\d', '信衡', null])).toBe(
      String.raw`{"a,b","","NULL","a \"b\"","c:\\d","信衡",NULL}`,
    )
  })

  it('writes objects as JSON', () => {
    expect(arrayLiteral('jsonb', [{ a: '"' }, '[1]'])).toBe(String.raw`{"{\"a\":\"\\\"\"}","[1]"}`)
  })
})
