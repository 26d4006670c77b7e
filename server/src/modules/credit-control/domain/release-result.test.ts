import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import { resultOf, type Instalment } from './release-result.js'

const today = calendarDay('2026-11-21')

function instalment(more: Partial<Instalment>): Instalment {
  const dueOn = addDays(today, -10)
  return {
    amountMinor: 100n,
    openMinor: 0n,
    dueOn,
    shareMinor: 100n,
    invoiceMinor: 100n,
    settled: [],
    ...more,
  }
}
const paid = (minor: bigint, daysLate: number, isWriteOff = false) => ({
  minor,
  on: addDays(today, -10 + daysLate),
  isWriteOff,
})

describe('what became of a release', () => {
  it('tells paid on time, late, open, overdue and written off apart', () => {
    const settled = [paid(40n, 0), paid(25n, 3), paid(5n, 8, true)]
    const open = instalment({ openMinor: 7n, dueOn: addDays(today, 1) })
    expect(resultOf([instalment({ openMinor: 30n, settled }), open], today)).toEqual({
      billedMinor: 107n,
      paidOnTimeMinor: 40n,
      paidLateMinor: 25n,
      notDueMinor: 7n,
      overdueMinor: 30n,
      writtenOffMinor: 5n,
      lateDaysMax: 10,
    })
  })

  it('counts an invoice that also bills other orders by its share', () => {
    const half = instalment({ openMinor: 60n, settled: [paid(40n, -2)], shareMinor: 50n })
    expect(resultOf([half], today)).toMatchObject({
      billedMinor: 50n,
      paidOnTimeMinor: 20n,
      overdueMinor: 30n,
    })
  })

  it('never attributes more than the share, whatever the amounts', () => {
    const amount = fc.bigInt({ min: 0n, max: 10_000n })
    fc.assert(
      fc.property(amount, amount, amount, fc.bigInt({ min: 1n, max: 100n }), (open, onTime, late, share) => {
        const whole = open + onTime + late
        const one = instalment({
          ...{ amountMinor: whole, openMinor: open, shareMinor: share, invoiceMinor: 100n },
          settled: [paid(onTime, 0), paid(late, 4)],
        })
        const { billedMinor } = resultOf([one], today)
        expect(billedMinor <= (whole * share) / 100n).toBe(true)
        expect(billedMinor >= (whole * share) / 100n - 2n).toBe(true)
      }),
    )
  })
})
