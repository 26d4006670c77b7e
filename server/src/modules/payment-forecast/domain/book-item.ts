import type { Invoice } from '../../scoring/domain/statistics/delay/invoice.js'

/**
 * An instalment of an invoice as the ledger knows it; days are counted from 1970-01-01, amounts are major units of the
 * base currency (figures to learn from, never to book). `settled` is the day on which money paid the rest of it.
 */
export interface BookItem extends Invoice {
  /** Code of the credit segment of its account. */
  readonly segment: string
  /** The day on which it was written off; it is not paid. */
  readonly lost: number | null
}

/** Whether it was written before the day and still open on it. */
export function isOpenOn({ issued, settled, lost }: BookItem, day: number): boolean {
  return issued < day && (settled === null || settled >= day) && (lost === null || lost >= day)
}

/** What is known of its end before a day: signed days after the due day when it was paid, else how long it was not. */
export function outcomeBefore(
  { due, settled }: BookItem,
  end: number,
): { readonly days: number; readonly paid: boolean } {
  if (settled !== null && settled < end) return { days: settled - due, paid: true }
  return { days: end - 1 - due, paid: false }
}

export function byCustomer<Item extends BookItem>(items: readonly Item[]): Map<string, Item[]> {
  const found = new Map<string, Item[]>()
  for (const item of items) {
    const own = found.get(item.customer)
    if (own === undefined) found.set(item.customer, [item])
    else own.push(item)
  }
  return found
}
