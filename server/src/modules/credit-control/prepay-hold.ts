import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { groupedAmount, type Money } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import type { CheckContext } from './check-request.js'
import { insertHoldEvent } from './hold-work-store.js'
import { findPrepayment, insertPrepayment, withdrawPrepayment } from './prepayment-store.js'
import { openHold } from './release-hold.js'

export interface PrepaymentRequest {
  readonly holdId: Id
  /** In the order's currency, at most its amount. */
  readonly amount: Money
  readonly dueOn: CalendarDay
  readonly note: string | null
}

/** Records that the customer is asked to pay before the goods go; receipts from now on count towards it. */
export async function requestPrepayment(
  tx: Tx,
  { holdId, amount, dueOn, note }: PrepaymentRequest,
  actor: Principal,
  context: CheckContext,
): Promise<void> {
  const hold = await openHold(tx, holdId, actor)
  if (amount.currency !== hold.currency)
    throw new Refusal('currency_mismatch', { actual: amount.currency, expected: hold.currency })
  if (amount.minor > hold.amountMinor) {
    const text = (minor: bigint) => `${hold.currency} ${groupedAmount(minor, hold.currency)}`
    throw new Refusal('prepayment_too_much', { amount: text(amount.minor), order: text(hold.amountMinor) })
  }
  if (dueOn < context.today) throw new Refusal('release_expired', { on: dueOn })
  if (await findPrepayment(tx, holdId)) throw new Refusal('prepayment_asked')
  const { accountId, currency } = hold
  const amountMinor = amount.minor
  const by = { requestedBy: actor.label, requestedAt: context.at }
  await insertPrepayment(tx, { id: newId(), holdId, accountId, amountMinor, currency, dueOn, note, ...by })
  const event = { kind: 'prepayment_requested', by: actor.label, at: context.at } as const
  await insertHoldEvent(tx, hold, { ...event, note, amountMinor, currency, day: dueOn })
}

/** Takes the request for a prepayment back. */
export async function withdrawRequest(tx: Tx, holdId: Id, actor: Principal, at: Date): Promise<void> {
  const hold = await openHold(tx, holdId, actor)
  const asked = await findPrepayment(tx, holdId)
  if (!asked) throw new Refusal('prepayment_none')
  await withdrawPrepayment(tx, asked.id)
  await insertHoldEvent(tx, hold, { kind: 'prepayment_withdrawn', by: actor.label, at })
}
