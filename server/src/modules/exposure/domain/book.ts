import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Currency } from '../../../kernel/currency.js'
import type { Id } from '../../../kernel/ids.js'
import type { Bucket } from './bucket.js'
import {
  documentKey,
  type DocumentKey,
  type DocumentLine,
  type DocumentStatus,
  type DocumentType,
} from './document.js'

/** What can be open: an order or delivery line, an instalment, the unapplied rest of a receipt (negative). */
export interface Item {
  readonly itemNo: number
  readonly bucket: Bucket
  amountMinor: bigint
  openMinor: bigint
  dueOn: CalendarDay | null
  shipOn: CalendarDay | null
  /** True when the stored row differs from this one. */
  dirty: boolean
}

/** An amount that a document takes out of an earlier one. `appliedMinor` is what the earlier one could give. */
export interface Link {
  readonly document: Posted
  readonly linkNo: number
  /** Source system of the document taken from: the taker's own, unless a match says otherwise. */
  readonly fromSource: string
  readonly fromType: DocumentType
  readonly fromNumber: string
  /** Line of an order or delivery, instalment of a match; null for an invoice settled as a whole, oldest due first. */
  readonly fromItemNo: number | null
  readonly amountMinor: bigint
  appliedMinor: bigint
  readonly on: CalendarDay
  /** The office's match that made the link; null for what the document itself states. */
  readonly matchId: Id | null
}

/** A recorded document with what it holds open and what it takes from others. */
export interface Posted {
  readonly id: Id
  readonly groupId: Id
  readonly accountId: Id
  readonly segmentId: Id
  readonly source: string
  readonly type: DocumentType
  readonly number: string
  readonly currency: Currency
  version: bigint
  status: DocumentStatus
  on: CalendarDay
  totalMinor: bigint
  disputed: boolean
  lines: readonly DocumentLine[]
  items: Map<number, Item>
  links: Link[]
  /** Number of the last ledger entry of this document. */
  ledgerSeq: number
  isNew: boolean
  /** True when header, lines or links have to be stored again. */
  rewritten: boolean
}

/** One line to be appended to the ledger. */
export interface Entry {
  readonly document: Posted
  readonly itemNo: number
  readonly bucket: Bucket
  readonly seq: number
  readonly deltaMinor: bigint
  readonly effectiveOn: CalendarDay
  readonly causeId: Id
}

/** The part of the books that a batch of documents touches, in memory, under the lock of its credit groups. */
export class Book {
  readonly #documents = new Map<string, Posted>()
  readonly #byId = new Map<Id, Posted>()
  /** Links by the document that they take from, known or not yet known. */
  readonly #incoming = new Map<string, Set<Link>>()
  readonly entries: Entry[] = []

  find(key: DocumentKey): Posted | undefined {
    return this.#documents.get(documentKey(key))
  }

  byId(id: Id): Posted | undefined {
    return this.#byId.get(id)
  }

  add(document: Posted): void {
    this.#byId.set(document.id, document)
    this.#documents.set(documentKey(document), document)
    for (const link of document.links) this.#incomingOf(sourceKey(link)).add(link)
  }

  /** Replaces what a document takes from others. */
  setLinks(document: Posted, links: Link[]): void {
    for (const link of document.links) this.#incomingOf(sourceKey(link)).delete(link)
    document.links = links
    for (const link of links) this.#incomingOf(sourceKey(link)).add(link)
  }

  /** What later documents take from this one, oldest first. */
  incoming(document: Posted): Link[] {
    const links = [...(this.#incoming.get(documentKey(document)) ?? [])].filter(
      (link) => link.document.accountId === document.accountId,
    )
    return links.sort(
      (a, b) => compare(a.on, b.on) || compare(a.document.id, b.document.id) || a.linkNo - b.linkNo,
    )
  }

  documents(): Iterable<Posted> {
    return this.#documents.values()
  }

  /** Sets an item's open amount and appends the difference to the ledger. */
  post(document: Posted, item: Item, openMinor: bigint, effectiveOn: CalendarDay, causeId: Id): void {
    const deltaMinor = openMinor - item.openMinor
    if (deltaMinor === 0n) return
    item.openMinor = openMinor
    item.dirty = true
    document.ledgerSeq += 1
    const { itemNo, bucket } = item
    this.entries.push({ document, itemNo, bucket, seq: document.ledgerSeq, deltaMinor, effectiveOn, causeId })
  }

  #incomingOf(key: string): Set<Link> {
    let links = this.#incoming.get(key)
    if (!links) {
      links = new Set()
      this.#incoming.set(key, links)
    }
    return links
  }
}

/** The key of the document that a link takes from. */
export function sourceKey(link: Link): string {
  return documentKey(sourceOfLink(link))
}

export function sourceOfLink(link: Pick<Link, 'fromSource' | 'fromType' | 'fromNumber'>): DocumentKey {
  return { source: link.fromSource, type: link.fromType, number: link.fromNumber }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
