import type { Principal } from '../../kernel/access.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { actOnCase } from '../approvals/act-on-case.js'
import { lockRunningCase } from '../approvals/case-store.js'
import type { Approvals } from '../approvals/subject.js'

interface Approval {
  /** The first of these subjects of which a case runs for the object. */
  readonly subjects: readonly string[]
  readonly objectId: Id
  readonly comment: string
  readonly manager: Principal
  readonly at: Date
}

/** The manager approves a request that waits for them; nothing happens when it waits for somebody else. */
export async function approveRequest(
  tx: Tx,
  approvals: Approvals,
  { subjects, objectId, comment, manager, at }: Approval,
): Promise<void> {
  for (const subject of subjects) {
    const running = await lockRunningCase(tx, subject, objectId)
    const step = running?.state.steps.find((one) => one.username === manager.label && one.status === 'open')
    if (!running || !step) continue
    const wanted = { kind: 'approve', stepId: step.id, conditions: null } as const
    await actOnCase(tx, approvals, {
      caseId: running.id,
      wanted,
      comment,
      attachments: [],
      actor: manager,
      at,
    })
    return
  }
}
