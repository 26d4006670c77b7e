import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import { moneyJson } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { checkColleague } from '../arrangements/check-colleague.js'
import { chooseItems, type NamedItem } from '../arrangements/choose-items.js'
import type { Doing } from '../arrangements/make-promise.js'
import { recordAudit } from '../audit/record-audit.js'
import type { HandOverKind } from './domain/hand-over-stages.js'
import { handedOverAmong, insertHandOver, insertStep, type HandOver } from './hand-over-store.js'
import { handOverNumber } from './numbers.js'

export interface HandOverDraft {
  readonly customerCode: string
  readonly kind: HandOverKind
  readonly handler: string
  readonly firm: string | null
  readonly reference: string | null
  readonly reason: string
  readonly items: readonly Pick<NamedItem, 'source' | 'number' | 'itemNo'>[]
}

/**
 * Hands instalments over to court or to an agency, each as a whole. From now on nobody else asks for them: strategies,
 * worklist and letters leave them out until the case is closed. A promise on them goes on being watched; a plan is ended
 * first.
 */
export async function handOverDebt(
  tx: Tx,
  draft: HandOverDraft,
  { actor, at, today }: Doing,
): Promise<HandOver> {
  const { customer, currency, items, totalMinor } = await chooseItems(
    tx,
    draft.customerCode,
    draft.items,
    (item) => {
      if (item.planned) throw new Refusal('item_planned', { number: item.number, item: item.itemNo })
      return item.openMinor
    },
  )
  const [taken] = await handedOverAmong(tx, items)
  if (taken) {
    const item = items.find((one) => one.documentId === taken.documentId && one.itemNo === taken.itemNo)
    throw new Refusal('item_handed_over', {
      ...{ number: item?.number ?? '', item: taken.itemNo, case: handOverNumber(taken.number) },
    })
  }
  await checkColleague(tx, draft.handler, customer)
  const one: HandOver = {
    ...{ id: newId(), customerId: customer.id, kind: draft.kind, handler: draft.handler, firm: draft.firm },
    ...{ reference: draft.reference, currency, amountMinor: totalMinor, reason: draft.reason },
    ...{ stage: 'prepared', stageOn: today, openedOn: today, openedBy: actor.label, openedAt: at },
    ...{ outcome: null, closedOn: null, closedBy: null, closedAt: null },
  }
  await insertHandOver(tx, one, items)
  await insertStep(tx, one, stepOf(one, today, { actor, at, today }))
  await recordAudit(tx, {
    ...{ actor, at, action: 'hand-over.opened', objectType: 'customer', objectId: customer.code },
    after: {
      ...{ handOverId: one.id, kind: one.kind, handler: one.handler, firm: one.firm },
      amount: moneyJson(totalMinor, currency),
      items: items.map(({ number, itemNo }) => `${number}/${itemNo}`),
    },
    reason: draft.reason,
  })
  return one
}

function stepOf({ stage, reference }: HandOver, on: CalendarDay, { actor, at }: Doing) {
  return { stage, on, reference, note: null, notedBy: actor.label, notedAt: at }
}
