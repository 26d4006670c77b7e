import { Refusal } from '../../../kernel/errors.js'
import { formatAmount } from '../../../kernel/money.js'
import type { Book, Posted } from './book.js'
import { settlingTypes, type DocumentContent, type DocumentType } from './document.js'

/** What a document wants to take from one earlier document (line). */
export interface Wanted {
  readonly fromType: DocumentType
  readonly fromNumber: string
  /** Source system of the document taken from. */
  readonly fromSource: string
  /** Line as stated, to be found in the source; null for an allocation. */
  readonly lineNo: number | null
  /** The instalment that an allocation names; null: oldest due first. */
  readonly instalmentNo: number | null
  readonly amountMinor: bigint
}

export interface LinkPolicy {
  readonly accountId: string
  readonly overDeliveryAllowed: boolean
}

/** Everything that the content takes from others, in the order stated. A cancelled document takes nothing. */
export function wantedOf(content: DocumentContent): Wanted[] {
  if (content.status === 'cancelled') return []
  const fromLines = content.lines.flatMap((line): Wanted[] =>
    line.from
      ? [
          {
            fromType: line.from.type,
            fromNumber: line.from.number,
            fromSource: content.source,
            lineNo: line.from.lineNo,
            instalmentNo: null,
            amountMinor: line.from.amountMinor,
          },
        ]
      : [],
  )
  const allocations = content.allocations.map((allocation): Wanted => ({
    fromType: 'invoice',
    fromNumber: allocation.number,
    fromSource: allocation.instalment?.source ?? content.source,
    lineNo: null,
    instalmentNo: allocation.instalment?.itemNo ?? null,
    amountMinor: allocation.amountMinor,
  }))
  return [...fromLines, ...allocations]
}

/**
 * Refuses to take more than is left, summed over all lines of the document; gives the surplus where the segment
 * allows over-delivery. An allocation to an invoice that is not known yet waits for it; every other source must exist.
 */
export function checkLinks(
  book: Book,
  content: DocumentContent,
  wanted: readonly Wanted[],
  policy: LinkPolicy,
): bigint {
  const stored = book.find(content)
  const sums = new Map<
    string,
    { source: Posted; itemNo: number | null; amountMinor: bigint; first: Wanted }
  >()
  for (const want of wanted) {
    const source = findSource(book, content, want, policy)
    if (!source) continue
    const itemNo = want.fromType === 'invoice' ? null : want.lineNo
    const key = JSON.stringify([source.id, itemNo])
    const sum = sums.get(key) ?? { source, itemNo, amountMinor: 0n, first: want }
    sum.amountMinor += want.amountMinor
    sums.set(key, sum)
  }
  let surplus = 0n
  for (const { source, itemNo, amountMinor } of sums.values()) {
    const left = leftOf(book, source, itemNo, stored)
    if (amountMinor <= left) continue
    const growable = source.type !== 'invoice' && !settlingTypes.has(content.type)
    if (!policy.overDeliveryAllowed || !growable) {
      const text = (minor: bigint) => formatAmount(minor, content.currency)
      throw new Refusal('exceeds_source', {
        number: source.number,
        left: text(left),
        wanted: text(amountMinor),
      })
    }
    surplus += amountMinor - left
  }
  return surplus
}

function findSource(
  book: Book,
  content: DocumentContent,
  want: Wanted,
  policy: LinkPolicy,
): Posted | undefined {
  const source = book.find({ source: want.fromSource, type: want.fromType, number: want.fromNumber })
  if (!source) {
    const mayWait = want.lineNo === null && content.type !== 'write-off'
    if (mayWait) return undefined
    throw new Refusal('source_not_found', {
      type: want.fromType,
      number: want.fromNumber,
      line: want.lineNo ?? '',
    })
  }
  if (source.accountId !== policy.accountId || source.currency !== content.currency) {
    throw new Refusal('source_mismatch', { number: source.number })
  }
  if (want.lineNo !== null && !source.lines.some((line) => line.lineNo === want.lineNo)) {
    throw new Refusal('source_not_found', { type: want.fromType, number: want.fromNumber, line: want.lineNo })
  }
  return source
}

/** What a source can still give to a document, whose own earlier version gives back what it had taken. */
function leftOf(book: Book, source: Posted, itemNo: number | null, taker: Posted | undefined): bigint {
  let others = 0n
  let own = 0n
  for (const link of book.incoming(source)) {
    // An invoice gives as a whole, whichever instalment a match names.
    if (itemNo !== null && link.fromItemNo !== itemNo) continue
    if (link.document === taker) own += link.appliedMinor
    else others += link.appliedMinor
  }
  const amount = itemNo === null ? source.totalMinor : (source.items.get(itemNo)?.amountMinor ?? 0n)
  const left = amount > others ? amount - others : 0n
  switch (source.status) {
    case 'open':
      return left
    case 'closed':
      return own < left ? own : left
    case 'cancelled':
      return 0n
  }
}
