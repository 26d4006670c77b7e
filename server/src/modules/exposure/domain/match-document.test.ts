import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, calendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import { Refusal } from '../../../kernel/errors.js'
import { applyDocument } from './apply-document.js'
import { Book, type Posted } from './book.js'
import type { DocumentContent } from './document.js'
import { matchDocument } from './match-document.js'
import { appliedOf } from './open-amounts.js'

const day = calendarDay('2026-11-01')
const party = {
  groupId: 'g',
  accountId: 'a',
  segmentId: 's',
  today: day,
  netDays: 30,
  overDeliveryAllowed: false,
}

function content(
  type: DocumentContent['type'],
  number: string,
  minor: bigint,
  more: Partial<DocumentContent> = {},
) {
  return {
    ...{
      source: type === 'receipt' ? 'bank' : 'erp',
      type,
      number,
      version: 1n,
      status: 'open',
      on: day,
      dueOn: null,
    },
    ...{
      installments: [],
      currency: 'CNY' as Currency,
      allocations: [],
      reservationId: null,
      disputed: false,
    },
    lines: [{ lineNo: 1, amountMinor: minor, shipOn: null, from: null }],
    ...more,
  } as const satisfies DocumentContent
}

function record(book: Book, what: DocumentContent): Posted {
  return applyDocument(book, what, { ...party, id: `${what.type} ${what.number}` }).document
}

function twoInstalments(minor: bigint): Partial<DocumentContent> {
  const first = minor / 3n
  return {
    installments: [
      { dueOn: addDays(day, 10), amountMinor: first },
      { dueOn: addDays(day, 40), amountMinor: minor - first },
    ],
  }
}

const openOf = (document: Posted) =>
  [...document.items.values()].sort((a, b) => a.itemNo - b.itemNo).map(({ openMinor }) => openMinor)

describe('matching in the ledger', () => {
  it('settles the instalment that is named, and undoing restores every amount by reverse entries', () => {
    const book = new Book()
    const invoice = record(book, content('invoice', 'I1', 900n, twoInstalments(900n)))
    const receipt = record(book, content('receipt', 'R1', 500n))
    const amounts = [{ invoiceId: invoice.id, itemNo: 2, amountMinor: 450n }]
    matchDocument(book, receipt, { remove: [], add: { matchId: 'm1', amounts } }, day)
    expect([openOf(invoice), openOf(receipt)]).toEqual([[300n, 150n], [-50n]])
    matchDocument(book, receipt, { remove: ['m1'], add: null }, addDays(day, 3))
    expect([openOf(invoice), openOf(receipt)]).toEqual([[300n, 600n], [-500n]])
    expect(book.entries.slice(-2).map(({ deltaMinor, effectiveOn }) => [deltaMinor, effectiveOn])).toEqual([
      [-450n, '2026-11-04'],
      [450n, '2026-11-04'],
    ])
  })

  it('keeps a match when the source sends the receipt again, and lets it go when the source says what it settles', () => {
    const book = new Book()
    const invoice = record(book, content('invoice', 'I1', 900n))
    const other = record(book, content('invoice', 'I2', 900n, { source: 'bank' }))
    const receipt = record(book, content('receipt', 'R1', 500n))
    const amounts = [{ invoiceId: invoice.id, itemNo: 1, amountMinor: 500n }]
    matchDocument(book, receipt, { remove: [], add: { matchId: 'm1', amounts } }, day)
    record(book, content('receipt', 'R1', 500n, { version: 2n }))
    expect([openOf(invoice), openOf(receipt)]).toEqual([[400n], [0n]])
    const allocations = [{ number: 'I2', amountMinor: 500n }]
    record(book, content('receipt', 'R1', 500n, { version: 3n, allocations }))
    expect([openOf(invoice), openOf(other), openOf(receipt)]).toEqual([[900n], [400n], [0n]])
  })

  it.each([
    ['more than is left of the receipt', 600n, 1, 'match_exceeds_receipt'],
    ['more than is open in the instalment', 400n, 1, 'match_exceeds_invoice'],
    ['an instalment that is not there', 1n, 7, 'match_exceeds_invoice'],
  ])('refuses %s and changes nothing', (_, amountMinor, itemNo, code) => {
    const book = new Book()
    const invoice = record(book, content('invoice', 'I1', 900n, twoInstalments(900n)))
    const receipt = record(book, content('receipt', 'R1', 500n))
    const add = { matchId: 'm', amounts: [{ invoiceId: invoice.id, itemNo, amountMinor }] }
    const before = book.entries.length
    const refused = (() => {
      try {
        matchDocument(book, receipt, { remove: [], add }, day)
      } catch (error) {
        return error
      }
      return undefined
    })()
    expect(refused).toBeInstanceOf(Refusal)
    expect((refused as Refusal).code).toBe(code)
    expect(book.entries).toHaveLength(before)
  })

  const step = fc.record({
    receipt: fc.nat(2),
    invoice: fc.nat(2),
    itemNo: fc.integer({ min: 1, max: 2 }),
    amount: fc.bigInt(1n, 700n),
    undo: fc.boolean(),
  })

  it('holds after any sequence: nothing below zero, applied = settled, the ledger is the sum, and all undone is as before', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const book = new Book()
        const invoices = [700n, 901n, 55n].map((minor, n) =>
          record(book, content('invoice', `I${n}`, minor, twoInstalments(minor))),
        )
        const receipts = [500n, 1200n, 30n].map((minor, n) =>
          record(book, content('receipt', `R${n}`, minor)),
        )
        const start = [...invoices, ...receipts].map(openOf)
        const made: { receipt: Posted; matchId: string }[] = []
        for (const [at, { receipt: r, invoice: i, itemNo, amount, undo }] of steps.entries()) {
          const [receipt, invoice] = [receipts[r], invoices[i]]
          const last = undo ? made.pop() : undefined
          if (last) matchDocument(book, last.receipt, { remove: [last.matchId], add: null }, day)
          if (!receipt || !invoice || undo) continue
          const add = { matchId: `m${at}`, amounts: [{ invoiceId: invoice.id, itemNo, amountMinor: amount }] }
          try {
            matchDocument(book, receipt, { remove: [], add }, day)
            made.push({ receipt, matchId: add.matchId })
          } catch (error) {
            if (!(error instanceof Refusal)) throw error
          }
          const settled = invoices.flatMap((one) =>
            [...one.items.values()].map((item) => item.amountMinor - item.openMinor),
          )
          const applied = receipts.map((one) => appliedOf(one.links))
          expect(settled.every((minor) => minor >= 0n)).toBe(true)
          expect(receipts.flatMap(openOf).every((minor) => minor <= 0n)).toBe(true)
          const sum = (list: readonly bigint[]) => list.reduce((total, minor) => total + minor, 0n)
          expect(sum(settled)).toBe(sum(applied))
        }
        const byItem = new Map<string, bigint>()
        for (const { document, itemNo, deltaMinor } of book.entries) {
          const key = `${document.id} ${itemNo}`
          byItem.set(key, (byItem.get(key) ?? 0n) + deltaMinor)
        }
        for (const document of book.documents()) {
          for (const item of document.items.values()) {
            expect(byItem.get(`${document.id} ${item.itemNo}`) ?? 0n).toBe(item.openMinor)
          }
        }
        for (const { receipt, matchId } of made)
          matchDocument(book, receipt, { remove: [matchId], add: null }, day)
        expect([...invoices, ...receipts].map(openOf)).toEqual(start)
      }),
      { numRuns: 150 },
    )
  })
})
