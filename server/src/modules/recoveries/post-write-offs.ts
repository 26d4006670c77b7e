import type { CalendarDay } from '../../kernel/calendar-day.js'
import type { Tx } from '../../platform/db/types.js'
import { codesOfAccount } from '../cash-application/open-cash-store.js'
import type { DocumentContent } from '../exposure/domain/document.js'
import { recordDocuments, type DocumentInput } from '../exposure/record-documents.js'
import { writeOffNumber } from './numbers.js'
import type { ListedWriteOff, StoredWriteOffItem } from './write-off-store.js'

/** Source system of the documents that a write-off makes. */
const WRITE_OFF_SOURCE = 'xinheng'

/**
 * Posts the write-off documents of items as they now are: a document per instalment, which settles exactly that one, of
 * what was written off less what was recovered. A higher version is the reverse entry of what came in. The caller holds
 * the lock of the group; a document that the ledger refuses undoes everything.
 */
export async function postWriteOffs(
  tx: Tx,
  of: ListedWriteOff,
  items: readonly StoredWriteOffItem[],
  { at, today }: { readonly at: Date; readonly today: CalendarDay },
): Promise<void> {
  const inputs: DocumentInput[] = []
  for (const item of items) {
    const codes = await codesOfAccount(tx, item.accountId)
    inputs.push({ ...codes, content: contentOf(of, item, today) })
  }
  for (const result of await recordDocuments(tx, inputs, { at, today, onlyCustomersOf: null })) {
    if (result.outcome === 'refused') throw result.refusal
    if (result.outcome === 'ignored') throw new Error(`${result.document.number} was posted before`)
  }
}

function contentOf(of: ListedWriteOff, item: StoredWriteOffItem, today: CalendarDay): DocumentContent {
  const left = item.writtenMinor - item.recoveredMinor
  const { number, source, itemNo, version } = item
  const amountMinor = left > 0n ? left : item.writtenMinor
  return {
    ...{
      source: WRITE_OFF_SOURCE,
      type: 'write-off',
      number: `${writeOffNumber(of.number)}-${item.position}`,
    },
    // All of it recovered: the write-off is taken back as a whole.
    ...{ version, status: left > 0n ? 'open' : 'cancelled', on: of.endedOn ?? today, dueOn: null },
    ...{ installments: [], currency: of.currency, reservationId: null, disputed: false },
    lines: [{ lineNo: 1, amountMinor, shipOn: null, from: null }],
    allocations: [{ number, amountMinor, instalment: { source, itemNo } }],
  }
}
