import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Currency } from '../../../kernel/currency.js'
import { policyFaults } from './check-policy.js'
import { defaultPolicy } from './default-policy.js'
import { limitReason } from './explain-limit.js'
import { findRule, type PolicyRule } from './policy.js'
import { isNegligible, proposedAmount, proposeLimit, roundDown, type LimitInputs } from './propose-limit.js'

const CNY = 'CNY' as Currency
const base = { currency: CNY, convert: (minor: bigint) => minor }
const yuan = (amount: number) => BigInt(amount) * 100n

function ruleOf(grade: string): PolicyRule {
  const rule = findRule(defaultPolicy, { grade, segmentCode: 'CN01', classCode: null })
  if (!rule) throw new Error(`no rule for ${grade}`)
  return rule
}

function propose(grade: string, inputs: Partial<LimitInputs>): bigint {
  const nothing = { purchasesMinor: null, months: 6, netAssetsMinor: null, currentMinor: null }
  const given: LimitInputs = { ...nothing, purchasesIncomplete: false, ...inputs, grade }
  return proposedAmount(proposeLimit(defaultPolicy, ruleOf(grade), given, base))
}

describe('a proposed limit by hand', () => {
  it('is months × average × factor: 1,200,000 in 6 months × 4 × 1.3 = 1,040,000, rounded down', () => {
    expect(propose('AA', { purchasesMinor: yuan(1_200_000), netAssetsMinor: yuan(90_000_000) })).toBe(
      yuan(1_000_000),
    )
  })

  it('is capped by the share of net assets: 8 % of 5,000,000 = 400,000', () => {
    expect(propose('AA', { purchasesMinor: yuan(1_200_000), netAssetsMinor: yuan(5_000_000) })).toBe(
      yuan(400_000),
    )
  })

  it('is capped lower while net assets are unknown', () => {
    const purchasesMinor = yuan(60_000_000)
    expect(propose('AA', { purchasesMinor, netAssetsMinor: yuan(900_000_000) })).toBe(yuan(10_000_000))
    expect(propose('AA', { purchasesMinor })).toBe(yuan(2_000_000))
  })

  it('is nothing for negative net assets, and nothing for grade C', () => {
    expect(propose('AAA', { purchasesMinor: yuan(1_200_000), netAssetsMinor: yuan(-1) })).toBe(0n)
    expect(propose('C', { purchasesMinor: yuan(1_200_000), netAssetsMinor: yuan(90_000_000) })).toBe(0n)
  })

  it('at most doubles what is in force', () => {
    expect(propose('AAA', { purchasesMinor: yuan(1_200_000), currentMinor: yuan(100_000) })).toBe(
      yuan(200_000),
    )
  })

  it('starts newcomers with the starting limit of their grade', () => {
    expect(propose('A', {})).toBe(yuan(100_000))
    expect(propose('B', {})).toBe(0n)
  })

  it('says so when the caps of the policy cannot be converted', () => {
    const inputs = {
      purchasesIncomplete: false,
      grade: 'AA',
      purchasesMinor: 60_000n,
      months: 6,
      netAssetsMinor: null,
      currentMinor: null,
    }
    const steps = proposeLimit(defaultPolicy, ruleOf('AA'), inputs, { currency: CNY, convert: () => null })
    expect(steps.map(({ step }) => step)).toEqual(['average', 'formula', 'rounding', 'caps-unknown'])
    expect(proposedAmount(steps)).toBe(52_000n)
    expect(limitReason(steps, 'AA', 'USD' as Currency).zh).toContain('缺少汇率')
  })

  it('is rounded down to two digits', () => {
    expect(roundDown(128_799_999n, 2)).toBe(120_000_000n)
    expect([0n, 7n, 99n, 100n, 109n].map((minor) => roundDown(minor, 2))).toEqual([0n, 7n, 99n, 100n, 100n])
  })

  it('says how it was computed, naming only the caps that bound it', () => {
    const inputs = {
      purchasesIncomplete: false,
      grade: 'AA',
      purchasesMinor: yuan(1_200_000),
      months: 6,
      netAssetsMinor: yuan(5_000_000),
      currentMinor: null,
    }
    const steps = proposeLimit(defaultPolicy, ruleOf('AA'), inputs, base)
    expect(limitReason(steps, 'AA', CNY)).toEqual({
      zh: '近 6 个月采购 ¥1,200,000.00，月均采购 ¥200,000.00；月均采购 × 4 个月 × AA 级系数 1.3 = ¥1,040,000.00；不超过净资产 ¥5,000,000.00 的 8 % = ¥400,000.00，得 ¥400,000.00',
      en: 'Purchases of the last 6 months ¥1,200,000.00, on average ¥200,000.00 a month; Monthly average × 4 months × AA factor 1.3 = ¥1,040,000.00; At most 8 % of net assets ¥5,000,000.00 = ¥400,000.00: ¥400,000.00',
    })
  })
})

describe('any proposed limit', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 14n })
  const inputs = fc.record({
    grade: fc.constantFrom('AAA', 'AA', 'A', 'B', 'C'),
    purchasesMinor: fc.option(amount),
    months: fc.integer({ min: 3, max: 6 }),
    purchasesIncomplete: fc.boolean(),
    netAssetsMinor: fc.option(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n })),
    currentMinor: fc.option(amount),
  })

  it('is between nothing and the cap of its grade, and every step after the formula only lowers', () => {
    fc.assert(
      fc.property(inputs, (given) => {
        const steps = proposeLimit(defaultPolicy, ruleOf(given.grade), given, base)
        const proposed = proposedAmount(steps)
        expect(proposed).toBeGreaterThanOrEqual(0n)
        expect(proposed).toBeLessThanOrEqual(BigInt(ruleOf(given.grade).cap) * 100n)
        const lowering = steps.slice(steps[0]?.step === 'starting' ? 0 : 1)
        lowering.slice(1).forEach((step, index) => {
          expect(step.amount).toBeLessThanOrEqual(lowering[index]?.amount ?? 0n)
        })
      }),
    )
  })

  it('does not rise when purchases fall or the grade worsens', () => {
    fc.assert(
      fc.property(inputs, amount, (given, less) => {
        const { purchasesMinor } = given
        if (purchasesMinor !== null && less <= purchasesMinor) {
          expect(propose(given.grade, { ...given, purchasesMinor: less })).toBeLessThanOrEqual(
            propose(given.grade, given),
          )
        }
        const order = ['AAA', 'AA', 'A', 'B', 'C']
        const worse = order[order.indexOf(given.grade) + 1]
        if (worse !== undefined)
          expect(propose(worse, given)).toBeLessThanOrEqual(propose(given.grade, given))
      }),
    )
  })
})

describe('a policy', () => {
  it('of a new installation is sound', () => {
    expect(policyFaults(defaultPolicy)).toEqual([])
  })

  it('prefers the rule that names the segment', () => {
    const own = { ...ruleOf('AA'), segments: ['EX01'], netDays: 7 }
    const policy = { ...defaultPolicy, rules: [...defaultPolicy.rules, own] }
    expect(findRule(policy, { grade: 'AA', segmentCode: 'EX01', classCode: null })?.netDays).toBe(7)
    expect(findRule(policy, { grade: 'AA', segmentCode: 'CN01', classCode: null })?.netDays).toBe(60)
    expect(policyFaults({ ...policy, rules: [...policy.rules, own] }).map(({ en }) => en)).toEqual([
      'two rules for AA in EX01',
    ])
    expect(policyFaults({ ...policy, rules: policy.rules.slice(1) }).map(({ en }) => en)).toEqual([
      'no rule for grade AAA in every segment',
    ])
  })

  it('does not bother anybody with less than a tenth', () => {
    expect(isNegligible(defaultPolicy, 1_000n, 1_099n)).toBe(true)
    expect(isNegligible(defaultPolicy, 1_000n, 1_100n)).toBe(false)
    expect(isNegligible(defaultPolicy, 1_000n, 0n)).toBe(false)
    expect(isNegligible(defaultPolicy, null, 0n)).toBe(true)
    expect(isNegligible(defaultPolicy, null, 1n)).toBe(false)
  })
})
