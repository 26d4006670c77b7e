import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { DocumentContent } from '../exposure/domain/document.js'
import { recordDocuments } from '../exposure/record-documents.js'
import { markRecorded, suggestPayers, takeOpenLines, type BankLine } from './bank-line-store.js'
import type { CashContext } from './cash-effects.js'
import { BANK_SOURCE, receiptNumber } from './domain/bank-line.js'
import type { MatchingSettings } from './domain/matching-settings.js'
import type { RecognisedBy } from './domain/recognise-payer.js'
import { customerCodes } from './open-cash-store.js'
import { aliasesOf, recogniseLines, type NameBook } from './payer-book.js'
import { learnPayers } from './payer-store.js'

/** A line and the customer who paid it. */
export interface PaidLine {
  readonly line: BankLine
  readonly customerId: Id
  readonly customerCode: string
  readonly by: RecognisedBy
  readonly confidenceBp: number
}

/**
 * Takes the next open lines, recognises who paid and records receipts where that is sure enough; elsewhere a likely
 * payer is noted. Gives how many lines were looked at and recorded, and where to go on; null at the end.
 */
export async function recordNextLines(
  tx: Tx,
  after: Id | null,
  limit: number,
  names: NameBook,
  settings: MatchingSettings,
  context: CashContext,
): Promise<{ seen: number; recorded: number; last: Id | null }> {
  const lines = await takeOpenLines(tx, after, limit)
  const recognised = await recogniseLines(tx, lines, names)
  const codes = await customerCodes(
    tx,
    recognised.flatMap((found) => found?.customerId ?? []),
  )
  const sure: PaidLine[] = []
  const suggested = lines.flatMap((line, index) => {
    const found = recognised[index] ?? null
    const code = found ? codes.get(found.customerId) : undefined
    const unsure = line.handled || (found?.confidenceBp ?? 0) < settings.recogniseFromBp
    if (!found || code === undefined || unsure) {
      const { customerId = null, by = null, confidenceBp = null } = found ?? {}
      return [{ id: line.id, customerId, by, confidenceBp }]
    }
    sure.push({ ...found, line, customerCode: code })
    return []
  })
  const refused = await recordLines(tx, sure, null, context)
  await suggestPayers(tx, suggested)
  return {
    seen: lines.length,
    recorded: sure.length - refused.size,
    last: lines.length < limit ? null : (lines.at(-1)?.id ?? null),
  }
}

/**
 * Records lines as receipts of the customers who paid and remembers from where. `decidedBy` null: the program. Gives
 * the refusals by line; those lines stay open.
 */
export async function recordLines(
  tx: Tx,
  paid: readonly PaidLine[],
  decidedBy: string | null,
  context: CashContext,
): Promise<Map<Id, Refusal>> {
  const inputs = paid.map(({ line, customerCode }) => ({
    ...{ customerCode, segmentCode: line.segmentCode, content: receiptOf(line) },
  }))
  const results = await recordDocuments(tx, inputs, { ...context, onlyCustomersOf: null })
  const refused = new Map<Id, Refusal>()
  const recorded = paid.flatMap((one, index) => {
    const result = results[index]
    if (result?.outcome === 'recorded') {
      const { customerId, by, confidenceBp } = one
      return [
        { ...{ id: one.line.id, customerId, by, confidenceBp }, document: result.document, line: one.line },
      ]
    }
    // A number that is taken by a document from elsewhere is for a person to look at.
    const refusal = result?.outcome === 'refused' ? result.refusal : undefined
    refused.set(one.line.id, refusal ?? new Refusal('bank_line_wrong_state', { state: one.line.state }))
    return []
  })
  await markRecorded(
    tx,
    recorded.map(({ document, ...row }) => ({ ...row, documentId: document.id })),
    decidedBy,
    context.at,
  )
  const learned = recorded.flatMap(({ line, customerId }) =>
    aliasesOf(line).map((alias) => ({ ...alias, customerId })),
  )
  await learnPayers(tx, learned, context.at)
  await context.effects.cashApplied(tx, [...new Set(recorded.map(({ document }) => document.groupId))])
  return refused
}

/** The receipt that a bank line stands for. */
export function receiptOf(line: BankLine): DocumentContent {
  return {
    ...{ source: BANK_SOURCE, type: 'receipt', number: receiptNumber(line), version: 1n, status: 'open' },
    ...{ on: line.on, dueOn: null, installments: [], currency: line.currency, allocations: [] },
    ...{ reservationId: null, disputed: false },
    lines: [{ lineNo: 1, amountMinor: line.amountMinor, shipOn: null, from: null }],
  }
}
