import { describe, expect, it } from 'vitest'
import { changesOf, minorToAmount, wordOf } from './audit-fields'

describe('the fields of an entry', () => {
  it('are those that differ, without keys that only the database reads', () => {
    const changes = changesOf(
      { id: '1', name: '甲', status: 'active', amount_minor: 100, currency: 'CNY' },
      { id: '2', name: '甲', status: 'frozen', amount_minor: 250, currency: 'CNY' },
    )
    expect(changes).toEqual([
      { name: 'status', before: 'active', after: 'frozen', currency: 'CNY' },
      { name: 'amount_minor', before: 100, after: 250, currency: 'CNY' },
    ])
  })

  it('take the currency that stands beside an amount before that of the row', () => {
    const row = { registered_capital_minor: 5, registered_capital_currency: 'USD', currency: 'CNY' }
    expect(changesOf(null, row)[0]).toMatchObject({ name: 'registered_capital_minor', currency: 'USD' })
  })

  it('of a new row are all that hold something', () => {
    expect(changesOf(null, { code: 'C1', region: null }).map(({ name }) => name)).toEqual(['code'])
  })
})

describe('an amount in minor units', () => {
  it('has the decimals of its currency', () => {
    expect(minorToAmount(123456, 'CNY')).toBe('1234.56')
    expect(minorToAmount('-5', 'CNY')).toBe('-0.05')
    expect(minorToAmount(700, 'JPY')).toBe('700')
    expect(minorToAmount(1500, 'KWD')).toBe('1.500')
  })
})

it('reads names of the program and of the database alike', () => {
  expect(wordOf('ownerUsername')).toBe('owner_username')
  expect(wordOf('owner_username')).toBe('owner_username')
})
