import type { CalendarDay } from '../../../kernel/calendar-day.js'
import type { Tx } from '../../../platform/db/types.js'
import type { DocumentContent, DocumentStatus } from '../../exposure/domain/document.js'
import type { Posted } from '../../exposure/domain/book.js'
import { recordDocuments } from '../../exposure/record-documents.js'
import type { CashContext } from '../cash-effects.js'
import { countsAsExposure, standsForPayment, type BillStanding } from '../domain/bill-life.js'
import type { Bill } from './bill-store.js'

/** Source of the documents that bills stand behind. */
const BILL_SOURCE = 'bills'

type Stated = Pick<Bill, 'documentNumber' | 'amountMinor' | 'countedMinor' | 'currency' | 'receivedOn'>

interface Whom {
  readonly customerCode: string
  readonly segmentCode: string
}

/**
 * Records what a bill is worth in the ledger: a receipt that settles invoices, and what counts of it as exposure until
 * it is paid. Gives both documents, the second null where nothing counts.
 */
export async function recordNewBill(
  tx: Tx,
  bill: Stated & Whom,
  context: CashContext,
): Promise<{ receipt: Posted; exposure: Posted | null }> {
  const contents = [
    receiptOf(bill, 1n, 'open'),
    ...(bill.countedMinor > 0n ? [exposureOf(bill, 1n, 'open')] : []),
  ]
  const [receipt, exposure = null] = await record(tx, bill, contents, context.today, context)
  if (!receipt) throw new Error('a bill has no receipt')
  return { receipt, exposure }
}

/**
 * Brings the two documents to where the bill stands now, with entries dated `on`. What stays as it was is not touched.
 */
export async function moveBillDocuments(
  tx: Tx,
  bill: Stated & Whom,
  { before, after, version, on }: BillMove,
  context: CashContext,
): Promise<void> {
  const contents: DocumentContent[] = []
  if (standsForPayment(before) !== standsForPayment(after)) {
    contents.push(receiptOf(bill, version, standsForPayment(after) ? 'open' : 'cancelled'))
  }
  if (bill.countedMinor > 0n && countsAsExposure(before) !== countsAsExposure(after)) {
    const ended = after.state === 'dishonoured' || after.state === 'withdrawn' ? 'cancelled' : 'closed'
    contents.push(exposureOf(bill, version, countsAsExposure(after) ? 'open' : ended))
  }
  await record(tx, bill, contents, on, context)
}

export interface BillMove {
  readonly before: BillStanding
  readonly after: BillStanding
  readonly version: bigint
  readonly on: CalendarDay
}

async function record(
  tx: Tx,
  { customerCode, segmentCode }: Whom,
  contents: readonly DocumentContent[],
  knownOn: CalendarDay,
  context: CashContext,
): Promise<Posted[]> {
  const inputs = contents.map((content) => ({ customerCode, segmentCode, content, knownOn }))
  const results = await recordDocuments(tx, inputs, { ...context, onlyCustomersOf: null })
  return results.map((result) => {
    if (result.outcome === 'refused') throw result.refusal
    if (result.outcome !== 'recorded') throw new Error('a bill was recorded before')
    return result.document
  })
}

function receiptOf(bill: Stated, version: bigint, status: DocumentStatus): DocumentContent {
  return contentOf(bill, { type: 'receipt', version, status, amountMinor: bill.amountMinor })
}

function exposureOf(bill: Stated, version: bigint, status: DocumentStatus): DocumentContent {
  return contentOf(bill, { type: 'bill', version, status, amountMinor: bill.countedMinor })
}

function contentOf(
  { documentNumber, currency, receivedOn }: Stated,
  stated: Pick<DocumentContent, 'type' | 'version' | 'status'> & { readonly amountMinor: bigint },
): DocumentContent {
  const { type, version, status, amountMinor } = stated
  return {
    ...{ source: BILL_SOURCE, type, number: documentNumber, version, status, on: receivedOn, currency },
    ...{ dueOn: null, installments: [], allocations: [], reservationId: null, disputed: false },
    lines: [{ lineNo: 1, amountMinor, shipOn: null, from: null }],
  }
}
