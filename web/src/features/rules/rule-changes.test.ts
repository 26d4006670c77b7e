import { describe, expect, it } from 'vitest'
import type { Rule } from './api'
import { ruleChanges } from './rule-changes'

const rule = (key: string, graceDays = 0): Rule => ({
  key,
  name: { zh: key, en: key },
  scope: {},
  checkpoints: ['order'],
  graceDays,
  match: 'any',
  conditions: [{ dimension: 'no_limit' }],
  effect: { kind: 'blocking', strength: 'hold' },
})

describe('ruleChanges', () => {
  it('finds nothing between equal rules, in whatever order they stand', () => {
    expect(ruleChanges([rule('a'), rule('b')], [rule('b'), rule('a')])).toEqual([])
  })

  it('tells a changed rule from one that is new and one that is gone', () => {
    const changes = ruleChanges([rule('a'), rule('b'), rule('c')], [rule('a', 5), rule('b'), rule('d')])
    expect(changes).toEqual([
      { kind: 'changed', before: rule('a'), after: rule('a', 5) },
      { kind: 'added', after: rule('d') },
      { kind: 'removed', before: rule('c') },
    ])
  })

  it('counts each of several rules of one code by itself', () => {
    const changes = ruleChanges([rule('a', 1), rule('a', 2)], [rule('a', 1), rule('a', 3), rule('a', 4)])
    expect(changes.map(({ kind }) => kind)).toEqual(['changed', 'added'])
  })
})
