import type { Posted } from '../../exposure/domain/book.js'
import type { DocumentLine } from '../../exposure/domain/document.js'
import type { DocumentDraft } from './to-documents.js'

/** True when a stored document says what the file says, so that importing it again changes nothing. */
export function isSameDocument(draft: DocumentDraft['content'], stored: Posted): boolean {
  return (
    stored.status === draft.status &&
    stored.on === draft.on &&
    stored.currency === draft.currency &&
    stored.disputed === draft.disputed &&
    sameLines(draft.lines, stored.lines) &&
    sameDueDay(draft, stored) &&
    sameAllocations(draft, stored)
  )
}

function sameLines(drafted: readonly DocumentLine[], stored: readonly DocumentLine[]): boolean {
  return (
    drafted.length === stored.length &&
    drafted.every((line, index) => {
      const other = stored[index]
      return (
        other !== undefined &&
        line.lineNo === other.lineNo &&
        line.amountMinor === other.amountMinor &&
        line.shipOn === other.shipOn &&
        line.from?.number === other.from?.number &&
        line.from?.lineNo === other.from?.lineNo
      )
    })
  )
}

/** A file without due date leaves it to the terms of the account, whatever they were when it was first imported. */
function sameDueDay(draft: DocumentDraft['content'], stored: Posted): boolean {
  if (draft.dueOn === null) return true
  return [...stored.items.values()].every((item) => item.amountMinor === 0n || item.dueOn === draft.dueOn)
}

function sameAllocations(draft: DocumentDraft['content'], stored: Posted): boolean {
  const key = (number: string, minor: bigint) => `${minor} ${number}`
  const drafted = draft.allocations.map(({ number, amountMinor }) => key(number, amountMinor))
  const given = stored.links
    .filter((link) => link.fromType === 'invoice' && link.matchId === null)
    .map((link) => key(link.fromNumber, link.amountMinor))
  return JSON.stringify([...drafted].sort()) === JSON.stringify(given.sort())
}
