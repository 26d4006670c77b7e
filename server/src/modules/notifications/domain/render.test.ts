import { describe, expect, it } from 'vitest'
import { kindOf, notificationKindNames } from './notification-kinds.js'
import { fill, render, sampleValues, standardText, unknownVariables } from './render.js'

describe('texts of notifications', () => {
  it.each(notificationKindNames)('%s names only its own variables and leaves none open', (kind) => {
    for (const language of ['zh', 'en'] as const) {
      const text = standardText(kind, language)
      expect(unknownVariables(kind, `${text.title}\n${text.body}`)).toEqual([])
      const { title, body } = render(text, sampleValues(kind), language)
      expect(title + body).not.toMatch(/[{}—]/)
      expect(title.length).toBeGreaterThan(3)
    }
    expect(kindOf(kind).name.zh).toMatch(/\p{Script=Han}/u)
  })

  it('take the value of the reader’s language, and a dash where there is none', () => {
    const values = { a: { zh: '甲', en: 'first' }, b: '2' }
    expect(fill('{a} {b} {c}', values, 'zh')).toBe('甲 2 —')
    expect(fill('{a} {b} {c}', values, 'en')).toBe('first 2 —')
  })

  it('do not fill in what every object inherits', () => {
    expect(fill('{constructor}{toString}', {}, 'en')).toBe('——')
  })

  it('do not fill what a value holds', () => {
    expect(fill('{a}', { a: '{b}', b: 'x' }, 'en')).toBe('{b}')
  })

  it('name each unknown variable once', () => {
    expect(unknownVariables('hold_ready', '{customer} {nobody} {nobody} {}')).toEqual(['nobody', ''])
  })
})
