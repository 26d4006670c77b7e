import { addDays, daysBetween, type CalendarDay } from '../../kernel/calendar-day.js'
import type { Queryable } from '../../platform/db/types.js'
import { movementsOf, type ClaimItem, type ItemMovement } from './claim-item-store.js'
import { claimRulesOn, type ClaimRulesVersion } from './claim-rules-store.js'
import { listClaimTerms, type ClaimTerms } from './claim-terms-store.js'
import { groupedBy } from '../../kernel/grouped-by.js'
import {
  chooseRegime,
  type ContractFacts,
  type MissingRate,
  type RegimeChoice,
} from './domain/choose-regime.js'
import { lateInterest, type LateInterest } from './domain/late-interest.js'
import { limitationClock, type ClockEvent, type LimitationClock } from './domain/limitation.js'
import { proofGaps, type ProofKind } from './domain/proof-gaps.js'
import type { ReferenceRate } from './domain/reference-rate.js'
import { eventsOfDocuments, type LimitationEvent } from './limitation-event-store.js'
import { listReferenceRates } from './reference-rate-store.js'
import { noteReference } from './domain/note-number.js'
import { waiverReference } from './domain/waiver-number.js'
import { notesOfDocuments, type NoteOfItem } from './interest-note-store.js'
import { waiversOfDocuments, type WaiverOfItem } from './waiver-store.js'

/** Late interest with the rule that it follows; or the published rate that is missing to compute it. */
export type ClaimedInterest =
  | { readonly choice: RegimeChoice; readonly result: LateInterest }
  | { readonly choice: null; readonly missing: MissingRate }

/** What may be claimed of one instalment, and until when. */
export interface Claim {
  readonly item: ClaimItem
  readonly terms: ClaimTerms | null
  readonly rules: ClaimRulesVersion
  /** null while nothing is overdue, and of what is billed interest itself. */
  readonly interest: ClaimedInterest | null
  /** null while the period does not run. */
  readonly clock: LimitationClock | null
  /** Days to the end of the limitation period; negative when it is over; null while it stands still or does not run. */
  readonly daysLeft: number | null
  readonly missing: readonly ProofKind[]
  /** What of the interest somebody asked to give up; null: no such request waits. */
  readonly waiverAsked: WaiverOfItem | null
}

/** Everything that claims are computed from, read for a set of instalments. */
interface ClaimSources {
  readonly terms: readonly ClaimTerms[]
  readonly movements: ReadonlyMap<string, readonly ItemMovement[]>
  readonly events: ReadonlyMap<string, readonly LimitationEvent[]>
  readonly waivers: ReadonlyMap<string, readonly WaiverOfItem[]>
  readonly notes: ReadonlyMap<string, readonly NoteOfItem[]>
  readonly rules: ClaimRulesVersion
  readonly rates: readonly ReferenceRate[]
}

/** Computes the claims of instalments: interest up to and with `until`, clocks as of `today`. */
export async function readClaims(
  db: Queryable,
  items: readonly ClaimItem[],
  { today, until }: { readonly today: CalendarDay; readonly until: CalendarDay },
): Promise<Claim[]> {
  if (items.length === 0) return []
  const documentIds = [...new Set(items.map((item) => item.documentId))]
  const sources: ClaimSources = {
    terms: await listClaimTerms(db, [...new Set(items.map((item) => item.accountId))]),
    movements: groupedBy(await movementsOf(db, items), (one) => one.documentId),
    events: groupedBy(await eventsOfDocuments(db, documentIds), (one) => one.documentId),
    waivers: groupedBy(await waiversOfDocuments(db, documentIds), (one) => one.documentId),
    notes: groupedBy(await notesOfDocuments(db, documentIds), (one) => one.documentId),
    rules: await claimRulesOn(db, today),
    rates: await listReferenceRates(db),
  }
  return items.map((item) => claimOf(item, sources, { today, until }))
}

function claimOf(
  item: ClaimItem,
  sources: ClaimSources,
  { today, until }: { readonly today: CalendarDay; readonly until: CalendarDay },
): Claim {
  const { rules } = sources
  const terms = termsOf(item, sources.terms)
  const movements = sources.movements.get(item.documentId) ?? []
  const events = (sources.events.get(item.documentId) ?? []).filter(
    ({ itemNo }) => itemNo === null || itemNo === item.itemNo,
  )
  const oneDebt = terms?.oneDebt ?? rules.content.instalmentsOneDebt
  const dueOn = oneDebt ? item.lastDueOn : item.dueOn
  const own = movements.filter(({ itemNo }) => itemNo === item.itemNo)
  const waivers = (sources.waivers.get(item.documentId) ?? []).filter(({ itemNo }) => itemNo === item.itemNo)
  const granted = waivers.filter(({ status }) => status === 'granted')
  const notes = (sources.notes.get(item.documentId) ?? []).filter(({ itemNo }) => itemNo === item.itemNo)
  const clock =
    dueOn < today
      ? limitationClock(dueOn, clockEvents(events, oneDebt ? movements : own), rules.content)
      : null
  const proven = (test: (event: LimitationEvent) => boolean) =>
    events.some((event) => event.proofGrade !== null && event.proofGrade !== 'call_only' && test(event))
  return {
    ...{ item, terms, rules, clock },
    interest:
      item.dueOn < until && item.mainDocumentId === null
        ? interestOf(item, { movements: own, waivers: granted, notes, terms }, sources, until)
        : null,
    waiverAsked: waivers.find(({ status }) => status === 'requested') ?? null,
    daysLeft: clock?.expiresOn ? daysBetween(today, clock.expiresOn) : null,
    missing: proofGaps({
      contract: terms?.contract != null,
      delivery: item.delivered,
      statement: proven(({ kind, channel }) => kind === 'consent' || channel === 'statement'),
      demand: proven(({ kind }) => kind === 'demand'),
    }),
  }
}

/** Terms of the invoice itself before those of its account; of the account, those that held on the invoice's day. */
function termsOf(item: ClaimItem, all: readonly ClaimTerms[]): ClaimTerms | null {
  const own = all.find((one) => one.documentId === item.documentId)
  const general = all.find(
    (one) => one.documentId === null && one.accountId === item.accountId && one.validFrom <= item.documentOn,
  )
  return own ?? general ?? null
}

function clockEvents(events: readonly LimitationEvent[], movements: readonly ItemMovement[]): ClockEvent[] {
  const payments = movements
    .filter(({ causeType, deltaMinor }) => causeType === 'receipt' && deltaMinor < 0n)
    .map(({ on, causeNumber }): ClockEvent => ({
      ...{ on, kind: 'payment', proofGrade: null, reference: causeNumber ?? '' },
    }))
  const recorded = events.map(({ on, kind, proofGrade, evidence }): ClockEvent => ({
    on,
    kind,
    proofGrade,
    reference: evidence,
  }))
  return [...payments, ...recorded]
}

function interestOf(
  item: ClaimItem,
  {
    movements,
    waivers,
    notes,
    terms,
  }: {
    readonly movements: readonly ItemMovement[]
    readonly waivers: readonly WaiverOfItem[]
    readonly notes: readonly NoteOfItem[]
    readonly terms: ClaimTerms | null
  },
  { rules, rates }: ClaimSources,
  until: CalendarDay,
): ClaimedInterest {
  const { dueOn, currency } = item
  const choice = chooseRegime({ facts: factsOf(terms), dueOn, until, currency, rules: rules.content, rates })
  if ('missing' in choice) return { choice: null, missing: choice }
  const upToDue = movements.filter(({ on }) => on <= dueOn)
  return {
    choice,
    result: lateInterest({
      ...{ dueOn, until, fees: [], steps: choice.steps },
      principalMinor: upToDue.reduce((sum, { deltaMinor }) => sum + deltaMinor, 0n),
      movements: movements
        .filter(({ on }) => on > dueOn && on < addDays(until, 1))
        .map(({ on, deltaMinor, causeType, causeNumber }) => ({
          ...{ on, deltaMinor, kind: causeType === 'receipt' ? 'payment' : 'correction' },
          reference: causeNumber ?? '',
        })),
      waivers: waivers.map(({ untilOn, amountMinor, number }) => ({
        ...{ on: untilOn, amountMinor, reference: waiverReference(number) },
      })),
      billed: notes.map(({ untilOn, amountMinor, number }) => ({
        ...{ on: untilOn, amountMinor, reference: noteReference(number) },
      })),
      dayCount: rules.content.dayCount,
      allocation: rules.content.allocation,
    }),
  }
}

function factsOf(terms: ClaimTerms | null): ContractFacts {
  const { agreedPercent, agreedPer } = terms ?? {}
  return {
    debtorKind: terms?.debtorKind ?? null,
    creditorSme: terms?.creditorSme ?? null,
    smeDeclared: terms?.smeDeclared ?? null,
    signedOn: terms?.signedOn ?? null,
    agreed: agreedPercent != null && agreedPer != null ? { percent: agreedPercent, per: agreedPer } : null,
  }
}
