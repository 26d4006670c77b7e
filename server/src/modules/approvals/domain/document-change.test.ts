import { describe, expect, it } from 'vitest'
import { compareParts, type DocumentPart } from './document-change.js'

const both = (text: string) => ({ zh: text, en: text })
const part = (key: string, fields: Record<string, string>): DocumentPart => ({
  key,
  name: both(key),
  fields: Object.entries(fields).map(([name, text]) => ({ name: both(name), text: both(text) })),
})

describe('the comparison of two documents', () => {
  it('names only the fields that differ, with what they were', () => {
    const before = [part('limit', { threshold: '100', strength: 'hold' }), part('gone', { strength: 'warn' })]
    const after = [
      part('new', { strength: 'block', note: '' }),
      part('limit', { threshold: '95', strength: 'hold' }),
    ]
    expect(compareParts(before, after)).toEqual([
      { part: both('new'), field: both('strength'), before: null, after: both('block') },
      { part: both('limit'), field: both('threshold'), before: both('100'), after: both('95') },
      { part: both('gone'), field: both('strength'), before: both('warn'), after: null },
    ])
  })

  it('finds nothing in a document that only changed its order', () => {
    const parts = [part('a', { x: '1' }), part('b', { x: '2' })]
    expect(compareParts(parts, [...parts].reverse())).toEqual([])
  })
})
