import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { findCustomer } from '../customers/customer-store.js'
import { lockGroups } from '../customers/group-store.js'
import { recordDocuments } from '../exposure/record-documents.js'
import { matchesThatHold, voidMatchesOf } from './cash-match-store.js'
import { changeLine, lockBankLine, type BankLine } from './bank-line-store.js'
import type { CashContext } from './cash-effects.js'
import { customerCodes, findCashDocument } from './open-cash-store.js'
import { aliasesOf } from './payer-book.js'
import { forgetPayers } from './payer-store.js'
import { receiptOf, recordLines } from './record-bank-lines.js'
import { withdrawDeductions } from './take-deductions.js'

type PersonContext = CashContext & { readonly actor: Principal }

async function lockLine(tx: Tx, id: Id, states: readonly BankLine['state'][]): Promise<BankLine> {
  const line = await lockBankLine(tx, id)
  if (!line) throw new Refusal('bank_line_not_found', { id })
  if (!states.includes(line.state)) throw new Refusal('bank_line_wrong_state', { state: line.state })
  return line
}

/** A person says who paid: the line becomes a receipt of that customer. Gives the receipt's id. */
export async function assignLine(tx: Tx, id: Id, customerCode: string, context: PersonContext): Promise<Id> {
  const line = await lockLine(tx, id, ['open', 'set_aside'])
  const customer = await findCustomer(tx, customerCode, context.actor.onlyCustomersOf)
  if (!customer) throw new Refusal('customer_not_found', { code: customerCode })
  const customerId = customer.id
  const paid = { line, customerId, customerCode, by: 'person' as const, confidenceBp: 10_000 }
  const refused = await recordLines(tx, [paid], context.by, context)
  for (const refusal of refused.values()) throw refusal
  await audit(tx, 'bank-line.assigned', line, context, null)
  const after = await lockBankLine(tx, id)
  if (after?.documentId == null) throw new Error('an assigned bank line has no receipt')
  return after.documentId
}

/** No customer's money: interest, a transfer between our own accounts. */
export async function setLineAside(tx: Tx, id: Id, note: string, context: PersonContext): Promise<void> {
  const line = await lockLine(tx, id, ['open'])
  await changeLine(tx, id, { state: 'set_aside', note, by: context.by }, context.at)
  await audit(tx, 'bank-line.set-aside', line, context, note)
}

/**
 * Puts a line back among those that wait. A receipt recorded from it is cancelled, with all that it settled, and what
 * was learned of its payer is forgotten; the disputes of what was deducted end, or it is refused while one is worked on.
 */
export async function reopenLine(tx: Tx, id: Id, reason: string, context: PersonContext): Promise<void> {
  const seen = await lockLine(tx, id, ['recorded', 'set_aside'])
  if (seen.documentId !== null && seen.customerId !== null) {
    const document = await findCashDocument(tx, seen.documentId)
    const code = (await customerCodes(tx, [seen.customerId])).get(seen.customerId)
    if (!document || code === undefined) throw new Refusal('receipt_not_found', { id: seen.documentId })
    await lockGroups(tx, [document.groupId])
    const held = await matchesThatHold(tx, seen.documentId)
    await withdrawDeductions(
      tx,
      held.map((match) => match.id),
      reason,
      context,
    )
    await cancelReceipt(tx, seen, code, context)
    await forgetPayers(
      tx,
      aliasesOf(seen).map((alias) => ({ ...alias, customerId: seen.customerId ?? '' })),
    )
    await context.effects.cashApplied(tx, [document.groupId])
  }
  await changeLine(tx, id, { state: 'open', note: null, by: context.by }, context.at)
  await audit(tx, 'bank-line.reopened', seen, context, reason)
}

async function cancelReceipt(
  tx: Tx,
  line: BankLine,
  customerCode: string,
  context: PersonContext,
): Promise<void> {
  const recorded = { ...line, recordedTimes: line.recordedTimes - 1 }
  const content = { ...receiptOf(recorded), version: 2n, status: 'cancelled' as const }
  const input = { customerCode, segmentCode: line.segmentCode, content }
  const [result] = await recordDocuments(tx, [input], { ...context, onlyCustomersOf: null })
  if (result?.outcome === 'refused') throw result.refusal
  if (line.documentId !== null) await voidMatchesOf(tx, line.documentId, context)
}

async function audit(
  tx: Tx,
  action: string,
  { bankAccount, bankRef }: BankLine,
  { actor, at }: PersonContext,
  reason: string | null,
): Promise<void> {
  const objectId = `${bankAccount} ${bankRef}`
  await recordAudit(tx, { actor, action, objectType: 'bank-line', objectId, reason, at })
}
