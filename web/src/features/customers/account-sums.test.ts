import { describe, expect, it } from 'vitest'
import { sumAccounts } from './account-sums'
import type { ListedAccount } from './api'

function account(change: Partial<ListedAccount>): ListedAccount {
  return {
    segment: 'CN01',
    currency: 'CNY',
    limitMode: 'amount',
    limit: { amount: '1000.00', currency: 'CNY' },
    status: 'active',
    netDays: 30,
    exposure: [{ amount: '400.10', currency: 'CNY' }],
    overdue: [],
    overdueDays: 0,
    ...change,
  }
}

describe('the sums of a customer', () => {
  it('add accounts per currency and leave room exactly', () => {
    const usd = { currency: 'USD', limit: { amount: '50.00', currency: 'USD' }, exposure: [] }
    const sums = sumAccounts([account({}), account({ status: 'frozen' }), account(usd)])
    expect(sums.limit).toEqual([
      { amount: '2000.00', currency: 'CNY' },
      { amount: '50.00', currency: 'USD' },
    ])
    expect(sums.exposure).toEqual([{ amount: '800.20', currency: 'CNY' }])
    expect(sums.available).toEqual([
      { amount: '1199.80', currency: 'CNY' },
      { amount: '50.00', currency: 'USD' },
    ])
    expect(sums.status).toBe('frozen')
  })

  it('tell no room where the exposure is in another currency than the limit', () => {
    const sums = sumAccounts([account({ exposure: [{ amount: '5.00', currency: 'JPY' }] })])
    expect(sums.available).toEqual([])
  })

  it('know accounts without a limit from unlimited ones', () => {
    expect(sumAccounts([account({ limitMode: 'none', limit: null })])).toMatchObject({
      limit: [],
      unlimited: false,
    })
    expect(sumAccounts([account({ limitMode: 'unlimited', limit: null })]).unlimited).toBe(true)
    expect(sumAccounts([])).toMatchObject({ status: null, overdueDays: 0 })
  })
})
