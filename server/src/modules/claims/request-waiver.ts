import type { CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { formatAmount, moneyJson, type Money } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { caseNumber } from '../approvals/case-record.js'
import { settleOutside, wayOf } from '../approvals/decide-or-ask.js'
import type { Approvals } from '../approvals/subject.js'
import { recordAudit } from '../audit/record-audit.js'
import type { Customer } from '../customers/customer-store.js'
import { lockGroups } from '../customers/group-store.js'
import { calculationProof } from './calculation-proof.js'
import { chooseItems } from './choose-items.js'
import { endWaiver, interestOwed, type Deciding } from './decide-waiver.js'
import { waiverReference } from './domain/waiver-number.js'
import { mayWaiveAlone } from './may-waive.js'
import { readClaims, type Claim } from './read-claims.js'
import { INTEREST_WAIVER, waiverRequest } from './waiver-approval.js'
import {
  insertWaiver,
  listWaiverReasons,
  listWaivers,
  type InterestWaiver,
  type NewWaiverItem,
} from './waiver-store.js'

export interface WaiverDraft {
  /** Last day of the interest that is given up; null: today. */
  readonly until: CalendarDay | null
  /** Of the list of reasons; null: none is chosen. */
  readonly reasonCode: string | null
  readonly reason: string
  /** Instalments, each with how much of its interest (left out: all); none: everything that is overdue. */
  readonly items: readonly {
    readonly documentId: Id
    readonly itemNo: number
    readonly amount?: Money | undefined
  }[]
}

type Doing = Omit<Deciding, 'comment'>

interface WaivedClaim {
  readonly claim: Claim
  readonly owedMinor: bigint
  readonly amountMinor: bigint
}

/**
 * Gives up late interest of a customer, all or part: at once where the actor's authority reaches, otherwise by approval.
 * Two people who give up the same interest come one after the other. Refuses more than is owed, instalments whose
 * interest somebody else asked to give up, several currencies, and days to come.
 */
export async function requestWaiver(
  tx: Tx,
  approvals: Approvals,
  customer: Customer,
  draft: WaiverDraft,
  doing: Doing,
): Promise<{ readonly id: Id; readonly case: { readonly id: Id; readonly number: string } | null }> {
  const { actor, at, today } = doing
  const until = draft.until ?? today
  if (until > today) throw new Refusal('day_in_future', { day: until })
  await refuseUnknownReason(tx, draft.reasonCode)
  await lockGroups(tx, [customer.groupId])
  const chosen = await chooseClaims(tx, customer.id, draft, { today, until })
  const [first] = chosen
  if (!first) throw new Refusal('waiver_nothing_owed', { code: customer.code })
  const { currency } = first.claim.item
  if (chosen.some(({ claim }) => claim.item.currency !== currency)) throw new Refusal('items_of_one_currency')
  const waiver: InterestWaiver = {
    ...{ id: newId(), customerId: customer.id, currency, untilOn: until },
    ...{ reasonCode: draft.reasonCode, reason: draft.reason },
    amountMinor: chosen.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    ...{ status: 'requested', requestedBy: actor.label, requestedAt: at },
    ...{ decidedBy: null, decidedAt: null, note: null },
  }
  await insertWaiver(
    tx,
    waiver,
    chosen.map((one) => itemOf(one, until)),
  )
  await recordAudit(tx, {
    ...{ actor, at, action: 'interest-waiver.requested', objectType: 'customer', objectId: customer.code },
    after: {
      ...{ waiverId: waiver.id, amount: moneyJson(waiver.amountMinor, currency), until },
      reasonCode: draft.reasonCode,
      items: chosen.map(({ claim: { item } }) => `${item.number}/${item.itemNo}`),
    },
    reason: draft.reason,
  })
  const items = chosen.map(({ claim }) => claim.item)
  const request = await waiverRequest(tx, waiver, { customer, items, today })
  const mayDecide = await mayWaiveAlone(tx, approvals, actor, request, today)
  const way = await wayOf(tx, approvals, request, { actor, at, mayDecide, comment: draft.reason })
  if (way.kind !== 'direct')
    return { id: waiver.id, case: { id: way.record.id, number: caseNumber(way.record) } }
  await endWaiver(tx, waiver.id, 'granted', { ...doing, comment: null })
  return { id: waiver.id, case: null }
}

async function refuseUnknownReason(tx: Tx, code: string | null): Promise<void> {
  if (code === null) return
  const known = (await listWaiverReasons(tx)).some((one) => one.code === code && one.active)
  if (!known) throw new Refusal('waiver_reason_unknown', { code })
}

async function chooseClaims(
  tx: Tx,
  customerId: Id,
  draft: WaiverDraft,
  { today, until }: { readonly today: CalendarDay; readonly until: CalendarDay },
): Promise<WaivedClaim[]> {
  const items = await chooseItems(tx, customerId, draft.items, until)
  const claims = await readClaims(tx, items, { today, until })
  const all = draft.items.length === 0
  return claims.flatMap((claim): WaivedClaim[] => {
    const { documentId, itemNo, number, currency } = claim.item
    const owedMinor = interestOwed(claim)
    if (all && (owedMinor === 0n || claim.waiverAsked)) return []
    if (claim.waiverAsked)
      throw new Refusal('waiver_running', { number: waiverReference(claim.waiverAsked.number) })
    const asked = draft.items.find((one) => one.documentId === documentId && one.itemNo === itemNo)?.amount
    if (asked && asked.currency !== currency)
      throw new Refusal('currency_mismatch', { actual: asked.currency, expected: currency })
    const amountMinor = asked?.minor ?? owedMinor
    if (amountMinor > owedMinor || amountMinor <= 0n)
      throw new Refusal('waiver_exceeds', {
        ...{ number, item: itemNo, currency, left: formatAmount(owedMinor, currency) },
      })
    return [{ claim, owedMinor, amountMinor }]
  })
}

function itemOf({ claim, owedMinor, amountMinor }: WaivedClaim, until: CalendarDay): NewWaiverItem {
  const { accountId, documentId, itemNo } = claim.item
  return {
    ...{ accountId, documentId, itemNo, openMinor: owedMinor, amountMinor },
    ...calculationProof(claim, until),
  }
}

/** Takes back a waiver that waits for a decision; its approval ends with it. */
export async function withdrawWaiver(
  tx: Tx,
  approvals: Approvals,
  id: Id,
  reason: string,
  { actor, at, today }: Doing,
): Promise<void> {
  const [seen] = await listWaivers(tx, { id }, { limit: 1 })
  if (!seen) throw new Refusal('waiver_not_found', { id })
  await lockGroups(tx, [seen.groupId])
  await endWaiver(tx, id, 'withdrawn', { actor, at, today, comment: reason })
  await settleOutside(
    tx,
    approvals,
    { subject: INTEREST_WAIVER, objectId: id },
    { actor, at, comment: reason },
  )
}
