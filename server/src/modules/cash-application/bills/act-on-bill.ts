import type { Principal } from '../../../kernel/access.js'
import type { CalendarDay } from '../../../kernel/calendar-day.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import type { Tx } from '../../../platform/db/types.js'
import { recordAudit } from '../../audit/record-audit.js'
import { lockGroups } from '../../customers/group-store.js'
import { withdrawGrant } from '../apply-matches.js'
import type { CashContext } from '../cash-effects.js'
import { matchesThatHold } from '../cash-match-store.js'
import { retakeDeductions, withdrawDeductions } from '../take-deductions.js'
import {
  countsAsExposure,
  standsForPayment,
  stateAfter,
  type BillAct,
  type BillStanding,
} from '../domain/bill-life.js'
import { requestMatching } from '../run-matching.js'
import { moveBillDocuments } from './bill-documents.js'
import {
  findBill,
  insertBillEvent,
  listBillEvents,
  putStanding,
  type BillEvent,
  type FoundBill,
} from './bill-store.js'
import { restoreMatches } from './restore-matches.js'

type PersonContext = CashContext & { readonly actor: Principal }

/** What a person does with a bill. */
export interface BillDeed {
  readonly act: BillAct
  readonly on: CalendarDay
  /** Who discounts it, to whom it is endorsed. */
  readonly party: string | null
  readonly chargeMinor: bigint | null
  /** False: sold for good, nobody can come back to us. */
  readonly recourse: boolean
  readonly reason: string | null
}

/** A bill under the lock of its credit group. */
async function lockBill(tx: Tx, id: Id): Promise<FoundBill> {
  const seen = await findBill(tx, id)
  if (!seen) throw new Refusal('bill_not_found', { id })
  await lockGroups(tx, [seen.groupId])
  const bill = await findBill(tx, id)
  if (!bill) throw new Refusal('bill_not_found', { id })
  return bill
}

/**
 * Presents, discounts, endorses, cashes or withdraws a bill, or notes its dishonour. Payment ends the exposure to the
 * customer; dishonour turns it back into the invoices that the bill had settled, from today on.
 */
export async function actOnBill(tx: Tx, id: Id, deed: BillDeed, context: PersonContext): Promise<void> {
  const bill = await lockBill(tx, id)
  const state = stateAfter(bill, deed.act)
  if (!state) throw new Refusal('bill_wrong_state', { state: bill.state })
  const events = await listBillEvents(tx, id)
  const last = events.find(({ seq }) => seq === bill.inForceSeq)
  const from = last?.on ?? bill.receivedOn
  if (deed.on < from || deed.on > context.today) throw new Refusal('bill_day', { from })
  const after: BillStanding = { state, recourse: deed.act === 'discount' ? deed.recourse : bill.recourse }
  const seq = bill.lastSeq + 1
  await move(tx, bill, { after, seq, inForceSeq: seq, on: deed.on, reason: deed.reason }, context)
  await insertBillEvent(tx, bill, {
    ...{ seq, act: deed.act, on: deed.on, fromState: bill.state, toState: state },
    ...{ fromRecourse: bill.recourse, beforeSeq: bill.inForceSeq, party: deed.party },
    ...{ chargeMinor: deed.chargeMinor, reason: deed.reason, by: context.by, at: context.at },
  })
  await audit(tx, `bill.${deed.act}`, bill, after, deed.reason, context)
}

/**
 * Takes the last thing done with a bill back: the ledger gets the reverse entries, dated today, and what a dishonour had
 * taken from invoices is put back as far as they are still open, with the deductions that a withdrawal had ended. The
 * record of both stays.
 */
export async function undoBillAct(tx: Tx, id: Id, reason: string, context: PersonContext): Promise<void> {
  const bill = await lockBill(tx, id)
  const events = await listBillEvents(tx, id)
  const last = events.find(({ seq }) => seq === bill.inForceSeq)
  if (!last || last.fromState === null) throw new Refusal('bill_nothing_to_undo')
  const after: BillStanding = { state: last.fromState, recourse: last.fromRecourse }
  const seq = bill.lastSeq + 1
  await move(tx, bill, { after, seq, inForceSeq: last.beforeSeq, on: context.today, reason }, context)
  if (bill.state === 'withdrawn')
    await retakeDeductions(tx, await matchesThatHold(tx, bill.receiptId), last.at, context)
  const event: BillEvent = {
    ...{ seq, act: 'undo', on: context.today, fromState: bill.state, toState: after.state },
    ...{ fromRecourse: bill.recourse, beforeSeq: last.seq, party: null, chargeMinor: null, reason },
    ...{ by: context.by, at: context.at },
  }
  await insertBillEvent(tx, bill, event)
  await audit(tx, 'bill.undone', bill, after, reason, context)
}

interface Step {
  readonly after: BillStanding
  readonly seq: number
  readonly inForceSeq: number
  readonly on: CalendarDay
  /** Why, in the words of whoever does it. */
  readonly reason: string | null
}

async function move(tx: Tx, bill: FoundBill, step: Step, context: PersonContext): Promise<void> {
  const { after, seq, inForceSeq } = step
  const lostPayment = standsForPayment(bill) && !standsForPayment(after)
  const regained = !standsForPayment(bill) && standsForPayment(after)
  // Invoices move today, so that no day in between shows more applied than there was; the bill itself on its day.
  const wanted = lostPayment || regained ? context.today : step.on
  const on = wanted > bill.effectiveOn ? wanted : bill.effectiveOn
  if (lostPayment) {
    const held = await matchesThatHold(tx, bill.receiptId)
    if (after.state === 'withdrawn') {
      const ids = held.map(({ id }) => id)
      await withdrawDeductions(tx, ids, step.reason ?? '', context)
    }
    for (const match of held) {
      if (match.grantedDocumentId !== null) await withdrawGrant(tx, match, context)
    }
  }
  await moveBillDocuments(tx, bill, { before: bill, after, version: BigInt(seq), on }, context)
  if (regained) {
    await restoreMatches(tx, bill.receiptId, context)
    await requestMatching(tx, context.by, context.at)
  }
  const moved = lostPayment || regained || countsAsExposure(bill) !== countsAsExposure(after)
  const effectiveOn = moved ? on : bill.effectiveOn
  await putStanding(tx, { id: bill.id, ...after, lastSeq: seq, inForceSeq, effectiveOn })
  if (moved) await context.effects.cashApplied(tx, [bill.groupId])
}

async function audit(
  tx: Tx,
  action: string,
  bill: FoundBill,
  after: BillStanding,
  reason: string | null,
  { actor, at }: PersonContext,
): Promise<void> {
  await recordAudit(tx, {
    ...{ actor, action, objectType: 'bill', objectId: bill.number, reason, at },
    before: { id: bill.id, state: bill.state, recourse: bill.recourse },
    after: { state: after.state, recourse: after.recourse },
  })
}
