import type { Principal } from '../../kernel/access.js'
import { dayInZone, type CalendarDay } from '../../kernel/calendar-day.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import type { Deps } from '../../platform/deps.js'
import { newId } from '../../platform/new-id.js'
import { recordAudit } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import {
  applyPolicy,
  policyDay,
  readPolicyPage,
  silenceOf,
  silences,
  type Bought,
  type PolicyDay,
  type Silence,
} from './apply-policy.js'
import { isSameGrant, reviewDay } from './domain/granted.js'
import { isIncomplete, isNegligible, proposedAmount, type LimitStep } from './domain/propose-limit.js'
import { policyInForce } from './policy-in-force.js'
import type { AccountSituation } from './policy-input-store.js'
import type { PolicyVersion } from './policy-store.js'
import { insertProposals, supersedeProposals, type Proposal, type StoredStep } from './proposal-store.js'

const BATCH = 2_000
/** More than the accounts of the customers whose grades change in one batch. */
const ACCOUNTS_MAX = 100_000

export interface ProposalRun {
  readonly runId: Id
  readonly asOf: CalendarDay
  readonly policyVersion: number
  readonly accounts: number
  readonly proposed: number
  /** Accounts whose limit and terms are as the policy wants them. */
  readonly unchanged: number
  /** Accounts of which the policy says nothing, and how many for which reason. */
  readonly skipped: number
  readonly skippedBecause: Skipped
}

type Skipped = Readonly<Record<Silence, number>>
const noneSkipped: Skipped = { inactive: 0, unlimited: 0, unrated: 0, no_row: 0 }

export interface ProposeRequest {
  /** Default today. */
  readonly asOf?: CalendarDay | undefined
  readonly actor: Principal
}

interface Frame extends PolicyDay {
  readonly runId: Id
  readonly policy: PolicyVersion
  readonly today: CalendarDay
  readonly actor: Principal
  readonly at: Date
}

/**
 * Computes limit and terms of every account with the policy in force and opens a proposal where they differ from
 * what is in force. Earlier open proposals of the policy are superseded. Batches of accounts, one transaction each.
 */
export async function proposeLimits(deps: Deps, request: ProposeRequest): Promise<ProposalRun> {
  const at = deps.now()
  const frame = await deps.db.transaction((tx) => frameOf(tx, request, at))
  const run = { runId: frame.runId, asOf: frame.asOf, policyVersion: frame.policy.version }
  let counts = { accounts: 0, proposed: 0, unchanged: 0, skipped: 0, skippedBecause: noneSkipped }
  let after: Id | null = null
  for (;;) {
    const batch: Batch = await deps.db.transaction((tx) => proposeBatch(tx, after, frame))
    counts = {
      accounts: counts.accounts + batch.situations,
      proposed: counts.proposed + batch.proposed,
      unchanged: counts.unchanged + batch.unchanged,
      skipped: counts.skipped + silences.reduce((sum, why) => sum + batch.skipped[why], 0),
      skippedBecause: addSkipped(counts.skippedBecause, batch.skipped),
    }
    after = batch.last
    if (after === null) break
  }
  await deps.db.transaction((tx) =>
    recordAudit(tx, {
      ...{ actor: request.actor, action: 'limit-proposals.computed', objectType: 'proposal-run' },
      ...{ objectId: frame.runId, after: { ...run, ...counts }, at },
    }),
  )
  return { ...run, ...counts }
}

/** The same for the accounts of some customers, in the caller's transaction. Gives what was proposed. */
export async function proposeForCustomers(
  tx: Tx,
  customerIds: readonly Id[],
  { actor, at }: { readonly actor: Principal; readonly at: Date },
): Promise<readonly Proposal[]> {
  const frame = await frameOf(tx, { actor }, at)
  return (await proposePage(tx, { after: null, limit: ACCOUNTS_MAX, customerIds }, frame)).proposals
}

async function frameOf(tx: Tx, request: ProposeRequest, at: Date): Promise<Frame> {
  const { timeZone } = await getOrganisation(tx)
  const today = dayInZone(at, timeZone)
  const asOf = request.asOf ?? today
  if (asOf > today) throw new Refusal('as_of_in_future', { asOf, today })
  return {
    ...(await policyDay(tx, asOf, at)),
    ...{ runId: newId(), today, at, actor: request.actor },
    policy: await policyInForce(tx, at),
  }
}

/** The proposals that a run would open now, page by page; nothing is written. */
export async function* computedPages(deps: Deps, actor: Principal): AsyncGenerator<readonly Proposal[]> {
  const frame = await deps.db.transaction((tx) => frameOf(tx, { actor }, deps.now()))
  let after: Id | null = null
  do {
    const page: { proposals: readonly Proposal[]; last: Id | null } = await deps.db.transaction((tx) =>
      computePage(tx, { after, limit: BATCH }, frame),
    )
    yield page.proposals
    after = page.last
  } while (after !== null)
}

interface Batch {
  readonly situations: number
  readonly proposed: number
  readonly unchanged: number
  readonly skipped: Skipped
  /** Where the next batch begins; null when this was the last. */
  readonly last: Id | null
}

async function computePage(tx: Tx, page: Parameters<typeof readPolicyPage>[1], frame: Frame) {
  const { situations, bought, last } = await readPolicyPage(tx, page, frame)
  const purchases = await bought(frame.policy.content.averageOverMonths)
  const judged = situations.map((situation) => judge(situation, purchases.get(situation.accountId), frame))
  const proposals = judged.filter((one) => typeof one !== 'string')
  return { situations, judged, proposals, last }
}

async function proposeBatch(tx: Tx, after: Id | null, frame: Frame): Promise<Batch> {
  const { proposals, ...batch } = await proposePage(tx, { after, limit: BATCH }, frame)
  return { ...batch, proposed: proposals.length }
}

async function proposePage(
  tx: Tx,
  page: Parameters<typeof readPolicyPage>[1],
  frame: Frame,
): Promise<Omit<Batch, 'proposed'> & { readonly proposals: readonly Proposal[] }> {
  const { situations, judged, proposals, last } = await computePage(tx, page, frame)
  await supersedeProposals(
    tx,
    situations.map(({ accountId }) => accountId),
  )
  await insertProposals(tx, proposals)
  return {
    ...{ situations: situations.length, proposals, last },
    unchanged: judged.filter((one) => one === 'unchanged').length,
    skipped: silences.reduce(
      (counts, why) => ({ ...counts, [why]: judged.filter((one) => one === why).length }),
      noneSkipped,
    ),
  }
}

function addSkipped(a: Skipped, b: Skipped): Skipped {
  return {
    inactive: a.inactive + b.inactive,
    unlimited: a.unlimited + b.unlimited,
    unrated: a.unrated + b.unrated,
    no_row: a.no_row + b.no_row,
  }
}

function judge(
  situation: AccountSituation,
  bought: Bought | undefined,
  frame: Frame,
): Proposal | 'unchanged' | Silence {
  const { content } = frame.policy
  const given = applyPolicy(content, situation, bought, frame)
  if (given === null) return silenceOf(situation) ?? 'no_row'
  const { granted, steps, grade } = given
  const { currency, currentMinor } = situation
  const proposedMinor = proposedAmount(steps)
  const sameTerms =
    (situation.netDays === granted.netDays && isSameGrant(granted, situation.agreed)) ||
    (proposedMinor === 0n && currentMinor === null)
  const incomplete = isIncomplete(steps)
  if (!incomplete && sameTerms && isNegligible(content, currentMinor, proposedMinor)) return 'unchanged'
  return {
    ...{ id: newId(), kind: 'policy', status: 'open', runId: frame.runId, asOf: frame.asOf, grade, currency },
    ...{ groupId: situation.groupId, accountId: situation.accountId, customerId: situation.customerId },
    ...{ segmentId: situation.segmentId, policyVersion: frame.policy.version, ratingId: situation.ratingId },
    ...{ currentMode: situation.limitMode, currentMinor, currentNetDays: situation.netDays },
    ...{ proposedMode: 'amount', lineKind: 'base', proposedMinor, validFrom: null, validTo: null },
    proposedNetDays: granted.netDays,
    reviewOn: reviewDay(granted, frame.today),
    granted,
    attention: incomplete ? 'fx_rate_missing' : null,
    steps: steps.map(storedStep),
    requestReason: null,
    submittedBy: frame.actor.label,
    createdAt: frame.at,
  }
}

function storedStep(step: LimitStep): StoredStep {
  return Object.fromEntries(
    Object.entries(step).map(([name, value]) => [name, typeof value === 'bigint' ? value.toString() : value]),
  )
}
