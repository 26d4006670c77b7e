import type { CalendarDay } from '../../../kernel/calendar-day.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import { formatAmount } from '../../../kernel/money.js'
import { refresh, settle, sourceOf } from './apply-document.js'
import type { Book, Link, Posted } from './book.js'
import { settlingTypes } from './document.js'
import { appliedOf } from './open-amounts.js'

/** An amount of a receipt or credit note that the office applies to one instalment of an invoice. */
export interface MatchedAmount {
  readonly invoiceId: Id
  readonly itemNo: number
  readonly amountMinor: bigint
}

/** What is to change of what the office has matched of one document. */
export interface MatchChange {
  /** Matches that are undone. */
  readonly remove: readonly Id[]
  /** A new match and what it applies; null when something is only undone. */
  readonly add: { readonly matchId: Id; readonly amounts: readonly MatchedAmount[] } | null
}

/**
 * Applies or undoes matches of a receipt or credit note and posts the differences of all documents concerned, dated
 * `on`. The document's version stays that of its source system. Throws a Refusal, before anything is changed, when the
 * document has less left, an instalment less open, or when they do not belong together.
 */
export function matchDocument(book: Book, document: Posted, change: MatchChange, on: CalendarDay): void {
  const removed = new Set(change.remove)
  const kept = document.links
    .filter((link) => link.matchId === null || !removed.has(link.matchId))
    .map((link) => trimmed(link))
  if (change.add) check(book, document, kept, change)
  const added = (change.add?.amounts ?? []).map((amount) => newLink(book, document, amount, change))
  const touched = new Set([...document.links, ...added].map((link) => sourceOf(book, link)))
  book.setLinks(
    document,
    [...kept, ...added].map((link, index): Link => ({ ...link, linkNo: index + 1 })),
  )
  document.rewritten = true
  refresh(book, document, on, document.id)
  for (const invoice of touched) {
    if (invoice) settle(book, invoice, on, document.id)
  }
}

/** A match whose invoice has shrunk or gone since holds no more than it could settle. */
function trimmed(link: Link): Link {
  return link.matchId === null ? link : { ...link, amountMinor: link.appliedMinor }
}

function check(book: Book, document: Posted, kept: readonly Link[], { add }: MatchChange): void {
  if (document.status !== 'open' || !settlingTypes.has(document.type)) {
    throw new Refusal('receipt_not_open', { number: document.number })
  }
  const text = (minor: bigint) => formatAmount(minor, document.currency)
  const left = document.totalMinor - appliedOf(kept)
  const wanted = (add?.amounts ?? []).reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  if (wanted > left) {
    throw new Refusal('match_exceeds_receipt', {
      number: document.number,
      left: text(left),
      wanted: text(wanted),
    })
  }
  const perItem = new Map<string, bigint>()
  for (const { invoiceId, itemNo, amountMinor } of add?.amounts ?? []) {
    const invoice = book.byId(invoiceId)
    if (
      invoice?.type !== 'invoice' ||
      invoice.accountId !== document.accountId ||
      invoice.currency !== document.currency
    ) {
      throw new Refusal('match_other_party', { number: invoice?.number ?? invoiceId })
    }
    const key = `${invoiceId} ${itemNo}`
    const sum = (perItem.get(key) ?? 0n) + amountMinor
    perItem.set(key, sum)
    const open = invoice.items.get(itemNo)?.openMinor ?? 0n
    if (amountMinor <= 0n || sum > open) {
      throw new Refusal('match_exceeds_invoice', {
        number: invoice.number,
        open: text(open),
        wanted: text(sum),
      })
    }
  }
}

function newLink(book: Book, document: Posted, amount: MatchedAmount, { add }: MatchChange): Link {
  const invoice = book.byId(amount.invoiceId)
  if (!invoice || !add) throw new Error('an amount was matched without its invoice')
  return {
    document,
    linkNo: 0,
    fromSource: invoice.source,
    fromType: 'invoice',
    fromNumber: invoice.number,
    fromItemNo: amount.itemNo,
    amountMinor: amount.amountMinor,
    appliedMinor: 0n,
    on: document.on,
    matchId: add.matchId,
  }
}
