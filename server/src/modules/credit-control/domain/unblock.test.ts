import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { noExposure } from '../../exposure/domain/bucket.js'
import { decide } from './decide.js'
import type { AccountFacts, Facts } from './facts.js'
import { initialRules, type Rule, type RulesDocument } from './rules.js'
import { afterStep, type OpenItem, type Predicament, type Step } from './unblock-step.js'
import { waysOut } from './unblock.js'
import { plainView } from './unblock-words.js'

const CNY = 'CNY' as Currency
const USD = 'USD' as Currency
const today = calendarDay('2026-11-21')
const none = { forcedUntil: null, expiring: [] }

interface Setting {
  readonly limit?: bigint
  readonly amount?: bigint
  readonly items?: readonly OpenItem[]
  readonly account?: Partial<AccountFacts>
  readonly facts?: Partial<Facts>
  readonly later?: Predicament['later']
}

const due = (minor: bigint, days: number, currency = CNY): OpenItem => ({
  currency,
  minor,
  dueOn: addDays(today, -days),
  documentOn: addDays(today, -days - 30),
})

/** A predicament whose sums are those of its open items. */
function predicament({ limit, amount, items = [], account: more, facts, later }: Setting): Predicament {
  const currencies = [...new Set(items.map((item) => item.currency))]
  const sum = (currency: Currency) =>
    items.reduce((total, item) => total + (item.currency === currency ? item.minor : 0n), 0n)
  const account: AccountFacts = {
    ...{ customerCode: 'C1', customerStatus: 'active', industry: null, segmentCode: 'CN01', currency: CNY },
    ...{ limitMode: 'amount', status: 'active', netDays: 30, forcedHold: null, unappliedCounts: true },
    limitLines: [
      { kind: 'base', amountMinor: limit ?? 100_000n, validFrom: calendarDay('2026-01-01'), validTo: null },
    ],
    exposure: currencies.map((currency) => ({
      currency,
      buckets: { ...noExposure, receivables: sum(currency) },
      beyondHorizonMinor: 0n,
    })),
    ...{ overdue: [], oldestItemOn: null, brokenPromises: 0, rating: { grade: 'A', coverageBp: 8000 } },
    ...more,
  }
  const start: Facts = {
    ...{
      today,
      checkpoint: 'order',
      amountMinor: amount ?? 10_000n,
      currency: CNY,
      netDays: null,
      shipOn: null,
    },
    account,
    group: { code: 'C1', limit: null, exposure: account.exposure },
    ...{ own: [], release: null, approvedOn: null, rates: { 'USD>CNY': '7.1' } },
    ...facts,
  }
  // Waiting no day works the overdue of the day out of the items.
  return afterStep({ facts: start, items, later: later ?? none }, { kind: 'wait', until: today })
}

const ways = (setting: Setting, rules = initialRules) =>
  waysOut(predicament(setting), rules).map((way) => way.steps)

describe('ways out of a hold', () => {
  it('over the limit: pay, prepay, a smaller order or a higher limit, each to the cent', () => {
    expect(ways({ items: [due(95_000n, 5)], amount: 10_000n })).toEqual([
      [{ kind: 'pay', minor: 5_000n, currency: CNY }],
      [{ kind: 'prepay', minor: 5_000n, currency: CNY }],
      [{ kind: 'reduce', minor: 5_000n, currency: CNY }],
      [{ kind: 'raise-limit', minor: 5_000n, currency: CNY }],
    ])
  })

  it('too long overdue: exactly the invoices that are too old', () => {
    const items = [due(3_000n, 40), due(2_000n, 35), due(7_000n, 10)]
    expect(ways({ items, amount: 1_000n })).toEqual([[{ kind: 'pay', minor: 5_000n, currency: CNY }]])
  })

  it('overdue and over the limit: what is due must be paid, the rest has alternatives', () => {
    const items = [due(4_000n, 40), due(94_000n, -10)]
    expect(ways({ items, amount: 10_000n })).toEqual([
      [{ kind: 'pay', minor: 8_000n, currency: CNY }],
      [due4000(), { kind: 'prepay', minor: 4_000n, currency: CNY }],
      [due4000(), { kind: 'reduce', minor: 6_000n, currency: CNY }],
      [due4000(), { kind: 'raise-limit', minor: 4_000n, currency: CNY }],
    ])
  })
  const due4000 = (): Step => ({ kind: 'pay', minor: 4_000n, currency: CNY })

  it('without a limit only a limit helps, and with a group limit that is too small both', () => {
    const limit = { mode: 'amount' as const, minor: 3_000n, currency: CNY }
    const group = { code: 'G', limit, exposure: [] }
    expect(ways({ account: { limitMode: 'none', limitLines: [] }, facts: { group } })).toEqual([
      [
        { kind: 'grant-limit', minor: 10_000n, currency: CNY },
        { kind: 'raise-group-limit', minor: 7_000n, currency: CNY },
      ],
    ])
  })

  it('names the state that has to change, and the day on which a forced hold or a reservation ends', () => {
    expect(ways({ account: { status: 'frozen' } })).toEqual([[{ kind: 'unfreeze' }]])
    const until = calendarDay('2026-11-30')
    const later = { forcedUntil: until, expiring: [] }
    expect(ways({ account: { forcedHold: 'x' }, later })).toEqual([
      [{ kind: 'lift-forced-hold' }],
      [{ kind: 'wait', until: '2026-12-01' }],
    ])
    const reserved = [
      { currency: CNY, buckets: { ...noExposure, reserved: 95_000n }, beyondHorizonMinor: 0n },
    ]
    const expiring = [{ on: calendarDay('2026-11-25'), currency: CNY, minor: 5_000n }]
    const found = ways({ account: { exposure: reserved }, later: { forcedUntil: null, expiring } })
    expect(found.at(-1)).toEqual([{ kind: 'wait', until: '2026-11-25' }])
  })

  it('does not count on a day that comes with a new overdue', () => {
    const seasonal = {
      kind: 'seasonal' as const,
      amountMinor: 50_000n,
      validFrom: calendarDay('2027-02-01'),
      validTo: null,
    }
    const base = {
      kind: 'base' as const,
      amountMinor: 100_000n,
      validFrom: calendarDay('2026-01-01'),
      validTo: null,
    }
    const limitLines = [seasonal, base]
    const fine = ways({ account: { limitLines }, items: [due(95_000n, -60)] })
    expect(fine.at(-1)).toEqual([{ kind: 'wait', until: '2027-02-01' }])
    const overdueThen = ways({ account: { limitLines }, items: [due(95_000n, -20)] })
    expect(overdueThen.flat().map((step) => step.kind)).not.toContain('wait')
  })

  it('needs the rate first where one is missing, and promises nothing', () => {
    const [way] = waysOut(predicament({ facts: { currency: USD, rates: {} } }), initialRules)
    expect(way).toEqual({ steps: [{ kind: 'record-rate', from: USD, to: CNY }], certain: false })
  })

  it('finds none for a customer who is blacklisted, and none where the order passes', () => {
    expect(ways({ account: { customerStatus: 'blacklisted' } })).toEqual([])
    expect(ways({})).toEqual([])
  })
})

const rule = (key: string, condition: Rule['conditions'][number]): Rule => ({
  ...{ key, name: { zh: key, en: key }, scope: {}, checkpoints: ['order'], graceDays: 0, match: 'any' },
  conditions: [condition],
  effect: { kind: 'blocking', strength: 'hold' },
})

const strict: RulesDocument = {
  rules: [
    ...initialRules.rules,
    rule('amount', { dimension: 'order_amount', boundary: 'gt', threshold: '900.00' }),
    rule('overdue sum', { dimension: 'overdue_amount', boundary: 'gte', threshold: '50.00' }),
    rule('terms', { dimension: 'terms_days_over', boundary: 'gt', threshold: '0' }),
  ],
}

const item = fc.record({
  currency: fc.constantFrom(CNY, CNY, USD),
  minor: fc.bigInt({ min: 1n, max: 60_000n }),
  days: fc.integer({ min: -60, max: 90 }),
})

const setting = fc.record({
  limit: fc.bigInt({ min: 0n, max: 200_000n }),
  amount: fc.bigInt({ min: 1n, max: 150_000n }),
  items: fc
    .array(item, { maxLength: 6 })
    .map((all) => all.map(({ minor, days, currency }) => due(minor, days, currency))),
  account: fc.record(
    {
      status: fc.constantFrom('active' as const, 'frozen' as const),
      limitMode: fc.constantFrom('amount' as const, 'none' as const),
      forcedHold: fc.constantFrom(null, 'why'),
    },
    { requiredKeys: [] },
  ),
})

/** The same way with its last amount a cent easier. */
function easier(steps: readonly Step[]): readonly Step[] | null {
  const last = steps.at(-1)
  if (!last || !('minor' in last)) return null
  const minor = last.kind === 'reduce' ? last.minor + 1n : last.minor - 1n
  return [...steps.slice(0, -1), { ...last, minor }]
}

describe('on random predicaments', () => {
  it('every way lets the order pass, and a cent less does not', () => {
    let tried = 0
    fc.assert(
      fc.property(setting, fc.constantFrom(initialRules, strict), (chosen, rules) => {
        const start = predicament(chosen)
        const passes = (steps: readonly Step[]) =>
          ['approved', 'warned'].includes(decide(steps.reduce(afterStep, start).facts, rules).outcome)
        for (const { steps, certain } of waysOut(start, rules)) {
          expect(certain).toBe(true)
          expect(passes(steps)).toBe(true)
          const less = easier(steps)
          // A cent of yuan may be no cent of dollars.
          if (less !== null && chosen.items.every((one) => one.currency === CNY))
            expect(passes(less)).toBe(false)
          tried += 1
        }
      }),
      { numRuns: 150 },
    )
    expect(tried).toBeGreaterThan(80)
  })
})

describe('the plain view', () => {
  const order = { number: 'SO-1', minor: 10_000n, currency: CNY, customer: '华东机械' }

  it('says what is stopped, why and what the customer can do, without codes or limits', () => {
    const state = predicament({ items: [due(95_000n, 5)] })
    const { reasons } = decide(state.facts, initialRules)
    expect(plainView(order, reasons, waysOut(state, initialRules))).toEqual({
      stopped: {
        zh: '华东机械 的订单 SO-1（CNY 100.00）暂时不能发货。',
        en: 'Order SO-1 of 华东机械 (CNY 100.00) cannot ship yet.',
      },
      why: {
        zh: '加上这一单，欠款将超出给客户的额度。',
        en: 'With this order the customer would owe more than agreed.',
      },
      customerCan: [
        {
          zh: '先支付欠款 CNY 50.00（最早到期的在前）。',
          en: 'Pay CNY 50.00 of open invoices, those due longest first.',
        },
        { zh: '预付 CNY 50.00。', en: 'Pay CNY 50.00 in advance.' },
        { zh: '把订单减到 CNY 50.00 以内。', en: 'Reduce the order to CNY 50.00.' },
      ],
    })
  })
})
