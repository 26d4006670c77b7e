import { prepareNumber, type PreparedNumber } from './designation.js'
import type { MatchItem, Receivable } from './money-in.js'

/** A receivable with what no proposal of this round has taken of it yet. */
export interface Pooled extends Receivable {
  leftMinor: bigint
}

/** The open instalments of one account and currency, of which each proposal takes its part. */
export class Pool {
  readonly #items: Pooled[]
  readonly #byKey = new Map<string, Pooled>()
  readonly #byLeft = new Map<bigint, Set<Pooled>>()
  readonly #byNumber = new Map<string, Pooled[]>()
  readonly numbers: readonly PreparedNumber[]

  constructor(receivables: readonly Receivable[]) {
    this.#items = receivables
      .filter(({ openMinor }) => openMinor > 0n)
      .map((item): Pooled => ({ ...item, leftMinor: item.openMinor }))
      .sort(olderFirst)
    for (const item of this.#items) {
      this.#byKey.set(keyOf(item), item)
      this.#put(item)
      const same = this.#byNumber.get(item.number)
      if (same) same.push(item)
      else this.#byNumber.set(item.number, [item])
    }
    this.numbers = [...this.#byNumber.keys()].map(prepareNumber)
  }

  /** What is left, the oldest due first; disputed invoices only when they are asked for by number. */
  undisputed(): Pooled[] {
    return this.#items.filter((item) => item.leftMinor > 0n && !item.disputed)
  }

  numbered(number: string): Pooled[] {
    return (this.#byNumber.get(number) ?? []).filter((item) => item.leftMinor > 0n)
  }

  /** Undisputed items with exactly this left, the oldest due first. */
  withLeft(amountMinor: bigint): Pooled[] {
    return [...(this.#byLeft.get(amountMinor) ?? [])].filter(({ disputed }) => !disputed).sort(olderFirst)
  }

  take(items: readonly MatchItem[]): void {
    for (const taken of items) {
      const item = this.#byKey.get(keyOf(taken))
      if (!item) throw new Error('a proposal took what was not there')
      this.#byLeft.get(item.leftMinor)?.delete(item)
      item.leftMinor -= taken.amountMinor + taken.grantedMinor
      this.#put(item)
    }
  }

  #put(item: Pooled): void {
    const same = this.#byLeft.get(item.leftMinor)
    if (same) same.add(item)
    else this.#byLeft.set(item.leftMinor, new Set([item]))
  }
}

export function keyOf({ invoiceId, itemNo }: { invoiceId: string; itemNo: number }): string {
  return `${invoiceId} ${itemNo}`
}

/** The oldest due first; an item without a due day was due on its document's day. A total order. */
function olderFirst(a: Receivable, b: Receivable): number {
  return (
    order(a.dueOn ?? a.on, b.dueOn ?? b.on) ||
    order(a.number, b.number) ||
    a.itemNo - b.itemNo ||
    order(a.invoiceId, b.invoiceId)
  )
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
