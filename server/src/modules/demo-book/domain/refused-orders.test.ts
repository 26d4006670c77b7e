import { describe, expect, it } from 'vitest'
import { calendarDay } from '../../../kernel/calendar-day.js'
import type { BookParams } from './book.js'
import { generateCustomers } from './customer.js'
import { generateHistory } from './history.js'
import { positionOf } from './position.js'
import { RefusedOrders } from './refused-orders.js'

const params: BookParams = { seed: 9, customers: 80, months: 12, endOn: calendarDay('2026-11-22') }

describe('a history in which some orders were refused', () => {
  it('has no trace of them, and nothing that refers to what is gone', () => {
    let left = 0
    for (const customer of generateCustomers(params)) {
      const documents = generateHistory(params, customer)
      const orders = [
        ...new Set(documents.filter(({ type }) => type === 'order').map(({ number }) => number)),
      ]
      const gone = new Set(orders.filter((_, place) => place % 3 === 0))
      const refused = new RefusedOrders()
      for (const number of gone) refused.refuse({ type: 'order', number })
      const rest = documents.flatMap((document) => refused.remainder(document) ?? [])
      const present = new Set(rest.map(({ type, number }) => `${type} ${number}`))
      for (const document of rest) {
        if (document.type === 'order') expect(gone.has(document.number)).toBe(false)
        for (const { from } of document.lines)
          if (from) expect(present).toContain(`${from.type} ${from.number}`)
        for (const { number } of document.allocations) expect(present).toContain(`invoice ${number}`)
      }
      for (const { segment } of customer.trades) {
        const position = positionOf(rest, segment)
        expect(position.openOrdersMinor >= 0n && position.deliveredNotBilledMinor >= 0n).toBe(true)
        expect(position.receivablesMinor >= 0n && position.unappliedMinor >= 0n).toBe(true)
      }
      left += rest.length
    }
    expect(left).toBeGreaterThan(1_000)
  })
})
