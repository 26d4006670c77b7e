import type { Principal } from '../../kernel/access.js'
import { dayInZone } from '../../kernel/calendar-day.js'
import type { Id } from '../../kernel/ids.js'
import type { Deps } from '../../platform/deps.js'
import type { Approvals } from '../approvals/subject.js'
import { recordAudits } from '../audit/record-audit.js'
import { getOrganisation } from '../identity/organisation-store.js'
import {
  findProposalsById,
  listOpenProposals,
  type OpenProposal,
  type ProposalFilter,
} from '../policy/proposal-list-store.js'
import { decideProposals } from '../policy/proposal-store.js'
import { acceptProposals, type SkipCode } from './accept-proposals.js'
import type { LimitEffects } from './limit-effects.js'
import { throughApprovals, voidApprovals } from './through-approvals.js'

/** So many credit groups are locked at a time: orders of other customers go on meanwhile. */
const BATCH = 200

/** Which proposals to decide on: those named, or every open one that a filter finds. */
export type Selection =
  { readonly ids: readonly Id[] } | { readonly filter: Omit<ProposalFilter, 'onlyCustomersOf' | 'status'> }

export interface Decision {
  readonly selection: Selection
  readonly reason: string
  readonly actor: Principal
}

export interface DecisionResult {
  readonly decided: number
  readonly skipped: readonly { readonly id: Id; readonly code: SkipCode }[]
}

type Decide = (proposals: readonly OpenProposal[]) => Promise<{
  readonly done: number
  readonly skipped: DecisionResult['skipped']
}>

/**
 * Accepts proposals in bounded batches, one transaction each: what a batch has put in force stays in force. By filter,
 * proposals that need a person's attention are left out; named by id they are accepted like any other.
 */
export async function acceptSelected(
  deps: Deps,
  decision: Decision,
  effects: LimitEffects,
  approvals: Approvals,
): Promise<DecisionResult> {
  const { timeZone } = await getOrganisation(deps.db)
  const { actor, reason } = decision
  return inBatches(deps, decision, async (proposals) => {
    const at = deps.now()
    const context = { actor, reason, at, effects, today: dayInZone(at, timeZone) }
    return deps.db.transaction(async (tx) => {
      const { signed, waiting, direct } = await throughApprovals(tx, approvals, proposals, context)
      const result = await acceptProposals(tx, direct, context)
      const skipped = waiting.map((id) => ({ id, code: 'in_approval' as const }))
      return { done: signed.length + result.accepted.length, skipped: [...skipped, ...result.skipped] }
    })
  })
}

/** Rejects proposals: they change nothing and are kept with the reason. */
export async function rejectSelected(
  deps: Deps,
  decision: Decision,
  approvals: Approvals,
): Promise<DecisionResult> {
  const { actor, reason } = decision
  return inBatches(deps, decision, async (proposals) => {
    const at = deps.now()
    const ids = proposals.map(({ id }) => id)
    const rejected = await deps.db.transaction(async (tx) => {
      await voidApprovals(tx, approvals, proposals, { actor, at, comment: reason })
      const decided = await decideProposals(tx, ids, { status: 'rejected', by: actor.label, at, reason })
      await recordAudits(
        tx,
        decided.map(({ id }) => ({
          ...{ actor, action: 'limit-proposal.rejected', objectType: 'limit-proposal', objectId: id },
          ...{ reason, at },
        })),
      )
      return new Set(decided.map(({ id }) => id))
    })
    const left = ids.filter((id) => !rejected.has(id))
    return { done: rejected.size, skipped: left.map((id) => ({ id, code: 'not_open' })) }
  })
}

async function inBatches(deps: Deps, decision: Decision, decide: Decide): Promise<DecisionResult> {
  let decided = 0
  const skipped: { id: Id; code: SkipCode }[] = []
  for await (const batch of batchesOf(deps, decision)) {
    skipped.push(...batch.missing.map((id) => ({ id, code: 'not_found' as const })))
    if (batch.proposals.length === 0) continue
    const result = await decide(batch.proposals)
    decided += result.done
    skipped.push(...result.skipped)
  }
  return { decided, skipped }
}

interface SelectedBatch {
  readonly proposals: readonly OpenProposal[]
  readonly missing: readonly Id[]
}

async function* batchesOf(deps: Deps, { selection, actor }: Decision): AsyncGenerator<SelectedBatch> {
  const { onlyCustomersOf } = actor
  if ('ids' in selection) {
    const ids = [...new Set(selection.ids)]
    for (let offset = 0; offset < ids.length; offset += BATCH) {
      const part = ids.slice(offset, offset + BATCH)
      const proposals = await findProposalsById(deps.db, part, onlyCustomersOf)
      const found = new Set(proposals.map(({ id }) => id))
      yield { proposals, missing: part.filter((id) => !found.has(id)) }
    }
    return
  }
  let after: Id | null = null
  for (;;) {
    const filter: ProposalFilter = { ...selection.filter, attention: false, onlyCustomersOf }
    const proposals: OpenProposal[] = await listOpenProposals(deps.db, filter, { after, limit: BATCH })
    if (proposals.length === 0) return
    after = proposals.at(-1)?.id ?? null
    yield { proposals, missing: [] }
  }
}
