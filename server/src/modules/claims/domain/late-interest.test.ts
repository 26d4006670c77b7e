import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDay, daysBetween } from '../../../kernel/calendar-day.js'
import { parseDecimal } from '../../../kernel/rate.js'
import { chooseRegime, type ContractFacts, type RegimeChoice } from './choose-regime.js'
import { defaultClaimRules, type ClaimRules } from './claim-rules.js'
import { decimalOf, plus, roundedMinor, zero } from './fraction.js'
import type { RateStep } from './interest-rate.js'
import { lateInterest, type LateInterestAsked } from './late-interest.js'
import type { ReferenceRate } from './reference-rate.js'

const day = calendarDay
const unknown: ContractFacts = {
  debtorKind: null,
  creditorSme: null,
  smeDeclared: null,
  signedOn: null,
  agreed: null,
}
const protectedSale: ContractFacts = {
  ...{ debtorKind: 'large_enterprise', creditorSme: true, smeDeclared: true, agreed: null },
  signedOn: day('2025-05-25'),
}
const rates: readonly ReferenceRate[] = [
  { kind: 'pboc_benchmark_1y', validFrom: day('2015-08-26'), percent: '4.60' },
  { kind: 'pboc_benchmark_1y', validFrom: day('2015-10-24'), percent: '4.35' },
  { kind: 'lpr_1y', validFrom: day('2019-08-20'), percent: '4.25' },
  { kind: 'lpr_1y', validFrom: day('2024-10-21'), percent: '3.10' },
  { kind: 'lpr_1y', validFrom: day('2025-05-20'), percent: '3.00' },
]

function choose(facts: ContractFacts, dueOn: string, rules: ClaimRules = defaultClaimRules): RegimeChoice {
  const asked = { facts, dueOn: day(dueOn), until: day('2026-12-31'), currency: 'CNY', rules, rates }
  const choice = chooseRegime(asked)
  if ('missing' in choice) throw new Error(`no ${choice.missing} on ${choice.on}`)
  return choice
}

function asked(more: Partial<LateInterestAsked> & Pick<LateInterestAsked, 'steps'>): LateInterestAsked {
  return {
    ...{ principalMinor: 10_000_000n, dueOn: day('2026-01-31'), until: day('2026-03-02') },
    ...{ movements: [], fees: [], waivers: [], billed: [], dayCount: 365, allocation: 'as_booked' },
    ...more,
  }
}

const steps = (percent: string, per: 'year' | 'day' = 'year', factor = '1'): readonly RateStep[] => [
  { from: day('2000-01-01'), rate: { percent, per, factor } },
]

describe('100,000 that is 30 days late', () => {
  it.each([
    ['A: 0.05 % a day', protectedSale, 365, 150_000n],
    ['C: LPR 3.00 % × 1.5, 365 days', unknown, 365, 36_986n],
    ['C: LPR 3.00 % × 1.5, 360 days', unknown, 360, 37_500n],
    ['B: 0.03 % a day', { ...unknown, agreed: { percent: '0.03', per: 'day' } }, 365, 90_000n],
    ['B: 12 % a year', { ...unknown, agreed: { percent: '12', per: 'year' } }, 365, 98_630n],
  ] as const)('%s', (_, facts, dayCount, accruedMinor) => {
    const choice = choose(facts, '2026-01-31')
    const found = lateInterest(asked({ steps: choice.steps, dayCount }))
    expect({ days: found.lateDays, accruedMinor: found.accruedMinor }).toEqual({ days: 30, accruedMinor })
  })
})

describe('the regime', () => {
  it('is the regulation for a declared SME that a large enterprise owes, and says why', () => {
    const choice = choose(protectedSale, '2026-01-31')
    expect(choice.regime).toBe('A')
    expect(choice.reasons.map(({ zh }) => zh).join()).toContain('第十七条')
  })

  it.each([
    ['the size of the debtor is not known', { debtorKind: null }, '付款方类型未知'],
    ['the debtor is an SME itself', { debtorKind: 'sme' }, '不是机关'],
    ['we were no SME', { creditorSme: false }, '不是中小企业'],
    ['we did not declare it', { smeDeclared: null }, '没有主动告知'],
  ] as const)('is not the regulation when %s', (_, more, said) => {
    const choice = choose({ ...protectedSale, ...more }, '2026-01-31')
    expect(choice.regime).toBe('C')
    expect(choice.reasons[0]?.zh).toContain(said)
  })

  it('is not the regulation for what fell due before it', () => {
    expect(choose(protectedSale, '2025-05-31').regime).toBe('C')
    expect(choose(protectedSale, '2025-06-01').regime).toBe('A')
  })

  it('takes LPR at signing where the regulation finds less agreed', () => {
    const low = choose({ ...protectedSale, agreed: { percent: '2.00', per: 'year' } }, '2026-01-31')
    expect(low.steps[0]?.rate).toEqual({ percent: '3.00', per: 'year', factor: '1' })
    expect(low.warnings).toHaveLength(1)
    const enough = choose({ ...protectedSale, agreed: { percent: '3.00', per: 'year' } }, '2026-01-31')
    expect(enough.warnings).toHaveLength(0)
  })

  it('warns of an agreed rate of more than 130 % of the loss, not of one at it', () => {
    // The loss: 3.00 % × 1.5 = 4.5 %; a third more than that: 5.85 %.
    const at = choose({ ...unknown, agreed: { percent: '5.85', per: 'year' } }, '2026-01-31')
    const over = choose({ ...unknown, agreed: { percent: '5.86', per: 'year' } }, '2026-01-31')
    expect([at.regime, at.warnings.length, over.warnings.length]).toEqual(['B', 0, 1])
  })

  it('keeps LPR of the breach, whatever it becomes later', () => {
    const choice = choose(unknown, '2025-05-01')
    expect(choice.steps).toEqual([
      { from: '2025-05-01', rate: { percent: '3.10', per: 'year', factor: '1.5' } },
    ])
    // Due on the day before a change: the breach is the day of the change.
    expect(choose(unknown, '2025-05-19').steps[0]?.rate.percent).toBe('3.00')
  })

  it('measures breaches before LPR by the benchmark of the same period', () => {
    const choice = choose(unknown, '2015-09-30')
    expect(choice.steps.map(({ from, rate }) => [from, rate.percent])).toEqual([
      ['2015-09-30', '4.60'],
      ['2015-10-23', '4.35'],
    ])
    expect(choose(unknown, '2019-08-18').steps[0]?.rate.percent).toBe('4.35')
    expect(choose(unknown, '2019-08-19').steps[0]?.rate.percent).toBe('4.25')
  })

  it('tells which rate is missing instead of guessing one', () => {
    const question = { facts: unknown, dueOn: day('2012-01-01'), until: day('2026-01-01'), currency: 'CNY' }
    const found = chooseRegime({ ...question, rules: defaultClaimRules, rates })
    expect(found).toEqual({ missing: 'pboc_benchmark_1y', on: '2012-01-02' })
  })
})

describe('late interest', () => {
  it('counts a leap day like any other, on a year of 365 days', () => {
    const leap = lateInterest(
      asked({ steps: steps('3.65'), dueOn: day('2024-02-28'), until: day('2024-03-01') }),
    )
    const plain = lateInterest(
      asked({ steps: steps('3.65'), dueOn: day('2025-02-28'), until: day('2025-03-01') }),
    )
    expect([leap.lateDays, leap.accruedMinor, plain.lateDays, plain.accruedMinor]).toEqual([
      2,
      2_000n,
      1,
      1_000n,
    ])
  })

  it('changes the rate inside the period on its day', () => {
    const choice = choose(unknown, '2015-09-30')
    const found = lateInterest(
      asked({ steps: choice.steps, dueOn: day('2015-09-30'), until: day('2015-11-02') }),
    )
    // 23 days at 6.90 %, 10 days at 6.525 %: 434.79… + 178.77…
    expect(found.lines.map((line) => line.kind === 'interest' && [line.days, line.to])).toEqual([
      [23, '2015-10-23'],
      [10, '2015-11-02'],
    ])
    expect(found.accruedMinor).toBe(61_356n)
  })

  it('falls with each payment, from the day after it', () => {
    const movements = [
      { on: day('2026-02-10'), deltaMinor: -4_000_000n, kind: 'payment', reference: 'R1' },
      { on: day('2026-02-20'), deltaMinor: -1_000_000n, kind: 'correction', reference: 'CN1' },
    ] as const
    const found = lateInterest(asked({ steps: steps('0.05', 'day'), movements }))
    // 10 d × 100,000 + 10 d × 60,000 + 10 d × 50,000, at 0.05 %.
    expect(found.accruedMinor).toBe(50_000n + 30_000n + 25_000n)
    expect(found.openPrincipalMinor).toBe(5_000_000n)
  })

  it('takes a payment for costs, then interest, then principal, and shows it', () => {
    const found = lateInterest(
      asked({
        ...{ steps: steps('0.05', 'day'), allocation: 'fees_interest_principal' },
        fees: [{ on: day('2026-02-05'), amountMinor: 20_000n, reference: '律师函' }],
        movements: [{ on: day('2026-02-10'), deltaMinor: -4_000_000n, kind: 'payment', reference: 'R1' }],
      }),
    )
    expect(found.lines.find(({ kind }) => kind === 'payment')).toMatchObject({
      ...{ toFeesMinor: 20_000n, toInterestMinor: 50_000n, toPrincipalMinor: 3_930_000n, unusedMinor: 0n },
    })
    // 20 more days on 60,700.
    expect(found.openInterestMinor).toBe(60_700n)
    expect(found.openPrincipalMinor).toBe(6_070_000n)
  })

  it('ends when nothing is owed, and says what was paid too much', () => {
    const movements = [
      { on: day('2026-02-10'), deltaMinor: -10_000_001n, kind: 'payment', reference: 'R1' },
    ] as const
    const found = lateInterest(asked({ steps: steps('0.05', 'day'), movements }))
    expect(found).toMatchObject({ lateDays: 10, openPrincipalMinor: 0n, accruedMinor: 50_000n })
    expect(found.lines.at(-1)).toMatchObject({ unusedMinor: 1n })
  })

  it('that is given up is owed no more, as far as it was owed by then, and a later payment goes to the rest', () => {
    const waivers = [
      { on: day('2026-02-10'), amountMinor: 30_000n, reference: 'W1' },
      { on: day('2026-02-10'), amountMinor: 99_000n, reference: 'W2' },
    ]
    const movements = [
      { on: day('2026-02-20'), deltaMinor: -50_000n, kind: 'payment', reference: 'R1' },
    ] as const
    const found = lateInterest(
      asked({ waivers, movements, allocation: 'fees_interest_principal', steps: steps('0.05', 'day') }),
    )
    // Ten days are 500.00: the second waiver finds 200.00. The next ten days are paid in full.
    expect(found.lines.filter(({ kind }) => kind === 'waiver')).toMatchObject([
      { reference: 'W1', amountMinor: 30_000n },
      { reference: 'W2', amountMinor: 20_000n },
    ])
    expect(found).toMatchObject({
      ...{ accruedMinor: 150_000n, waivedInterestMinor: 50_000n, paidInterestMinor: 50_000n },
      ...{ openInterestMinor: 50_000n, openPrincipalMinor: 10_000_000n },
    })
  })

  const anyCase = fc.record({
    principal: fc.bigInt({ min: 1n, max: 10n ** 14n }),
    days: fc.integer({ min: 2, max: 3_000 }),
    percent: fc
      .integer({ min: 1, max: 99_999 })
      .map((n) => decimalOf({ numerator: BigInt(n), denominator: 1000n }, 3)),
    per: fc.constantFrom('day' as const, 'year' as const),
    dayCount: fc.constantFrom(365 as const, 360 as const),
    cut: fc.double({ min: 0, max: 1, noNaN: true }),
  })

  it('of the parts of a period is that of the whole, before rounding', () => {
    fc.assert(
      fc.property(anyCase, ({ principal, days, percent, per, dayCount, cut }) => {
        const until = addDays(day('2020-01-31'), days)
        const middle = addDays(day('2020-01-31'), Math.floor(cut * days))
        const one = (from: typeof until, to: typeof until) =>
          lateInterest(
            asked({
              principalMinor: principal,
              dueOn: from,
              until: to,
              dayCount,
              steps: steps(percent, per),
            }),
          ).exact
        const parts = plus(one(day('2020-01-31'), middle), one(middle, until))
        const whole = one(day('2020-01-31'), until)
        expect(parts.numerator * whole.denominator).toBe(whole.numerator * parts.denominator)
        const { digits, scale } = parseDecimal(percent)
        const year = per === 'year' ? BigInt(dayCount) : 1n
        expect(whole.numerator * 10n ** BigInt(scale + 2) * year).toBe(
          principal * BigInt(days) * digits * whole.denominator,
        )
      }),
    )
  })

  it('loses and invents no cent of any payment, and adds up to its lines', () => {
    const payment = fc.record({
      after: fc.integer({ min: 1, max: 400 }),
      minor: fc.bigInt({ min: 1n, max: 5_000_000n }),
    })
    fc.assert(
      fc.property(
        fc.array(payment, { maxLength: 8 }),
        fc.constantFrom('as_booked' as const, 'fees_interest_principal' as const),
        fc.bigInt({ min: 0n, max: 100_000n }),
        fc.array(payment, { maxLength: 3 }),
        fc.array(payment, { maxLength: 3 }),
        (payments, allocation, fee, given, notes) => {
          const dueOn = day('2026-01-31')
          const movements = payments.map(({ after, minor }, index) => ({
            ...{
              on: addDays(dueOn, after),
              deltaMinor: -minor,
              kind: 'payment' as const,
              reference: `R${index}`,
            },
          }))
          const fees = [{ on: addDays(dueOn, 20), amountMinor: fee, reference: 'F' }]
          const waivers = given.map(({ after, minor }) => ({
            ...{ on: addDays(dueOn, after), amountMinor: minor, reference: 'W' },
          }))
          const billed = notes.map(({ after, minor }) => ({
            ...{ on: addDays(dueOn, after), amountMinor: minor, reference: 'LI' },
          }))
          const until = addDays(dueOn, 400)
          const found = lateInterest(
            asked({ movements, fees, waivers, billed, allocation, until, steps: steps('12.34') }),
          )
          let [toPrincipal, toInterest, waived, noted, sum] = [0n, 0n, 0n, 0n, zero]
          for (const line of found.lines) {
            if (line.kind === 'interest') {
              sum = plus(sum, line.interest)
              expect(line.days).toBe(daysBetween(line.from, line.to))
            }
            if (line.kind === 'waiver') waived += line.amountMinor
            if (line.kind === 'billed') noted += line.amountMinor
            if (line.kind !== 'payment') continue
            const parts = line.toFeesMinor + line.toInterestMinor + line.toPrincipalMinor + line.unusedMinor
            expect(parts).toBe(line.amountMinor)
            toPrincipal += line.toPrincipalMinor
            toInterest += line.toInterestMinor
          }
          expect(found.openPrincipalMinor).toBe(10_000_000n - toPrincipal)
          expect(found.openPrincipalMinor >= 0n && found.openInterestMinor >= 0n).toBe(true)
          expect(found.paidInterestMinor).toBe(toInterest)
          expect(found.waivedInterestMinor).toBe(waived)
          expect(found.billedInterestMinor).toBe(noted)
          expect(toInterest + waived + noted + found.openInterestMinor).toBe(found.accruedMinor)
          expect(roundedMinor(sum)).toBe(found.accruedMinor)
        },
      ),
    )
  })
})
