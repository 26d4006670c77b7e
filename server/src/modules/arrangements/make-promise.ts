import type { Principal } from '../../kernel/access.js'
import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { chooseItems, type NamedItem } from './choose-items.js'
import { insertPromise, type PaymentPromise } from './promise-store.js'
import { getArrangementSettings } from './settings-store.js'

export interface PromiseDraft {
  readonly customerCode: string
  readonly payOn: CalendarDay
  /** Who said so at the customer. */
  readonly promisedBy: string | null
  readonly note: string | null
  readonly items: readonly NamedItem[]
  /** The contact in which it was promised. */
  readonly contactId: Id | null
}

export interface Doing {
  readonly actor: Principal
  readonly at: Date
  readonly today: CalendarDay
}

/**
 * Notes what a customer promised to pay by a day, instalment by instalment. What is disputed of an instalment is not
 * promised, an instalment of a plan neither, and one promise at a time holds an instalment. The days of grace are those
 * of today's setting, and stay.
 */
export async function makePromise(
  tx: Tx,
  draft: PromiseDraft,
  { actor, at, today }: Doing,
): Promise<PaymentPromise> {
  const { promiseGraceDays, promiseDaysMax } = await getArrangementSettings(tx)
  const { customer, currency, items, totalMinor } = await chooseItems(
    tx,
    draft.customerCode,
    draft.items,
    (item) => {
      if (item.promised) throw new Refusal('item_promised', { number: item.number, item: item.itemNo })
      if (item.planned) throw new Refusal('item_planned', { number: item.number, item: item.itemNo })
      return item.openMinor - item.disputedMinor
    },
  )
  if (draft.payOn < today || draft.payOn > addDays(today, promiseDaysMax))
    throw new Refusal('promise_day', { max: promiseDaysMax })
  const promise: PaymentPromise = {
    ...{ id: newId(), customerId: customer.id, currency, amountMinor: totalMinor, payOn: draft.payOn },
    ...{ graceDays: promiseGraceDays, untilOn: addDays(draft.payOn, promiseGraceDays), madeOn: today },
    ...{ promisedBy: draft.promisedBy, note: draft.note, contactId: draft.contactId },
    ...{ status: 'open', receivedMinor: 0n, createdBy: actor.label, createdAt: at },
    ...{ endedOn: null, endedAt: null, endedBy: null, endReason: null },
  }
  await insertPromise(
    tx,
    promise,
    items.map((item) => ({ ...item, paidBeforeMinor: max0(item.paidMinor), receivedMinor: 0n })),
  )
  await recordAudit(tx, {
    ...{ actor, action: 'promise.made', objectType: 'customer', objectId: customer.code, at },
    after: {
      promiseId: promise.id,
      amount: moneyJson(totalMinor, currency),
      payOn: draft.payOn,
      items: items.map(({ number, itemNo }) => `${number}/${itemNo}`),
    },
  })
  return promise
}

export function max0(minor: bigint): bigint {
  return minor < 0n ? 0n : minor
}
