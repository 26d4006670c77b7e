import type { Principal } from '../../kernel/access.js'
import { Refusal } from '../../kernel/errors.js'
import type { Id } from '../../kernel/ids.js'
import type { Tx } from '../../platform/db/types.js'
import { findPerson } from '../identity/organisation-chart-store.js'
import { announce } from './announce.js'
import { checkAttachments } from './attachment-store.js'
import type { CaseRecord } from './case-record.js'
import { lockCase, noteUrge } from './case-store.js'
import { copyTo } from './copy-store.js'
import { recordEvent } from './event-store.js'

const URGE_EVERY_MS = 2 * 3_600_000

/** From when on a case may be urged again; null: now. */
export function urgeAgainAt({ urgedAt }: Pick<CaseRecord, 'urgedAt'>, now: Date): Date | null {
  if (!urgedAt) return null
  const again = new Date(urgedAt.getTime() + URGE_EVERY_MS)
  return again > now ? again : null
}

interface Saying {
  readonly caseId: Id
  readonly actor: Principal
  readonly at: Date
  readonly comment: string | null
}

/** 催办: reminds those for whom the case waits. By whoever asked, or a manager of approvals, once in two hours. */
export async function urgeCase(tx: Tx, { caseId, actor, at, comment }: Saying): Promise<void> {
  const record = await lockCase(tx, caseId)
  if (!record) throw new Refusal('approval_case_not_found', { id: caseId })
  const { status, submitter, caretaker, steps } = record.state
  if (status !== 'running') throw new Refusal('approval_case_closed', { status })
  if (actor.label !== submitter && actor.label !== caretaker && !actor.permissions.has('approvals:manage')) {
    throw new Refusal('approval_not_yours')
  }
  const again = urgeAgainAt(record, at)
  if (again) throw new Refusal('approval_urged_recently', { at: again.toISOString() })
  const usernames = steps.flatMap((step) => (step.status === 'open' ? [step.username] : []))
  await noteUrge(tx, caseId, at)
  await recordEvent(tx, caseId, { at, actor: actor.label, kind: 'urge', comment, detail: { usernames } })
  await announce(tx, record, [{ kind: 'urged', usernames }], at)
}

/** A comment; who is mentioned is told and may look at the case from then on. */
export async function commentOnCase(
  tx: Tx,
  saying: Saying & { readonly mentions: readonly string[]; readonly attachments: readonly Id[] },
): Promise<void> {
  const { caseId, actor, at, comment, mentions, attachments } = saying
  const record = await lockCase(tx, caseId)
  if (!record) throw new Refusal('approval_case_not_found', { id: caseId })
  for (const username of mentions) {
    if (!(await findPerson(tx, username))) throw new Refusal('approval_person_unknown', { username })
  }
  await checkAttachments(tx, caseId, attachments)
  await recordEvent(tx, caseId, { at, actor: actor.label, kind: 'comment', comment, mentions, attachments })
  await copyTo(tx, caseId, mentions, { nodeId: null, at })
  await announce(tx, record, [{ kind: 'mentioned', usernames: mentions }], at)
}
