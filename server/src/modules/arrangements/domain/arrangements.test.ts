import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import { disputeStatuses, disputeTransitions, isSettled } from './dispute-state.js'
import { fillRates, judgePlan, planStatuses, planTransitions, type PlanRate } from './plan-standing.js'
import { judgePromise, promiseStatuses, promiseTransitions } from './promise-outcome.js'

const untilOn = calendarDay('2026-12-04')
const item = (promised: bigint, open: bigint, received: bigint, inTime = received) => ({
  ...{ promisedMinor: promised, openMinor: open, receivedMinor: received, inTimeMinor: inTime },
})

describe('a promise', () => {
  const judged = (items: Parameters<typeof judgePromise>[0], today: string) =>
    judgePromise(items, { today: calendarDay(today), untilOn }).status

  it.each([
    ['kept as soon as all came', [item(100n, 0n, 100n), item(50n, 20n, 50n)], '2026-12-01', 'kept'],
    ['open on its last day of grace', [item(100n, 100n, 0n)], '2026-12-04', 'open'],
    ['broken the day after, when nothing came', [item(100n, 100n, 0n)], '2026-12-05', 'broken'],
    [
      'partly kept, when one item of two was paid',
      [item(100n, 0n, 100n), item(50n, 50n, 0n)],
      '2026-12-05',
      'partly',
    ],
    ['broken, when all came but late', [item(100n, 0n, 100n, 0n)], '2026-12-09', 'broken'],
    ['kept, when a credit note took the rest away', [item(100n, 0n, 60n)], '2026-12-01', 'kept'],
    ['lapsed, when a credit note took all away', [item(100n, 0n, 0n)], '2026-12-05', 'lapsed'],
    [
      'partly, when one of its items was credited and the other paid in part',
      [item(70n, 0n, 0n), item(50n, 30n, 20n)],
      '2026-12-05',
      'partly',
    ],
  ] as const)('is %s', (_, items, today, status) => {
    expect(judged(items, today)).toBe(status)
  })

  it('counts of each item at most what was promised, so that one overpaid item does not pay for another', () => {
    const outcome = judgePromise([item(100n, 0n, 300n), item(50n, 50n, 0n)], {
      today: addDays(untilOn, 1),
      untilOn,
    })
    expect(outcome).toEqual({ status: 'partly', receivedMinor: [100n, 0n] })
  })

  it('never receives more than was promised, whatever the ledger says', () => {
    const amount = fc.bigInt({ min: 0n, max: 10_000n })
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, amount, amount, amount), { minLength: 1 }), (rows) => {
        const items = rows.map(([p, o, r, t]) => item(p + 1n, o, r, t < r ? t : r))
        const { receivedMinor } = judgePromise(items, { today: addDays(untilOn, 1), untilOn })
        receivedMinor.forEach((received, index) => {
          expect(received).toBeLessThanOrEqual(items[index]?.promisedMinor ?? 0n)
          expect(received).toBeLessThanOrEqual(items[index]?.inTimeMinor ?? 0n)
        })
      }),
    )
  })
})

describe('an instalment plan', () => {
  const rates: PlanRate[] = [
    { dueOn: calendarDay('2026-12-01'), amountMinor: 400n },
    { dueOn: calendarDay('2027-01-01'), amountMinor: 400n },
    { dueOn: calendarDay('2027-02-01'), amountMinor: 200n },
  ]
  const standing = (receivedMinor: bigint, openMinor: bigint, today: string) =>
    judgePlan(rates, { receivedMinor, openMinor }, { today: calendarDay(today), graceDays: 5 })

  it.each([
    ['active on the last day of grace of an unpaid rate', 0n, 1000n, '2026-12-06', { kind: 'active' }],
    ['broken the day after', 0n, 1000n, '2026-12-07', { kind: 'broken', rateNo: 1, missingMinor: 400n }],
    [
      'broken by a rate paid in part',
      399n,
      601n,
      '2026-12-07',
      { kind: 'broken', rateNo: 1, missingMinor: 1n },
    ],
    ['active when paid ahead', 800n, 200n, '2027-01-20', { kind: 'active' }],
    [
      'broken at its second rate',
      400n,
      600n,
      '2027-01-07',
      { kind: 'broken', rateNo: 2, missingMinor: 400n },
    ],
    ['completed when nothing is open', 1000n, 0n, '2027-01-20', { kind: 'completed' }],
    ['completed when credit notes took the rest', 400n, 0n, '2027-03-20', { kind: 'completed' }],
    [
      'asked for no more than was left to pay',
      300n,
      50n,
      '2026-12-07',
      { kind: 'broken', rateNo: 1, missingMinor: 50n },
    ],
  ] as const)('is %s', (_, received, open, today, expected) => {
    expect(standing(received, open, today)).toEqual(expected)
  })

  it('fills its rates in their order with all that came, up to their sum', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1_200n }), (received) => {
        const filled = fillRates(rates, received)
        expect(filled.reduce((sum, part) => sum + part, 0n)).toBe(received < 1000n ? received : 1000n)
        filled.forEach((part, index) => {
          const next = filled[index + 1] ?? 0n
          if (next > 0n) expect(part).toBe(rates[index]?.amountMinor)
        })
      }),
    )
  })
})

describe('the state tables', () => {
  const pairs = <S extends string>(statuses: readonly S[], table: Readonly<Record<S, readonly S[]>>) =>
    statuses.flatMap((from) => statuses.filter((to) => table[from].includes(to)).map((to) => `${from}>${to}`))

  it('of disputes allow these steps and no others', () => {
    expect(pairs(disputeStatuses, disputeTransitions)).toEqual([
      'opened>in_work',
      'opened>resolved_for_us',
      'opened>resolved_for_customer',
      'opened>withdrawn',
      'in_work>resolved_for_us',
      'in_work>resolved_for_customer',
      'in_work>withdrawn',
    ])
    expect(disputeStatuses.filter(isSettled)).toEqual([
      'resolved_for_us',
      'resolved_for_customer',
      'withdrawn',
    ])
  })

  it('of promises allow these steps and no others', () => {
    expect(pairs(promiseStatuses, promiseTransitions)).toEqual([
      'open>kept',
      'open>partly',
      'open>broken',
      'open>lapsed',
      'open>cancelled',
      'kept>partly',
      'kept>broken',
      'partly>kept',
      'partly>broken',
      'broken>kept',
      'broken>partly',
    ])
  })

  it('of plans allow these steps and no others', () => {
    expect(pairs(planStatuses, planTransitions)).toEqual([
      'requested>approved',
      'requested>rejected',
      'requested>withdrawn',
      'approved>active',
      'approved>withdrawn',
      'active>completed',
      'active>broken',
      'active>cancelled',
    ])
  })
})
