import { describe, expect, it } from 'vitest'
import { counted } from './counted.js'

describe('a counted noun', () => {
  it.each([
    [1, '1 day'],
    [0, '0 days'],
    [2, '2 days'],
    ['1.5', '1.5 days'],
    ['1', '1 day'],
    [-1, '-1 day'],
  ])('of %s is %s', (count, text) => {
    expect(counted(count, 'day')).toBe(text)
  })

  it('may have a plural of its own', () => {
    expect(counted(3, 'person', 'people')).toBe('3 people')
  })
})
