import type { Principal } from '../../kernel/access.js'
import { addDays, daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { formatAmount, type Money } from '../../kernel/money.js'
import { seeingAll } from '../../platform/db/database.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { ratesInto, rateKey } from '../customers/fx-store.js'
import { lockGroups } from '../customers/group-store.js'
import { convert } from '../exposure/domain/exposure-in.js'
import { appendEntries } from '../exposure/ledger-store.js'
import { endReservations, findReservations } from '../exposure/reservation-store.js'
import { authoritiesOfActor } from '../identity/authorities-of-actor.js'
import { reaches } from '../identity/domain/authority.js'
import { settleOutside, wayOf } from '../approvals/decide-or-ask.js'
import type { Approvals } from '../approvals/subject.js'
import { enqueueEvent } from '../notifications/enqueue-event.js'
import { checkCredit } from './check-credit.js'
import type { CheckContext } from './check-request.js'
import { rejectReasonText, type RejectCode } from './domain/reject-reasons.js'
import { overLimitOf } from './over-limit.js'
import { HOLD_RELEASE, releaseRequestOf } from './release-request.js'
import { checkOfHold } from './evaluate-hold.js'
import { queueHoldNews } from './hold-news.js'
import { closeHold, findHold, requestRelease, type Hold } from './hold-store.js'
import { presentHold } from './present-hold.js'
import { queueHoldEvaluation } from './record-and-check.js'

export interface ReleaseRequest {
  readonly holdId: Id
  readonly reason: string
  /** Amount up to which the document passes; the held amount when left out, never less. */
  readonly maxAmount: Money | null
  /** Last day of the release; 30 days from today when left out. */
  readonly validUntil: CalendarDay | null
}

export type ReleaseResult =
  | { readonly outcome: 'released'; readonly hold: Hold }
  /** The authority does not reach: the request waits for somebody whose authority does. */
  | { readonly outcome: 'requested'; readonly hold: Hold }

const RELEASE_DAYS = 30

/**
 * Lets a held order go, bound to its document, an amount and a last day; the amount is reserved at once. Who
 * submitted the order cannot release it. An authority that does not reach opens an approval, as does a flow that the
 * administrator has drawn for such orders; where one runs already, whoever is asked there signs with this.
 */
export async function releaseHold(
  tx: Tx,
  request: ReleaseRequest,
  actor: Principal,
  context: CheckContext,
  approvals: Approvals,
): Promise<ReleaseResult> {
  const hold = await openHold(tx, request.holdId, actor)
  if (hold.submittedBy === actor.label && !actor.allScopes) throw new Refusal('release_own_submission')
  const maxMinor = releasedAmount(hold, request.maxAmount)
  const until = request.validUntil ?? addDays(context.today, RELEASE_DAYS)
  if (until < context.today) throw new Refusal('release_expired', { on: until })
  const amount = { minor: maxMinor, currency: hold.currency }
  // Who owns the customer relation is never the only one to decide.
  const reach =
    hold.ownerUsername !== actor.label && (await authorityReaches(tx, actor, hold, amount, until, context))
  const asked = await releaseRequestOf(
    tx,
    hold,
    { ...request, maxMinor, until, submitter: actor.label },
    context,
  )
  const way = await wayOf(tx, approvals, asked, {
    actor,
    at: context.at,
    mayDecide: reach,
    comment: request.reason,
  })
  if (way.kind === 'direct') {
    return {
      outcome: 'released',
      hold: await letGo(tx, hold, { maxMinor, until, reason: request.reason }, actor, context),
    }
  }
  const after = await reread(tx, hold)
  // Approved for less than the order: that part may go, the rest stays held.
  if (way.record.state.status === 'approved') return { outcome: 'released', hold: after }
  if (way.kind === 'started') {
    await requestRelease(tx, hold.id, { by: actor.label, reason: request.reason }, context.at)
    await audit(tx, hold, actor, 'hold.release-requested', request.reason, context)
  }
  return { outcome: 'requested', hold: await reread(tx, hold) }
}

/** Closes an open hold as released and reserves its amount. The caller holds the lock of the credit group. */
export async function letGo(
  tx: Tx,
  hold: Hold,
  {
    maxMinor,
    until,
    reason,
  }: { readonly maxMinor: bigint; readonly until: CalendarDay; readonly reason: string },
  actor: Principal,
  context: CheckContext,
): Promise<Hold> {
  const closing = { status: 'released', by: actor.label, reason, code: null } as const
  const closed = await closeHold(
    tx,
    hold.id,
    { ...closing, releasedMinor: maxMinor, releasedUntil: until },
    context.at,
  )
  if (!closed) throw new Refusal('hold_not_open', { status: 'closed' })
  const check = checkOfHold(hold, { reserve: true, trigger: 'release', submittedBy: hold.submittedBy })
  const [decision] = await seeingAll(tx, () => checkCredit(tx, [check], context))
  if (decision instanceof Refusal) throw decision
  if (decision?.outcome === 'rejected') throw new Refusal('release_blocked', { number: hold.documentNumber })
  await audit(tx, hold, actor, 'hold.released', reason, context)
  const released = await reread(tx, hold)
  await enqueueEvent(tx, 'hold.released', presentHold(released), { at: context.at })
  await queueHoldNews(tx, 'hold_released', [hold.id], context.at)
  return released
}

/**
 * Refuses a held order for good: nothing stays reserved, also not a part that might have shipped before, and sales and
 * the ERP are told. What was delivered of the part until then stays.
 */
export async function rejectHold(
  tx: Tx,
  request: { readonly holdId: Id; readonly reason: string | null; readonly code: RejectCode },
  actor: Principal,
  context: CheckContext,
  approvals: Approvals,
): Promise<Hold> {
  const hold = await openHold(tx, request.holdId, actor)
  const { reason, code } = request
  const words = [rejectReasonText(code).zh, reason].filter((text) => text !== null).join('：')
  await settleOutside(
    tx,
    approvals,
    { subject: HOLD_RELEASE, objectId: hold.id },
    { actor, at: context.at, comment: words },
  )
  const closing = { status: 'rejected', by: actor.label, reason, code } as const
  const closed = await closeHold(
    tx,
    hold.id,
    { ...closing, releasedMinor: null, releasedUntil: null },
    context.at,
  )
  if (!closed) throw new Refusal('hold_not_open', { status: 'closed' })
  await seeingAll(tx, () => freeReservations(tx, hold, context))
  await audit(tx, hold, actor, 'hold.rejected', words, context)
  const rejected = await reread(tx, hold)
  await enqueueEvent(tx, 'hold.rejected', presentHold(rejected), { at: context.at })
  await queueHoldNews(tx, 'hold_rejected', [hold.id], context.at)
  return rejected
}

/** Gives back what is still reserved for the order, and lets others that wait for room be looked at. */
async function freeReservations(tx: Tx, hold: Hold, context: CheckContext): Promise<void> {
  const { source, documentType: type, documentNumber: number, groupId } = hold
  const found = await findReservations(tx, [{ source, type, number, reservationId: null }])
  const active = found.filter(({ status }) => status === 'active')
  if (active.length === 0) return
  await appendEntries(tx, await endReservations(tx, active, 'released', context), context.at)
  await queueHoldEvaluation(tx, [groupId])
}

/** The hold under its group's lock, so that of two people who decide at once the second sees the first's decision. */
export async function openHold(tx: Tx, id: Id, actor: Principal): Promise<Hold> {
  const seen = await findHold(tx, id, actor.onlyCustomersOf)
  if (!seen) throw new Refusal('hold_not_found', { id })
  await lockGroups(tx, [seen.groupId])
  const hold = await reread(tx, seen)
  if (hold.status !== 'open') throw new Refusal('hold_not_open', { status: hold.status })
  return hold
}

async function reread(tx: Tx, hold: Hold): Promise<Hold> {
  const found = await findHold(tx, hold.id, null)
  if (!found) throw new Error(`hold ${hold.id} has vanished`)
  return found
}

function releasedAmount(hold: Hold, wanted: Money | null): bigint {
  if (wanted === null) return hold.amountMinor
  if (wanted.currency !== hold.currency) {
    throw new Refusal('currency_mismatch', { actual: wanted.currency, expected: hold.currency })
  }
  if (wanted.minor < hold.amountMinor) {
    const text = (minor: bigint) => formatAmount(minor, hold.currency)
    throw new Refusal('release_below_amount', { amount: text(wanted.minor), order: text(hold.amountMinor) })
  }
  return wanted.minor
}

/** True when the actor may release this much until that day; without a rate into an authority's currency it does not reach. */
export async function authorityReaches(
  tx: Tx,
  actor: Principal,
  hold: Hold,
  amount: Money,
  until: CalendarDay,
  context: CheckContext,
): Promise<boolean> {
  const asked = { kind: 'hold-release', segment: hold.segmentCode, on: context.today } as const
  const authorities = await authoritiesOfActor(tx, actor, asked)
  const currencies = authorities.flatMap((one) => (one.amount === 'unlimited' ? [] : [one.amount.currency]))
  const pairs = currencies.map((to) => ({ from: amount.currency, to }))
  const rates = await ratesInto(tx, pairs, context.today)
  const needed = {
    amount,
    overLimitBp: await overLimitOf(tx, hold, amount, context.today),
    days: daysBetween(context.today, until),
  }
  return reaches(authorities, needed, (from, to) => {
    const rate = rates.get(rateKey(from.currency, to))
    return convert(
      from.minor,
      from.currency,
      to,
      rate === undefined ? {} : { [rateKey(from.currency, to)]: rate },
    )
  })
}

async function audit(
  tx: Tx,
  hold: Hold,
  actor: Principal,
  action: string,
  reason: string,
  context: CheckContext,
): Promise<void> {
  const entry = { actor, action, objectType: 'hold', objectId: hold.id, reason, at: context.at }
  await recordAudit(tx, {
    ...entry,
    before: { status: hold.status },
    after: { document: hold.documentNumber },
  })
}
