import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { journalOf } from './journal.js'
import { adjustmentOn, EVERYBODY_ELSE, generalMatrix, matrixFaults, type ProvisionMatrix } from './matrix.js'
import { movementOf, sumMovements } from './movement.js'
import { provisionLines, setOffCredits, type AccountBalance, type ProvisionFrame } from './provision.js'
import { cellsOf, movementsBySegment } from './run-totals.js'

const CNY = 'CNY' as Currency

const matrix: ProvisionMatrix = {
  ...generalMatrix,
  bounds: [30, 90],
  riskGroups: 'segment',
  rows: [
    { group: EVERYBODY_ELSE, lossBp: [100, 500, 2_000, 10_000] },
    { group: 'CN02', lossBp: [200, 1_000, 4_000, 10_000] },
  ],
}

const frame = (change: Partial<ProvisionFrame> = {}): ProvisionFrame => ({
  ...{ matrix, factorBp: 10_000, individual: new Map<string, number>() },
  ...{ toBase: (minor: bigint) => minor, ...change },
})

const balance = (bucketsMinor: bigint[], change: Partial<AccountBalance> = {}): AccountBalance => ({
  ...{ accountId: 'a', customerCode: 'C1', riskGroup: 'CN01', currency: CNY, bucketsMinor },
  ...{ unappliedMinor: 0n, ...change },
})

const provided = (found: ReturnType<typeof provisionLines>) => found.map((line) => line.provisionMinor)

describe('the provision matrix', () => {
  it('takes the rate of the bucket and risk group, each bucket rounded by itself', () => {
    const buckets = [10_049n, 333n, 0n, 77n]
    expect(provided(provisionLines(balance(buckets), frame()))).toEqual([100n, 17n, 77n])
    const other = balance(buckets, { riskGroup: 'CN02' })
    expect(provided(provisionLines(other, frame()))).toEqual([201n, 33n, 77n])
  })

  it('is adjusted by what lies ahead, never over 100 %', () => {
    const lines = provisionLines(balance([10_000n, 0n, 0n, 100n]), frame({ factorBp: 12_500 }))
    expect(lines.map(({ lossBp }) => lossBp)).toEqual([125, 10_000])
    const dated = {
      ...matrix,
      forwardLooking: [
        {
          ...{ factorBp: 12_500, reason: '行业下行' },
          ...{ validFrom: calendarDay('2026-07-01'), validUntil: calendarDay('2026-12-31') },
        },
      ],
    }
    expect(adjustmentOn(dated, calendarDay('2026-06-30'))).toBeUndefined()
    expect(adjustmentOn(dated, calendarDay('2026-12-31'))?.factorBp).toBe(12_500)
  })

  it('leaves out who is assessed individually and who belongs to the group of companies', () => {
    const buckets = [1_000n, 1_000n, 0n, 0n]
    const alone = provisionLines(balance(buckets), frame({ individual: new Map([['C1', 8_000]]) }))
    expect(alone.map(({ method, provisionMinor }) => [method, provisionMinor])).toEqual([
      ['individual', 800n],
      ['individual', 800n],
    ])
    const inside = frame({ matrix: { ...matrix, internalCustomers: ['C1'] } })
    expect(provided(provisionLines(balance(buckets), inside))).toEqual([0n, 0n])
  })

  it('sets credits off against the oldest items first, or leaves them apart', () => {
    const owed = { bucketsMinor: [100n, 50n, 0n, 30n], unappliedMinor: -60n }
    expect(setOffCredits(owed, 'oldest-first')).toEqual([0n, 30n, 0n, 30n])
    expect(setOffCredits(owed, 'apart')).toEqual([0n, 0n, 0n, 0n])
    expect(setOffCredits({ ...owed, unappliedMinor: -999n }, 'oldest-first')).toEqual([100n, 50n, 0n, 30n])
  })

  it('provides for nothing where bad debts are written off directly', () => {
    const direct = frame({ matrix: { ...matrix, method: 'direct-write-off' } })
    expect(provided(provisionLines(balance([1_000n, 0n, 0n, 500n]), direct))).toEqual([0n, 0n])
  })

  it('must have rates that rise with age, a row for everybody else and one row per group', () => {
    expect(matrixFaults(matrix)).toEqual([])
    expect(matrixFaults(generalMatrix)).toEqual([])
    const faults = (change: Partial<ProvisionMatrix>) =>
      matrixFaults({ ...matrix, ...change }).map(({ path }) => path)
    expect(faults({ bounds: [90, 30] })).toEqual(['bounds'])
    expect(faults({ rows: [{ group: 'CN02', lossBp: [1, 2, 3, 4] }] })).toEqual(['rows'])
    expect(faults({ rows: [{ group: '*', lossBp: [100, 50, 3_000, 4_000] }] })).toEqual(['rows.0.lossBp'])
    expect(faults({ rows: [{ group: '*', lossBp: [100] }] })).toEqual(['rows.0.lossBp'])
    expect(faults({ riskGroups: 'none' })).toEqual(['rows'])
  })
})

describe('provisions of random books', () => {
  const minor = fc.bigInt({ min: 0n, max: 10n ** 12n })
  const account = fc.record({
    ...{ open: fc.array(minor, { minLength: 4, maxLength: 4 }), credit: minor, opening: minor, gone: minor },
    back: minor,
    segment: fc.constantFrom('CN01', 'CN02', 'CN03'),
  })

  it('add up from lines to cells to movements to a journal that balances to the cent', () => {
    fc.assert(
      fc.property(fc.array(account, { minLength: 1, maxLength: 20 }), fc.boolean(), (accounts, post) => {
        const movements = []
        const lines = []
        for (const [index, { open, credit, opening, gone, back, segment }] of accounts.entries()) {
          const owed = { accountId: String(index), riskGroup: segment, unappliedMinor: -credit }
          const own = provisionLines(balance(open, owed), frame())
          const closing = own.reduce((sum, line) => sum + line.provisionMinor, 0n)
          const outside = { writeOffMinor: gone, recoveredMinor: back }
          movements.push({ segmentCode: segment, movement: movementOf(opening, outside, closing) })
          lines.push(...own)
          expect(own.every((line) => line.provisionMinor <= line.baseMinor)).toBe(true)
        }
        const cells = cellsOf(lines, (line) => line.openMinor)
        const segments = movementsBySegment(movements)
        const all = sumMovements(segments.map(({ movement }) => movement))
        const provision = cells.reduce((sum, cell) => sum + cell.provisionMinor, 0n)
        expect(all.closingMinor).toBe(provision)
        const outside = all.recoveredMinor - all.writeOffMinor
        expect(all.openingMinor + all.chargeMinor - all.releaseMinor + outside).toBe(all.closingMinor)
        const journal = journalOf({ ...matrix, postWriteOffs: post }, segments)
        const side = (of: (line: (typeof journal)[number]) => bigint, account_?: string) =>
          journal
            .filter(({ account: code }) => account_ === undefined || code === account_)
            .reduce((sum, line) => sum + of(line), 0n)
        const debit = (line: (typeof journal)[number]) => line.debitMinor
        const credit = (line: (typeof journal)[number]) => line.creditMinor
        expect(side(debit)).toBe(side(credit))
        // What moves the allowance in the journal is what moved it in the book.
        const { allowance } = matrix.accounts
        const moved = side(credit, allowance) - side(debit, allowance)
        const elsewhere = post ? 0n : outside
        expect(moved + elsewhere).toBe(all.closingMinor - all.openingMinor)
      }),
    )
  })
})
