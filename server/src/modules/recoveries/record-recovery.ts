import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { formatAmount, moneyJson, type Money } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { deductionEffects } from '../arrangements/deduction-effects.js'
import type { Doing } from '../arrangements/make-promise.js'
import { recordAudit } from '../audit/record-audit.js'
import { findMatch } from '../cash-application/cash-match-store.js'
import { matchByHand, undoMatch } from '../cash-application/decide-match.js'
import { queueHoldEvaluation } from '../credit-control/record-and-check.js'
import { lockGroups } from '../customers/group-store.js'
import { writeOffNumber } from './numbers.js'
import { postWriteOffs } from './post-write-offs.js'
import {
  findReceipt,
  findRecovery,
  findRecoveryOfMatch,
  insertRecovery,
  markRecoveryUndone,
  type ListedRecovery,
} from './recovery-store.js'
import {
  itemsOfWriteOff,
  listWriteOffs,
  lockWriteOff,
  putWriteOff,
  putWriteOffItem,
  type ListedWriteOff,
  type StoredWriteOffItem,
} from './write-off-store.js'

export interface RecoveryDraft {
  readonly source: string
  readonly number: string
  readonly itemNo: number
  /** The receipt with the money, not applied yet. */
  readonly receipt: { readonly source: string; readonly number: string }
  readonly amount: Money
  readonly note: string | null
}

async function lockedWriteOff(tx: Tx, id: Id): Promise<ListedWriteOff> {
  const [seen] = await listWriteOffs(tx, { id }, { offset: 0, limit: 1 })
  if (seen) await lockGroups(tx, [seen.groupId])
  const one = seen && (await lockWriteOff(tx, id))
  if (!one) throw new Refusal('write_off_not_found', { id })
  if (one.status !== 'written-off')
    throw new Refusal('write_off_not_done', { number: writeOffNumber(one.number) })
  return one
}

/** Cash application with what follows of it in credit control; what a recovery itself needs is done here. */
function cashContext({ actor, at, today }: Doing) {
  const effects = {
    ...{ cashApplied: queueHoldEvaluation, matchUndone: () => Promise.resolve() },
    ...deductionEffects,
  }
  return { actor, at, today, by: actor.label, effects }
}

/**
 * Records money that came in for an instalment which had been written off: the write-off is lowered by that much (the
 * reverse entry), and the receipt settles what is open again thereby, in one transaction. The exposure is the same
 * after it, save that the money is no longer unapplied. Gives the id of the recovery.
 */
export async function recordRecovery(tx: Tx, id: Id, draft: RecoveryDraft, doing: Doing): Promise<Id> {
  const { actor, at, today } = doing
  const of = await lockedWriteOff(tx, id)
  const { currency } = of
  if (draft.amount.currency !== currency)
    throw new Refusal('currency_mismatch', { actual: draft.amount.currency, expected: currency })
  const item = (await itemsOfWriteOff(tx, id)).find(
    (one) => one.source === draft.source && one.number === draft.number && one.itemNo === draft.itemNo,
  )
  if (!item)
    throw new Refusal('recovery_item', {
      ...{ number: writeOffNumber(of.number), invoice: draft.number, item: draft.itemNo },
    })
  const amountMinor = draft.amount.minor
  const leftMinor = item.writtenMinor - item.recoveredMinor
  if (amountMinor > leftMinor)
    throw new Refusal('recovery_exceeds', {
      wanted: formatAmount(amountMinor, currency),
      left: formatAmount(leftMinor, currency),
    })
  const receipt = await findReceipt(tx, of.customerId, draft.receipt)
  if (!receipt) throw new Refusal('receipt_not_found', { id: draft.receipt.number })
  await change(tx, of, item, amountMinor, doing)
  const matchId = await matchByHand(
    tx,
    receipt.id,
    [{ invoiceId: item.documentId, itemNo: item.itemNo, amountMinor, grantedMinor: 0n }],
    cashContext(doing),
  )
  const recoveryId = newId()
  await insertRecovery(tx, {
    ...{ id: recoveryId, writeOffId: id, accountId: item.accountId, documentId: item.documentId },
    ...{ itemNo: item.itemNo, receiptId: receipt.id, matchId, currency, amountMinor, on: today },
    ...{ note: draft.note, recordedBy: actor.label, recordedAt: at },
    ...{ undoneOn: null, undoneBy: null, undoneAt: null, undoReason: null },
  })
  await recordAudit(tx, {
    ...{ actor, at, action: 'write-off.recovered', objectType: 'customer', objectId: of.customerCode },
    after: {
      ...{ writeOffId: id, recoveryId, receipt: draft.receipt.number },
      ...{ item: `${item.number}/${item.itemNo}`, amount: moneyJson(amountMinor, currency) },
    },
    reason: draft.note,
  })
  return recoveryId
}

/**
 * Takes a recovery back: the receipt is freed and what it had settled is written off again. Refuses when something else
 * has settled the instalment meanwhile.
 */
export async function undoRecovery(tx: Tx, recoveryId: Id, reason: string, doing: Doing): Promise<Id> {
  const seen = await findRecovery(tx, recoveryId)
  if (!seen) throw new Refusal('recovery_not_found', { id: recoveryId })
  const of = await lockedWriteOff(tx, seen.writeOffId)
  const recovery = (await findRecovery(tx, recoveryId)) ?? seen
  if (recovery.undoneAt) throw new Refusal('recovery_undone')
  // The match may have been taken back among the receipts already.
  if ((await findMatch(tx, recovery.matchId))?.state === 'accepted')
    await undoMatch(tx, recovery.matchId, reason, cashContext(doing))
  await writeOffAgain(tx, of, recovery, reason, doing)
  return of.id
}

/** Takes the recovery back with its match when a person undid the match among the receipts; others have none. */
export async function undoRecoveryOfMatch(
  tx: Tx,
  { id, reason }: { readonly id: Id; readonly reason: string },
  doing: Doing,
): Promise<void> {
  const recovery = await findRecoveryOfMatch(tx, id)
  if (recovery)
    await writeOffAgain(tx, await lockedWriteOff(tx, recovery.writeOffId), recovery, reason, doing)
}

/** What a recovery had settled is written off again, its match being gone. */
async function writeOffAgain(
  tx: Tx,
  of: ListedWriteOff,
  recovery: ListedRecovery,
  reason: string,
  doing: Doing,
): Promise<void> {
  const { actor, at, today } = doing
  const item = (await itemsOfWriteOff(tx, of.id)).find(
    (one) => one.documentId === recovery.documentId && one.itemNo === recovery.itemNo,
  )
  if (!item || item.openMinor < recovery.amountMinor) throw new Refusal('recovery_not_open')
  await change(tx, of, item, -recovery.amountMinor, doing)
  await markRecoveryUndone(tx, recovery.id, { on: today, by: actor.label, at, reason })
  await queueHoldEvaluation(tx, [of.groupId])
  await recordAudit(tx, {
    ...{ actor, at, action: 'write-off.recovery-undone', objectType: 'customer', objectId: of.customerCode },
    after: {
      ...{ writeOffId: of.id, recoveryId: recovery.id },
      amount: moneyJson(recovery.amountMinor, of.currency),
    },
    reason,
  })
}

/** Lowers what stands written off of an item, or raises it again, in the ledger and in the write-off. */
async function change(
  tx: Tx,
  of: ListedWriteOff,
  item: StoredWriteOffItem,
  recoveredMinor: bigint,
  doing: Doing,
): Promise<void> {
  const after = {
    ...item,
    recoveredMinor: item.recoveredMinor + recoveredMinor,
    version: item.version + 1n,
  }
  await postWriteOffs(tx, of, [after], doing)
  await putWriteOffItem(tx, of.id, after)
  await putWriteOff(tx, { ...of, recoveredMinor: of.recoveredMinor + recoveredMinor })
}
