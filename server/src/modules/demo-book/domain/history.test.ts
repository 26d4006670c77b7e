import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, calendarDay, dayFromNumber, dayNumber } from '../../../kernel/calendar-day.js'
import { sourceTypes, totalOf, type DocumentType } from '../../exposure/domain/document.js'
import type { BookParams, DemoDocument } from './book.js'
import { generateCustomer, generateCustomers } from './customer.js'
import { generateHistory } from './history.js'
import { positionOf } from './position.js'

const books = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  customers: fc.constant(1_000_000),
  months: fc.integer({ min: 1, max: 36 }),
  endOn: fc.integer({ min: dayNumber(calendarDay('2015-01-01')), max: 30_000 }).map(dayFromNumber),
})
const indexes = fc.nat(999_999)

/** Checks every state that a history passes through, document by document. */
function forEachHistory(check: (documents: readonly DemoDocument[], params: BookParams) => void): void {
  fc.assert(
    fc.property(books, indexes, (params, index) => {
      check(generateHistory(params, generateCustomer(params, index)), params)
    }),
    { numRuns: 80 },
  )
}

const keyOf = (document: { type: DocumentType; number: string }): string =>
  `${document.type} ${document.number}`

describe('a customer’s history', () => {
  it('runs forward in time, within the book, a version after the one before it', () => {
    forEachHistory((documents, params) => {
      const versions = new Map<string, bigint>()
      let lastOn = addMonths(params.endOn, -params.months)
      for (const document of documents) {
        expect(document.recordedOn >= lastOn && document.recordedOn <= params.endOn).toBe(true)
        expect(document.on <= document.recordedOn).toBe(true)
        expect(document.version).toBe((versions.get(keyOf(document)) ?? 0n) + 1n)
        versions.set(keyOf(document), document.version)
        lastOn = document.recordedOn
      }
    })
  })

  it('never moves more out of a line than the line has, and only from live documents recorded before', () => {
    forEachHistory((documents) => {
      const current = new Map<string, DemoDocument>()
      const moved = new Map<string, bigint>()
      for (const document of documents) {
        const again = current.has(keyOf(document))
        current.set(keyOf(document), document)
        for (const { from } of again ? [] : document.lines) {
          if (!from) continue
          const source = current.get(keyOf(from))
          const line = source?.lines.find(({ lineNo }) => lineNo === from.lineNo)
          const key = `${keyOf(from)} ${from.lineNo}`
          moved.set(key, (moved.get(key) ?? 0n) + from.amountMinor)
          expect(source?.status).toBe('open')
          expect(sourceTypes[document.type]).toContain(from.type)
          expect(moved.get(key) ?? 0n).toBeLessThanOrEqual(line?.amountMinor ?? -1n)
        }
      }
    })
  })

  it('never settles more of an invoice than it asks for, nor allocates more than a receipt brings', () => {
    forEachHistory((documents) => {
      const current = new Map<string, DemoDocument>()
      const settled = new Map<string, bigint>()
      const settle = ({ allocations }: DemoDocument, sign: bigint): void => {
        for (const { number, amountMinor } of allocations) {
          settled.set(number, (settled.get(number) ?? 0n) + sign * amountMinor)
        }
      }
      for (const document of documents) {
        const before = current.get(keyOf(document))
        current.set(keyOf(document), document)
        if (before) settle(before, -1n)
        if (document.status !== 'cancelled') settle(document, 1n)
        expect(totalOf(document.allocations)).toBeLessThanOrEqual(totalOf(document.lines))
        for (const { number, amountMinor } of document.allocations) {
          const invoice = current.get(`invoice ${number}`)
          expect(amountMinor).toBeGreaterThan(0n)
          expect(settled.get(number) ?? 0n).toBeLessThanOrEqual(invoice ? totalOf(invoice.lines) : -1n)
        }
      }
    })
  })

  it('states amounts above zero, each line once, and instalments that add up to their invoice', () => {
    forEachHistory((documents) => {
      for (const document of documents) {
        expect(document.lines.length).toBeGreaterThan(0)
        expect(document.lines.every((line) => line.amountMinor > 0n)).toBe(true)
        expect(new Set(document.lines.map((line) => line.lineNo)).size).toBe(document.lines.length)
        if (document.type !== 'invoice') continue
        if (document.dueOn === null) expect(totalOf(document.installments)).toBe(totalOf(document.lines))
        else expect(document.installments).toEqual([])
        for (const dueOn of [document.dueOn, ...document.installments.map((part) => part.dueOn)]) {
          if (dueOn !== null) expect(dueOn >= document.on).toBe(true)
        }
      }
    })
  })

  it('leaves no bucket below zero', () => {
    forEachHistory((documents) => {
      for (const segment of ['CN01', 'EX01'] as const) {
        const position = positionOf(documents, segment)
        expect(position.openOrdersMinor).toBeGreaterThanOrEqual(0n)
        expect(position.deliveredNotBilledMinor).toBeGreaterThanOrEqual(0n)
        expect(position.unappliedMinor).toBeGreaterThanOrEqual(0n)
        expect(position.openInvoices.every((invoice) => invoice.leftMinor > 0n)).toBe(true)
      }
    })
  })

  it('shows the behaviour of the customer in what is overdue', () => {
    const params = { seed: 11, customers: 700, months: 24, endOn: calendarDay('2026-11-22') }
    const oldestDays = new Map<string, number[]>()
    for (const customer of generateCustomers(params)) {
      const documents = generateHistory(params, customer)
      const [oldest] = customer.trades.flatMap((trade) => positionOf(documents, trade.segment).openInvoices)
      const days = oldest ? dayNumber(params.endOn) - dayNumber(oldest.dueOn) : 0
      oldestDays.set(customer.behaviour, [...(oldestDays.get(customer.behaviour) ?? []), Math.max(0, days)])
    }
    const median = (behaviour: string): number =>
      (oldestDays.get(behaviour) ?? [])
        .sort((a, b) => a - b)
        .at((oldestDays.get(behaviour)?.length ?? 0) / 2) ?? -1
    expect(median('prompt')).toBe(0)
    expect(median('slow')).toBeLessThan(31)
    expect(median('deteriorating')).toBeGreaterThan(20)
    expect(median('one-large-overdue')).toBeGreaterThan(35)
    expect(median('sudden-default')).toBeGreaterThan(60)
  })

  it('is made at more than 20,000 documents a second of processor time', () => {
    const params = { seed: 3, customers: 200, months: 24, endOn: calendarDay('2026-11-22') }
    const before = process.cpuUsage()
    let documents = 0
    for (const customer of generateCustomers(params)) documents += generateHistory(params, customer).length
    const used = process.cpuUsage(before)
    expect(documents / ((used.user + used.system) / 1e6)).toBeGreaterThan(20_000)
  })
})
