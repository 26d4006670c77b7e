import type { Refusal } from '../../kernel/errors.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import type { DocumentContent } from '../exposure/domain/document.js'
import type { DocumentMatches } from '../exposure/match-documents.js'
import { matchDocuments } from '../exposure/match-documents.js'
import { recordDocuments } from '../exposure/record-documents.js'
import type { CashContext } from './cash-effects.js'
import { grantedOf } from './cash-match-store.js'
import type { MatchItem } from './domain/money-in.js'
import { codesOfAccount } from './open-cash-store.js'

/** A match to be applied: the receipt's money, and what the customer need not pay. */
export interface MatchToApply {
  readonly matchId: Id
  readonly documentId: Id
  readonly accountId: Id
  readonly currency: Currency
  readonly items: readonly MatchItem[]
}

export interface Applied {
  readonly refusal: Refusal | null
  /** The credit note that stands for what was granted. */
  readonly grantedDocumentId: Id | null
}

/** Source of the documents that this module makes for differences granted. */
const GRANTED_SOURCE = 'matching'

/**
 * Applies matches through the ledger, each by itself; the caller holds the locks of the groups concerned. A difference
 * that is granted becomes a credit note of the same day, applied to the same instalments: the ledger stays the sum of
 * documents. Gives, per match, its refusal or the credit note made.
 */
export async function applyMatches(
  tx: Tx,
  matches: readonly MatchToApply[],
  context: CashContext,
): Promise<Applied[]> {
  const refusals = await matchDocuments(tx, matches.map(changeOf), context)
  const applied: Applied[] = []
  for (const [index, match] of matches.entries()) {
    const refusal = refusals[index] ?? null
    const grants = refusal === null && grantedOf(match.items) > 0n
    applied.push({ refusal, grantedDocumentId: grants ? await grant(tx, match, context) : null })
  }
  return applied
}

function changeOf({ matchId, documentId, items }: MatchToApply): DocumentMatches {
  const amounts = items.map(({ invoiceId, itemNo, amountMinor }) => ({ invoiceId, itemNo, amountMinor }))
  return { documentId, remove: [], add: { matchId, amounts }, from: 'payment' }
}

async function grant(tx: Tx, match: MatchToApply, context: CashContext): Promise<Id> {
  const granted = match.items.filter(({ grantedMinor }) => grantedMinor > 0n)
  const codes = await codesOfAccount(tx, match.accountId)
  const content = grantContent(match.matchId, match.currency, grantedOf(granted), context)
  const [recorded] = await recordDocuments(tx, [{ ...codes, content }], { ...context, onlyCustomersOf: null })
  if (recorded?.outcome !== 'recorded') throw refusalOf(recorded)
  const amounts = granted.map(({ invoiceId, itemNo, grantedMinor }) => ({
    ...{ invoiceId, itemNo, amountMinor: grantedMinor },
  }))
  // A match of its own in the ledger: undone by cancelling the credit note.
  const change: DocumentMatches = {
    ...{ documentId: recorded.document.id, remove: [], from: 'payment' },
    add: { matchId: newId(), amounts },
  }
  const [refusal] = await matchDocuments(tx, [change], context)
  if (refusal) throw refusal
  return recorded.document.id
}

function refusalOf(recorded: Awaited<ReturnType<typeof recordDocuments>>[number] | undefined): Error {
  return recorded?.outcome === 'refused' ? recorded.refusal : new Error('a credit note was not recorded')
}

function grantContent(
  matchId: Id,
  currency: Currency,
  amountMinor: bigint,
  { today }: CashContext,
): DocumentContent {
  return {
    ...{
      source: GRANTED_SOURCE,
      type: 'credit-note',
      number: matchId,
      version: 1n,
      status: 'open',
      on: today,
    },
    ...{ dueOn: null, installments: [], currency, allocations: [], reservationId: null, disputed: false },
    lines: [{ lineNo: 1, amountMinor, shipOn: null, from: null }],
  }
}

/** Takes back what was granted with a match: its credit note is cancelled. */
export async function withdrawGrant(
  tx: Tx,
  match: {
    readonly id: Id
    readonly accountId: Id
    readonly currency: Currency
    readonly grantedMinor: bigint
  },
  context: CashContext,
): Promise<void> {
  const codes = await codesOfAccount(tx, match.accountId)
  const content = {
    ...grantContent(match.id, match.currency, match.grantedMinor, context),
    ...{ version: 2n, status: 'cancelled' as const },
  }
  const [recorded] = await recordDocuments(tx, [{ ...codes, content }], { ...context, onlyCustomersOf: null })
  if (recorded?.outcome !== 'recorded') throw refusalOf(recorded)
}
