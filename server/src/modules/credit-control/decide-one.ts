import { dayInZone } from '../../kernel/calendar-day.js'
import type { Currency } from '../../kernel/currency.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import { moneyJson, type MoneyJson } from '../../kernel/money.js'
import { newId } from '../../platform/new-id.js'
import { convert, totalIn } from '../exposure/domain/exposure-in.js'
import type { CheckParty } from './check-facts-store.js'
import type { CheckContext, CheckRequest } from './check-request.js'
import type { LimitJson } from './decision-store.js'
import type { DocumentState } from './document-state-store.js'
import { decide, type Decision } from './domain/decide.js'
import { growth, type Measures } from './domain/measure.js'
import type { Facts, OwnExposure } from './domain/facts.js'
import type { WorkingState } from './domain/working-state.js'
import type { RulesVersion } from './rules-store.js'

/** What became of one check, before it is stored. */
export type Verdict =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'repeated'; readonly decisionId: Id }
  | DecidedVerdict

export interface DecidedVerdict {
  readonly kind: 'decided'
  readonly id: Id
  readonly request: CheckRequest
  readonly party: CheckParty
  readonly facts: Facts
  readonly decision: Decision
  readonly rulesVersion: number
  readonly limit: LimitJson
  readonly exposureAfter: MoneyJson | null
  readonly available: MoneyJson | null
  /** Amount to reserve in the request's currency; null reserves nothing. */
  readonly reservation: { readonly id: Id; readonly amountMinor: bigint; readonly expiresAt: Date } | null
  readonly holdId: Id | null
  /** Earlier reservation of the document, which ends with this decision. */
  readonly replaced: {
    readonly id: Id
    readonly amountMinor: bigint
    readonly currency: Currency
    readonly ledgerSeq: number
  } | null
  readonly supersededHoldId: Id | null
}

interface Situation {
  readonly request: CheckRequest
  readonly state: DocumentState
  readonly party: CheckParty
  readonly rules: RulesVersion
  readonly rates: Readonly<Record<string, string>>
  readonly working: WorkingState<CheckParty>
  readonly context: CheckContext
}

const MS_PER_DAY = 86_400_000

/** Decides one check of a batch and moves the working state by what it takes. */
export function decideOne(situation: Situation): Verdict {
  const { request, state, party, rules, working, context } = situation
  const refusal = conflictOf(request, state, party)
  if (refusal) return { kind: 'refused', refusal }
  const binding = request.reserve
  if (binding && request.trigger === 'check' && state.sameDecisionId !== null) {
    return { kind: 'repeated', decisionId: state.sameDecisionId }
  }
  const facts = factsOf(situation)
  const decision = decide(facts, rules.content)
  const passed = decision.outcome === 'approved' || decision.outcome === 'warned'
  const replaced = binding ? replacedOf(state) : null
  if (replaced) working.reserve(party.accountId, replaced.currency, -replaced.amountMinor)
  const amountMinor = growth(facts)
  const takes = binding && passed && amountMinor > 0n
  if (takes) working.reserve(party.accountId, facts.currency, amountMinor)
  const after = roomOf(working.get(party.accountId), facts, decision.measures)
  const expiresAt = new Date(context.at.getTime() + party.reservationDays * MS_PER_DAY)
  return {
    kind: 'decided',
    id: newId(),
    request,
    party,
    facts,
    decision,
    rulesVersion: rules.version,
    limit: limitJson(party, decision.measures),
    exposureAfter: after.exposure,
    available: after.available,
    reservation: takes ? { id: newId(), amountMinor, expiresAt } : null,
    holdId: binding && decision.outcome === 'held' ? newId() : null,
    replaced,
    supersededHoldId: binding ? state.openHoldId : null,
  }
}

/** One document belongs to one account, and an older version cannot follow a newer one. */
function conflictOf(request: CheckRequest, state: DocumentState, party: CheckParty): Refusal | undefined {
  const { number, version } = request.document
  const accounts = [state.latestAccountId, state.reservedAccountId, state.recordedAccountId]
  if (accounts.some((accountId) => accountId !== null && accountId !== party.accountId)) {
    return new Refusal('document_party_changed', { number })
  }
  // A hold is released in the version that was held, also when a later one was recorded meanwhile.
  const recorded = request.trigger === 'check' ? state.recordedVersion : null
  const latest = [state.latestVersion ?? version, recorded ?? version].reduce((a, b) => (a > b ? a : b))
  const outdated = request.reserve && state.sameDecisionId === null && latest > version
  return outdated ? new Refusal('version_outdated', { number, version: String(latest) }) : undefined
}

function replacedOf(state: DocumentState) {
  const { reservationId, reservedMinor, reservedCurrency, reservedSeq } = state
  if (reservationId === null || reservedMinor === null || reservedCurrency === null) return null
  return {
    id: reservationId,
    amountMinor: reservedMinor,
    currency: reservedCurrency,
    ledgerSeq: reservedSeq ?? 1,
  }
}

function ownOf(state: DocumentState): OwnExposure[] {
  const { reservedCurrency, reservedMinor, recordedCurrency, recordedMinor } = state
  const { recordedCoversMinor: coversMinor, recordedOpenMinor: openMinor } = state
  return [
    ...(reservedCurrency !== null && reservedMinor !== null
      ? [{ currency: reservedCurrency, reservedMinor, recordedMinor: 0n }]
      : []),
    ...(recordedCurrency !== null && recordedMinor !== null
      ? [{ currency: recordedCurrency, reservedMinor: 0n, recordedMinor, coversMinor, openMinor }]
      : []),
  ]
}

function factsOf({ request, state, party, rates, context }: Situation): Facts {
  return {
    today: context.today,
    checkpoint: request.checkpoint,
    amountMinor: request.amount.minor,
    currency: request.amount.currency,
    netDays: request.netDays,
    shipOn: request.shipOn,
    account: stoppedByName(state, context.today)
      ? { ...party.account, forcedHold: state.forcedReason }
      : party.account,
    group: party.group,
    own: ownOf(state),
    release: releaseOf(state, request),
    approvedOn: state.approvedAt === null ? null : dayInZone(state.approvedAt, context.timeZone),
    rates,
  }
}

function stoppedByName({ forcedReason, forcedUntil }: DocumentState, today: CheckContext['today']): boolean {
  return forcedReason !== null && (forcedUntil === null || forcedUntil >= today)
}

function releaseOf(state: DocumentState, { trigger }: CheckRequest): Facts['release'] {
  const { releasedMinor, releasedCurrency, releasedUntil, releasedBoundMinor } = state
  if (releasedMinor === null || releasedCurrency === null || releasedUntil === null) return null
  const release = { maxMinor: releasedMinor, currency: releasedCurrency, until: releasedUntil }
  if (releasedBoundMinor === null) return release
  // Of a recorded document only the surplus is checked; what it drew from the order has used the release, too.
  const usedMinor = state.releaseUsedMinor + (trigger === 'document' ? state.drawnMinor : 0n)
  return { ...release, boundMinor: releasedBoundMinor, usedMinor }
}

/** Exposure and room after the decision, in the account currency: the tighter of the account's and the group's. */
function roomOf(
  party: CheckParty,
  facts: Facts,
  measures: Measures,
): { exposure: MoneyJson | null; available: MoneyJson | null } {
  const { account, group } = party
  const { currency } = account
  const exposure = totalIn(account.exposure, currency, facts.rates, account.unappliedCounts)
  if (exposure === null) return { exposure: null, available: null }
  const rooms: bigint[] = []
  if (measures.limit.state === 'amount') rooms.push(measures.limit.minor - exposure)
  if (measures.limit.state === 'none' || measures.limit.state === 'expired') rooms.push(-exposure)
  if (group.limit?.mode === 'amount') {
    const total = totalIn(group.exposure, group.limit.currency, facts.rates, account.unappliedCounts)
    const room = total === null ? 0n : (group.limit.minor ?? 0n) - total
    const magnitude = convert(room < 0n ? -room : room, group.limit.currency, currency, facts.rates) ?? 0n
    rooms.push(room < 0n ? -magnitude : magnitude)
  }
  const available = rooms.length === 0 ? null : rooms.reduce((least, room) => (room < least ? room : least))
  return {
    exposure: moneyJson(exposure, currency),
    available: available === null ? null : moneyJson(available, currency),
  }
}

function limitJson({ account }: CheckParty, { limit }: Measures): LimitJson {
  const { currency } = account
  const parts = limit.state === 'amount' ? limit.parts : []
  return {
    mode: account.limitMode,
    amount: limit.state === 'amount' ? moneyJson(limit.minor, currency).amount : null,
    currency,
    expired: limit.state === 'expired',
    parts: parts.map((part) => ({
      kind: part.kind,
      amount: moneyJson(part.amountMinor, currency).amount,
      validFrom: part.validFrom,
      validTo: part.validTo,
    })),
  }
}
