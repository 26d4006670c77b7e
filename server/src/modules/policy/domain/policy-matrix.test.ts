import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { policyFaults } from './check-policy.js'
import { classOf, type ClassFacts, type CustomerClass } from './customer-class.js'
import { defaultPolicy } from './default-policy.js'
import { grantedBy, grantedInWords, isSameGrant, reviewDay } from './granted.js'
import { findRule, specificity, type CreditPolicy, type PolicyRule } from './policy.js'

const CNY = 'CNY' as Currency
const isNew: CustomerClass = {
  code: 'new',
  name: { zh: '新客户', en: 'New customers' },
  when: { relationMonths: { below: 6 } },
}
const isLarge: CustomerClass = {
  code: 'large',
  name: { zh: '大客户', en: 'Large customers' },
  when: { registeredCapital: { from: '10000000' } },
}
const unknown: ClassFacts = {
  ...{ relationMonths: 0, registeredCapital: null, industry: null, region: null, fields: {} },
}
const [template] = defaultPolicy.rules.filter(({ grade }) => grade === 'A')
if (!template) throw new Error('no rule for A')
const row = (part: Partial<PolicyRule>): PolicyRule => ({ ...template, ...part })
const withRows = (...rows: PolicyRule[]): CreditPolicy => ({
  ...defaultPolicy,
  classes: [isNew, isLarge],
  rules: [...defaultPolicy.rules, ...rows],
})
const faultsOf = (policy: CreditPolicy) => policyFaults(policy).map(({ en }) => en)

describe('a customer class', () => {
  it('is the first that fits, by the length of the relation and by size', () => {
    const classes = [isNew, isLarge]
    expect(classOf(classes, unknown, CNY)?.code).toBe('new')
    expect(classOf(classes, { ...unknown, relationMonths: 5 }, CNY)?.code).toBe('new')
    expect(classOf(classes, { ...unknown, relationMonths: 6 }, CNY)).toBeNull()
    const large = { ...unknown, relationMonths: 6, registeredCapital: 1_000_000_000n }
    expect(classOf(classes, large, CNY)?.code).toBe('large')
    expect(classOf(classes, { ...large, registeredCapital: 999_999_999n }, CNY)).toBeNull()
  })

  it('is never found by what is not known, and reads custom fields as texts or lists', () => {
    const staged: CustomerClass = {
      ...{ code: 'key', name: { zh: '重点', en: 'Key' } },
      when: { field: { key: 'stage', values: ['key', '3'] }, regions: ['江苏'] },
    }
    const at = (fields: ClassFacts['fields'], region: string | null) =>
      classOf([staged], { ...unknown, fields, region }, CNY)?.code
    expect(at({ stage: 'key' }, '江苏')).toBe('key')
    expect(at({ stage: ['other', 3] }, '江苏')).toBe('key')
    expect(at({ stage: 'key' }, null)).toBeUndefined()
    expect(at({}, '江苏')).toBeUndefined()
    expect(at({ stage: { nested: 'key' } }, '江苏')).toBeUndefined()
  })
})

describe('a sound matrix', () => {
  it('refuses two rows that fit equally well, until a row names both', () => {
    const bySegment = row({ segments: ['CN01'] })
    const byClass = row({ classes: ['new'] })
    expect(faultsOf(withRows(bySegment, byClass))).toEqual([
      'two rules fit A in CN01 for class new: add one that names both segment and class',
    ])
    const both = row({ segments: ['CN01'], classes: ['new'] })
    expect(faultsOf(withRows(bySegment, byClass, both))).toEqual([])
    expect(faultsOf(withRows(byClass, byClass))).toEqual(['two rules for A in * for class new'])
    expect(faultsOf(withRows(row({ classes: ['gone'] })))).toEqual(['there is no class gone'])
  })

  it('says which grade leaves customers without a row', () => {
    const onlyNew = { ...withRows(), rules: withRows().rules.map((one) => ({ ...one, classes: ['new'] })) }
    expect(faultsOf(onlyNew)).toEqual(
      ['AAA', 'AA', 'A', 'B', 'C'].map((grade) => `no rule for grade ${grade} in every segment`),
    )
  })

  it('refuses a class without conditions and terms that contradict themselves', () => {
    expect(faultsOf({ ...withRows(), classes: [{ ...isNew, when: {} }] })).toEqual([
      'class new has no condition',
    ])
    const terms = { kind: 'cash-on-delivery' } as const
    expect(faultsOf(withRows(row({ classes: ['new'], terms })))).toEqual([
      'a rule for grade A: cash on delivery has no days of credit',
    ])
    expect(faultsOf(withRows(row({ classes: ['new'], terms, netDays: 0 })))).toEqual([])
  })

  const codes = fc.subarray(['CN01', 'CN02', 'EX01'])
  const classes = fc.subarray(['new', 'large'])
  const rows = fc.array(
    fc.record({ segments: codes, classes, netDays: fc.integer({ min: 1, max: 99 }) }).map(row),
    { maxLength: 8 },
  )
  const cell = fc.record({
    grade: fc.constantFrom('AAA', 'AA', 'A', 'B', 'C'),
    segmentCode: fc.constantFrom('CN01', 'CN02', 'EX01', 'later'),
    classCode: fc.constantFrom('new', 'large', null),
  })

  it('gives the same row in whatever order the rows stand, and the most specific one', () => {
    let sound = 0
    fc.assert(
      fc.property(rows, cell, fc.infiniteStream(fc.nat()), (own, at, order) => {
        const policy = withRows(...own)
        fc.pre(policyFaults(policy).length === 0)
        sound += 1
        const shuffled = policy.rules
          .map((one) => ({ one, place: order.next().value as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ one }) => one)
        const found = findRule(policy, at)
        expect(found).toBeDefined()
        expect(findRule({ rules: shuffled }, at)).toBe(found)
        const fitting = policy.rules.filter(
          ({ grade, segments, classes: named = [] }) =>
            grade === at.grade &&
            (segments.length === 0 || segments.includes(at.segmentCode)) &&
            (named.length === 0 || named.includes(at.classCode ?? '')),
        )
        const best = fitting.map(specificity).sort((a, b) => b - a)
        expect(found && specificity(found)).toBe(best[0])
        expect(best[1] === undefined || best[0] !== best[1]).toBe(true)
      }),
      { numRuns: 300 },
    )
    expect(sound).toBe(300)
  })
})

describe('what a row gives beside the limit', () => {
  const granted = grantedBy(
    row({
      ...{ terms: { kind: 'month-end' }, netDays: 30, prepaymentBasisPoints: 2_000, priceTier: 'B' },
      ...{ discountBasisPoints: 150, security: { kind: 'guarantee', shareBasisPoints: 5_000 } },
      ...{ reviewIntervalDays: 45, approvalPath: 'committee' },
    }),
    isNew,
  )

  it('is told in both languages', () => {
    expect(grantedInWords(granted).map(({ text }) => text.zh)).toEqual([
      ...['新客户', '预付 20%，其余月结 30 天', 'B，折扣 1.5%', '保证担保，不低于额度的 50%'],
      ...['每 45 天', 'committee'],
    ])
    expect(grantedInWords(granted)[1]?.text.en).toBe(
      '20% in advance, the rest 30 days after the end of the month',
    )
  })

  it('counts the review in days where it says days, else in months', () => {
    const today = calendarDay('2026-01-31')
    expect(reviewDay(granted, today)).toBe('2026-03-17')
    expect(reviewDay({ ...granted, reviewIntervalDays: null, reviewMonths: 1 }, today)).toBe('2026-02-28')
  })

  it('is the same as what was agreed before rows said more only when it asks for nothing more', () => {
    expect(isSameGrant(grantedBy(template, null), null)).toBe(true)
    expect(isSameGrant(granted, null)).toBe(false)
    expect(isSameGrant(granted, { ...granted, customerClass: null, reviewIntervalDays: 1 })).toBe(true)
    expect(isSameGrant(granted, { ...granted, priceTier: 'C' })).toBe(false)
  })
})
