import type { Book, Item, Posted } from './book.js'

/**
 * What each item of a document has open now. It is a function of the documents alone, so that any order of
 * arrival gives the same exposure: an order or delivery line has open what later documents have not taken; an
 * invoice is settled as a whole, oldest due first; a receipt or credit note holds its unapplied rest as a negative
 * amount; a bill of exchange counts in full. A closed or cancelled document has nothing open.
 */
export function openAmounts(book: Book, document: Posted): Map<Item, bigint> {
  const items = [...document.items.values()]
  if (document.status !== 'open') return new Map(items.map((item) => [item, 0n]))
  switch (document.type) {
    case 'order':
    case 'delivery':
      return openLines(book, document)
    case 'bill':
      return new Map(items.map((item) => [item, item.amountMinor]))
    case 'invoice':
      return openInstallments(book, document)
    case 'receipt':
    case 'credit-note':
    case 'write-off':
      return new Map(items.map((item) => [item, -(item.amountMinor - appliedOf(document.links))]))
  }
}

export function appliedOf(links: readonly { appliedMinor: bigint }[]): bigint {
  return links.reduce((sum, link) => sum + link.appliedMinor, 0n)
}

function openLines(book: Book, document: Posted): Map<Item, bigint> {
  const taken = new Map<number | null, bigint>()
  for (const link of book.incoming(document)) {
    taken.set(link.fromItemNo, (taken.get(link.fromItemNo) ?? 0n) + link.appliedMinor)
  }
  return new Map(
    [...document.items.values()].map((item) => {
      const left = item.amountMinor - (taken.get(item.itemNo) ?? 0n)
      return [item, left > 0n ? left : 0n]
    }),
  )
}

/** What names an instalment settles it; the rest, and what an instalment cannot take, goes to the oldest due. */
function openInstallments(book: Book, document: Posted): Map<Item, bigint> {
  const named = new Map<number, bigint>()
  let settled = 0n
  for (const { fromItemNo, appliedMinor } of book.incoming(document)) {
    settled += appliedMinor
    if (fromItemNo !== null) named.set(fromItemNo, (named.get(fromItemNo) ?? 0n) + appliedMinor)
  }
  const open = new Map<Item, bigint>()
  for (const item of document.items.values()) {
    const part = least(named.get(item.itemNo) ?? 0n, item.amountMinor)
    settled -= part
    open.set(item, item.amountMinor - part)
  }
  for (const item of oldestDueFirst(document)) {
    const left = open.get(item) ?? 0n
    const part = least(settled, left)
    settled -= part
    open.set(item, left - part)
  }
  return open
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function oldestDueFirst(document: Posted): Item[] {
  return [...document.items.values()].sort((a, b) => {
    const [left, right] = [a.dueOn ?? '', b.dueOn ?? '']
    return left < right ? -1 : left > right ? 1 : a.itemNo - b.itemNo
  })
}
