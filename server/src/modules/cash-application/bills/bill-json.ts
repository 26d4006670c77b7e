import { actsOf, type Principal } from '../../../kernel/access.js'
import { addDays, daysBetween, type CalendarDay } from '../../../kernel/calendar-day.js'
import { Refusal } from '../../../kernel/errors.js'
import type { Id } from '../../../kernel/ids.js'
import { moneyJson } from '../../../kernel/money.js'
import type { Queryable } from '../../../platform/db/types.js'
import { actsFor, PRESENTATION_DAYS } from '../domain/bill-life.js'
import { listSettles } from '../receipt-detail-store.js'
import { findListedBill, type ListedBill } from './bill-list-store.js'
import { findBill, listBillEvents, type BillEvent } from './bill-store.js'

/** A bill as a list shows it. */
export function billRowJson(bill: ListedBill, today: CalendarDay) {
  const { ownerUsername: _, currency, amountMinor, exposureMinor, unappliedMinor, ...rest } = bill
  return {
    ...rest,
    amount: moneyJson(amountMinor, currency),
    exposure: moneyJson(exposureMinor, currency),
    unapplied: moneyJson(unappliedMinor, currency),
    daysLeft: daysBetween(today, bill.maturesOn),
  }
}

/** Everything about one bill: what it settles, what was done with it and may be done next. */
export async function billJson(db: Queryable, id: Id, today: CalendarDay, actor: Principal) {
  const [listed, bill] = [await findListedBill(db, id), await findBill(db, id)]
  if (!listed || !bill) throw new Refusal('bill_not_found', { id })
  const { currency } = bill
  const events = await listBillEvents(db, id)
  const standing = inForce(events, bill.inForceSeq)
  const settles = await listSettles(db, bill.accountId, bill.receiptId)
  const allowed = actsOf(actor, { act: 'receipts:match' })
  return {
    ...billRowJson(listed, today),
    presentUntil: addDays(bill.maturesOn, PRESENTATION_DAYS),
    acts: [...actsFor(bill), ...(bill.inForceSeq > 1 ? (['undo'] as const) : [])],
    settles: settles.map(({ invoiceId, number, itemNo, amountMinor }) => ({
      ...{ invoiceId, number, itemNo },
      amount: moneyJson(amountMinor, currency),
    })),
    events: events.map(({ seq, act, on, toState, party, chargeMinor, reason, by, at }) => ({
      ...{ seq, act, on, state: toState, inForce: act === 'undo' || standing.has(seq), party, reason, by },
      charge: chargeMinor === null ? null : moneyJson(chargeMinor, currency),
      at: at.toISOString(),
    })),
    allowed,
  }
}

/** The events that were not taken back: the last in force and what it followed. */
function inForce(events: readonly BillEvent[], lastSeq: number): Set<number> {
  const bySeq = new Map(events.map((event) => [event.seq, event]))
  const found = new Set<number>()
  for (let event = bySeq.get(lastSeq); event; event = bySeq.get(event.beforeSeq)) found.add(event.seq)
  return found
}
