import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../../kernel/calendar-day.js'
import { allocateByLaw, type Debt } from './legal-order.js'

const today = calendarDay('2026-11-20')
const debt = (id: string, more: Partial<Debt> = {}): Debt => ({
  ...{ id, feeMinor: 0n, interestMinor: 0n, principalMinor: 100n, dueOn: calendarDay('2026-11-01') },
  ...{ designated: false, securedBp: 0, burdenBp: 0 },
  ...more,
})
const parts = (amount: bigint, debts: readonly Debt[]) =>
  allocateByLaw(amount, debts, today).map(
    ({ debtId, part, amountMinor }) => `${debtId} ${part} ${amountMinor}`,
  )

describe('the order of the Civil Code', () => {
  it.each<[string, bigint, Debt[], string[]]>([
    [
      'fees, then interest, then principal (art. 561)',
      60n,
      [debt('a', { feeMinor: 10n, interestMinor: 20n })],
      ['a fee 10', 'a interest 20', 'a principal 30'],
    ],
    [
      'what the debtor designates, though it is not due',
      50n,
      [debt('a'), debt('b', { designated: true, dueOn: calendarDay('2027-01-01') })],
      ['b principal 50'],
    ],
    [
      'what is due before what is not',
      50n,
      [debt('a', { dueOn: calendarDay('2027-01-01') }), debt('b')],
      ['b principal 50'],
    ],
    [
      'of what is due the least secured',
      50n,
      [debt('a', { securedBp: 5000 }), debt('b')],
      ['b principal 50'],
    ],
    ['then the most burdensome', 50n, [debt('a'), debt('b', { burdenBp: 450 })], ['b principal 50']],
    [
      'then the one due first',
      50n,
      [debt('a'), debt('b', { dueOn: calendarDay('2026-10-01') })],
      ['b principal 50'],
    ],
    [
      'and those alike in proportion',
      50n,
      [debt('a'), debt('b', { principalMinor: 300n })],
      ['a principal 13', 'b principal 37'],
    ],
    [
      'due today is due',
      50n,
      [debt('a', { dueOn: calendarDay('2026-11-21') }), debt('b', { dueOn: today })],
      ['b principal 50'],
    ],
  ])('%s', (_, amount, debts, expected) => {
    expect(parts(amount, debts)).toEqual(expected)
    expect(parts(amount, [...debts].reverse()).sort()).toEqual([...expected].sort())
  })

  it('gives out the whole amount, or all that is owed, and to no debt more than it is owed', () => {
    const some = fc.record({
      fee: fc.bigInt(0n, 50n),
      interest: fc.bigInt(0n, 50n),
      principal: fc.bigInt(0n, 500n),
      day: fc.integer({ min: 1, max: 30 }),
      secured: fc.constantFrom(0, 5000),
    })
    fc.assert(
      fc.property(fc.bigInt(0n, 3000n), fc.array(some, { maxLength: 8 }), (amount, list) => {
        const debts = list.map(({ fee, interest, principal, day, secured }, index) =>
          debt(`d${index}`, {
            ...{ feeMinor: fee, interestMinor: interest, principalMinor: principal, securedBp: secured },
            dueOn: calendarDay(`2026-11-${String(day).padStart(2, '0')}`),
          }),
        )
        const paid = allocateByLaw(amount, debts, today)
        const total = debts.reduce(
          (sum, one) => sum + one.feeMinor + one.interestMinor + one.principalMinor,
          0n,
        )
        expect(paid.reduce((sum, one) => sum + one.amountMinor, 0n)).toBe(amount < total ? amount : total)
        for (const one of debts) {
          const own = paid.filter(({ debtId }) => debtId === one.id)
          const principal = own.find(({ part }) => part === 'principal')?.amountMinor ?? 0n
          const fee = own.find(({ part }) => part === 'fee')?.amountMinor ?? 0n
          expect(principal).toBeLessThanOrEqual(one.principalMinor)
          if (principal > 0n) expect(fee).toBe(one.feeMinor)
        }
      }),
    )
  })
})
