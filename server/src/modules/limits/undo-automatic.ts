import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { recordAudit } from '../audit/record-audit.js'
import { lockGroups } from '../customers/group-store.js'
import { mayBeUndone } from '../policy/proposal-json.js'
import { findProposal } from '../policy/proposal-list-store.js'
import { markUndone } from '../policy/proposal-store.js'
import type { LimitEffects } from './limit-effects.js'
import { listLimitLines, revokeLimitLine } from './limit-line-store.js'

/**
 * Takes back a change that the policy made by itself: its line is revoked, so that the limit before it holds again.
 * Refused after a day, for what a person decided, and once another base line has come on top.
 */
export async function undoAutomatic(
  tx: Tx,
  id: Id,
  { actor, at, effects }: { readonly actor: Principal; readonly at: Date; readonly effects: LimitEffects },
): Promise<void> {
  const proposal = await findProposal(tx, id, actor.onlyCustomersOf)
  if (!proposal) throw new Refusal('proposal_not_found', { id })
  const { accountId, groupId, limitLineId, customerCode, segmentCode } = proposal
  if (!mayBeUndone(proposal, at) || limitLineId === null) throw new Refusal('automatic_change_final')
  await lockGroups(tx, [groupId])
  const [newest] = (await listLimitLines(tx, accountId)).filter(({ kind }) => kind === 'base')
  if (newest?.id !== limitLineId) throw new Refusal('automatic_change_replaced')
  await revokeLimitLine(tx, accountId, limitLineId, at)
  await markUndone(tx, id, { by: actor.label, at })
  await recordAudit(tx, {
    ...{ actor, at, action: 'limit-proposal.undone', objectType: 'account' },
    objectId: `${customerCode}/${segmentCode}`,
    before: { proposalId: id, limitLineId, minor: proposal.proposedMinor },
    after: { minor: proposal.currentMinor },
  })
  await effects.limitsChanged(tx, [groupId])
}
