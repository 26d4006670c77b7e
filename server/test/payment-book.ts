import { addDays, dayFromNumber, dayNumber, type CalendarDay } from '../src/kernel/calendar-day.js'
import type { TestInvoice, TestTrader } from './trading-book.js'

/** Numbers that look random and are the same every time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * Traders who each pay in their own way: some early, some late, some with a payday. Invoices every ten days for three
 * years before `today`; what would be paid after it is open.
 */
export function payingTraders(count: number, today: CalendarDay): TestTrader[] {
  return Array.from({ length: count }, (_, at): TestTrader => {
    const draw = numbers(at + 1)
    const habit = at % 4 === 0 ? -5 : at % 4 === 1 ? 4 : at % 4 === 2 ? 18 : 35
    const invoices = Array.from({ length: 36 }, (_unused, index): TestInvoice => {
      const on = addDays(today, -5 - index * 10)
      const dueOn = addDays(on, 30)
      const minor = BigInt(100_000 + Math.floor(draw() * 900_000))
      const slow = minor > 700_000n ? 8 : 0
      const paidOn = fridayAfter(addDays(dueOn, Math.round(habit + slow + draw() * 10)))
      const paid = paidOn < today && paidOn > on
      return {
        ...{ on, dueOn, minor, currency: 'CNY' },
        settlements: paid ? [{ by: 'receipt', on: paidOn, minor }] : [],
      }
    })
    return { code: `P${String(at).padStart(3, '0')}`, invoices, orders: [] }
  })
}

/** 1970-01-02 was a Friday. */
function fridayAfter(day: CalendarDay): CalendarDay {
  const number = dayNumber(day)
  return dayFromNumber(number + ((1 - (number % 7) + 7) % 7))
}
