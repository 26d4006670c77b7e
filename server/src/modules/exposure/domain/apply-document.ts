import { addDays, type CalendarDay } from '../../../kernel/calendar-day.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import { sourceOfLink, type Book, type Item, type Link, type Posted } from './book.js'
import type { Bucket } from './bucket.js'
import { checkDocument } from './check-document.js'
import { checkLinks, wantedOf, type Wanted } from './check-links.js'
import { settlingTypes, totalOf, type DocumentContent, type DocumentType } from './document.js'
import { openAmounts } from './open-amounts.js'

export interface ApplyContext {
  /** Id for the document if it is new. */
  readonly id: Id
  readonly groupId: Id
  readonly accountId: Id
  readonly segmentId: Id
  readonly today: CalendarDay
  /** Payment terms of the account: an invoice without a due date falls due so many days after its date; null: at once. */
  readonly netDays: number | null
  readonly overDeliveryAllowed: boolean
}

export type Applied =
  | { readonly applied: false; readonly document: Posted }
  | {
      readonly applied: true
      readonly created: boolean
      readonly document: Posted
      /** What was taken beyond what the sources had left: new exposure, to be checked. Minor units. */
      readonly surplusMinor: bigint
    }

/**
 * Records a document in the book: replaces its earlier version, moves what it takes out of earlier documents and
 * appends the differences to the ledger. A version not higher than the stored one is ignored. Throws a Refusal,
 * before anything is changed, when the document contradicts itself or takes more than is left.
 */
export function applyDocument(book: Book, content: DocumentContent, context: ApplyContext): Applied {
  const stored = book.find(content)
  if (stored && content.version <= stored.version) return { applied: false, document: stored }
  if (stored && (stored.accountId !== context.accountId || stored.currency !== content.currency)) {
    throw new Refusal('document_party_changed', { number: content.number })
  }
  checkDocument(content)
  const wanted = wantedOf(content)
  const surplusMinor = checkLinks(book, content, wanted, context)

  const effectiveOn = effectiveDay(content, stored, context.today)
  const document = stored ?? newDocument(content, context)
  const sources = new Set(document.links.map((link) => sourceOf(book, link)))
  rewrite(document, content, context.netDays)
  if (!stored) book.add(document)
  const kept = keptMatches(document, content)
  const stated = wanted.map((want, index) => newLink(book, document, content, want, index + 1))
  book.setLinks(document, [
    ...stated,
    ...kept.map((link, index): Link => ({ ...link, linkNo: stated.length + index + 1 })),
  ])
  for (const link of document.links) sources.add(sourceOf(book, link))

  refresh(book, document, effectiveOn, document.id)
  for (const source of sources) {
    if (source) settle(book, source, later(effectiveOn, source.on), document.id)
  }
  if (document.type === 'invoice') settleWaiting(book, document, effectiveOn)
  return { applied: true, created: !stored, document, surplusMinor }
}

/**
 * The business day of the change: a new document's own day; an amendment's day when it is later than before,
 * otherwise the day on which it was told, because until then the old version was what counted.
 */
function effectiveDay(content: DocumentContent, stored: Posted | undefined, today: CalendarDay): CalendarDay {
  if (!stored || content.on > stored.on) return content.on
  return later(today, stored.on)
}

function later(a: CalendarDay, b: CalendarDay): CalendarDay {
  return a > b ? a : b
}

function newDocument(content: DocumentContent, context: ApplyContext): Posted {
  return {
    id: context.id,
    groupId: context.groupId,
    accountId: context.accountId,
    segmentId: context.segmentId,
    source: content.source,
    type: content.type,
    number: content.number,
    currency: content.currency,
    version: content.version,
    status: content.status,
    on: content.on,
    totalMinor: 0n,
    disputed: false,
    lines: [],
    items: new Map(),
    links: [],
    ledgerSeq: 0,
    isNew: true,
    rewritten: true,
  }
}

function rewrite(document: Posted, content: DocumentContent, netDays: number | null): void {
  document.version = content.version
  document.status = content.status
  document.on = content.on
  document.totalMinor = totalOf(content.lines)
  document.disputed = content.disputed
  document.lines = content.lines
  document.rewritten = true
  const wanted = new Map(itemsOf(content, netDays).map((item) => [item.itemNo, item]))
  for (const item of document.items.values()) {
    // A line that is gone stays as a row of nothing: the ledger refers to it.
    if (!wanted.has(item.itemNo)) Object.assign(item, { amountMinor: 0n, dirty: true })
  }
  for (const item of wanted.values()) {
    const existing = document.items.get(item.itemNo)
    if (existing) Object.assign(existing, { ...item, openMinor: existing.openMinor, dirty: true })
    else document.items.set(item.itemNo, item)
  }
}

const bucketOf: Readonly<Record<DocumentType, Bucket>> = {
  order: 'open_orders',
  delivery: 'delivered_not_billed',
  invoice: 'receivables',
  receipt: 'unapplied',
  'credit-note': 'unapplied',
  'write-off': 'unapplied',
  bill: 'bills',
}

function itemsOf(content: DocumentContent, netDays: number | null): Item[] {
  const bucket = bucketOf[content.type]
  const item = (
    itemNo: number,
    amountMinor: bigint,
    dueOn: CalendarDay | null,
    shipOn: CalendarDay | null,
  ): Item => ({
    itemNo,
    bucket,
    amountMinor,
    openMinor: 0n,
    dueOn,
    shipOn,
    dirty: true,
  })
  switch (content.type) {
    case 'order':
    case 'delivery':
      return content.lines.map((line) => item(line.lineNo, line.amountMinor, null, line.shipOn))
    case 'invoice': {
      if (content.installments.length > 0) {
        return content.installments.map((part, index) => item(index + 1, part.amountMinor, part.dueOn, null))
      }
      const dueOn = content.dueOn ?? addDays(content.on, netDays ?? 0)
      return [item(1, totalOf(content.lines), dueOn, null)]
    }
    case 'bill':
      return [item(1, totalOf(content.lines), null, null)]
    case 'receipt':
    case 'credit-note':
    case 'write-off':
      return [item(0, totalOf(content.lines), null, null)]
  }
}

function newLink(book: Book, document: Posted, content: DocumentContent, want: Wanted, linkNo: number): Link {
  const toInvoice = want.fromType === 'invoice'
  const source = book.find({ source: want.fromSource, type: want.fromType, number: want.fromNumber })
  return {
    document,
    linkNo,
    fromSource: want.fromSource,
    fromType: want.fromType,
    fromNumber: want.fromNumber,
    fromItemNo: toInvoice ? want.instalmentNo : want.lineNo,
    amountMinor: want.amountMinor,
    // What an invoice gives is shared out among all that settle it; see `shareOut`.
    appliedMinor: toInvoice || !source ? 0n : want.amountMinor,
    on: content.on,
    matchId: null,
  }
}

export function sourceOf(book: Book, link: Link): Posted | undefined {
  const found = book.find(sourceOfLink(link))
  return found?.accountId === link.document.accountId ? found : undefined
}

export function refresh(book: Book, document: Posted, on: CalendarDay, causeId: Id): void {
  for (const [item, openMinor] of openAmounts(book, document))
    book.post(document, item, openMinor, on, causeId)
}

/**
 * What the office has matched stays as long as the document itself says nothing of what it settles and is still worth
 * as much. As soon as its source system states allocations, or less money, that is what counts.
 */
function keptMatches(document: Posted, content: DocumentContent): Link[] {
  if (content.status !== 'open' || !settlingTypes.has(content.type)) return []
  if (content.allocations.length > 0 || content.lines.some((line) => line.from)) return []
  const matched = document.links.filter((link) => link.matchId !== null)
  return totalOf(matched) > totalOf(content.lines) ? [] : matched
}

/** Brings a source up to date after what is taken from it has changed. */
export function settle(book: Book, source: Posted, on: CalendarDay, causeId: Id): void {
  const changed = source.type === 'invoice' ? shareOut(book, source) : []
  refresh(book, source, on, causeId)
  for (const taker of changed) refresh(book, taker, later(on, taker.on), causeId)
}

/** Receipts that named an invoice before it was known settle it now, each on the later of both days. */
function settleWaiting(book: Book, invoice: Posted, effectiveOn: CalendarDay): void {
  for (const taker of shareOut(book, invoice)) {
    const on = later(effectiveOn, taker.on)
    refresh(book, taker, on, invoice.id)
  }
  const days = book.incoming(invoice).map((link) => link.on)
  refresh(book, invoice, days.reduce<CalendarDay>(later, effectiveOn), invoice.id)
}

/** Shares an invoice's total out among what settles it, oldest first; gives the documents whose share changed. */
function shareOut(book: Book, invoice: Posted): Set<Posted> {
  let left = invoice.status === 'cancelled' ? 0n : invoice.totalMinor
  const changed = new Set<Posted>()
  for (const link of book.incoming(invoice)) {
    const applied = link.amountMinor < left ? link.amountMinor : left
    left -= applied
    if (applied === link.appliedMinor) continue
    link.appliedMinor = applied
    link.document.rewritten = true
    changed.add(link.document)
  }
  return changed
}
