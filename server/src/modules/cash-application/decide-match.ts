import type { Principal } from '../../kernel/access.js'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { formatAmount } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { lockGroups } from '../customers/group-store.js'
import { matchDocuments } from '../exposure/match-documents.js'
import { applyMatches, withdrawGrant } from './apply-matches.js'
import type { CashContext } from './cash-effects.js'
import {
  decideMatch,
  findMatch,
  grantedOf,
  insertMatches,
  listMatchItems,
  markUndone,
  openProposals,
  supersede,
  type CashMatch,
  type NewMatch,
} from './cash-match-store.js'
import type { MatchItem } from './domain/money-in.js'
import { rulesIn } from './domain/matching-settings.js'
import { getMatchingSettings } from './matching-settings-store.js'
import { findCashDocument } from './open-cash-store.js'
import { takeDeductions, withdrawDeductions, type DeductionDraft } from './take-deductions.js'

type PersonContext = CashContext & { readonly actor: Principal }

/** A match under the lock of its group, in the state that it must have. */
async function lockMatch(tx: Tx, id: Id, state: CashMatch['state']): Promise<CashMatch> {
  const seen = await findMatch(tx, id)
  if (!seen) throw new Refusal('match_not_found', { id })
  await lockGroups(tx, [seen.groupId])
  const match = await findMatch(tx, id)
  if (!match) throw new Refusal('match_not_found', { id })
  if (match.state !== state) throw new Refusal('match_wrong_state', { state: match.state })
  return match
}

/**
 * A person accepts a proposal as it stands, and may say why the customer paid less; refused when the money or an
 * instalment is no longer there.
 */
export async function acceptMatch(
  tx: Tx,
  id: Id,
  deductions: readonly DeductionDraft[],
  context: PersonContext,
): Promise<void> {
  const match = await lockMatch(tx, id, 'proposed')
  const items = await listMatchItems(tx, [id])
  const [applied] = await applyMatches(tx, [{ ...match, matchId: id, items }], context)
  if (applied?.refusal) throw applied.refusal
  const decided = {
    ...{ state: 'accepted' as const, by: context.by, reason: null },
    grantedDocumentId: applied?.grantedDocumentId ?? null,
  }
  if (!(await decideMatch(tx, id, decided, context.at))) throw new Refusal('match_wrong_state', { state: '' })
  await takeDeductions(tx, { ...match, items }, deductions, context)
  await audit(tx, 'cash-match.accepted', id, context, null)
  await context.effects.cashApplied(tx, [match.groupId])
}

/**
 * A person says afterwards what the customer kept back of a match that stands: one that the program applied by itself.
 * Gives the receipt concerned.
 */
export async function deductLater(
  tx: Tx,
  id: Id,
  deductions: readonly DeductionDraft[],
  context: PersonContext,
): Promise<Id> {
  const match = await lockMatch(tx, id, 'accepted')
  await takeDeductions(tx, { ...match, items: await listMatchItems(tx, [id]) }, deductions, context)
  await audit(tx, 'cash-match.deducted', id, context, null)
  return match.documentId
}

/** A person turns a proposal down; the same one does not come back. */
export async function rejectMatch(
  tx: Tx,
  id: Id,
  reason: string | null,
  context: PersonContext,
): Promise<void> {
  await lockMatch(tx, id, 'proposed')
  const decided = { state: 'rejected' as const, by: context.by, reason, grantedDocumentId: null }
  await decideMatch(tx, id, decided, context.at)
  await audit(tx, 'cash-match.rejected', id, context, reason)
}

/**
 * Takes a match back: the ledger gets the reverse entries, dated today, what was granted is cancelled, the disputes of
 * what was deducted end, and the match stays as a record. Refused while somebody works on such a dispute. Gives the
 * receipt concerned.
 */
export async function undoMatch(tx: Tx, id: Id, reason: string, context: PersonContext): Promise<Id> {
  const match = await lockMatch(tx, id, 'accepted')
  const change = { documentId: match.documentId, remove: [id], add: null, from: 'today' as const }
  const [refusal] = await matchDocuments(tx, [change], context)
  if (refusal) throw refusal
  if (match.grantedDocumentId !== null) await withdrawGrant(tx, match, context)
  await withdrawDeductions(tx, [id], reason, context)
  await markUndone(tx, id, { by: context.by, reason, at: context.at })
  await audit(tx, 'cash-match.undone', id, context, reason)
  await context.effects.matchUndone(tx, { id, reason }, context)
  await context.effects.cashApplied(tx, [match.groupId])
  return match.documentId
}

/**
 * A person says what a receipt or credit note settles, what the customer kept back, and which small bank charges are
 * credited. Gives the id of the match.
 */
export async function matchByHand(
  tx: Tx,
  documentId: Id,
  items: readonly MatchItem[],
  context: PersonContext,
  deductions: readonly DeductionDraft[] = [],
): Promise<Id> {
  const document = await findCashDocument(tx, documentId)
  if (!document) throw new Refusal('receipt_not_found', { id: documentId })
  await lockGroups(tx, [document.groupId])
  const chargeMinor = grantedOf(items)
  if (chargeMinor > 0n) await checkCharge(tx, chargeMinor, document.currency)
  const match: NewMatch = {
    ...{ id: newId(), accountId: document.accountId, documentId, items, currency: document.currency },
    method: 'manual',
    confidenceBp: 10_000,
    grounds: [{ code: 'by_hand' }],
    state: 'accepted',
    automatic: false,
    ...{ grantedKind: chargeMinor > 0n ? 'fee' : null, runId: null, decidedBy: context.by },
    grantedDocumentId: null,
  }
  const [applied] = await applyMatches(tx, [{ ...match, matchId: match.id }], context)
  if (applied?.refusal) throw applied.refusal
  const waiting = await openProposals(tx, [documentId])
  await supersede(
    tx,
    waiting.map(({ id }) => id),
  )
  const granted = { grantedDocumentId: applied?.grantedDocumentId ?? null }
  await insertMatches(tx, [{ ...match, ...granted }], context.at)
  await takeDeductions(tx, match, deductions, context)
  await audit(tx, 'cash-match.made', match.id, context, null)
  await context.effects.cashApplied(tx, [document.groupId])
  return match.id
}

/** Bank charges are credited up to what the settings of matching allow. */
async function checkCharge(tx: Tx, chargeMinor: bigint, currency: Currency): Promise<void> {
  const { feeMaxMinor } = rulesIn(currency, await getMatchingSettings(tx))
  const max = formatAmount(feeMaxMinor, currency)
  if (chargeMinor > feeMaxMinor) throw new Refusal('charge_above_tolerance', { max, currency })
}

async function audit(
  tx: Tx,
  action: string,
  id: Id,
  { actor, at }: PersonContext,
  reason: string | null,
): Promise<void> {
  await recordAudit(tx, { actor, action, objectType: 'cash-match', objectId: id, reason, at })
}
