import { moneyJson } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { appendEntries, type LedgerEntry } from '../exposure/ledger-store.js'
import { endReservations, insertReservations, type Reservation } from '../exposure/reservation-store.js'
import { enqueueEvents, type WebhookEvent } from '../notifications/enqueue-event.js'
import type { CheckContext } from './check-request.js'
import type { DecidedVerdict, Verdict } from './decide-one.js'
import { insertDecisions, type DecisionResult, type StoredDecision } from './decision-store.js'
import { explain } from './domain/explain.js'
import { factsToJson } from './domain/facts-json.js'
import { queueHoldNews } from './hold-news.js'
import { markLargeOrders } from './mark-large-orders.js'
import { insertHolds, supersedeHolds } from './hold-store.js'
import { presentDecision } from './present-decision.js'
import { voidOutgrownReleases } from './void-outgrown-releases.js'

/**
 * Stores a round of verdicts: decision records, reservations with their ledger entries, holds, and what subscribers
 * are told. Everything set-based, in the transaction that holds the groups' locks.
 */
export async function storeVerdicts(
  tx: Tx,
  verdicts: readonly Verdict[],
  context: CheckContext,
): Promise<Map<Verdict, StoredDecision>> {
  const decided = verdicts.filter((verdict) => verdict.kind === 'decided')
  const stored = new Map<Verdict, StoredDecision>(
    decided.map((verdict) => [verdict, recordOf(verdict, context)]),
  )
  await supersedeHolds(
    tx,
    decided.flatMap((verdict) => verdict.supersededHoldId ?? []),
    context.at,
  )
  await voidOutgrownReleases(tx, decided, context.at)
  const freed = await endReservations(tx, decided.flatMap(replacedReservation), 'replaced', context)
  const opened = (verdict: DecidedVerdict) => reservationEntry(verdict, context)
  await Promise.all([
    insertReservations(
      tx,
      decided.flatMap((verdict) => newReservation(verdict, context)),
    ),
    appendEntries(tx, [...freed, ...decided.flatMap(opened)], context.at),
    insertDecisions(
      tx,
      decided.flatMap((verdict) => {
        const record = stored.get(verdict)
        return record ? [{ ...record, facts: factsToJson(verdict.facts) }] : []
      }),
    ),
    insertHolds(
      tx,
      decided.flatMap((verdict) => newHold(verdict, context)),
    ),
    enqueueEvents(tx, [...stored.values()].flatMap(eventsOf)),
    queueHoldNews(
      tx,
      'hold_opened',
      decided.flatMap(({ holdId }) => holdId ?? []),
      context.at,
    ),
    markLargeOrders(tx, decided, context),
  ])
  return stored
}

/** What subscribers are told; their payloads are made only when somebody listens. */
function eventsOf(decision: StoredDecision): WebhookEvent[] {
  const { decidedAt: at, holdId } = decision
  const decided: WebhookEvent = {
    event: 'credit_check.decided',
    at,
    get payload() {
      return presentDecision(decision)
    },
  }
  if (!holdId) return [decided]
  const opened: WebhookEvent = {
    event: 'hold.opened',
    at,
    get payload() {
      return { holdId, check: presentDecision(decision) }
    },
  }
  return [decided, opened]
}

function recordOf(verdict: DecidedVerdict, context: CheckContext): StoredDecision {
  const { request, party, decision } = verdict
  const { currency } = party.account
  const money = (minor: bigint | null) => (minor === null ? null : moneyJson(minor, currency))
  const result: DecisionResult = {
    reasons: decision.reasons,
    limit: verdict.limit,
    exposureBefore: money(decision.measures.exposureMinor),
    exposureAfter: verdict.exposureAfter,
    projectedExposure: money(decision.measures.projectedMinor),
    available: verdict.available,
    reservationExpiresAt: verdict.reservation?.expiresAt.toISOString() ?? null,
    explanation: explain(decision, verdict.facts),
  }
  return {
    id: verdict.id,
    groupId: party.groupId,
    accountId: party.accountId,
    checkpoint: request.checkpoint,
    source: request.document.source,
    documentType: request.document.type,
    documentNumber: request.document.number,
    documentVersion: request.document.version,
    amountMinor: request.amount.minor,
    currency: request.amount.currency,
    outcome: decision.outcome,
    binding: request.reserve,
    trigger: request.trigger,
    reservationId: verdict.reservation?.id ?? null,
    holdId: verdict.holdId,
    rulesVersion: verdict.rulesVersion,
    result,
    submittedBy: request.submittedBy,
    decidedAt: context.at,
    customerCode: party.customerCode,
    customerName: party.customerName,
    segmentCode: party.segmentCode,
  }
}

function replacedReservation({ replaced, party }: DecidedVerdict): Reservation[] {
  if (!replaced) return []
  const { groupId, accountId, segmentId } = party
  return [
    {
      ...replaced,
      groupId,
      accountId,
      segmentId,
      source: '',
      type: '',
      number: '',
      version: null,
      coversMinor: null,
      status: 'active',
      expiresAt: new Date(0),
    },
  ]
}

function newReservation({ reservation, request, party }: DecidedVerdict, context: CheckContext) {
  if (!reservation) return []
  const { source, type, number } = request.document
  const { groupId, accountId, segmentId } = party
  const { id, amountMinor, expiresAt } = reservation
  const currency = request.amount.currency
  return [
    {
      id,
      groupId,
      accountId,
      segmentId,
      source,
      type,
      number,
      version: request.document.version,
      coversMinor: request.amount.minor,
      amountMinor,
      currency,
      expiresAt,
      createdAt: context.at,
    },
  ]
}

function reservationEntry(
  { reservation, request, party }: DecidedVerdict,
  context: CheckContext,
): LedgerEntry[] {
  if (!reservation) return []
  return [
    {
      accountId: party.accountId,
      documentId: reservation.id,
      itemNo: 0,
      seq: 1,
      groupId: party.groupId,
      segmentId: party.segmentId,
      bucket: 'reserved',
      currency: request.amount.currency,
      deltaMinor: reservation.amountMinor,
      effectiveOn: context.today,
      causeId: reservation.id,
    },
  ]
}

function newHold(verdict: DecidedVerdict, context: CheckContext) {
  const { holdId, request, party, decision } = verdict
  if (!holdId) return []
  return [
    {
      id: holdId,
      groupId: party.groupId,
      accountId: party.accountId,
      decisionId: verdict.id,
      checkpoint: request.checkpoint,
      source: request.document.source,
      documentType: request.document.type,
      documentNumber: request.document.number,
      documentVersion: request.document.version,
      amountMinor: request.amount.minor,
      currency: request.amount.currency,
      netDays: request.netDays,
      shipOn: request.shipOn,
      reasons: decision.reasons,
      submittedBy: request.submittedBy,
      openedAt: context.at,
    },
  ]
}
