import type { Principal } from '../../kernel/access.js'
import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { money } from '../../kernel/money.js'
import { seeingAll } from '../../platform/db/database.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { findParties, lockParties } from '../exposure/find-parties.js'
import { checkCredit } from './check-credit.js'
import type { CheckContext } from './check-request.js'
import { evaluateHold } from './evaluate-hold.js'
import { findForcedOrder, findKnownOrder, liftForcedOrder, putForcedOrder } from './forced-order-store.js'
import { findOpenHold } from './find-open-hold-store.js'
import { voidReleases } from './hold-store.js'
import { insertHoldEvent } from './hold-work-store.js'
import { queueHoldEvaluation } from './record-and-check.js'

export interface ForceRequest {
  readonly customerCode: string
  readonly segmentCode: string
  readonly source: string
  readonly number: string
  readonly reason: string
  /** Last day; null: until it is lifted. */
  readonly until: CalendarDay | null
}

/**
 * Stops one order by name, whatever the rules say, with what was released of it before. An order that is known is held
 * at once; one that is not, when it comes. Only a person lets it go again. Gives its hold.
 */
export async function forceOrderHold(
  tx: Tx,
  request: ForceRequest,
  actor: Principal,
  context: CheckContext,
): Promise<Id | null> {
  const { customerCode, segmentCode, source, number, reason, until } = request
  if (until !== null && until < context.today) throw new Refusal('forced_hold_over', { on: until })
  await lockParties(tx, [request])
  const [party] = await findParties(tx, [request], { onlyCustomersOf: actor.onlyCustomersOf })
  if (!party || party instanceof Refusal)
    throw party ?? new Refusal('customer_not_found', { code: customerCode })
  const order = { source, number }
  const known = await findKnownOrder(tx, order)
  if (known && known.accountId !== party.accountId) throw new Refusal('document_party_changed', { number })
  await putForcedOrder(
    tx,
    { ...order, accountId: party.accountId, reason, until },
    { by: actor.label, at: context.at },
  )
  for (const hold of await voidReleases(tx, { ...order, type: 'order' }, reason, context.at)) {
    await insertHoldEvent(tx, hold, { kind: 'release_void', by: actor.label, at: context.at, note: reason })
  }
  await recordAudit(tx, {
    ...{ actor, action: 'order.forced-hold', objectType: 'order', objectId: `${source}/${number}` },
    ...{ after: { customerCode, until }, reason, at: context.at },
  })
  return seeingAll(tx, async () => {
    const open = await findOpenHold(tx, { ...order, type: 'order' })
    if (open) {
      await evaluateHold(tx, open, actor.label, context)
      return open.id
    }
    if (!known) return null
    const [decision] = await checkCredit(
      tx,
      [
        {
          ...{ checkpoint: 'order', customerCode, segmentCode, netDays: null, shipOn: null, scope: null },
          document: { ...order, type: 'order', version: known.version, orderNumber: null },
          amount: money(known.amountMinor, known.currency),
          ...{ reserve: true, trigger: 're-evaluation', submittedBy: known.submittedBy ?? actor.label },
        },
      ],
      context,
    )
    if (!decision || decision instanceof Refusal) throw decision ?? new Error('the order was not held')
    return decision.holdId
  })
}

/** Lifts the forced hold of an order: what holds it otherwise stays, and a person still lets it go. */
export async function liftOrderHold(
  tx: Tx,
  order: { readonly source: string; readonly number: string },
  actor: Principal,
  context: CheckContext,
): Promise<void> {
  const forced = await findForcedOrder(tx, order)
  if (!forced) throw new Refusal('forced_hold_none')
  await liftForcedOrder(tx, order, { by: actor.label, at: context.at })
  const open = await findOpenHold(tx, { ...order, type: 'order' })
  if (open) await queueHoldEvaluation(tx, [open.groupId])
  await recordAudit(tx, {
    ...{
      actor,
      action: 'order.forced-hold-lifted',
      objectType: 'order',
      objectId: `${order.source}/${order.number}`,
    },
    ...{ before: { reason: forced.reason }, at: context.at },
  })
}
