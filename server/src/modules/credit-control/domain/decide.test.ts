import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { noExposure } from '../../exposure/domain/bucket.js'
import { decide } from './decide.js'
import type { AccountFacts, Facts } from './facts.js'
import { factsFromJson, factsToJson } from './facts-json.js'
import { initialRules, type Rule, type RulesDocument } from './rules.js'

const CNY = 'CNY' as Currency
const USD = 'USD' as Currency
const JPY = 'JPY' as Currency
const today = calendarDay('2026-11-21')

function account(more: Partial<AccountFacts> = {}): AccountFacts {
  return {
    customerCode: 'C1',
    customerStatus: 'active',
    industry: null,
    segmentCode: 'CN01',
    currency: CNY,
    limitMode: 'amount',
    status: 'active',
    netDays: 30,
    forcedHold: null,
    unappliedCounts: true,
    limitLines: [
      { kind: 'base', amountMinor: 100_000n, validFrom: calendarDay('2026-01-01'), validTo: null },
    ],
    exposure: [],
    overdue: [],
    oldestItemOn: null,
    brokenPromises: 0,
    rating: { grade: 'A', coverageBp: 8000 },
    ...more,
  }
}

function facts(more: Partial<Facts> = {}): Facts {
  const base = more.account ?? account()
  return {
    today,
    checkpoint: 'order',
    amountMinor: 10_000n,
    currency: base.currency,
    netDays: null,
    shipOn: null,
    account: base,
    group: { code: 'C1', limit: null, exposure: base.exposure },
    own: [],
    release: null,
    approvedOn: null,
    rates: {},
    ...more,
  }
}

function exposed(receivables: bigint, unapplied = 0n, currency = CNY) {
  return [{ currency, buckets: { ...noExposure, receivables, unapplied }, beyondHorizonMinor: 0n }]
}

const codes = (input: Facts, rules: RulesDocument = initialRules) =>
  decide(input, rules).reasons.map((reason) => reason.code)
const outcome = (input: Facts, rules: RulesDocument = initialRules) => decide(input, rules).outcome

describe('the limit', () => {
  it('may be used up exactly, and not by a cent more', () => {
    const used = account({ exposure: exposed(90_000n) })
    expect(outcome(facts({ account: used, amountMinor: 10_000n }))).toBe('warned')
    expect(outcome(facts({ account: used, amountMinor: 10_001n }))).toBe('held')
  })

  it('holds at the boundary where the rule says so', () => {
    const strict: RulesDocument = {
      rules: initialRules.rules.map((rule) =>
        rule.key === 'limit'
          ? {
              ...rule,
              conditions: [{ dimension: 'utilisation_percent', boundary: 'gte', threshold: '100.0' }],
            }
          : rule,
      ),
    }
    const used = account({ exposure: exposed(90_000n) })
    expect(outcome(facts({ account: used }), strict)).toBe('held')
    expect(outcome(facts({ account: used, amountMinor: 9_999n }), strict)).toBe('warned')
  })

  it.each([
    ['none', 'held', 'no_limit'],
    ['unlimited', 'approved', undefined],
  ] as const)('of mode %s gives %s', (limitMode, expected, code) => {
    const input = facts({ account: account({ limitMode, limitLines: [] }), amountMinor: 10n ** 14n })
    expect(outcome(input)).toBe(expected)
    expect(codes(input)[0]).toBe(code)
  })

  it('of zero means no credit, not unlimited', () => {
    const zero = account({ limitLines: [{ kind: 'base', amountMinor: 0n, validFrom: today, validTo: null }] })
    expect(codes(facts({ account: zero, amountMinor: 1n }))).toEqual(['limit_exceeded'])
  })

  it('is the newest base line plus the other lines of the day, and expires by itself', () => {
    const line = (kind: 'base' | 'temporary', minor: bigint, from: string, to: string | null) => ({
      kind,
      amountMinor: minor,
      validFrom: calendarDay(from),
      validTo: to === null ? null : calendarDay(to),
    })
    const lines = [
      line('temporary', 50_000n, '2026-11-01', '2026-11-21'),
      line('base', 100_000n, '2026-06-01', null),
      line('base', 900_000n, '2026-01-01', null),
    ]
    expect(outcome(facts({ account: account({ limitLines: lines }), amountMinor: 150_000n }))).toBe('warned')
    const tomorrow = facts({ account: account({ limitLines: lines }), amountMinor: 100_001n })
    expect(outcome({ ...tomorrow, today: calendarDay('2026-11-22') })).toBe('held')
    const ended = account({ limitLines: [line('base', 100_000n, '2026-01-01', '2026-11-20')] })
    expect(codes(facts({ account: ended }))).toEqual(['limit_expired'])
  })

  it('is compared in JPY and USD without a missing or a double conversion', () => {
    const lines = [{ kind: 'base' as const, amountMinor: 1_000_000n, validFrom: today, validTo: null }]
    const yen = account({ currency: JPY, limitLines: lines, exposure: exposed(10_000n, 0n, USD) })
    const rates = { 'USD>JPY': '150' }
    // 100.00 USD of exposure are 15,000 JPY; 985,000 JPY are left.
    expect(outcome(facts({ account: yen, amountMinor: 985_000n, currency: JPY, rates }))).toBe('warned')
    expect(outcome(facts({ account: yen, amountMinor: 985_001n, currency: JPY, rates }))).toBe('held')
    expect(outcome(facts({ account: yen, amountMinor: 656_666n, currency: USD, rates }))).toBe('warned')
    expect(outcome(facts({ account: yen, amountMinor: 656_670n, currency: USD, rates }))).toBe('held')
  })
})

describe('a missing exchange rate', () => {
  it('holds and never passes, whatever the rules leave out', () => {
    const input = facts({ currency: USD })
    expect(codes(input)).toEqual(['fx_rate_missing'])
    const without = { rules: initialRules.rules.filter((rule) => rule.key !== 'fx_rate_missing') }
    expect(decide(input, without)).toMatchObject({ outcome: 'held', reasons: [{ code: 'fx_rate_missing' }] })
  })
})

describe('time', () => {
  it('makes a receivable overdue without any write: due today is not, thirty days are allowed', () => {
    const due = (day: string) =>
      account({ overdue: [{ currency: CNY, minor: 100n, oldestDueOn: calendarDay(day) }] })
    expect(outcome(facts({ account: due('2026-11-21') }))).toBe('approved')
    expect(outcome(facts({ account: due('2026-10-22') }))).toBe('approved')
    expect(codes(facts({ account: due('2026-10-21') }))).toEqual(['overdue_days'])
  })
})

describe('the document itself', () => {
  it('is not counted twice when it was reserved or recorded before', () => {
    const used = account({ exposure: exposed(80_000n) })
    const reserved = [{ currency: CNY, reservedMinor: 80_000n, recordedMinor: 0n }]
    expect(outcome(facts({ account: used, amountMinor: 100_000n, own: reserved }))).toBe('warned')
    const recorded = [{ currency: CNY, reservedMinor: 0n, recordedMinor: 80_000n }]
    expect(
      decide(facts({ account: used, amountMinor: 80_000n, own: recorded }), initialRules).measures,
    ).toMatchObject({
      projectedMinor: 80_000n,
    })
  })
})

describe('a release', () => {
  const held = facts({ amountMinor: 200_000n })
  it.each([
    ['covers its amount until its last day', { maxMinor: 200_000n, until: '2026-11-21' }, 'approved'],
    ['is void when the order grew', { maxMinor: 199_999n, until: '2026-11-21' }, 'held'],
    ['ends', { maxMinor: 200_000n, until: '2026-11-20' }, 'held'],
  ] as const)('%s', (_, release, expected) => {
    const given = { maxMinor: release.maxMinor, currency: CNY, until: calendarDay(release.until) }
    expect(outcome({ ...held, release: given })).toBe(expected)
  })

  it('does not reach a blocked account', () => {
    const release = { maxMinor: 200_000n, currency: CNY, until: today }
    expect(outcome({ ...held, release, account: account({ status: 'blocked' }) })).toBe('rejected')
  })
})

describe('rules', () => {
  const rule = (more: Partial<Rule>): Rule => ({
    key: 'own',
    name: { zh: '测试', en: 'test' },
    scope: {},
    checkpoints: ['order'],
    graceDays: 0,
    match: 'any',
    conditions: [{ dimension: 'order_amount', boundary: 'gt', threshold: '50.00' }],
    effect: { kind: 'blocking', strength: 'hold' },
    ...more,
  })

  it('of one key: the most specific scope counts', () => {
    const general = rule({ effect: { kind: 'blocking', strength: 'block' } })
    const special = rule({ scope: { customers: ['C1'] }, effect: { kind: 'blocking', strength: 'warn' } })
    expect(outcome(facts(), { rules: [general, special] })).toBe('warned')
    expect(outcome(facts({ account: account({ customerCode: 'C2' }) }), { rules: [general, special] })).toBe(
      'rejected',
    )
  })

  it('all-of needs every condition, any-of one', () => {
    const conditions = [
      { dimension: 'order_amount', boundary: 'gt', threshold: '50.00' },
      { dimension: 'overdue_days', boundary: 'gt', threshold: '0' },
    ] as const
    expect(outcome(facts(), { rules: [rule({ conditions })] })).toBe('held')
    expect(outcome(facts(), { rules: [rule({ conditions, match: 'all' })] })).toBe('approved')
  })

  it('an exclusion lets the named rules pass', () => {
    const exclusion = rule({
      key: 'vip',
      scope: { grades: ['A'] },
      conditions: [{ dimension: 'order_amount', boundary: 'gte', threshold: '0' }],
      effect: { kind: 'exclusion', keys: ['own'] },
    })
    expect(outcome(facts(), { rules: [rule({}), exclusion] })).toBe('approved')
    const other = facts({ account: account({ rating: { grade: 'B', coverageBp: 8000 } }) })
    expect(outcome(other, { rules: [rule({}), exclusion] })).toBe('held')
  })

  it('grace days spare a later point after an approval', () => {
    const later = rule({ checkpoints: ['delivery'], graceDays: 5 })
    const input = facts({ checkpoint: 'delivery', approvedOn: calendarDay('2026-11-16') })
    expect(outcome(input, { rules: [later] })).toBe('approved')
    expect(outcome({ ...input, approvedOn: calendarDay('2026-11-15') }, { rules: [later] })).toBe('held')
  })

  it.each([
    ['grade_below', { dimension: 'grade_below', grade: 'AA' }, 'grade_too_low'],
    ['coverage', { dimension: 'coverage_percent_below', boundary: 'gt', threshold: '80.1' }, 'coverage_low'],
    ['oldest item', { dimension: 'oldest_item_days', boundary: 'gt', threshold: '90' }, 'oldest_item_days'],
    ['terms', { dimension: 'terms_days_over', boundary: 'gt', threshold: '0' }, 'terms_exceed_policy'],
    ['overdue amount', { dimension: 'overdue_amount', boundary: 'gt', threshold: '1.00' }, 'overdue_amount'],
    ['overdue share', { dimension: 'overdue_percent', boundary: 'gt', threshold: '20.0' }, 'overdue_amount'],
    ['forced hold', { dimension: 'forced_hold' }, 'forced_hold'],
  ] as const)('%s is measured', (_, condition, code) => {
    const late = account({
      overdue: [{ currency: CNY, minor: 500n, oldestDueOn: calendarDay('2026-11-01') }],
      exposure: exposed(1_000n),
      oldestItemOn: calendarDay('2026-08-01'),
      forcedHold: '等待新合同',
    })
    expect(
      codes(facts({ account: late, netDays: 60 }), { rules: [rule({ conditions: [condition] })] }),
    ).toEqual([code])
    const fine = account({ rating: { grade: 'AAA', coverageBp: 10_000 } })
    expect(
      outcome(facts({ account: fine, netDays: 30 }), { rules: [rule({ conditions: [condition] })] }),
    ).toBe('approved')
  })
})

describe('any facts', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 9n })
  const random = fc
    .record({
      limit: amount,
      receivables: amount,
      unapplied: amount,
      order: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    })
    .map(({ limit, receivables, unapplied, order }) =>
      facts({
        amountMinor: order,
        account: account({
          exposure: exposed(receivables, -unapplied),
          limitLines: [{ kind: 'base', amountMinor: limit, validFrom: today, validTo: null }],
        }),
      }),
    )

  it('pass exactly when the projected exposure is within the limit', () => {
    fc.assert(
      fc.property(random, (input) => {
        const { outcome: given, measures } = decide(input, initialRules)
        const fits =
          measures.limit.state === 'amount' && (measures.projectedMinor ?? 0n) <= measures.limit.minor
        expect(given === 'approved' || given === 'warned').toBe(fits)
      }),
    )
  })

  it('give the same decision after being recorded and read back', () => {
    fc.assert(
      fc.property(random, (input) => {
        const again = factsFromJson(JSON.parse(factsToJson(input)))
        expect(again).toEqual(input)
        expect(decide(again, initialRules)).toEqual(decide(input, initialRules))
      }),
    )
  })
})
