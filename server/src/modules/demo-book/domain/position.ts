import type { CalendarDay } from '../../../kernel/calendar-day.js'
import { totalOf, type DocumentType } from '../../exposure/domain/document.js'
import type { DemoDocument, SegmentCode } from './book.js'

/** What is open of one customer in one segment, in minor units of the documents' currency. */
export interface Position {
  readonly openOrdersMinor: bigint
  readonly deliveredNotBilledMinor: bigint
  readonly receivablesMinor: bigint
  /** Money that belongs to no invoice yet, as a positive amount. */
  readonly unappliedMinor: bigint
  readonly exposureMinor: bigint
  /** Invoices that still owe something, oldest due day first. */
  readonly openInvoices: readonly {
    readonly number: string
    readonly dueOn: CalendarDay
    readonly leftMinor: bigint
  }[]
}

/** Adds up the last versions of the documents of a segment: the plain sum over open lines, with no ledger. */
export function positionOf(documents: readonly DemoDocument[], segment: SegmentCode): Position {
  const current = new Map<string, DemoDocument>()
  for (const document of documents) {
    if (document.segment === segment) current.set(`${document.type} ${document.number}`, document)
  }
  const live = [...current.values()].filter((document) => document.status !== 'cancelled')
  const moved = movedByLine(live)
  const relieved = relievedByInvoice(live)
  const openOrdersMinor = openLines(live, 'order', moved)
  const deliveredNotBilledMinor = openLines(live, 'delivery', moved)
  const openInvoices = live
    .filter((document) => document.type === 'invoice')
    .map((invoice) => ({
      number: invoice.number,
      dueOn: invoice.dueOn ?? invoice.installments?.[0]?.dueOn ?? invoice.on,
      leftMinor: totalOf(invoice.lines) - (relieved.get(invoice.number) ?? 0n),
    }))
    .filter((invoice) => invoice.leftMinor !== 0n)
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  const receivablesMinor = openInvoices.reduce((sum, invoice) => sum + invoice.leftMinor, 0n)
  const unappliedMinor = live
    .filter((document) => document.type === 'receipt')
    .reduce((sum, receipt) => sum + totalOf(receipt.lines) - totalOf(receipt.allocations), 0n)
  const exposureMinor = openOrdersMinor + deliveredNotBilledMinor + receivablesMinor - unappliedMinor
  return {
    openOrdersMinor,
    deliveredNotBilledMinor,
    receivablesMinor,
    unappliedMinor,
    exposureMinor,
    openInvoices,
  }
}

function movedByLine(live: readonly DemoDocument[]): Map<string, bigint> {
  const moved = new Map<string, bigint>()
  for (const { from } of live.flatMap((document) => document.lines)) {
    if (!from) continue
    const key = `${from.type} ${from.number} ${from.lineNo}`
    moved.set(key, (moved.get(key) ?? 0n) + from.amountMinor)
  }
  return moved
}

function relievedByInvoice(live: readonly DemoDocument[]): Map<string, bigint> {
  const relieved = new Map<string, bigint>()
  for (const allocation of live.flatMap((document) => document.allocations)) {
    relieved.set(allocation.number, (relieved.get(allocation.number) ?? 0n) + allocation.amountMinor)
  }
  return relieved
}

function openLines(
  live: readonly DemoDocument[],
  type: DocumentType,
  moved: ReadonlyMap<string, bigint>,
): bigint {
  return live
    .filter((document) => document.type === type && document.status === 'open')
    .flatMap(({ number, lines }) => lines.map((line) => ({ line, key: `${type} ${number} ${line.lineNo}` })))
    .reduce((sum, { line, key }) => sum + line.amountMinor - (moved.get(key) ?? 0n), 0n)
}
