import type { Bilingual } from '../../kernel/bilingual.js'
import { moneyJson } from '../../kernel/money.js'
import type { Tx } from '../../platform/db/types.js'
import { enqueueEvent } from '../notifications/enqueue-event.js'
import { notify } from '../notifications/notify.js'
import { namesOf } from './case-list-store.js'
import { caseNumber, type CaseRecord } from './case-record.js'
import type { CaseStatus } from './domain/case-state.js'

/** Who should hear of something that happened to a case. */
export interface Announcement {
  readonly kind:
    | 'todo'
    | 'reminder'
    | 'overdue'
    | 'unassigned'
    | 'security'
    | 'copied'
    | 'mentioned'
    | 'urged'
    | 'completed'
  readonly usernames: readonly string[]
}

/** Tells people and subscribers what happened, in the transaction in which it did. */
export async function announce(
  tx: Tx,
  record: CaseRecord,
  announcements: readonly Announcement[],
  at: Date,
): Promise<void> {
  if (announcements.length === 0) return
  const { submitter, status } = record.state
  const names = await namesOf(tx, [submitter])
  const data = {
    number: caseNumber(record),
    title: record.title,
    submitter: names.get(submitter) ?? submitter,
  }
  for (const { kind, usernames } of announcements) {
    const common = {
      // Whoever manages approvals looks after what nobody can decide.
      to: kind === 'unassigned' ? { roles: ['admin', 'credit-manager'] } : { usernames },
      subject: `${record.id}:${at.getTime()}`,
      link: `/approvals/${record.id}`,
      at,
    }
    if (kind === 'completed') {
      await notify(tx, {
        ...common,
        kind: 'approval_completed',
        data: { ...data, outcome: outcomes[status] },
      })
    } else await notify(tx, { ...common, kind: `approval_${kind}`, data })
  }
  if (announcements.some(({ kind }) => kind === 'completed')) {
    await enqueueEvent(tx, 'approval.completed', approvalPayload(record), { at })
  }
}

const outcomes: Readonly<Record<CaseStatus, Bilingual>> = {
  running: { zh: '审批中', en: 'running' },
  approved: { zh: '已通过', en: 'approved' },
  rejected: { zh: '已驳回', en: 'rejected' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  void: { zh: '已失效', en: 'void' },
}

/** A case as subscribed systems receive it. */
export function approvalPayload(record: CaseRecord) {
  const { id, subject, objectId, state, amount, customerCode, segmentCode } = record
  return {
    id,
    number: caseNumber(record),
    subject,
    objectId,
    status: state.status,
    customerCode,
    segment: segmentCode,
    amount: amount && moneyJson(amount.minor, amount.currency),
    submittedBy: state.submitter,
  }
}
