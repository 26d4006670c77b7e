import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson, type Money } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { checkColleague } from '../arrangements/check-colleague.js'
import type { Doing } from '../arrangements/make-promise.js'
import { recordAudit } from '../audit/record-audit.js'
import { recordInterruption } from '../claims/record-interruption.js'
import { lockGroups } from '../customers/group-store.js'
import {
  interruptsLimitation,
  stagesAfter,
  type CostKind,
  type HandOverOutcome,
  type HandOverStage,
} from './domain/hand-over-stages.js'
import {
  insertCost,
  insertStep,
  itemsOfHandOver,
  listHandOvers,
  lockHandOver,
  putHandOver,
  type ListedHandOver,
} from './hand-over-store.js'
import { handOverNumber } from './numbers.js'

async function lockedOpen(tx: Tx, id: Id): Promise<ListedHandOver> {
  const [seen] = await listHandOvers(tx, { id }, { offset: 0, limit: 1 })
  if (seen) await lockGroups(tx, [seen.groupId])
  const one = seen && (await lockHandOver(tx, id))
  if (!one) throw new Refusal('hand_over_not_found', { id })
  if (one.closedAt) throw new Refusal('hand_over_closed', { number: handOverNumber(one.number) })
  return one
}

export interface StageReached {
  readonly stage: HandOverStage
  readonly on: CalendarDay
  readonly reference: string | null
  readonly note: string | null
  /** Of the stage `closed` alone. */
  readonly outcome: HandOverOutcome | null
}

/**
 * Notes that a case has come to a stage on a day; stages may be passed over, none comes twice. Filing with a court or a
 * commission begins the limitation periods of its items anew, the end of the suit again (Civil Code Art. 195). A closed
 * case gives its items back: what is still open of them is asked for again.
 */
export async function reachStage(
  tx: Tx,
  id: Id,
  { stage, on, reference, note, outcome }: StageReached,
  doing: Doing,
): Promise<void> {
  const { actor, at, today } = doing
  const before = await lockedOpen(tx, id)
  if (!stagesAfter(before.kind, before.stage).includes(stage))
    throw new Refusal('hand_over_stage', { from: before.stage, to: stage })
  if (on > today || on < before.stageOn) throw new Refusal('hand_over_day', { from: before.stageOn, today })
  if ((stage === 'closed') !== (outcome !== null)) throw new Refusal('hand_over_outcome')
  const ended = stage === 'closed' ? { outcome, closedOn: on, closedBy: actor.label, closedAt: at } : {}
  const after = { ...before, stage, stageOn: on, reference: reference ?? before.reference, ...ended }
  await putHandOver(tx, after)
  await insertStep(tx, before, { stage, on, reference, note, notedBy: actor.label, notedAt: at })
  const court = before.kind !== 'agency'
  if (court && interruptsLimitation(before.kind, stage)) await interrupt(tx, after, 'suit', on, doing)
  if (court && stage === 'closed' && before.stage !== 'prepared')
    await interrupt(tx, after, 'suit_ended', on, doing)
  await recordAudit(tx, {
    ...{ actor, at, action: stage === 'closed' ? 'hand-over.closed' : 'hand-over.stage-reached' },
    ...{ objectType: 'customer', objectId: before.customerCode },
    before: { handOverId: id, stage: before.stage },
    after: { stage, on, reference: after.reference, outcome },
    reason: note,
  })
}

async function interrupt(
  tx: Tx,
  one: ListedHandOver,
  kind: 'suit' | 'suit_ended',
  on: CalendarDay,
  doing: Doing,
): Promise<void> {
  const items = await itemsOfHandOver(tx, one.id)
  const number = handOverNumber(one.number)
  await recordInterruption(
    tx,
    {
      ...{ kind, on, channel: 'court', proofGrade: null, recipient: one.firm, recipientRole: null },
      ...{ contentHash: null, evidence: [number, one.reference].filter(Boolean).join(' '), letterId: null },
      ...{ customerId: one.customerId, customerCode: one.customerCode },
      items: items.map(({ documentId, itemNo }) => ({ documentId, itemNo })),
    },
    doing,
  )
}

/** Notes what a case costs; a wrong amount is corrected by one of the opposite sign. */
export async function noteCost(
  tx: Tx,
  id: Id,
  cost: {
    readonly on: CalendarDay
    readonly kind: CostKind
    readonly amount: Money
    readonly note: string | null
  },
  { actor, at, today }: Doing,
): Promise<void> {
  const one = await lockHandOver(tx, id)
  if (!one) throw new Refusal('hand_over_not_found', { id })
  if (cost.on > today) throw new Refusal('hand_over_day', { from: one.openedOn, today })
  if (cost.amount.minor === 0n) throw new Refusal('hand_over_cost')
  const { currency, minor: amountMinor } = cost.amount
  await insertCost(tx, one, {
    ...{ id: newId(), on: cost.on, kind: cost.kind, currency, amountMinor },
    ...{ note: cost.note, notedBy: actor.label, notedAt: at },
  })
  await recordAudit(tx, {
    ...{ actor, at, action: 'hand-over.cost-noted', objectType: 'customer', objectId: one.customerCode },
    after: { handOverId: id, kind: cost.kind, amount: moneyJson(amountMinor, currency), on: cost.on },
    reason: cost.note,
  })
}

/** Gives a case to another colleague, or to another firm. */
export async function reassign(
  tx: Tx,
  id: Id,
  { handler, firm }: { readonly handler: string; readonly firm: string | null },
  { actor, at }: Doing,
): Promise<void> {
  const before = await lockedOpen(tx, id)
  await checkColleague(tx, handler, before)
  await putHandOver(tx, { ...before, handler, firm })
  await recordAudit(tx, {
    ...{ actor, at, action: 'hand-over.reassigned', objectType: 'customer', objectId: before.customerCode },
    before: { handOverId: id, handler: before.handler, firm: before.firm },
    after: { handler, firm },
  })
}
