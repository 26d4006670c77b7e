import { describe, expect, it } from 'vitest'
import type { Rule } from './api'
import { toFields, toRule } from './rule-fields'

const hold: Rule = {
  key: 'large',
  name: { zh: '大额订单', en: 'Large order' },
  scope: { segments: ['CN01'], grades: ['B', 'C'] },
  checkpoints: ['order', 'delivery'],
  graceDays: 3,
  match: 'all',
  conditions: [
    { dimension: 'order_amount', boundary: 'gte', threshold: '200000' },
    { dimension: 'grade_below', grade: 'A' },
    { dimension: 'no_limit' },
  ],
  autoRelease: false,
  effect: { kind: 'blocking', strength: 'hold' },
}
const exclusion: Rule = {
  ...{ key: 'vip', name: { zh: '豁免', en: 'Exempt' }, scope: { customers: ['C1'] }, checkpoints: ['order'] },
  ...{ graceDays: 0, match: 'any', conditions: [{ dimension: 'no_limit' }] },
  effect: { kind: 'exclusion', keys: ['large'] },
}

describe('a rule in the form', () => {
  it.each([hold, exclusion, { ...exclusion, effect: { kind: 'exclusion', keys: 'all' } }] as Rule[])(
    'comes out as it went in',
    (rule) => expect(toRule(toFields(rule))).toEqual(rule),
  )

  it('loses its scope when the choices are emptied, and its release when it no longer holds', () => {
    const emptied = toRule({ ...toFields(hold), segments: [], grades: [], effect: 'warn' })
    expect(emptied.scope).toEqual({})
    expect(emptied).not.toHaveProperty('autoRelease')
  })
})
