import { Refusal } from '../../../kernel/errors.js'
import { formatAmount } from '../../../kernel/money.js'
import { totalOf, type DocumentContent } from './document.js'

/** Refuses a document that contradicts itself, before any other document is looked at. */
export function checkDocument(content: DocumentContent): void {
  const total = totalOf(content.lines)
  const text = (minor: bigint) => formatAmount(minor, content.currency)
  if (content.installments.length > 0 && totalOf(content.installments) !== total) {
    throw new Refusal('installments_mismatch', {
      installments: text(totalOf(content.installments)),
      total: text(total),
    })
  }
  const settles = content.type === 'receipt' || content.type === 'credit-note' || content.type === 'write-off'
  if (!settles) {
    for (const { lineNo, amountMinor, from } of content.lines) {
      if (from === null || from.amountMinor <= amountMinor) continue
      const facts = { line: String(lineNo), amount: text(amountMinor), taken: text(from.amountMinor) }
      throw new Refusal('source_exceeds_line', facts)
    }
    return
  }
  const taken = content.lines.reduce((sum, line) => sum + (line.from?.amountMinor ?? 0n), 0n)
  const allocated = taken + totalOf(content.allocations)
  if (allocated > total) {
    throw new Refusal('allocations_exceed_document', { allocated: text(allocated), total: text(total) })
  }
  if (content.type === 'write-off' && content.status !== 'cancelled' && allocated !== total) {
    throw new Refusal('write_off_unallocated')
  }
}
