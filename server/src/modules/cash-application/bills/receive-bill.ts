import type { Principal } from '../../../kernel/access.js'
import type { CalendarDay } from '../../../kernel/calendar-day.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import { moneyJson, type Money } from '../../../kernel/money.js'
import { divideRounded } from '../../../kernel/rate.js'
import type { Tx } from '../../../platform/db/types.js'
import { newId } from '../../../platform/new-id.js'
import { recordAudit } from '../../audit/record-audit.js'
import { findCustomer } from '../../customers/customer-store.js'
import { lockGroups } from '../../customers/group-store.js'
import type { CashContext } from '../cash-effects.js'
import { matchByHand } from '../decide-match.js'
import type { BillKind } from '../domain/bill-life.js'
import type { MatchItem } from '../domain/money-in.js'
import { requestMatching } from '../run-matching.js'
import { recordNewBill } from './bill-documents.js'
import { getBillSettings } from './bill-settings-store.js'
import { billsOfNumber, insertBill, insertBillEvent, type Bill } from './bill-store.js'

export interface BillDraft {
  readonly number: string
  readonly subRange: string
  readonly kind: BillKind
  readonly customerCode: string
  readonly segmentCode: string
  readonly amount: Money
  readonly drawer: string
  readonly acceptor: string
  readonly issuedOn: CalendarDay
  readonly receivedOn: CalendarDay
  readonly maturesOn: CalendarDay
  /** What the customer says it is for: invoice numbers are recognised in it. */
  readonly reference: string
  /** What it settles; empty leaves that to the matching. */
  readonly items: readonly MatchItem[]
}

const NUMBER_MAX = 64

/**
 * Registers a bill that a customer gave in payment. It settles invoices like a receipt, and counts as exposure to the
 * customer until it is paid, as far as the settings say of its kind. Gives its id.
 */
export async function receiveBill(
  tx: Tx,
  draft: BillDraft,
  context: CashContext & { readonly actor: Principal },
): Promise<Id> {
  const { actor, at, today, by } = context
  checkDays(draft, today)
  const customer = await findCustomer(tx, draft.customerCode, actor.onlyCustomersOf)
  if (!customer) throw new Refusal('customer_not_found', { code: draft.customerCode })
  await lockGroups(tx, [customer.groupId])
  const known = await billsOfNumber(tx, draft.number, draft.subRange)
  if (known.current !== null)
    throw new Refusal('bill_known', { number: draft.number, customer: known.current })
  const settings = await getBillSettings(tx)
  const share = draft.kind === 'bank' ? settings.bankBp : settings.commercialBp
  const { minor: amountMinor, currency } = draft.amount
  const stated = {
    ...{ number: draft.number, subRange: draft.subRange, kind: draft.kind, reference: draft.reference },
    ...{ drawer: draft.drawer, acceptor: draft.acceptor, issuedOn: draft.issuedOn, currency, amountMinor },
    ...{ receivedOn: draft.receivedOn, maturesOn: draft.maturesOn },
    documentNumber: documentNumber(draft, known.times),
    countedMinor: divideRounded(amountMinor * BigInt(share), 10_000n),
  }
  const { customerCode, segmentCode } = draft
  const { receipt, exposure } = await recordNewBill(tx, { ...stated, customerCode, segmentCode }, context)
  const bill: Bill = {
    ...{ ...stated, id: newId(), accountId: receipt.accountId, customerId: customer.id },
    ...{ state: 'held', recourse: true, receiptId: receipt.id, exposureId: exposure?.id ?? null },
    ...{ lastSeq: 1, inForceSeq: 1, effectiveOn: draft.receivedOn },
  }
  await insertBill(tx, bill, by, at)
  await insertBillEvent(tx, bill, {
    ...{ seq: 1, act: 'receive', on: draft.receivedOn, fromState: null, toState: 'held', fromRecourse: true },
    ...{ beforeSeq: 0, party: null, chargeMinor: null, reason: null, by, at },
  })
  await recordAudit(tx, {
    ...{ actor, action: 'bill.received', objectType: 'bill', objectId: bill.number, at },
    after: { id: bill.id, customer: customerCode, amount: moneyJson(amountMinor, currency), kind: bill.kind },
  })
  if (draft.items.length > 0) await matchByHand(tx, receipt.id, draft.items, context)
  else await requestMatching(tx, by, at)
  await context.effects.cashApplied(tx, [receipt.groupId])
  return bill.id
}

function checkDays({ issuedOn, receivedOn, maturesOn }: BillDraft, today: CalendarDay): void {
  if (issuedOn >= maturesOn || receivedOn < issuedOn || receivedOn > today) throw new Refusal('bill_dates')
}

/** A number belongs to one customer for good: a bill registered again after its withdrawal gets another. */
function documentNumber({ number, subRange }: BillDraft, times: number): string {
  const again = times === 0 ? '' : `/${times + 1}`
  const whole = subRange === '' ? number : `${number}:${subRange}`
  return whole.slice(0, NUMBER_MAX - again.length) + again
}
