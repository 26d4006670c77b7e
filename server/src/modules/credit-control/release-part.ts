import type { Principal } from '../../kernel/access.js'
import { addDays, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { groupedAmount, type Money } from '../../kernel/money.js'
import { seeingAll } from '../../platform/db/database.js'
import type { Tx } from '../../platform/db/types.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { appendEntries } from '../exposure/ledger-store.js'
import { endReservations, findReservations, insertReservations } from '../exposure/reservation-store.js'
import type { CheckContext } from './check-request.js'
import { growth } from './domain/measure.js'
import { outlookOf, type Outlook } from './hold-outlook.js'
import { type Hold, putPart } from './hold-store.js'
import { insertHoldEvent } from './hold-work-store.js'
import { authorityReaches, openHold } from './release-hold.js'
import { isDivisible } from './release-request.js'

export interface PartRequest {
  readonly holdId: Id
  readonly reason: string
  /** Everything that is covered when left out. */
  readonly amount: Money | null
  readonly validUntil: CalendarDay | null
}

const PART_DAYS = 30

/**
 * Lets the part of a held order ship that the customer's money and limit cover now; the rest stays held. What is paid
 * for needs no authority beyond the permission; more of it does. The part is reserved, and deliveries and invoices of
 * the order pass until together they reach it.
 */
export async function releasePart(
  tx: Tx,
  { holdId, reason, amount, validUntil }: PartRequest,
  actor: Principal,
  context: CheckContext,
): Promise<void> {
  const hold = await openHold(tx, holdId, actor)
  if (!isDivisible(hold)) throw new Refusal('part_at_order_only')
  if (hold.submittedBy === actor.label && !actor.allScopes) throw new Refusal('release_own_submission')
  if (amount !== null && amount.currency !== hold.currency)
    throw new Refusal('currency_mismatch', { actual: amount.currency, expected: hold.currency })
  const until = validUntil ?? addDays(context.today, PART_DAYS)
  if (until < context.today) throw new Refusal('release_expired', { on: until })
  const outlook = await seeingAll(tx, () => outlookOf(tx, hold, context))
  if (outlook.verdict.decision.outcome === 'rejected')
    throw new Refusal('release_blocked', { number: hold.documentNumber })
  const minor = amount?.minor ?? outlook.coveredMinor
  const text = (of: bigint) => `${hold.currency} ${groupedAmount(of, hold.currency)}`
  // The whole order is a release, which has its own ways.
  if (minor < 1n || minor > outlook.coveredMinor || minor >= hold.amountMinor)
    throw new Refusal('part_too_much', { most: text(outlook.coveredMinor) })
  const part = { minor, currency: hold.currency }
  if (minor > outlook.paidMinor && !(await authorityReaches(tx, actor, hold, part, until, context)))
    throw new Refusal('part_beyond_authority', { paid: text(outlook.paidMinor) })
  await shipPart(tx, hold, { minor, until, reason }, outlook, actor, context)
}

interface Part {
  readonly minor: bigint
  readonly until: CalendarDay
  readonly reason: string
}

/**
 * Lets a part of a held order go that an approval was given for; the rest stays held. More than is covered now may be
 * approved: that is what was decided. The caller holds the lock of the credit group.
 */
export async function letPartGo(
  tx: Tx,
  hold: Hold,
  part: Part,
  actor: Principal,
  context: CheckContext,
): Promise<void> {
  if (!isDivisible(hold)) throw new Refusal('part_at_order_only')
  const outlook = await seeingAll(tx, () => outlookOf(tx, hold, context))
  if (outlook.verdict.decision.outcome === 'rejected')
    throw new Refusal('release_blocked', { number: hold.documentNumber })
  await shipPart(tx, hold, part, outlook, actor, context)
}

async function shipPart(
  tx: Tx,
  hold: Hold,
  { minor, until, reason }: Part,
  outlook: Outlook,
  actor: Principal,
  context: CheckContext,
): Promise<void> {
  if (!(await putPart(tx, hold.id, { minor, until })))
    throw new Refusal('hold_not_open', { status: 'closed' })
  await seeingAll(tx, () => reservePart(tx, hold, minor, outlook, context))
  const event = { kind: 'part_released', by: actor.label, at: context.at } as const
  await insertHoldEvent(tx, hold, {
    ...event,
    note: reason,
    amountMinor: minor,
    currency: hold.currency,
    day: until,
  })
  const amount = `${hold.currency} ${groupedAmount(minor, hold.currency)}`
  const after = { document: hold.documentNumber, amount, until }
  const entry = {
    actor,
    action: 'hold.part-released',
    objectType: 'hold',
    objectId: hold.id,
    reason,
    at: context.at,
  }
  await recordAudit(tx, { ...entry, after })
}

/** Takes the part into the exposure, in place of an earlier reservation of the order; a recorded order is there already. */
async function reservePart(
  tx: Tx,
  hold: Hold,
  minor: bigint,
  { verdict }: Outlook,
  context: CheckContext,
): Promise<void> {
  const { source, documentType: type, documentNumber: number, groupId, accountId, currency } = hold
  const { segmentId, reservationDays } = verdict.party
  const earlier = await findReservations(tx, [{ source, type, number, reservationId: null }])
  const active = earlier.filter(({ status }) => status === 'active')
  await appendEntries(tx, await endReservations(tx, active, 'replaced', context), context.at)
  const amountMinor = growth({ ...verdict.facts, amountMinor: minor })
  if (amountMinor < 1n) return
  const id = newId()
  const expiresAt = new Date(context.at.getTime() + reservationDays * 86_400_000)
  const made = { version: hold.documentVersion, coversMinor: minor, createdAt: context.at }
  const reservation = { id, groupId, accountId, source, type, number, amountMinor, currency, expiresAt }
  await insertReservations(tx, [{ ...reservation, ...made }])
  const entry = {
    accountId,
    documentId: id,
    itemNo: 0,
    seq: 1,
    groupId,
    segmentId,
    bucket: 'reserved',
  } as const
  const change = { currency, deltaMinor: amountMinor, effectiveOn: context.today, causeId: id }
  await appendEntries(tx, [{ ...entry, ...change }], context.at)
}
