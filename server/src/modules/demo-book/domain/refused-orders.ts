import type { DemoDocument } from './book.js'

/**
 * Keeps a history consistent when some of its orders never went through: what was delivered, billed and paid for them
 * never happened either. Fed with documents in the order of recording.
 */
export class RefusedOrders {
  readonly #gone = new Set<string>()

  /** From now on the order does not exist. */
  refuse(order: Pick<DemoDocument, 'type' | 'number'>): void {
    this.#gone.add(keyOf(order))
  }

  /**
   * What is left of a document: itself, itself with fewer allocations (money for a bill that does not exist stays
   * unapplied), or nothing.
   */
  remainder(document: DemoDocument): DemoDocument | undefined {
    const fromGone = document.lines.some((line) => line.from !== null && this.#gone.has(keyOf(line.from)))
    if (fromGone || this.#gone.has(keyOf(document))) {
      this.#gone.add(keyOf(document))
      return undefined
    }
    const allocations = document.allocations.filter(({ number }) => !this.#gone.has(`invoice ${number}`))
    if (allocations.length === document.allocations.length) return document
    return document.type === 'receipt' ? { ...document, allocations } : undefined
  }
}

function keyOf({ type, number }: Pick<DemoDocument, 'type' | 'number'>): string {
  return `${type} ${number}`
}
