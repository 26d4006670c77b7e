import { describe, expect, it } from 'vitest'
import { searchKey, searchPattern } from './search-key.js'

const spell = (name: string) => ({ full: name, initials: '' })

describe('a customer is found', () => {
  const name = '中国（上海）Ａ贸易有限公司'
  const key = searchKey({ name, code: 'C1', uscc: null }, spell)
  const finds = (typed: string) => key.includes(searchPattern(typed).slice(1, -1))

  it.each(['中国（上海）', '中国(上海)', 'A贸易', 'Ａ贸易', 'c1', ' C1 '])('by %j', (typed) => {
    expect(finds(typed)).toBe(true)
  })

  it('by wildcards as they are typed', () => {
    expect(searchPattern('50%_')).toBe('%50\\%\\_%')
  })
})
