import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Currency } from '../../kernel/currency.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { CashContext } from './cash-effects.js'
import { listMatchItems } from './cash-match-store.js'
import { deductionsOf, insertDeductions, type Deduction } from './deduction-store.js'
import type { MatchItem } from './domain/money-in.js'
import { codesOfAccount } from './open-cash-store.js'

type PersonContext = CashContext & { readonly actor: Principal }

/** What a customer kept back of an instalment that a receipt settles in part. */
export interface DeductionDraft {
  readonly invoiceId: Id
  readonly itemNo: number
  readonly amountMinor: bigint
  readonly reasonCode: string
  readonly note: string
}

/** The match that a deduction is part of. */
export interface DeductedMatch {
  readonly id: Id
  readonly accountId: Id
  readonly currency: Currency
  readonly items: readonly MatchItem[]
}

/**
 * Keeps why a customer paid less than the invoices that a match settles, each shortfall with a dispute of exactly its
 * amount. After the match is applied and stored, under the lock of its group: what may be deducted is what is open then.
 */
export async function takeDeductions(
  tx: Tx,
  match: DeductedMatch,
  drafts: readonly DeductionDraft[],
  context: PersonContext,
): Promise<void> {
  if (drafts.length === 0) return
  const matched = new Set(match.items.map(nameOf))
  if (drafts.some((draft) => !matched.has(nameOf(draft)))) throw new Refusal('deduction_not_matched')
  const before = await deductionsOf(tx, [match.id])
  const ended = await context.effects.keptBackEnded(
    tx,
    before.map(({ disputeId }) => disputeId),
  )
  const named = [...before.filter(({ disputeId }) => !ended.has(disputeId)), ...drafts].map(nameOf)
  if (new Set(named).size < named.length) throw new Refusal('deduction_twice')
  const { customerCode } = await codesOfAccount(tx, match.accountId)
  const { currency, accountId, id: matchId } = match
  const deductions: Deduction[] = []
  for (const draft of drafts) {
    const disputeId = await context.effects.keptBack(tx, { ...draft, customerCode, currency }, context)
    deductions.push({ ...draft, matchId, accountId, disputeId })
  }
  await insertDeductions(tx, deductions, context)
}

/** Ends the disputes of what was deducted with matches that are undone; the record of the deductions stays. */
export async function withdrawDeductions(
  tx: Tx,
  matchIds: readonly Id[],
  reason: string,
  context: PersonContext,
): Promise<void> {
  const disputes = (await deductionsOf(tx, matchIds)).map(({ disputeId }) => disputeId)
  if (disputes.length > 0) await context.effects.keptBackNoMore(tx, disputes, reason, context)
}

/**
 * Tells again what was deducted with matches that stand again, where its dispute ended at `endedAt` with what is taken
 * back now. What is disputed otherwise or no longer open by now stays as it is: the money comes back all the same.
 */
export async function retakeDeductions(
  tx: Tx,
  matches: readonly Omit<DeductedMatch, 'items'>[],
  endedAt: Date,
  context: PersonContext,
): Promise<void> {
  const ids = matches.map(({ id }) => id)
  const told = await deductionsOf(tx, ids)
  const ended = await context.effects.keptBackEnded(
    tx,
    told.map(({ disputeId }) => disputeId),
  )
  const items = await listMatchItems(tx, ids)
  for (const match of matches) {
    const ofMatch = { ...match, items: items.filter(({ matchId }) => matchId === match.id) }
    for (const one of told) {
      if (one.matchId !== match.id || ended.get(one.disputeId)?.getTime() !== endedAt.getTime()) continue
      const { invoiceId, itemNo, amountMinor, reasonCode, note } = one
      try {
        await takeDeductions(tx, ofMatch, [{ invoiceId, itemNo, amountMinor, reasonCode, note }], context)
      } catch (error) {
        // Refused before anything is written.
        if (!(error instanceof Refusal)) throw error
      }
    }
  }
}

function nameOf({ invoiceId, itemNo }: { readonly invoiceId: Id; readonly itemNo: number }): string {
  return `${invoiceId} ${itemNo}`
}
