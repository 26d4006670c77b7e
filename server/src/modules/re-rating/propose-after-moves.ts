import { systemPrincipal } from '../../kernel/access.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { acceptProposals } from '../limits/accept-proposals.js'
import { proposeForCustomers } from '../policy/propose-limits.js'
import { findProposalsById } from '../policy/proposal-list-store.js'
import type { Proposal } from '../policy/proposal-store.js'
import { isCutWithin } from './domain/plan-effects.js'
import type { Following, NoteEffect, PlannedMove } from './planned-move.js'
import { startMoveCase } from './move-approval.js'

/**
 * Has the policy propose limit and terms for the accounts of customers whose grade changed. Cuts within the bound are
 * put in force at once; what is left goes to approval where an effect says so, else it waits as a proposal.
 */
export async function proposeAfterMoves(
  tx: Tx,
  planned: readonly PlannedMove[],
  following: Following,
  note: NoteEffect,
): Promise<void> {
  const wanted = planned.filter(({ plan }) => plan?.propose)
  if (wanted.length === 0) return
  const { at, today, effects } = following
  const customers = [...new Set(wanted.map(({ move }) => move.customerId))]
  const proposals = await proposeForCustomers(tx, customers, { actor: systemPrincipal, at })
  const cuts = proposals.filter((proposal) => isCutAtOnce(proposal, wanted))
  const cutIds = cuts.map(({ id }) => id)
  const reason = '评级下降，按政策自动下调 / The grade fell: cut by policy'
  const { accepted } = await acceptProposals(tx, await findProposalsById(tx, cutIds, null), {
    ...{ actor: systemPrincipal, at, today, effects, reason },
  })
  const done = new Set(accepted)
  for (const one of wanted) {
    const own = proposals.filter(({ customerId }) => customerId === one.move.customerId)
    const cut = own.filter(({ id }) => done.has(id))
    const left = own.filter(({ id }) => !done.has(id))
    if (cut.length > 0) note(one.move.id, { kind: 'cut', count: cut.length, detail: idsOf(cut) })
    if (left.length > 0) note(one.move.id, { kind: 'proposed', count: left.length, detail: idsOf(left) })
    if (one.plan?.approval) await askFor(tx, left, one, following, note)
  }
}

const idsOf = (proposals: readonly Proposal[]) => proposals.map(({ id }) => id).join(',')

function isCutAtOnce(proposal: Proposal, wanted: readonly PlannedMove[]): boolean {
  return wanted.some(
    ({ move, plan }) =>
      move.customerId === proposal.customerId &&
      plan !== null &&
      plan.cutAtOnceBasisPoints !== null &&
      proposal.attention === null &&
      isCutWithin(proposal, plan.cutAtOnceBasisPoints),
  )
}

async function askFor(
  tx: Tx,
  proposals: readonly Proposal[],
  { move }: PlannedMove,
  { approvals, at }: Following,
  note: NoteEffect,
): Promise<void> {
  const cases: Id[] = []
  const open = await findProposalsById(
    tx,
    proposals.map(({ id }) => id),
    null,
  )
  for (const { id, approvalPath } of open) {
    // Where the policy names a path of its own, that is asked when somebody accepts.
    if (approvalPath !== null) continue
    const started = await startMoveCase(tx, approvals, id, { move, at })
    if (started !== null) cases.push(started)
  }
  if (cases.length > 0) note(move.id, { kind: 'approval', count: cases.length, detail: cases.join(',') })
}
