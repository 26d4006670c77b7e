import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../../kernel/calendar-day.js'
import { checkUscc } from '../../customers/domain/uscc.js'
import { findFactItem } from '../../facts/domain/catalogue.js'
import { parseFactValue, rangeWarning } from '../../facts/domain/fact-value.js'
import { accountsOf } from './accounts.js'
import type { BookParams, DemoCustomer } from './book.js'
import { creditFileOf } from './credit-file.js'
import { generateGroups } from './credit-groups.js'
import { generateCustomer, generateCustomers } from './customer.js'
import { generateRates } from './fx.js'
import { generateHistory } from './history.js'
import { positionOf } from './position.js'
import { REGIONS } from './regions.js'
import { statementsOf } from './statements.js'

const defaults: BookParams = { seed: 7, customers: 300, months: 24, endOn: calendarDay('2026-11-22') }
const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 })
const indexes = fc.integer({ min: 0, max: 1_200_000 })

function everything(params: BookParams, customer: DemoCustomer): unknown {
  const history = generateHistory(params, customer)
  const accounts = accountsOf(params, customer, history)
  return { customer, history, accounts, facts: creditFileOf(params, customer) }
}

describe('a demo book', () => {
  it('is the same whenever it is made, and a customer is the same in a book of any size', () => {
    fc.assert(
      fc.property(seeds, indexes, fc.integer({ min: 3, max: 36 }), (seed, index, months) => {
        const small = { ...defaults, seed, months, customers: index + 1 }
        const large = { ...small, customers: 1_300_000 }
        expect(everything(small, generateCustomer(small, index))).toEqual(
          everything(large, generateCustomer(large, index)),
        )
      }),
      { numRuns: 60 },
    )
  })

  it('is another one for another seed', () => {
    const names = (seed: number): string[] =>
      [...generateCustomers({ ...defaults, seed, customers: 50 })].map((customer) => customer.name)
    expect(names(1).filter((name) => names(2).includes(name))).toEqual([])
  })

  it('gives every customer a name, a code and a registration code of its own', () => {
    const params = { ...defaults, customers: 12_000 }
    const seen = { name: new Set(), code: new Set(), uscc: new Set() }
    let domestic = 0
    for (const customer of generateCustomers(params)) {
      seen.name.add(customer.name)
      seen.code.add(customer.code)
      if (customer.uscc === undefined) continue
      domestic++
      seen.uscc.add(customer.uscc)
    }
    expect([seen.name.size, seen.code.size, seen.uscc.size]).toEqual([12_000, 12_000, domestic])
  })

  it('keeps names apart over the whole million', () => {
    fc.assert(
      fc.property(seeds, indexes, indexes, (seed, one, other) => {
        fc.pre(one !== other)
        const params = { ...defaults, seed }
        expect(generateCustomer(params, one).name).not.toBe(generateCustomer(params, other).name)
      }),
    )
  })

  it('carries valid registration codes of the right region, and a couple that fail the check digit', () => {
    const checks = [...generateCustomers(defaults)].flatMap(({ uscc, city }) => {
      if (uscc === undefined) return []
      expect(uscc.slice(2, 8)).toBe(REGIONS.find((region) => region.city === city)?.code)
      return [checkUscc(uscc)]
    })
    expect(checks.filter((check) => check === 'failed').length).toBeGreaterThanOrEqual(1)
    expect(checks.filter((check) => check === 'failed').length).toBeLessThanOrEqual(3)
    expect(checks).not.toContain('malformed')
  })

  it('puts about a tenth of the customers into groups of two to six, whose members share the brand', () => {
    const params = { ...defaults, customers: 4_000 }
    const customers = [...generateCustomers(params)]
    const groups = [...generateGroups(params)]
    const byCode = new Map(customers.map((customer) => [customer.code, customer]))
    expect(customers.filter((customer) => customer.groupCode).length / 4_000).toBeCloseTo(0.1, 1)
    for (const group of groups) {
      expect(group.memberCodes.length).toBeGreaterThanOrEqual(2)
      expect(group.memberCodes.length).toBeLessThanOrEqual(6)
      for (const code of group.memberCodes) {
        expect(byCode.get(code)?.groupCode).toBe(group.code)
        expect(byCode.get(code)?.name).toContain(group.name.slice(0, -1))
      }
    }
  })

  it('has every behaviour and both segments among 300 customers, with 15,000 to 25,000 documents', () => {
    const behaviours = new Set<string>()
    const segments = new Set<string>()
    let documents = 0
    for (const customer of generateCustomers(defaults)) {
      behaviours.add(customer.behaviour)
      for (const trade of customer.trades) segments.add(`${trade.segment} ${trade.currency}`)
      documents += generateHistory(defaults, customer).length
    }
    expect(behaviours.size).toBe(10)
    expect(segments).toEqual(new Set(['CN01 CNY', 'EX01 USD', 'EX01 EUR']))
    expect(documents).toBeGreaterThan(15_000)
    expect(documents).toBeLessThan(25_000)
  })

  it('fills every exposure bucket today, and has customers near, over and well within their limits', () => {
    const filled = { orders: 0, delivered: 0, receivables: 0, unapplied: 0 }
    const use = { within: 0, near: 0, over: 0 }
    for (const customer of generateCustomers(defaults)) {
      const history = generateHistory(defaults, customer)
      for (const account of accountsOf(defaults, customer, history)) {
        const position = positionOf(history, account.segment)
        if (position.openOrdersMinor > 0n) filled.orders++
        if (position.deliveredNotBilledMinor > 0n) filled.delivered++
        if (position.receivablesMinor > 0n) filled.receivables++
        if (position.unappliedMinor > 0n) filled.unapplied++
        if (account.segment !== 'CN01' || account.limitMode !== 'amount') continue
        const limit = account.lines
          .filter(
            (line) => line.validFrom <= defaults.endOn && (line.validTo ?? defaults.endOn) >= defaults.endOn,
          )
          .reduce((best, line) => (line.kind === 'base' ? line.amount.minor : best + line.amount.minor), 0n)
        if (position.exposureMinor > limit) use.over++
        else if (position.exposureMinor * 10n > limit * 9n) use.near++
        else use.within++
      }
    }
    expect(Math.min(...Object.values(filled))).toBeGreaterThan(10)
    expect(use.over).toBeGreaterThan(5)
    expect(use.near).toBeGreaterThan(5)
    expect(use.within).toBeGreaterThan(150)
  })

  it('has rates for every currency of its documents, from before its first day', () => {
    const rates = generateRates(defaults)
    for (const pair of ['USDCNY', 'CNYUSD', 'EURCNY', 'EURUSD', 'USDEUR']) {
      const days = rates.filter(({ from, to }) => from + to === pair).map(({ on }) => on)
      expect(days).toEqual([...days].sort())
      expect(days[0] !== undefined && days[0] <= '2024-11-01').toBe(true)
      expect(days.at(-1)).toBe('2026-11-01')
    }
    expect(rates.every(({ rate }) => /^\d+\.\d{4,8}$/.test(rate) && Number(rate) > 0)).toBe(true)
  })
})

describe('a customer’s annual statements', () => {
  it('balance, add up and explain the change of cash', () => {
    let checked = 0
    for (const customer of generateCustomers(defaults)) {
      for (const { figures: f, receivedOn, periodEndOn } of statementsOf(defaults, customer)) {
        expect(f.totalAssets).toBe(f.totalLiabilities + f.equity)
        expect(f.totalAssets).toBe(f.currentAssets + f.fixedAssets + f.otherNonCurrentAssets)
        expect(f.currentAssets).toBe(f.cash + f.accountsReceivable + f.inventory + f.otherCurrentAssets)
        expect(f.currentLiabilities).toBe(f.shortTermLoans + f.accountsPayable + f.otherCurrentLiabilities)
        expect(f.totalLiabilities).toBe(f.currentLiabilities + f.longTermLoans)
        expect(f.equity).toBe(f.paidInCapital + f.retainedEarnings)
        expect(f.profitBeforeTax).toBe(f.revenue - f.costOfSales - f.operatingExpenses - f.financeCost)
        expect(f.netProfit).toBe(f.profitBeforeTax - f.incomeTax)
        expect(f.cash - f.openingCash).toBe(f.operatingCashFlow + f.investingCashFlow + f.financingCashFlow)
        expect(f.cash).toBeGreaterThan(0n)
        expect(receivedOn > periodEndOn && receivedOn <= defaults.endOn).toBe(true)
        checked++
      }
    }
    expect(checked).toBeGreaterThan(400)
  })

  it('tell the sound from the failing', () => {
    const lastMargins = (behaviour: string): number[] =>
      [...generateCustomers({ ...defaults, customers: 600 })]
        .filter((customer) => customer.behaviour === behaviour)
        .flatMap((customer) => statementsOf(defaults, customer).slice(-1))
        .map(({ figures }) => Number((figures.netProfit * 10_000n) / figures.revenue))
    expect(Math.min(...lastMargins('prompt'))).toBeGreaterThan(0)
    expect(Math.max(...lastMargins('sudden-default'))).toBeLessThan(0)
  })
})

describe('a customer’s credit file', () => {
  it('holds readable values of known items, known by today, and lists only those who failed as dishonest debtors', () => {
    const items = new Set<string>()
    const faults: string[] = []
    for (const customer of generateCustomers(defaults)) {
      for (const { item, value, validOn, recordedOn } of creditFileOf(defaults, customer)) {
        const known = findFactItem(item)
        const read = known ? parseFactValue(known, value) : 'unknown'
        if (!known || typeof read === 'string') faults.push(`${item} ${value}: unreadable`)
        else if (rangeWarning(known, read)) faults.push(`${item} ${value}: out of range`)
        if (validOn > recordedOn || recordedOn > defaults.endOn) faults.push(`${item}: ${recordedOn}`)
        const failed = customer.behaviour === 'sudden-default'
        if (item === 'dishonest_debtor' && value === 'true' && !failed) faults.push(customer.code)
        items.add(item)
      }
    }
    expect(faults).toEqual([])
    expect(items.size).toBeGreaterThan(35)
  })
})
