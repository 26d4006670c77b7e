import type { Invoice } from './invoice.js'

export interface InvoiceSplit {
  readonly train: Int32Array
  readonly test: Int32Array
  /** First day of the test part; null when the parts do not follow each other in time. */
  readonly cut: number | null
  /** Invoices of the training part that were still open on that day: their end was not known then. */
  readonly notOver: number
}

const TRAIN_SHARE = 0.7

/** The earlier invoices to learn from, the later ones to test with, never cutting through a day. */
export function splitInvoicesByTime(invoices: readonly Invoice[]): InvoiceSplit {
  const settled = invoices.filter((invoice) => invoice.settled !== null)
  const days = settled.map(({ issued }) => issued).sort((a, b) => a - b)
  const cut = days[Math.floor(days.length * TRAIN_SHARE)] ?? Number.POSITIVE_INFINITY
  const rowsOf = (part: (invoice: Invoice) => boolean) =>
    Int32Array.from(settled.filter(part), ({ row }) => row)
  return known(
    invoices,
    rowsOf(({ issued }) => issued < cut),
    rowsOf(({ issued }) => issued >= cut),
    cut,
  )
}

/** The parts that a file names. Where they follow each other in time, what was not over at the cut is left out. */
export function splitInvoicesAsNamed(
  invoices: readonly Invoice[],
  { train, test }: { readonly train: Int32Array; readonly test: Int32Array },
): InvoiceSplit {
  const issuedOf = (row: number) => invoices[row]?.issued ?? 0
  const cut = test.reduce((first, row) => Math.min(first, issuedOf(row)), Number.POSITIVE_INFINITY)
  const inTime = train.every((row) => issuedOf(row) <= cut)
  return inTime ? known(invoices, train, test, cut) : { train, test, cut: null, notOver: 0 }
}

function known(invoices: readonly Invoice[], train: Int32Array, test: Int32Array, cut: number): InvoiceSplit {
  const over = train.filter((row) => (invoices[row]?.settled ?? Number.POSITIVE_INFINITY) < cut)
  return { train: over, test, cut: Number.isFinite(cut) ? cut : null, notOver: train.length - over.length }
}
